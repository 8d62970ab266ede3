// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/index_job.h"

#include "index/index.h"
#include "search/search.h"

#include <time.h>

enum { ROOMS_AT_ONCE = 100 };

struct work {
    const struct app *app;
    struct arena *arena;
    bool (*is_stopping)(void);
    int64_t until; // on the monotonic clock; 0: no limit
    bool failed;
};

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return SECONDS(t.tv_sec) + t.tv_nsec / 1000;
}

static bool is_over(const struct work *w)
{
    return w->failed || (w->is_stopping && w->is_stopping()) ||
           (w->until && monotonic_us() >= w->until);
}

static struct tx *begin(struct work *w, enum tx_kind kind)
{
    arena_reset(w->arena);
    return app_begin(w->app, kind, w->arena, NULL);
}

// A transaction that another one came across is no failure: the next run does it.
static bool end(struct work *w, struct tx *tx)
{
    enum tx_end end = tx_finish(tx);
    w->failed |= end != TX_DONE && end != TX_RETRY;
    return end == TX_DONE;
}

static void catch_up(struct work *w)
{
    for (bool more = true; more && !is_over(w);) {
        struct tx *tx = begin(w, TX_READ);
        more = index_backlog_rooms(tx) > 0;
        if (!end(w, tx) || !more)
            return;
        tx = begin(w, TX_WRITE);
        more = search_catch_up(tx);
        more &= end(w, tx);
    }
}

// Goes on with short transactions as long as `more` of them are needed; others write in between.
static bool sweep(struct work *w, room_id room)
{
    int64_t from = 0;
    for (bool more = true; more;) {
        struct tx *tx = begin(w, TX_WRITE);
        more = index_sweep(tx, room, &from);
        if (!end(w, tx))
            return false;
    }
    return true;
}

// What was made is written to its end, whatever the time: the half of it is worth nothing.
static bool write_merge(struct work *w, struct index_merge *merge)
{
    for (bool more = true; more;) {
        struct tx *tx = begin(w, TX_WRITE);
        more = index_merge_write(tx, merge);
        if (!end(w, tx))
            return false;
    }
    return true;
}

static void merge_room(struct work *w, room_id room)
{
    struct arena *made = arena_new();
    for (bool more = true; more && !is_over(w) && sweep(w, room);) {
        arena_reset(made);
        struct tx *tx = app_begin(w->app, TX_READ, made, NULL);
        struct index_merge *merge = search_merge_make(tx, room);
        more = end(w, tx) && merge && write_merge(w, merge);
    }
    arena_free(made);
}

static void merge(struct work *w)
{
    room_id rooms[ROOMS_AT_ONCE], after = {0};
    size_t n;
    do {
        struct tx *tx = begin(w, TX_READ);
        struct room_id_list due = index_due(tx, after, ROOMS_AT_ONCE);
        n = due.n;
        for (size_t i = 0; i < n; i++)
            rooms[i] = due.at[i];
        if (!end(w, tx))
            return;
        for (size_t i = 0; i < n && !is_over(w); i++)
            merge_room(w, after = rooms[i]);
    } while (n == ROOMS_AT_ONCE && !is_over(w));
}

static bool run(struct work *w)
{
    w->arena = arena_new();
    catch_up(w);
    merge(w);
    arena_free(w->arena);
    return !w->failed;
}

bool index_job(const struct app *app, bool (*is_stopping)(void))
{
    struct work w = {.app = app, .is_stopping = is_stopping, .until = monotonic_us() + SECONDS(1)};
    return run(&w);
}

bool index_job_all(const struct app *app)
{
    struct work w = {.app = app};
    return run(&w);
}
