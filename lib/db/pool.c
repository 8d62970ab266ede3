// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/pool.h"

#include "base/check.h"
#include "base/log.h"

#include <stddef.h>
#include <time.h>

enum { WAIT_SECONDS = 10 };

void pool_start(struct pool *p, int most)
{
    *p = (struct pool){.most = most};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->freed, NULL);
}

void pool_end(struct pool *p)
{
    check(p->n == 0);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->freed);
}

static struct pooled *unlink_idle(struct pool *p)
{
    struct pooled *item = p->idle;
    if (item)
        p->idle = item->next;
    return item;
}

struct pooled *pool_take(struct pool *p, bool *may_open)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&p->lock);
    int late = 0;
    while (!p->idle && p->n >= p->most && !late)
        late = pthread_cond_timedwait(&p->freed, &p->lock, &until);
    struct pooled *item = unlink_idle(p);
    *may_open = !item && p->n < p->most;
    p->n += *may_open;
    pthread_mutex_unlock(&p->lock);
    if (!item && !*may_open)
        log_error("database", "fault=all-connections-busy most=%d", p->most);
    return item;
}

void pool_give(struct pool *p, struct pooled *item)
{
    pthread_mutex_lock(&p->lock);
    if (item) {
        item->next = p->idle;
        p->idle = item;
    } else {
        p->n--;
    }
    pthread_cond_signal(&p->freed);
    pthread_mutex_unlock(&p->lock);
}

struct pooled *pool_take_out(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    struct pooled *item = unlink_idle(p);
    p->n -= item != NULL;
    pthread_mutex_unlock(&p->lock);
    return item;
}
