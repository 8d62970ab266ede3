// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/lookup.h"

#include "base/random.h"

struct lookup lookup_in(struct arena *a)
{
    struct lookup l = {.arena = a};
    random_fill(&l.seed, sizeof l.seed);
    return l;
}

// FNV-1a, stirred at the end so that the low bits depend on all of the text.
static uint64_t hash_of(const struct lookup *l, str key)
{
    uint64_t h = l->seed ^ UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (uint8_t)key.p[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 32;
    return h * UINT64_C(0x9e3779b97f4a7c15) >> 16;
}

// Where the key stands, or the free place where it would.
static struct lookup_entry *place_of(const struct lookup *l, uint64_t hash, str key)
{
    size_t i = hash & (l->room - 1);
    while (l->entries[i].key.n && !(l->entries[i].hash == hash && str_eq(l->entries[i].key, key)))
        i = (i + 1) & (l->room - 1);
    return &l->entries[i];
}

static void make_room(struct lookup *l)
{
    struct lookup old = *l;
    l->room = old.room ? old.room * 2 : 256;
    l->entries = NEW_ARRAY(l->arena, struct lookup_entry, l->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.entries[i].key.n)
            *place_of(l, old.entries[i].hash, old.entries[i].key) = old.entries[i];
}

void lookup_add(struct lookup *l, str key, size_t value)
{
    if (key.n == 0)
        return;
    if (l->n * 2 >= l->room)
        make_room(l);
    uint64_t hash = hash_of(l, key);
    struct lookup_entry *e = place_of(l, hash, key);
    if (e->key.n)
        return;
    *e = (struct lookup_entry){hash, key, value};
    l->n++;
}

bool lookup_find(const struct lookup *l, str key, size_t *out)
{
    if (key.n == 0 || l->room == 0)
        return false;
    const struct lookup_entry *e = place_of(l, hash_of(l, key), key);
    if (e->key.n)
        *out = e->value;
    return e->key.n > 0;
}
