// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/migrate.h"

#include "base/check.h"
#include "base/log.h"
#include "db/driver.h"

#include <sodium.h>

enum { HASH_BYTES = 32, MAY_RUN_AGAIN = 3 };

// On PostgreSQL two processes may start at once; one waits for the other here.
// "IF NOT EXISTS" alone does not keep them apart.
static const char table_sqlite[] = "CREATE TABLE IF NOT EXISTS migration ("
                                   "place INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                   "hash BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT";
static const char table_postgres[] = "SELECT pg_advisory_xact_lock(7420250101); "
                                     "CREATE TABLE IF NOT EXISTS migration ("
                                     "place BIGINT PRIMARY KEY, name TEXT NOT NULL, "
                                     "hash BYTEA NOT NULL, applied_at BIGINT NOT NULL)";
static const char lock_postgres[] = "LOCK TABLE migration IN ACCESS EXCLUSIVE MODE";

static struct query q_recorded = {
    .name = "migration_list",
    .sql = "SELECT name, hash FROM migration ORDER BY place",
    .n_columns = 2,
};
static struct query q_record = {
    .name = "migration_add",
    .sql = "INSERT INTO migration (place, name, hash, applied_at) VALUES (?1, ?2, ?3, ?4)",
    .n_params = 4,
    .kinds = "itbi",
};

static void hash_of(str sql, uint8_t out[HASH_BYTES])
{
    check(crypto_generichash(out, HASH_BYTES, (const uint8_t *)sql.p, sql.n, NULL, 0) == 0);
}

static bool is_same(const struct migration *m, str name, bytes hash)
{
    uint8_t now[HASH_BYTES];
    hash_of(m->sql, now);
    return str_eq(m->name, name) && hash.n == HASH_BYTES && memcmp(hash.p, now, HASH_BYTES) == 0;
}

// Compares what is recorded with the list; *done says how many of it are in.
static enum migrate_outcome compare(struct tx *tx, const struct migration *list, size_t n,
                                    size_t *done)
{
    enum migrate_outcome outcome = MIGRATE_DONE;
    struct cursor c = query_open(tx, &q_recorded, NULL);
    for (*done = 0; cursor_next(&c); ++*done) {
        str name = cursor_text(&c, 0);
        bytes hash = cursor_bytes(&c, 1);
        if (*done < n && !is_same(&list[*done], name, hash))
            outcome = MIGRATE_CHANGED;
        if (*done >= n && outcome == MIGRATE_DONE)
            outcome = MIGRATE_NEWER;
        if (outcome != MIGRATE_DONE)
            log_error("migration", "fault=%s name=%.*s",
                      outcome == MIGRATE_NEWER ? "database-is-newer" : "text-was-changed",
                      STR(name));
    }
    return tx_ok(tx) ? outcome : MIGRATE_FAULT;
}

static bool make_table(struct db *db, struct arena *a)
{
    struct tx *tx = tx_begin(db, TX_WRITE, a);
    tx_script(tx, db_is_postgres(db) ? table_postgres : table_sqlite);
    return tx_commit(tx);
}

static void apply(struct tx *tx, const struct migration *m, size_t place)
{
    struct arena *a = tx_arena(tx);
    str sql = db_is_postgres(tx->db) ? migrate_for_postgres(a, m->sql) : m->sql;
    tx_script(tx, str_zero(a, sql));
    uint8_t hash[HASH_BYTES];
    hash_of(m->sql, hash);
    struct value values[] = {value_int((int64_t)place), value_text(m->name),
                             value_bytes((bytes){hash, HASH_BYTES}), value_int(tx_now(tx).us)};
    query_run(tx, &q_record, values);
}

struct step {
    enum migrate_outcome outcome;
    enum tx_end end;
    bool applied;
};

// One migration at most, in one transaction.
static struct step step(struct db *db, struct arena *a, const struct migration *list, size_t n)
{
    struct tx *tx = tx_begin(db, TX_WRITE, a);
    if (db_is_postgres(db))
        tx_script(tx, lock_postgres);
    size_t done;
    struct step s = {.outcome = compare(tx, list, n, &done)};
    if (s.outcome == MIGRATE_CHANGED || s.outcome == MIGRATE_NEWER) {
        tx_rollback(tx);
        return s;
    }
    s.applied = done < n;
    if (s.applied)
        apply(tx, &list[done], done + 1);
    s.end = tx_finish(tx);
    if (s.end == TX_DONE)
        return s;
    if (s.applied)
        log_error("migration", "fault=not-applied name=%.*s", STR(list[done].name));
    s.outcome = MIGRATE_FAULT;
    s.applied = false;
    return s;
}

enum migrate_outcome migrate(struct db *db, const struct migration *list, size_t n, int *applied)
{
    struct arena *a = arena_new();
    *applied = 0;
    struct step s = {.outcome = MIGRATE_FAULT};
    bool go_on = make_table(db, a);
    for (int retries = 0; go_on;) {
        s = step(db, a, list, n);
        *applied += s.applied;
        bool again = s.end == TX_RETRY && ++retries < MAY_RUN_AGAIN;
        go_on = s.applied || again;
    }
    arena_free(a);
    return s.outcome;
}

// Asked without making the table: a database may be only looked at.
static struct query q_has_table_sqlite = {
    .name = "migration_table",
    .sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'",
    .n_columns = 1,
};
static struct query q_has_table_postgres = {
    .name = "migration_table",
    .sql = "SELECT count(*) FROM pg_class WHERE oid = to_regclass('migration')",
    .n_columns = 1,
};

int migrate_missing(struct db *db, const struct migration *list, size_t n)
{
    struct arena *a = arena_new();
    struct tx *tx = tx_begin(db, TX_READ, a);
    struct query *q = db_is_postgres(db) ? &q_has_table_postgres : &q_has_table_sqlite;
    struct cursor c = query_open(tx, q, NULL);
    bool has_table = cursor_next(&c) && cursor_int(&c, 0) > 0;
    cursor_close(&c);
    size_t done = 0;
    enum migrate_outcome outcome = MIGRATE_DONE;
    if (has_table)
        outcome = compare(tx, list, n, &done);
    bool asked = tx_commit(tx);
    arena_free(a);
    return asked && outcome == MIGRATE_DONE ? (int)(n - done) : -1;
}
