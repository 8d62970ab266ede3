// SPDX-License-Identifier: AGPL-3.0-or-later
// SQLite: connections, readers, and the copy. Writers are in sqlite_writer.c.
#include "db/sqlite.h"

#include "base/check.h"
#include "base/log.h"

#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct sqlite {
    char *path;
    struct writer *writer;
    struct pool readers;
};

static struct query q_begin = {.name = "begin", .sql = "BEGIN", .id = 1};
static struct query q_commit = {.name = "commit", .sql = "COMMIT", .id = 2};

// --- connections --------------------------------------------------------------------

// Pages of 8 kB (of a new file) hold sealed posts of usual length in one piece: a row of more than
// a quarter of its page goes on in pages of its own. synchronous=FULL makes a commit wait for the
// disk. Two gigabytes, the most that SQLite maps, are read in place: a search of many rooms reads
// thousands of pages. The schema is not trusted to call functions, and a double-quoted word is
// never taken for a text.
static const char common_pragmas[] = "PRAGMA busy_timeout=10000;"
                                     "PRAGMA page_size=8192;"
                                     "PRAGMA journal_mode=WAL;"
                                     "PRAGMA synchronous=FULL;"
                                     "PRAGMA foreign_keys=ON;"
                                     "PRAGMA trusted_schema=OFF;"
                                     "PRAGMA cell_size_check=ON;"
                                     "PRAGMA temp_store=MEMORY;"
                                     "PRAGMA journal_size_limit=67108864;"
                                     "PRAGMA mmap_size=2147418112;";

static bool connection_set_up(struct connection *c, const char *pragmas)
{
    sqlite3_db_config(c->engine, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->engine, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(c->engine, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return sqlite3_exec(c->engine, common_pragmas, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(c->engine, pragmas, NULL, NULL, NULL) == SQLITE_OK;
}

struct connection *connection_open(const char *path, const char *pragmas)
{
    struct connection *c = calloc(1, sizeof *c);
    check(c != NULL);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &c->engine, flags, NULL) == SQLITE_OK &&
        connection_set_up(c, pragmas))
        return c;
    connection_fault(c, "open");
    connection_close(c);
    return NULL;
}

void connection_close(struct connection *c)
{
    for (int i = 0; i < c->n_prepared; i++)
        sqlite3_finalize(c->prepared[i]);
    free(c->prepared);
    check(sqlite3_close(c->engine) == SQLITE_OK);
    free(c);
}

// --- readers --------------------------------------------------------------------------

static struct connection *reader_borrow(struct db *db)
{
    struct sqlite *s = db->engine;
    bool may_open;
    struct connection *c = (struct connection *)pool_take(&s->readers, &may_open);
    if (c || !may_open)
        return c;
    c = connection_open(s->path, "PRAGMA cache_size=-8000; PRAGMA query_only=ON;");
    if (!c)
        pool_give(&s->readers, NULL);
    return c;
}

static void reader_begin(struct tx *tx)
{
    tx->connection = reader_borrow(tx->db);
    enum tx_end end = tx->connection ? connection_do(tx->connection, &q_begin) : TX_FAULT;
    if (end != TX_DONE)
        tx_fault(tx, end);
}

// Committing and rolling back are the same for who only read.
static void reader_end(struct tx *tx)
{
    struct connection *c = tx->connection;
    connection_reset(c);
    if (!sqlite3_get_autocommit(c->engine)) {
        enum tx_end end = connection_do(c, &q_commit);
        if (end != TX_DONE)
            tx_fault(tx, end);
    }
    struct sqlite *s = tx->db->engine;
    pool_give(&s->readers, &c->pooled);
    tx->connection = NULL;
}

// --- transactions -----------------------------------------------------------------

static void sqlite_begin(struct tx *tx)
{
    struct sqlite *s = tx->db->engine;
    if (tx->kind == TX_WRITE)
        writer_begin(s->writer, tx);
    else
        reader_begin(tx);
}

static void sqlite_commit(struct tx *tx)
{
    struct sqlite *s = tx->db->engine;
    if (tx->kind == TX_WRITE)
        writer_commit(s->writer, tx);
    else
        reader_end(tx);
}

static void sqlite_rollback(struct tx *tx)
{
    struct sqlite *s = tx->db->engine;
    if (tx->kind == TX_WRITE)
        writer_rollback(s->writer, tx);
    else
        reader_end(tx);
}

// --- the copy ---------------------------------------------------------------------

static bool flush(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool flush_folder_of(const char *path)
{
    char *copy = strdup(path);
    check(copy != NULL);
    bool ok = flush(dirname(copy), O_RDONLY | O_DIRECTORY);
    free(copy);
    return ok;
}

static bool copy_into(struct connection *c, const char *path)
{
    sqlite3_stmt *s = NULL;
    bool ok = sqlite3_prepare_v2(c->engine, "VACUUM INTO ?1", -1, &s, NULL) == SQLITE_OK &&
              sqlite3_bind_text(s, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
              sqlite3_step(s) == SQLITE_DONE;
    if (!ok)
        connection_fault(c, "copy");
    sqlite3_finalize(s);
    return ok && flush(path, O_RDWR) && flush_folder_of(path);
}

// On a connection of its own: a reader's would refuse to write even elsewhere.
// The new file is made here, so that only its owner can read it.
bool sqlite_copy_to(struct db *db, const char *path)
{
    struct sqlite *s = db->engine;
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        log_error("database", "fault=copy-exists-or-cannot-be-made");
        return false;
    }
    close(fd);
    struct connection *c = connection_open(s->path, "");
    bool ok = c && copy_into(c, path);
    if (c)
        connection_close(c);
    if (!ok)
        unlink(path);
    return ok;
}

// --- start and end ----------------------------------------------------------------

static void sqlite_shut(struct db *db)
{
    struct sqlite *s = db->engine;
    for (struct pooled *p; (p = pool_take_out(&s->readers));)
        connection_close((struct connection *)p);
    pool_end(&s->readers);
    writer_close(s->writer); // the last one: SQLite tidies the log away
    free(s->path);
    free(s);
}

static const struct driver sqlite_driver = {
    .is_postgres = false,
    .shut = sqlite_shut,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .run = sqlite_run,
    .open = sqlite_open,
    .next = sqlite_next,
    .close = sqlite_close,
    .is_null = sqlite_is_null,
    .get_int = sqlite_get_int,
    .get_real = sqlite_get_real,
    .get_text = sqlite_get_text,
    .get_bytes = sqlite_get_bytes,
    .copy_to = sqlite_copy_to,
};

// SQLite gives its log the same rights as the file, so making that here with
// 0600 keeps all of it from others.
static bool make_file(const char *path)
{
    int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        log_error("database", "fault=file-cannot-be-opened");
        return false;
    }
    close(fd);
    return true;
}

static void switch_off_counting(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // a lock less on every allocation
}

bool sqlite_start(struct db *db, const char *path)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, switch_off_counting);
    struct writer *writer = make_file(path) ? writer_open(path) : NULL;
    if (!writer)
        return false;
    struct sqlite *s = calloc(1, sizeof *s);
    check(s != NULL);
    s->path = strdup(path);
    check(s->path != NULL);
    s->writer = writer;
    pool_start(&s->readers, db->connections);
    db->driver = &sqlite_driver;
    db->engine = s;
    return true;
}
