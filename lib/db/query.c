// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements and their rows: what is the same on both engines (see driver.h).
#include "db/driver.h"

#include "base/check.h"

bool tx_may_call(struct tx *tx)
{
    if (!tx_ok(tx))
        return false;
    int call = atomic_fetch_add(&tx->db->calls, 1) + 1;
    if (tx->db->on_call)
        tx->db->on_call(call);
    if (call == atomic_load(&tx->db->fail_at))
        tx_fault(tx, TX_FAULT);
    return tx_ok(tx);
}

void db_fail_at(struct db *db, int n)
{
    atomic_store(&db->calls, 0);
    atomic_store(&db->fail_at, n);
}

void db_on_call(struct db *db, void (*run)(int call))
{
    db->on_call = run;
}

int db_calls(const struct db *db)
{
    return atomic_load(&db->calls);
}

// Numbers begin after those that the drivers keep for themselves. Two threads may both take one at the first use; the
// loser's stays unused.
static int query_id(struct query *q)
{
    static atomic_int newest = DRIVER_QUERIES;
    int id = __atomic_load_n(&q->id, __ATOMIC_ACQUIRE);
    if (id)
        return id;
    int mine = atomic_fetch_add(&newest, 1) + 1;
    bool won =
        __atomic_compare_exchange_n(&q->id, &id, mine, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    return won ? mine : id;
}

int64_t query_run(struct tx *tx, struct query *q, const struct value *params)
{
    check(!tx->has_cursor);
    if (!tx_may_call(tx))
        return 0;
    int64_t changed = tx->db->driver->run(tx, q, query_id(q), params);
    return tx_ok(tx) ? changed : 0;
}

void tx_script(struct tx *tx, const char *sql)
{
    if (tx_may_call(tx))
        tx->db->driver->script(tx, sql);
}

struct cursor query_open(struct tx *tx, struct query *q, const struct value *params)
{
    check(!tx->has_cursor);
    struct cursor c = {.tx = tx, .row = -1};
    if (!tx_may_call(tx))
        return c;
    tx->db->driver->open(&c, q, query_id(q), params);
    tx->has_cursor = c.engine != NULL;
    return c;
}

void cursor_close(struct cursor *c)
{
    if (!c->engine)
        return;
    c->tx->db->driver->close(c);
    c->engine = NULL;
    c->tx->has_cursor = false;
}

bool cursor_next(struct cursor *c)
{
    if (c->engine && tx_ok(c->tx) && c->tx->db->driver->next(c))
        return true;
    cursor_close(c);
    return false;
}

bool cursor_is_null(struct cursor *c, int column)
{
    return !c->engine || c->tx->db->driver->is_null(c, column);
}

int64_t cursor_int(struct cursor *c, int column)
{
    return c->engine ? c->tx->db->driver->get_int(c, column) : 0;
}

double cursor_real(struct cursor *c, int column)
{
    return cursor_is_null(c, column) ? 0 : c->tx->db->driver->get_real(c, column);
}

str cursor_text(struct cursor *c, int column)
{
    if (cursor_is_null(c, column))
        return NONE;
    return str_copy(c->tx->arena, c->tx->db->driver->get_text(c, column));
}

bytes cursor_bytes(struct cursor *c, int column)
{
    if (cursor_is_null(c, column))
        return (bytes){0};
    return bytes_copy(c->tx->arena, c->tx->db->driver->get_bytes(c, column));
}

// --- size ------------------------------------------------------------------------------

static struct query q_size_sqlite = {
    .name = "database_size",
    .sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    .n_columns = 1,
};
static struct query q_size_postgres = {
    .name = "database_size",
    .sql = "SELECT pg_database_size(current_database())",
    .n_columns = 1,
};

int64_t tx_database_size(struct tx *tx)
{
    struct cursor c = query_open(tx, db_is_postgres(tx->db) ? &q_size_postgres : &q_size_sqlite, NULL);
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : 0;
    cursor_close(&c);
    return n;
}
