// SPDX-License-Identifier: AGPL-3.0-or-later
// What one engine has to do for db.c; nothing outside lib/db includes this.
// db.c keeps what is common: sticky faults, slots, the queue after the commit,
// ids and the failures that tests ask for. A driver is only called while the
// transaction is without fault, except for `rollback` and `close`.
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

#include <stdatomic.h>

struct driver {
    bool is_postgres;
    void (*shut)(struct db *db);

    // These report a fault with tx_fault(). `begin` sets tx->connection, and
    // `commit` and `rollback` give it back.
    void (*begin)(struct tx *tx);
    void (*commit)(struct tx *tx);
    void (*rollback)(struct tx *tx);
    void (*script)(struct tx *tx, const char *sql); // several statements

    int64_t (*run)(struct tx *tx, struct query *q, int id, const struct value *params);
    void (*open)(struct cursor *c, struct query *q, int id, const struct value *params);
    bool (*next)(struct cursor *c);
    void (*close)(struct cursor *c);
    bool (*is_null)(struct cursor *c, int column);
    int64_t (*get_int)(struct cursor *c, int column); // 0 for NULL
    double (*get_real)(struct cursor *c, int column);
    str (*get_text)(struct cursor *c, int column); // good until the next row
    bytes (*get_bytes)(struct cursor *c, int column);

    bool (*copy_to)(struct db *db, const char *path);
};

struct db {
    const struct driver *driver;
    const struct clock *clock;
    int node;
    int connections;
    int64_t first_count; // of the ids of each millisecond
    void *engine; // the driver's own
    atomic_int calls;
    atomic_int fail_at;
    void (*on_call)(int call);
};

struct after_commit {
    struct after_commit *next;
    void (*run)(void *context);
    void *context;
};

struct tx {
    struct db *db;
    enum tx_kind kind;
    struct arena *arena;
    enum tx_end end; // TX_DONE while there is no fault
    bool has_cursor;
    instant now;
    void *connection; // the driver's own; NULL when the beginning failed
    void *slots[TX_SLOTS];
    struct after_commit *after;
    struct after_commit **after_last;
};

// The first fault of a transaction stays; the driver has written the log line.
void tx_fault(struct tx *tx, enum tx_end end);

// Counts one call. False when nothing may be asked of the engine any more,
// because of an earlier fault or because a test wants this call to fail.
bool tx_may_call(struct tx *tx);

// Query ids up to this one belong to the drivers' own statements.
enum { DRIVER_QUERIES = 9 };

// Runs a text of several statements; migrations use it.
void tx_script(struct tx *tx, const char *sql);

// A new engine in db->engine, or false with the reason in the log. `rest` is
// the URL as the engine wants it and is zero-terminated.
bool sqlite_start(struct db *db, const char *path);
bool postgres_start(struct db *db, const char *url);

#endif
