// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements of one PostgreSQL connection, prepared at first use and kept by
// query.id. Values travel in the binary format (PostgreSQL 15, protocol 3).
#include "db/postgres.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/log.h"

#include <ctype.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_PARAMS = 128, BINARY = 1 };
enum { TYPE_INT8 = 20, TYPE_BYTEA = 17, TYPE_TEXT = 25, TYPE_FLOAT8 = 701 };

// --- faults -------------------------------------------------------------------------

static enum tx_end end_of_state(const char *state)
{
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return TX_RETRY; // could not serialize; deadlock
    return strcmp(state, "53100") == 0 ? TX_FULL : TX_FAULT;
}

static const char *field(const PGresult *r, int code)
{
    const char *text = r ? PQresultErrorField(r, code) : NULL;
    return text ? text : "";
}

void link_fault(struct tx *tx, const PGresult *r, const char *doing)
{
    struct link *l = tx->connection;
    const char *state = field(r, PG_DIAG_SQLSTATE);
    enum tx_end end = end_of_state(state);
    bool is_lost = PQstatus(l->pg) != CONNECTION_OK;
    log_line(end == TX_RETRY ? LOG_DEBUG : LOG_ERROR, "database",
             "query=%s sqlstate=%s constraint=%s lost=%d", doing, state,
             field(r, PG_DIAG_CONSTRAINT_NAME), is_lost);
    // 0A000: a prepared statement's result changed with the schema.
    l->is_spent = l->is_spent || is_lost || strcmp(state, "0A000") == 0;
    tx_fault(tx, end);
}

void link_forget(struct link *l)
{
    for (int i = 0; i < l->n_prepared; i++)
        free(l->prepared[i].types);
    free(l->prepared);
    l->prepared = NULL;
    l->n_prepared = 0;
}

void link_reset(struct link *l)
{
    PQclear(l->rows);
    l->rows = NULL;
}

// --- preparing ----------------------------------------------------------------------

static size_t end_of_plain(str sql, size_t at)
{
    str rest = str_from(sql, at);
    char c = sql.p[at];
    if (c == '\'' || c == '"')
        return at + 1 + str_find_byte(str_from(rest, 1), c) + 1;
    if (str_starts(rest, S("--")))
        return at + str_find_byte(rest, '\n');
    if (str_starts(rest, S("/*")))
        return at + str_find(rest, S("*/")) + 2;
    return at + 1;
}

str postgres_placeholders(struct arena *a, str sql)
{
    struct buf out = buf_in(a);
    for (size_t at = 0, end; at < sql.n; at = end) {
        end = end_of_plain(sql, at);
        bool is_place = sql.p[at] == '?' && end < sql.n && isdigit((unsigned char)sql.p[end]);
        buf_put(&out, is_place ? S("$") : str_part(sql, at, end - at));
    }
    return buf_str(&out);
}

static struct prepared *prepared(struct link *l, int id)
{
    if (id >= l->n_prepared) {
        int room = (id + 1) * 2;
        l->prepared = realloc(l->prepared, (size_t)room * sizeof *l->prepared);
        check(l->prepared != NULL);
        memset(l->prepared + l->n_prepared, 0,
               (size_t)(room - l->n_prepared) * sizeof *l->prepared);
        l->n_prepared = room;
    }
    return &l->prepared[id];
}

static Oid type_of(const struct query *q, int i, const struct value *v)
{
    char kind = q->kinds ? q->kinds[i] : 0;
    if (kind == 'i' || v->kind == VALUE_INT)
        return TYPE_INT8;
    if (kind == 'r' || v->kind == VALUE_REAL)
        return TYPE_FLOAT8;
    if (kind == 't' || v->kind == VALUE_TEXT)
        return TYPE_TEXT;
    return kind == 'b' || v->kind == VALUE_BYTES ? TYPE_BYTEA : 0;
}

// Takes over the types that the values show. False when what is prepared was
// prepared for others, so that it must be prepared again under a new name.
static bool types_fit(struct prepared *p, const struct query *q, const struct value *params)
{
    if (!p->types) {
        p->types = calloc((size_t)q->n_params + 1, sizeof *p->types);
        check(p->types != NULL);
    }
    for (int i = 0; i < q->n_params; i++) {
        Oid type = type_of(q, i, &params[i]);
        if (type == 0 || type == p->types[i])
            continue;
        p->types[i] = type;
        p->is_ready = false;
    }
    return p->is_ready;
}

struct name {
    char text[32];
};

static struct name name_of(int id, int version)
{
    struct name name;
    snprintf(name.text, sizeof name.text, "q%d_%d", id, version);
    return name;
}

static bool prepare(struct tx *tx, struct query *q, int id, struct prepared *p)
{
    struct name name = name_of(id, ++p->version);
    struct link *l = tx->connection;
    const char *sql = str_zero(tx->arena, postgres_placeholders(tx->arena, str_of(q->sql)));
    PGresult *r = PQprepare(l->pg, name.text, sql, q->n_params, p->types);
    p->is_ready = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (!p->is_ready)
        link_fault(tx, r, q->name);
    PQclear(r);
    return p->is_ready;
}

// --- running ------------------------------------------------------------------------

union wire {
    int64_t i;
    double r;
    uint64_t u;
};

struct bound {
    union wire numbers[MOST_PARAMS];
    const char *at[MOST_PARAMS];
    int lengths[MOST_PARAMS];
    int formats[MOST_PARAMS];
};

static void bind(struct bound *b, int i, const struct value *v)
{
    b->formats[i] = BINARY;
    b->at[i] = NULL;
    b->lengths[i] = 0;
    str s = NONE;
    if (v->kind == VALUE_INT || v->kind == VALUE_REAL) {
        union wire w = {.u = 0};
        if (v->kind == VALUE_INT)
            w.i = v->i;
        else
            w.r = v->r;
        b->numbers[i].u = htobe64(w.u);
        s = (str){(const char *)&b->numbers[i], sizeof b->numbers[i]};
    } else if (v->kind == VALUE_TEXT) {
        s = v->s;
    } else if (v->kind == VALUE_BYTES) {
        s = bytes_str(v->b);
    }
    check(s.n <= INT32_MAX);
    if (v->kind != VALUE_NULL)
        b->at[i] = s.p ? s.p : "";
    b->lengths[i] = (int)s.n;
}

// The result, or NULL after a fault.
static PGresult *execute(struct tx *tx, struct query *q, int id, const struct value *params)
{
    check(q->n_params <= MOST_PARAMS);
    struct link *l = tx->connection;
    struct prepared *p = prepared(l, id);
    if (!types_fit(p, q, params) && !prepare(tx, q, id, p))
        return NULL;
    struct name name = name_of(id, p->version);
    struct bound b;
    for (int i = 0; i < q->n_params; i++)
        bind(&b, i, &params[i]);
    PGresult *r = PQexecPrepared(l->pg, name.text, q->n_params, b.at, b.lengths, b.formats, BINARY);
    ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return r;
    link_fault(tx, r, q->name);
    PQclear(r);
    return NULL;
}

int64_t postgres_run(struct tx *tx, struct query *q, int id, const struct value *params)
{
    PGresult *r = execute(tx, q, id, params);
    if (!r)
        return 0;
    bool is_select = strncmp(PQcmdStatus(r), "SELECT", 6) == 0;
    int64_t n = is_select ? 0 : atoll(PQcmdTuples(r));
    PQclear(r);
    return n;
}

void postgres_open(struct cursor *c, struct query *q, int id, const struct value *params)
{
    struct link *l = c->tx->connection;
    l->rows = execute(c->tx, q, id, params);
    c->engine = l->rows;
    c->n_rows = l->rows ? PQntuples(l->rows) : 0;
}
