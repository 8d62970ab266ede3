// SPDX-License-Identifier: AGPL-3.0-or-later
// db.h in a few lines over one SQLite database, so that generated functions can
// be called without lib/db.
#include "tools/test/sqlc/engine.h"

#include "base/check.h"

#include <sqlite3.h>
#include <stdio.h>

struct tx {
    sqlite3 *db;
    struct arena *arena;
    bool fault;
};

struct tx *engine_open(struct arena *arena, const char *schema)
{
    struct tx *tx = NEW(arena, struct tx);
    tx->arena = arena;
    check(sqlite3_open(":memory:", &tx->db) == SQLITE_OK);
    check(sqlite3_exec(tx->db, schema, NULL, NULL, NULL) == SQLITE_OK);
    return tx;
}

void engine_close(struct tx *tx)
{
    check(sqlite3_close(tx->db) == SQLITE_OK); // busy when a cursor was left open
}

void engine_mend(struct tx *tx)
{
    tx->fault = false;
}

bool tx_ok(const struct tx *tx)
{
    return !tx->fault;
}

struct arena *tx_arena(const struct tx *tx)
{
    return tx->arena;
}

void tx_fail(struct tx *tx, const char *word)
{
    if (!tx->fault)
        printf("fault: %s\n", word);
    tx->fault = true;
}

static void bind(sqlite3_stmt *s, int at, const struct value *v)
{
    switch (v->kind) {
    case VALUE_NULL:
        return;
    case VALUE_INT:
        sqlite3_bind_int64(s, at, v->i);
        return;
    case VALUE_REAL:
        sqlite3_bind_double(s, at, v->r);
        return;
    case VALUE_TEXT:
        sqlite3_bind_text64(s, at, v->s.p ? v->s.p : "", v->s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
        return;
    case VALUE_BYTES:
        sqlite3_bind_blob64(s, at, v->b.p ? (const void *)v->b.p : "", v->b.n, SQLITE_TRANSIENT);
        return;
    }
}

struct cursor query_open(struct tx *tx, struct query *q, const struct value *params)
{
    struct cursor c = {.tx = tx};
    sqlite3_stmt *s = NULL;
    if (tx->fault)
        return c;
    check(sqlite3_prepare_v2(tx->db, q->sql, -1, &s, NULL) == SQLITE_OK);
    check(sqlite3_bind_parameter_count(s) == q->n_params);
    check(sqlite3_column_count(s) == q->n_columns);
    for (int i = 0; i < q->n_params; i++)
        bind(s, i + 1, &params[i]);
    c.engine = s;
    return c;
}

bool cursor_next(struct cursor *c)
{
    int outcome = c->engine ? sqlite3_step(c->engine) : SQLITE_DONE;
    if (outcome == SQLITE_ROW)
        return true;
    if (outcome != SQLITE_DONE)
        tx_fail(c->tx, sqlite3_errmsg(c->tx->db));
    cursor_close(c);
    return false;
}

void cursor_close(struct cursor *c)
{
    sqlite3_finalize(c->engine);
    c->engine = NULL;
}

bool cursor_is_null(struct cursor *c, int column)
{
    return sqlite3_column_type(c->engine, column) == SQLITE_NULL;
}

int64_t cursor_int(struct cursor *c, int column)
{
    return sqlite3_column_int64(c->engine, column);
}

double cursor_real(struct cursor *c, int column)
{
    return sqlite3_column_double(c->engine, column);
}

str cursor_text(struct cursor *c, int column)
{
    return bytes_str(cursor_bytes(c, column));
}

bytes cursor_bytes(struct cursor *c, int column)
{
    const void *p = sqlite3_column_blob(c->engine, column);
    return bytes_copy(c->tx->arena, (bytes){p, (size_t)sqlite3_column_bytes(c->engine, column)});
}

int64_t query_run(struct tx *tx, struct query *q, const struct value *params)
{
    struct cursor c = query_open(tx, q, params);
    while (cursor_next(&c))
        ;
    return tx->fault ? 0 : sqlite3_changes64(tx->db);
}
