// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections that transactions borrow. The newest returned is lent first, so
// that few of them stay warm.
#ifndef DB_POOL_H
#define DB_POOL_H

#include <pthread.h>
#include <stdbool.h>

struct pooled {
    struct pooled *next; // first member of what is pooled
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct pooled *idle;
    int n; // idle and lent
    int most;
};

void pool_start(struct pool *p, int most);
void pool_end(struct pool *p); // everything was given back and taken out

// An idle one. NULL with *may_open: there is room, the caller makes one and
// gives it back later (or gives back NULL). NULL without: none came free in time.
struct pooled *pool_take(struct pool *p, bool *may_open);
void pool_give(struct pool *p, struct pooled *item); // NULL: one less in the pool
struct pooled *pool_take_out(struct pool *p); // an idle one for good, or NULL

#endif
