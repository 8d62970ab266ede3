// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/slot.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static member_id taken[SLOTS]; // {0}: free

static enum slot take(member_id member)
{
    int free_one = SLOTS;
    for (int i = 0; i < SLOTS; i++) {
        if (member_same(taken[i], member))
            return SLOT_MINE;
        if (!member_is(taken[i]))
            free_one = i;
    }
    if (free_one == SLOTS)
        return SLOT_FULL;
    taken[free_one] = member;
    return SLOT_TAKEN;
}

enum slot slot_take(member_id member)
{
    pthread_mutex_lock(&lock);
    enum slot slot = take(member);
    pthread_mutex_unlock(&lock);
    return slot;
}

void slot_give_back(member_id member)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SLOTS; i++)
        if (member_same(taken[i], member))
            taken[i] = (member_id){0};
    pthread_mutex_unlock(&lock);
}
