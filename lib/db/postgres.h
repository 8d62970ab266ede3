// SPDX-License-Identifier: AGPL-3.0-or-later
// Between the two halves of the PostgreSQL driver: postgres.c has the
// connections and the transactions, postgres_statement.c the statements.
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include "db/driver.h"
#include "db/pool.h"

#include <libpq-fe.h>

struct prepared {
    bool is_ready; // under the name with this version
    int version;
    Oid *types; // of the parameters; 0 where none but NULL was seen yet
};

struct link {
    struct pooled pooled;
    PGconn *pg;
    struct prepared *prepared; // by query.id
    int n_prepared;
    PGresult *rows; // those being read
    bool is_spent; // to be opened anew before it is used again
};

// Writes the log line (SQLSTATE and names only: the server's texts quote data)
// and makes the fault stick. `r` may be NULL.
void link_fault(struct tx *tx, const PGresult *r, const char *doing);
void link_forget(struct link *l); // what was prepared
void link_reset(struct link *l); // leaves the rows being read

// ?1 to $1, outside texts, quoted names and comments.
str postgres_placeholders(struct arena *a, str sql);

int64_t postgres_run(struct tx *tx, struct query *q, int id, const struct value *params);
void postgres_open(struct cursor *c, struct query *q, int id, const struct value *params);
bool postgres_next(struct cursor *c);
void postgres_close(struct cursor *c);
bool postgres_is_null(struct cursor *c, int column);
int64_t postgres_get_int(struct cursor *c, int column);
double postgres_get_real(struct cursor *c, int column);
str postgres_get_text(struct cursor *c, int column);
bytes postgres_get_bytes(struct cursor *c, int column);
void postgres_script(struct tx *tx, const char *sql);

#endif
