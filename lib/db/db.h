// SPDX-License-Identifier: AGPL-3.0-or-later
// Transactions and statements over SQLite or PostgreSQL, one SQL text for both.
//
// Faults stick: when the engine fails, the transaction remembers the first
// fault, every later call returns empty at once, and tx_commit says false. Code
// between begin and commit therefore has no error handling; it must only not
// loop forever on empty answers. Outcomes of the domain are never faults.
//
// SQLite: readers have a connection each; all writers share one, and their
// commits are grouped: a writer's work is a savepoint, the batch is flushed
// once (synchronous=FULL), and every writer learns of it only then.
// PostgreSQL: a connection per transaction; readers see one snapshot
// (REPEATABLE READ READ ONLY), writers are SERIALIZABLE, and a serialization
// failure is a fault that tx_finish tells apart as TX_RETRY.
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/time.h"

struct db;
struct tx;

struct db_options {
    str url; // "sqlite:/path/to/file.db" or a libpq "postgresql://…" URL
    const struct clock *clock; // NULL: the machine's
    int node; // 0 … 63, unique per application process sharing a database
    int connections; // most at a time; 0: a sensible number
};

// NULL when the database cannot be opened; the reason goes to the log.
struct db *db_open(const struct db_options *options);
void db_close(struct db *db); // all transactions have ended
bool db_is_postgres(const struct db *db);

enum tx_kind { TX_READ, TX_WRITE };

// Never NULL; a database out of reach is a fault of the transaction. Results
// live in `arena`.
struct tx *tx_begin(struct db *db, enum tx_kind kind, struct arena *arena);

// True when everything is on disk; then what was queued with tx_after_commit
// runs. After a fault nothing is kept. The transaction is gone either way.
bool tx_commit(struct tx *tx);
void tx_rollback(struct tx *tx);

bool tx_ok(const struct tx *tx);

enum tx_end { TX_DONE, TX_FAULT, TX_RETRY, TX_FULL }; // TX_FULL: no space on disk
enum tx_end tx_finish(struct tx *tx); // tx_commit that tells why not

struct arena *tx_arena(const struct tx *tx);
instant tx_now(const struct tx *tx); // one instant for the whole transaction
day tx_today(const struct tx *tx); // its date in Japan
int64_t tx_new_id(struct tx *tx); // time-ordered, unique over nodes, > 0
int64_t db_id_at(instant t); // no id that was made earlier by a right clock is as large
// Ids go on above that one, which an earlier process made: the clock may have been set back.
void db_ids_after(int64_t id);

// Runs after the commit is durable, in the order queued; never on rollback.
void tx_after_commit(struct tx *tx, void (*run)(void *context), void *context);

// Things that live as long as one transaction and belong to layers above (the
// vault, the acting person). One slot each.
enum tx_slot { TX_VAULT, TX_ACTOR, TX_LIVE, TX_CITIES, TX_SLOTS };
void tx_set(struct tx *tx, enum tx_slot slot, void *value);
void *tx_get(const struct tx *tx, enum tx_slot slot);

// A fault that is not the database's: the file system refused, a worker died.
// `word` is a fixed text for the log.
void tx_fail(struct tx *tx, const char *word);
void tx_fail_full(struct tx *tx); // the same for a full disk: tx_finish says TX_FULL

// --- what tools/sqlc generates code against ---------------------------------

// One per query in the program; `sql` has ?1 … ?n (SQLite) and is rewritten to
// $1 … $n for PostgreSQL. `id` is filled at first use and indexes the
// statements that each connection keeps prepared.
struct query {
    const char *name; // "post_list", for logs and EXPLAIN
    const char *sql;
    int n_params;
    int n_columns;
    int id;
    // One letter per parameter (i int, r real, t text, b bytes), so that
    // PostgreSQL knows the type of one that is NULL. NULL: learnt from the values.
    const char *kinds;
};

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BYTES };
struct value {
    enum value_kind kind;
    union {
        int64_t i;
        double r;
        str s;
        bytes b;
    };
};

static inline struct value value_null(void)
{
    return (struct value){.kind = VALUE_NULL};
}
static inline struct value value_int(int64_t i)
{
    return (struct value){.kind = VALUE_INT, .i = i};
}
static inline struct value value_real(double r)
{
    return (struct value){.kind = VALUE_REAL, .r = r};
}
static inline struct value value_text(str s)
{
    return (struct value){.kind = VALUE_TEXT, .s = s};
}
static inline struct value value_bytes(bytes b)
{
    return (struct value){.kind = VALUE_BYTES, .b = b};
}

// Rows arrive one by one; a cursor must be read to its end or closed before the
// next statement of the same transaction.
struct cursor {
    struct tx *tx;
    void *engine; // the driver's own
    int row;
    int n_rows;
};

struct cursor query_open(struct tx *tx, struct query *q, const struct value *params);
bool cursor_next(struct cursor *c);
void cursor_close(struct cursor *c);
bool cursor_is_null(struct cursor *c, int column);
int64_t cursor_int(struct cursor *c, int column); // 0 for NULL
double cursor_real(struct cursor *c, int column);
str cursor_text(struct cursor *c, int column); // copied into the transaction's arena
bytes cursor_bytes(struct cursor *c, int column);

// For statements without result; the number of rows changed.
int64_t query_run(struct tx *tx, struct query *q, const struct value *params);

// A consistent copy of an SQLite database into a new file while others write;
// false when it could not be made whole. PostgreSQL is copied by pg_dump.
bool db_copy_to(struct db *db, str path);

// Bytes that the whole database takes, without what waits in a journal.
int64_t tx_database_size(struct tx *tx);

// --- for the tests ------------------------------------------------------------

// The n-th database call from now fails (1 = the next); 0 switches it off.
void db_fail_at(struct db *db, int n);
int db_calls(const struct db *db); // calls since db_fail_at, to know when to stop
// `run` is told of each call before it is made, on the thread that makes it.
void db_on_call(struct db *db, void (*run)(int call));
// The next id depends on the clock alone again, so that a test's ids repeat.
void db_restart_ids(void);

#endif
