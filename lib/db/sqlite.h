// SPDX-License-Identifier: AGPL-3.0-or-later
// Between the two halves of the SQLite driver: sqlite.c has the connections and
// the transactions, sqlite_statement.c the statements.
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include "db/driver.h"
#include "db/pool.h"

#include <sqlite3.h>

struct connection {
    struct pooled pooled;
    sqlite3 *engine;
    sqlite3_stmt **prepared; // by query.id; NULL where not prepared yet
    int n_prepared;
    sqlite3_stmt *active; // the one whose rows are being read
    const char *doing; // its name, for the log
};

// NULL when the file cannot be opened; the reason is in the log.
struct connection *connection_open(const char *path, const char *pragmas);
void connection_close(struct connection *c);
void connection_reset(struct connection *c); // leaves the rows being read

// A full disk is told apart from other faults.
enum tx_end connection_fault(struct connection *c, const char *doing);
// Runs a statement without parameters; TX_DONE or what went wrong.
enum tx_end connection_do(struct connection *c, struct query *q);

int64_t sqlite_run(struct tx *tx, struct query *q, int id, const struct value *params);
void sqlite_open(struct cursor *c, struct query *q, int id, const struct value *params);
bool sqlite_next(struct cursor *c);
void sqlite_close(struct cursor *c);
bool sqlite_is_null(struct cursor *c, int column);
int64_t sqlite_get_int(struct cursor *c, int column);
double sqlite_get_real(struct cursor *c, int column);
str sqlite_get_text(struct cursor *c, int column);
bytes sqlite_get_bytes(struct cursor *c, int column);
void sqlite_script(struct tx *tx, const char *sql);
bool sqlite_copy_to(struct db *db, const char *path);

// --- the writer's side, sqlite_writer.c -------------------------------------------

struct writer;
struct writer *writer_open(const char *path);
void writer_close(struct writer *w);
void writer_begin(struct writer *w, struct tx *tx);
void writer_commit(struct writer *w, struct tx *tx);
void writer_rollback(struct writer *w, struct tx *tx);

#endif
