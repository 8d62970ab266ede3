// SPDX-License-Identifier: AGPL-3.0-or-later
// The one writing connection and its group commit.
//
// Whoever has the turn runs a savepoint inside a transaction that the first of
// a batch began. Whoever ends and sees nobody waiting for the turn, or a batch
// that is large or old enough, commits for all; the others sleep meanwhile and
// learn the common result. A writer that fails takes back only its savepoint.
// When SQLite itself gave up the whole transaction, the whole batch failed.
#include "db/sqlite.h"

#include "base/check.h"
#include "base/log.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_MEMBERS = 64, MOST_WAIT_US = 2000 };

// The write-ahead log is copied back into the file every CHECKPOINT_PAGES. When
// long reads kept that from finishing for a while, new writers are held back a
// moment so that the log can begin anew instead of growing without end.
enum { CHECKPOINT_PAGES = 1000, PATIENCE_PAGES = 10000, PATIENCE_MS = 200, BUSY_MS = 10000 };

struct member {
    struct member *next;
    enum tx_end end;
    sem_t told;
};

struct writer {
    struct connection *connection;
    pthread_mutex_t turn; // held from the beginning of a writer to its end, by one thread
    atomic_int waiting; // for the turn
    bool is_open; // BEGIN was done and neither COMMIT nor ROLLBACK
    bool has_savepoint;
    struct member *members; // ended well, not yet durable
    int n_members;
    int64_t began; // the batch, in microseconds
    int next_patience; // pages in the log when patience is tried again
};

// Their ids are among those kept for drivers (DRIVER_QUERIES).
static struct query q_begin = {.name = "begin", .sql = "BEGIN IMMEDIATE", .id = 1};
static struct query q_savepoint = {.name = "savepoint", .sql = "SAVEPOINT writer", .id = 2};
static struct query q_release = {.name = "release", .sql = "RELEASE writer", .id = 3};
static struct query q_back = {.name = "rollback to", .sql = "ROLLBACK TO writer", .id = 4};
static struct query q_commit = {.name = "commit", .sql = "COMMIT", .id = 5};
static struct query q_rollback = {.name = "rollback", .sql = "ROLLBACK", .id = 6};

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int after_commit_hook(void *context, sqlite3 *engine, const char *name, int pages)
{
    struct writer *w = context;
    if (pages < CHECKPOINT_PAGES)
        return SQLITE_OK;
    bool patient = pages >= w->next_patience;
    if (patient)
        sqlite3_busy_timeout(engine, PATIENCE_MS);
    int mode = patient ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    int in_log = 0, copied = 0;
    sqlite3_wal_checkpoint_v2(engine, name, mode, &in_log, &copied);
    if (patient)
        sqlite3_busy_timeout(engine, BUSY_MS);
    w->next_patience = copied >= in_log ? PATIENCE_PAGES : pages + PATIENCE_PAGES;
    return SQLITE_OK; // the commit stands whatever became of the checkpoint
}

struct writer *writer_open(const char *path)
{
    struct connection *c = connection_open(path, "PRAGMA cache_size=-32000;");
    if (!c)
        return NULL;
    struct writer *w = calloc(1, sizeof *w);
    check(w != NULL);
    w->connection = c;
    w->next_patience = PATIENCE_PAGES;
    pthread_mutexattr_t checked; // a second writer inside one would wait for itself
    pthread_mutexattr_init(&checked);
    pthread_mutexattr_settype(&checked, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&w->turn, &checked);
    pthread_mutexattr_destroy(&checked);
    sqlite3_wal_hook(c->engine, after_commit_hook, w);
    return w;
}

void writer_close(struct writer *w)
{
    check(!w->is_open);
    connection_close(w->connection);
    pthread_mutex_destroy(&w->turn);
    free(w);
}

// --- the end of a batch -------------------------------------------------------------

// Takes the members off the writer with their common end; they are told later,
// without the turn being held.
static struct member *batch_end(struct writer *w, enum tx_end end)
{
    struct member *first = w->members;
    for (struct member *m = first; m; m = m->next)
        m->end = end;
    w->members = NULL;
    w->n_members = 0;
    w->is_open = false;
    return first;
}

static void batch_tell(struct member *first)
{
    while (first) {
        struct member *next = first->next; // a told member is gone
        sem_post(&first->told);
        first = next;
    }
}

static struct member *batch_commit(struct writer *w)
{
    enum tx_end end = connection_do(w->connection, w->n_members ? &q_commit : &q_rollback);
    if (!sqlite3_get_autocommit(w->connection->engine))
        connection_do(w->connection, &q_rollback);
    return batch_end(w, end);
}

// Gives the turn away; commits first unless somebody else will come by soon.
static void turn_over(struct writer *w)
{
    bool due = atomic_load(&w->waiting) == 0 || w->n_members >= MOST_MEMBERS ||
               monotonic_us() - w->began >= MOST_WAIT_US;
    struct member *told = w->is_open && due ? batch_commit(w) : NULL;
    check(pthread_mutex_unlock(&w->turn) == 0);
    batch_tell(told);
}

// --- one writer ---------------------------------------------------------------------

static enum tx_end batch_join(struct writer *w)
{
    if (!w->is_open) {
        enum tx_end end = connection_do(w->connection, &q_begin);
        if (end != TX_DONE)
            return end;
        w->is_open = true;
        w->began = monotonic_us();
    }
    enum tx_end end = connection_do(w->connection, &q_savepoint);
    w->has_savepoint = end == TX_DONE;
    return end;
}

void writer_begin(struct writer *w, struct tx *tx)
{
    atomic_fetch_add(&w->waiting, 1);
    check(pthread_mutex_lock(&w->turn) == 0);
    atomic_fetch_sub(&w->waiting, 1);
    tx->connection = w->connection;
    enum tx_end end = batch_join(w);
    if (end != TX_DONE)
        tx_fault(tx, end);
}

// A foreign key that is checked late must not make the others' commit fail.
static bool has_late_violation(struct connection *c)
{
    int open = 0, unused = 0;
    sqlite3_db_status(c->engine, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &unused, 0);
    if (open)
        log_error("database", "query=commit text=\"deferred foreign key\"");
    return open != 0;
}

void writer_commit(struct writer *w, struct tx *tx)
{
    enum tx_end end = TX_FAULT;
    if (!has_late_violation(w->connection))
        end = connection_do(w->connection, &q_release);
    if (end != TX_DONE) {
        tx_fault(tx, end); // and db.c rolls back
        return;
    }
    w->has_savepoint = false;
    struct member me = {.next = w->members, .end = TX_FAULT};
    sem_init(&me.told, 0, 0);
    w->members = &me;
    w->n_members++;
    tx->connection = NULL;
    turn_over(w);
    while (sem_wait(&me.told) != 0)
        ; // interrupted by a signal
    sem_destroy(&me.told);
    if (me.end != TX_DONE)
        tx_fault(tx, me.end);
}

void writer_rollback(struct writer *w, struct tx *tx)
{
    struct connection *c = w->connection;
    connection_reset(c);
    bool lost = w->is_open && sqlite3_get_autocommit(c->engine);
    if (!lost && w->has_savepoint) {
        lost = connection_do(c, &q_back) != TX_DONE || connection_do(c, &q_release) != TX_DONE;
        if (lost && !sqlite3_get_autocommit(c->engine))
            connection_do(c, &q_rollback);
    }
    w->has_savepoint = false;
    struct member *told = lost ? batch_end(w, tx->end == TX_DONE ? TX_FAULT : tx->end) : NULL;
    turn_over(w);
    batch_tell(told);
}
