// SPDX-License-Identifier: AGPL-3.0-or-later
// PostgreSQL: connections and transactions.
#include "db/postgres.h"

#include "base/check.h"
#include "base/log.h"

#include <stdlib.h>

struct postgres {
    char *url;
    struct pool links;
};

static const char begin_write[] = "BEGIN ISOLATION LEVEL SERIALIZABLE";
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

// --- connections --------------------------------------------------------------------

static void ignore_notice(void *unused, const PGresult *notice)
{
    (void)unused;
    (void)notice; // it may quote data
}

// What the URL says goes before our first entry and not before the second.
static PGconn *connect(const char *url)
{
    const char *const names[] = {"connect_timeout", "dbname", "client_encoding",
                                 "fallback_application_name", NULL};
    const char *const values[] = {"5", url, "UTF8", "tsunagi", NULL};
    PGconn *pg = PQconnectdbParams(names, values, 1);
    check(pg != NULL);
    PQsetNoticeReceiver(pg, ignore_notice, NULL);
    if (PQstatus(pg) == CONNECTION_OK)
        return pg;
    log_error("database", "fault=no-connection host=%s port=%s name=%s",
              PQhost(pg) ? PQhost(pg) : "", PQport(pg) ? PQport(pg) : "", PQdb(pg) ? PQdb(pg) : "");
    PQfinish(pg);
    return NULL;
}

static void link_close(struct link *l)
{
    link_reset(l);
    link_forget(l);
    if (l->pg)
        PQfinish(l->pg);
    free(l);
}

// A new connection in place of one that was lost.
static bool link_renew(struct link *l, const char *url)
{
    link_forget(l);
    if (l->pg)
        PQfinish(l->pg);
    l->pg = connect(url);
    l->is_spent = l->pg == NULL;
    return l->pg != NULL;
}

static struct link *link_borrow(struct postgres *p)
{
    bool may_open;
    struct link *l = (struct link *)pool_take(&p->links, &may_open);
    if (l || !may_open)
        return l;
    l = calloc(1, sizeof *l);
    check(l != NULL);
    l->is_spent = true;
    return l;
}

// --- transactions -------------------------------------------------------------------

// Runs a command without parameters or rows.
static bool link_do(struct tx *tx, struct link *l, const char *sql, const char *doing)
{
    PGresult *r = PQexec(l->pg, sql);
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (!ok)
        link_fault(tx, r, doing);
    PQclear(r);
    return ok;
}

// A connection that the server has closed since it was last used shows itself
// at BEGIN. Nothing was done on it yet, so a new one may take its place.
static bool begin_quietly(struct link *l, const char *sql)
{
    if (l->is_spent || PQstatus(l->pg) != CONNECTION_OK)
        return false;
    PGresult *r = PQexec(l->pg, sql);
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok;
}

static void begin(struct tx *tx)
{
    struct postgres *p = tx->db->engine;
    struct link *l = link_borrow(p);
    tx->connection = l;
    const char *sql = tx->kind == TX_WRITE ? begin_write : begin_read;
    if (l && begin_quietly(l, sql))
        return;
    if (!l || !link_renew(l, p->url))
        tx_fault(tx, TX_FAULT);
    else
        link_do(tx, l, sql, "begin");
}

static void give_back(struct tx *tx)
{
    struct postgres *p = tx->db->engine;
    struct link *l = tx->connection;
    pool_give(&p->links, &l->pooled);
    tx->connection = NULL;
}

// The server answers ROLLBACK to the COMMIT of a transaction that had failed.
static void commit(struct tx *tx)
{
    struct link *l = tx->connection;
    PGresult *r = PQexec(l->pg, "COMMIT");
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!ok)
        link_fault(tx, r, "commit");
    PQclear(r);
    if (ok)
        give_back(tx);
}

static void rollback(struct tx *tx)
{
    struct link *l = tx->connection;
    link_reset(l);
    if (!l->is_spent && PQtransactionStatus(l->pg) != PQTRANS_IDLE) {
        PQclear(PQexec(l->pg, "ROLLBACK"));
        l->is_spent = PQtransactionStatus(l->pg) != PQTRANS_IDLE;
    }
    give_back(tx);
}

void postgres_script(struct tx *tx, const char *sql)
{
    struct link *l = tx->connection;
    PGresult *r = PQexec(l->pg, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
        link_fault(tx, r, "script");
    PQclear(r);
}

// --- start and end ------------------------------------------------------------------

static void shut(struct db *db)
{
    struct postgres *p = db->engine;
    for (struct pooled *l; (l = pool_take_out(&p->links));)
        link_close((struct link *)l);
    pool_end(&p->links);
    free(p->url);
    free(p);
}

static const struct driver postgres_driver = {
    .is_postgres = true,
    .shut = shut,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .script = postgres_script,
    .run = postgres_run,
    .open = postgres_open,
    .next = postgres_next,
    .close = postgres_close,
    .is_null = postgres_is_null,
    .get_int = postgres_get_int,
    .get_real = postgres_get_real,
    .get_text = postgres_get_text,
    .get_bytes = postgres_get_bytes,
};

// Opens one connection at once, so that a wrong address shows at the start.
bool postgres_start(struct db *db, const char *url)
{
    struct postgres *p = calloc(1, sizeof *p);
    check(p != NULL);
    p->url = strdup(url);
    check(p->url != NULL);
    pool_start(&p->links, db->connections);
    db->driver = &postgres_driver;
    db->engine = p;
    struct link *l = link_borrow(p);
    bool ok = link_renew(l, url);
    pool_give(&p->links, &l->pooled);
    if (!ok)
        shut(db);
    return ok;
}
