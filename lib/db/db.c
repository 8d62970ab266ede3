// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases and transactions: what is the same on both engines (see driver.h).
#include "db/driver.h"

#include "base/check.h"
#include "base/log.h"
#include "base/random.h"
#include "db/moment.h"

#include <stdlib.h>

// --- faults -----------------------------------------------------------------------

void tx_fault(struct tx *tx, enum tx_end end)
{
    if (tx->end == TX_DONE)
        tx->end = end;
}

void tx_fail(struct tx *tx, const char *word)
{
    if (tx_ok(tx)) // later ones follow from the first
        log_error("transaction", "fault=%s", word);
    tx_fault(tx, TX_FAULT);
}

void tx_fail_full(struct tx *tx)
{
    if (tx_ok(tx))
        log_error("transaction", "fault=disk-full");
    tx_fault(tx, TX_FULL);
}

bool tx_ok(const struct tx *tx)
{
    return tx->end == TX_DONE;
}

// --- the database -----------------------------------------------------------------

static bool engine_start(struct db *db, str url)
{
    struct arena *a = arena_new();
    bool ok = false;
    if (str_starts(url, S("sqlite:")))
        ok = sqlite_start(db, str_zero(a, str_from(url, 7)));
    else if (str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://")))
        ok = postgres_start(db, str_zero(a, url));
    else
        log_error("database", "fault=url-of-unknown-kind");
    arena_free(a);
    return ok;
}

struct db *db_open(const struct db_options *options)
{
    check(options->node >= 0 && options->node < 64);
    struct db *db = calloc(1, sizeof *db);
    check(db != NULL);
    db->clock = options->clock ? options->clock : &machine_clock;
    db->node = options->node;
    db->connections = options->connections > 0 ? options->connections : 16;
    if (db->clock == &machine_clock)
        random_fill((uint8_t *)&db->first_count, 2);
    if (engine_start(db, options->url))
        return db;
    free(db);
    return NULL;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db->driver->shut(db);
    free(db);
}

bool db_is_postgres(const struct db *db)
{
    return db->driver->is_postgres;
}

bool db_copy_to(struct db *db, str path)
{
    struct arena *a = arena_new();
    bool ok = db->driver->copy_to && db->driver->copy_to(db, str_zero(a, path));
    arena_free(a);
    return ok;
}

// --- transactions -----------------------------------------------------------------

struct tx *tx_begin(struct db *db, enum tx_kind kind, struct arena *arena)
{
    struct tx *tx = NEW(arena, struct tx);
    tx->db = db;
    tx->kind = kind;
    tx->arena = arena;
    tx->after_last = &tx->after;
    if (tx_may_call(tx))
        db->driver->begin(tx);
    // Taken once the writer's turn has come, so that times follow the commits.
    tx->now = clock_now(db->clock);
    return tx;
}

static void tx_give_back(struct tx *tx)
{
    if (tx->connection)
        tx->db->driver->rollback(tx);
    tx->connection = NULL;
}

enum tx_end tx_finish(struct tx *tx)
{
    check(!tx->has_cursor || !tx_ok(tx));
    if (tx_may_call(tx))
        tx->db->driver->commit(tx);
    tx_give_back(tx);
    if (!tx_ok(tx))
        return tx->end;
    for (struct after_commit *a = tx->after; a; a = a->next)
        a->run(a->context);
    return TX_DONE;
}

bool tx_commit(struct tx *tx)
{
    return tx_finish(tx) == TX_DONE;
}

void tx_rollback(struct tx *tx)
{
    tx_give_back(tx);
}

void tx_after_commit(struct tx *tx, void (*run)(void *context), void *context)
{
    struct after_commit *a = NEW(tx->arena, struct after_commit);
    *a = (struct after_commit){.run = run, .context = context};
    *tx->after_last = a;
    tx->after_last = &a->next;
}

struct arena *tx_arena(const struct tx *tx)
{
    return tx->arena;
}

instant tx_now(const struct tx *tx)
{
    return tx->now;
}

day tx_today(const struct tx *tx)
{
    return day_of(tx->now);
}

void tx_set(struct tx *tx, enum tx_slot slot, void *value)
{
    tx->slots[slot] = value;
}

void *tx_get(const struct tx *tx, enum tx_slot slot)
{
    return tx->slots[slot];
}

// --- ids ----------------------------------------------------------------------------
// (milliseconds since 2025) << 22 | node << 16 | counter. What is kept is the
// last one without its node; the counter carries over into the milliseconds,
// so ids rise even when the clock stands still or is set back. Each process
// counts from a random number, so that a command beside the server, or two
// processes that were given the same node, hardly ever make the same id.

#define YEAR_2025_MS INT64_C(1735689600000)

static _Atomic int64_t last_id;

int64_t tx_new_id(struct tx *tx)
{
    int64_t ms = clock_now(tx->db->clock).us / 1000 - YEAR_2025_MS;
    int64_t least = (ms > 0 ? ms : 1) << 16 | tx->db->first_count;
    int64_t last = atomic_load(&last_id);
    int64_t id;
    do
        id = last + 1 > least ? last + 1 : least;
    while (!atomic_compare_exchange_weak(&last_id, &last, id));
    return (id >> 16) << 22 | (int64_t)tx->db->node << 16 | (id & 0xffff);
}

instant db_id_time(int64_t id)
{
    return (instant){((id >> 22) + YEAR_2025_MS) * 1000};
}

int64_t db_id_at(instant t)
{
    int64_t ms = t.us / 1000 - YEAR_2025_MS;
    if (ms > INT64_MAX >> 22)
        return INT64_MAX;
    return ms > 0 ? ms << 22 : 0;
}

void db_ids_after(int64_t id)
{
    int64_t least = (id >> 22) << 16 | 0xffff;
    int64_t last = atomic_load(&last_id);
    while (last < least && !atomic_compare_exchange_weak(&last_id, &last, least))
        ;
}

void db_restart_ids(void)
{
    atomic_store(&last_id, 0);
}
