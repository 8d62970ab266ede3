// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements of one SQLite connection, prepared once and kept by query.id.
#include "db/sqlite.h"

#include "base/check.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>

// SQLite knows ENOSPC itself. Of a quota or a limit it says "input/output error"
// and keeps the system's reason only for some statements, so what the failing
// call left in errno is asked as well.
static bool disk_is_full(struct connection *c, int reason)
{
    int code = sqlite3_errcode(c->engine) & 0xff;
    int kept = sqlite3_system_errno(c->engine);
    bool no_space = reason == ENOSPC || reason == EDQUOT || reason == EFBIG || kept == ENOSPC ||
                    kept == EDQUOT || kept == EFBIG;
    return code == SQLITE_FULL || (no_space && (code == SQLITE_IOERR || code == SQLITE_CANTOPEN));
}

// The engine's text names tables, columns and constraints, never values.
enum tx_end connection_fault(struct connection *c, const char *doing)
{
    bool full = disk_is_full(c, errno);
    log_error("database", "query=%s code=%d full=%d text=\"%s\"", doing,
              sqlite3_extended_errcode(c->engine), full, sqlite3_errmsg(c->engine));
    return full ? TX_FULL : TX_FAULT;
}

static void make_room(struct connection *c, int id)
{
    if (id < c->n_prepared)
        return;
    int room = (id + 1) * 2;
    c->prepared = realloc(c->prepared, (size_t)room * sizeof *c->prepared);
    check(c->prepared != NULL);
    for (int i = c->n_prepared; i < room; i++)
        c->prepared[i] = NULL;
    c->n_prepared = room;
}

static sqlite3_stmt *statement(struct connection *c, const struct query *q, int id)
{
    make_room(c, id);
    if (!c->prepared[id]) {
        sqlite3_prepare_v3(c->engine, q->sql, -1, SQLITE_PREPARE_PERSISTENT, &c->prepared[id],
                           NULL);
        check(!c->prepared[id] || sqlite3_bind_parameter_count(c->prepared[id]) == q->n_params);
    }
    return c->prepared[id];
}

// A pointer that is not NULL, because SQLite would bind that as NULL.
static const void *pointer(const void *p)
{
    return p ? p : "";
}

static int bind(sqlite3_stmt *s, int at, const struct value *v)
{
    switch (v->kind) {
    case VALUE_NULL:
        return sqlite3_bind_null(s, at);
    case VALUE_INT:
        return sqlite3_bind_int64(s, at, v->i);
    case VALUE_REAL:
        return sqlite3_bind_double(s, at, v->r);
    case VALUE_TEXT:
        return sqlite3_bind_text64(s, at, pointer(v->s.p), v->s.n, SQLITE_STATIC, SQLITE_UTF8);
    case VALUE_BYTES:
        return sqlite3_bind_blob64(s, at, pointer(v->b.p), v->b.n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

// The bound pointers are the caller's, so they are dropped with the rows.
static void finish(sqlite3_stmt *s)
{
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
}

static sqlite3_stmt *start(struct tx *tx, struct query *q, int id, const struct value *params)
{
    struct connection *c = tx->connection;
    sqlite3_stmt *s = statement(c, q, id);
    for (int i = 0; s && i < q->n_params; i++) {
        if (bind(s, i + 1, &params[i]) == SQLITE_OK)
            continue;
        tx_fault(tx, connection_fault(c, q->name));
        finish(s);
        return NULL;
    }
    if (!s)
        tx_fault(tx, connection_fault(c, q->name));
    return s;
}

static int step_to_end(sqlite3_stmt *s)
{
    int code;
    do
        code = sqlite3_step(s);
    while (code == SQLITE_ROW);
    return code;
}

int64_t sqlite_run(struct tx *tx, struct query *q, int id, const struct value *params)
{
    struct connection *c = tx->connection;
    sqlite3_stmt *s = start(tx, q, id, params);
    if (!s)
        return 0;
    sqlite3_int64 before = sqlite3_total_changes64(c->engine);
    if (step_to_end(s) != SQLITE_DONE)
        tx_fault(tx, connection_fault(c, q->name));
    // The last statement's own changes; that figure is stale after one that
    // changes no rows by its nature, such as CREATE TABLE.
    bool changed = sqlite3_total_changes64(c->engine) != before;
    int64_t n = changed ? sqlite3_changes64(c->engine) : 0;
    finish(s);
    return n;
}

void sqlite_open(struct cursor *c, struct query *q, int id, const struct value *params)
{
    struct connection *connection = c->tx->connection;
    connection->active = start(c->tx, q, id, params);
    connection->doing = q->name;
    c->engine = connection->active;
}

bool sqlite_next(struct cursor *c)
{
    int code = sqlite3_step(c->engine);
    c->row++;
    if (code == SQLITE_ROW)
        return true;
    struct connection *connection = c->tx->connection;
    if (code != SQLITE_DONE)
        tx_fault(c->tx, connection_fault(connection, connection->doing));
    return false;
}

void sqlite_close(struct cursor *c)
{
    struct connection *connection = c->tx->connection;
    connection_reset(connection);
}

void connection_reset(struct connection *c)
{
    if (c->active)
        finish(c->active);
    c->active = NULL;
}

bool sqlite_is_null(struct cursor *c, int column)
{
    return sqlite3_column_type(c->engine, column) == SQLITE_NULL;
}

// SQLite reads NULL as 0, which is what is promised.
int64_t sqlite_get_int(struct cursor *c, int column)
{
    return sqlite3_column_int64(c->engine, column);
}

double sqlite_get_real(struct cursor *c, int column)
{
    return sqlite3_column_double(c->engine, column);
}

str sqlite_get_text(struct cursor *c, int column)
{
    const unsigned char *p = sqlite3_column_text(c->engine, column);
    return (str){(const char *)p, (size_t)sqlite3_column_bytes(c->engine, column)};
}

bytes sqlite_get_bytes(struct cursor *c, int column)
{
    const void *p = sqlite3_column_blob(c->engine, column);
    return (bytes){p, (size_t)sqlite3_column_bytes(c->engine, column)};
}

enum tx_end connection_do(struct connection *c, struct query *q)
{
    sqlite3_stmt *s = statement(c, q, q->id);
    if (s && step_to_end(s) == SQLITE_DONE) {
        sqlite3_reset(s);
        return TX_DONE;
    }
    enum tx_end end = connection_fault(c, q->name);
    if (s)
        sqlite3_reset(s);
    return end;
}

void sqlite_script(struct tx *tx, const char *sql)
{
    struct connection *c = tx->connection;
    if (sqlite3_exec(c->engine, sql, NULL, NULL, NULL) != SQLITE_OK)
        tx_fault(tx, connection_fault(c, "script"));
}
