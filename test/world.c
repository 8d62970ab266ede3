// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/harness.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"
#include "db/driver.h"
#include "vault/password.h"
#include "vault/vault.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define START ((instant){INT64_C(1793577600) * 1000000}) // 2026-11-02 09:00 in Japan

enum { MOST_FURTHER = 32, MOST_AT_END = 8 };

struct world {
    struct arena *arena;
    str folder;
    struct clock clock;
    struct db *db;
    struct vault *vault;
    str url;
    struct tx *tx; // the open one
    struct tx *further[MOST_FURTHER]; // all that world_begin made
    size_t n_further;
    struct {
        void (*run)(void *context);
        void *context;
    } at_end[MOST_AT_END];
    size_t n_at_end;
    bool without_sweep;
    int fail_at;
    void (*leave)(void);
    bool saw_fault;
    bool answered_fault;
    struct db *probe; // looks at the database from outside, in the sweep
    bool has_before;
    str before; // what was there before the open writing transaction
};

static char run_folder[64];
static int n_worlds;
static void (*watches_calls)(int call);

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void worlds_start(const char *postgres_url)
{
    random_start();
    password_set_cost(PASSWORD_FAST_FOR_TESTS);
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(run_folder, sizeof run_folder, "%s/tsunagi-test-XXXXXX", base);
    check(mkdtemp(run_folder) != NULL);
    databases_start(postgres_url, run_folder);
}

void worlds_end(void)
{
    databases_end();
    remove_tree(run_folder);
}

struct world *world_new(int fail_at)
{
    struct arena *a = arena_new();
    struct world *w = NEW(a, struct world);
    w->arena = a;
    w->fail_at = fail_at;
    w->clock = standing_clock(START);
    w->folder = str_print(a, "%s/%d", run_folder, n_worlds++);
    check(mkdir(str_zero(a, w->folder), 0700) == 0);
    random_seed(1);
    db_restart_ids();
    return w;
}

void world_on_fault(struct world *w, void (*leave)(void))
{
    w->leave = leave;
}

void world_watch_calls(void (*run)(int call))
{
    watches_calls = run;
}

struct arena *world_arena(struct world *w)
{
    return w->arena;
}

str world_folder(struct world *w)
{
    return w->folder;
}

struct clock *world_clock(struct world *w)
{
    return &w->clock;
}

void world_wait(struct world *w, int64_t us)
{
    w->clock.fixed = instant_after(w->clock.fixed, us);
}

str world_empty_url(struct world *w)
{
    return database_empty(w->arena, w->folder);
}

void world_at_end(struct world *w, void (*run)(void *context), void *context)
{
    check(w->n_at_end < MOST_AT_END);
    w->at_end[w->n_at_end].run = run;
    w->at_end[w->n_at_end++].context = context;
}

void world_answered_fault(struct world *w)
{
    w->answered_fault = true;
}

void world_without_sweep(struct world *w)
{
    w->without_sweep = true;
}

struct db *world_db(struct world *w)
{
    if (w->db)
        return w->db;
    w->url = database_migrated(w->arena, w->folder);
    w->db = db_open(&(struct db_options){.url = w->url, .clock = &w->clock});
    check(w->db != NULL);
    db_fail_at(w->db, w->fail_at);
    db_on_call(w->db, watches_calls);
    return w->db;
}

struct vault *world_vault(struct world *w)
{
    if (w->vault)
        return w->vault;
    str folder = str_print(w->arena, "%.*s/keys", STR(w->folder));
    check(vault_create(folder));
    w->vault = vault_open(folder);
    check(w->vault != NULL);
    return w->vault;
}

// --- what is in the database --------------------------------------------------------

static struct query q_tables_sqlite = {
    .name = "tables",
    .sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
    .n_columns = 1,
};
static struct query q_tables_postgres = {
    .name = "tables",
    .sql = "SELECT relname FROM pg_class WHERE relkind = 'r' AND "
           "relnamespace = current_schema()::regnamespace ORDER BY relname",
    .n_columns = 1,
};

static str count_sql(struct tx *tx, struct query *tables)
{
    struct buf sql = buf_in(tx_arena(tx));
    struct cursor c = query_open(tx, tables, NULL);
    while (cursor_next(&c)) {
        str name = cursor_text(&c, 0);
        buf_print(&sql, "%s'%.*s' AS name, count(*) AS n FROM %.*s",
                  sql.n ? " UNION ALL SELECT " : "SELECT ", STR(name), STR(name));
    }
    return buf_str(&sql);
}

// Statements are kept prepared by their id, and the text hardly ever changes.
static struct query *count_query(str sql)
{
    static struct query q = {.name = "counts", .n_columns = 2};
    static char *text;
    if (!text || !str_eq(str_of(text), sql)) {
        free(text);
        text = strndup(sql.p, sql.n);
        check(text != NULL);
        q.sql = text;
        q.id = 0;
    }
    return &q;
}

// The number of rows of every table, seen by a reader of its own.
static str fingerprint(struct world *w)
{
    if (!w->probe)
        w->probe = db_open(&(struct db_options){.url = w->url, .connections = 1});
    check(w->probe != NULL);
    bool is_postgres = db_is_postgres(w->probe);
    struct tx *tx = tx_begin(w->probe, TX_READ, w->arena);
    str sql = count_sql(tx, is_postgres ? &q_tables_postgres : &q_tables_sqlite);
    struct buf out = buf_in(w->arena);
    if (sql.n) {
        struct cursor c = query_open(tx, count_query(sql), NULL);
        while (cursor_next(&c)) {
            str name = cursor_text(&c, 0);
            buf_print(&out, "%.*s=%lld ", STR(name), (long long)cursor_int(&c, 1));
        }
    }
    check(tx_commit(tx));
    return buf_str(&out);
}

// --- transactions -------------------------------------------------------------------

static struct tx *begin(struct world *w, enum tx_kind kind)
{
    assert_null(w->tx); // one at a time
    struct db *db = world_db(w);
    if (w->fail_at && kind == TX_WRITE && db_calls(db) < w->fail_at) {
        w->before = fingerprint(w);
        w->has_before = true;
    }
    w->tx = tx_begin(db, kind, w->arena);
    tx_set(w->tx, TX_VAULT, world_vault(w));
    return w->tx;
}

struct tx *world_read(struct world *w)
{
    return begin(w, TX_READ);
}

struct tx *world_write(struct world *w)
{
    return begin(w, TX_WRITE);
}

void world_commit(struct world *w)
{
    assert_non_null(w->tx);
    struct tx *tx = w->tx;
    w->tx = NULL;
    enum tx_end end = tx_finish(tx);
    if (end == TX_DONE) {
        w->has_before = false;
        return;
    }
    w->saw_fault = true;
    if (w->leave && db_calls(w->db) >= w->fail_at)
        w->leave();
    assert_int_equal(end, TX_DONE);
}

struct tx *world_begin(struct world *w, enum tx_kind kind)
{
    check(w->n_further < MOST_FURTHER);
    struct tx *tx = tx_begin(world_db(w), kind, w->arena);
    w->further[w->n_further++] = tx;
    return tx;
}

// --- the end ------------------------------------------------------------------------

// True when one of the further transactions had a fault.
static bool end_further(struct world *w)
{
    bool had_fault = false;
    for (size_t i = 0; i < w->n_further; i++) {
        had_fault |= !tx_ok(w->further[i]);
        if (w->further[i]->connection)
            tx_rollback(w->further[i]);
    }
    return had_fault;
}

static void close_database(struct world *w, struct world_report *r)
{
    if (w->tx) {
        w->saw_fault |= !tx_ok(w->tx);
        tx_rollback(w->tx);
    }
    r->further_fault = end_further(w);
    r->fired = w->fail_at && db_calls(w->db) >= w->fail_at;
    // The writing transaction that met the fault; the test ended with it.
    bool ended_in_it = r->fired && w->saw_fault && w->has_before;
    r->kept_half = ended_in_it && !str_eq(w->before, fingerprint(w));
    db_close(w->probe);
    db_close(w->db);
}

struct world_report world_end(struct world *w)
{
    struct world_report r = {.used_database = w->db != NULL, .without_sweep = w->without_sweep};
    while (w->n_at_end) {
        w->n_at_end--;
        w->at_end[w->n_at_end].run(w->at_end[w->n_at_end].context);
    }
    if (w->db)
        close_database(w, &r);
    r.saw_fault = w->saw_fault;
    r.answered_fault = w->answered_fault;
    if (w->vault)
        vault_close(w->vault);
    databases_drop();
    remove_tree(str_zero(w->arena, w->folder));
    arena_free(w->arena);
    return r;
}
