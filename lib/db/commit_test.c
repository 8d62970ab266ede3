// SPDX-License-Identifier: AGPL-3.0-or-later
// Many at once, a full disk, and copies. These open databases of their own,
// because threads and limits do not go with the fault sweep.
#include "base/check.h"
#include "db/db.h"
#include "test/world.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 40, LARGE = 4000 };

static struct query q_make = {
    .name = "note_make",
    .sql = "CREATE TABLE note (id BIGINT PRIMARY KEY, word TEXT UNIQUE)",
};
static struct query q_add = {
    .name = "note_add",
    .sql = "INSERT INTO note (id, word) VALUES (?1, ?2)",
    .n_params = 2,
};
static struct query q_count = {
    .name = "note_count",
    .sql = "SELECT count(*) FROM note",
    .n_columns = 1,
};

static void add(struct tx *tx, int64_t id, str word)
{
    struct value values[] = {value_int(id), word.n ? value_text(word) : value_null()};
    query_run(tx, &q_add, values);
}

static struct db *open_at(str address)
{
    struct db *db = db_open(&(struct db_options){.url = address});
    assert_non_null(db);
    return db;
}

static struct db *given_notes(struct world *w, str address)
{
    struct db *db = open_at(address);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(w));
    query_run(tx, &q_make, NULL);
    assert_true(tx_commit(tx));
    return db;
}

static int64_t count(struct db *db, struct arena *a)
{
    struct tx *tx = tx_begin(db, TX_READ, a);
    struct cursor c = query_open(tx, &q_count, NULL);
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : -1;
    cursor_close(&c);
    return tx_commit(tx) ? n : -1;
}

// --- threads ------------------------------------------------------------------------

struct writer {
    pthread_t thread;
    struct db *db;
    int kept; // transactions that were acknowledged
    int full, other; // and those that were not
    str word;
    int64_t clash; // an id that is taken; every fifth transaction fails on it
};

static enum tx_end write_two(struct writer *w, struct arena *a, bool clash)
{
    struct tx *tx = tx_begin(w->db, TX_WRITE, a);
    add(tx, tx_new_id(tx), NONE);
    add(tx, clash ? w->clash : tx_new_id(tx), NONE);
    return tx_finish(tx);
}

static void *write_some(void *context)
{
    struct writer *w = context;
    struct arena *a = arena_new();
    for (int i = 0; i < ROUNDS; i++) {
        enum tx_end end;
        do
            end = write_two(w, a, i % 5 == 0);
        while (end == TX_RETRY);
        w->kept += end == TX_DONE;
        w->other += end == TX_FAULT;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void all_write(struct writer writers[THREADS], struct writer like, void *(*run)(void *))
{
    for (int i = 0; i < THREADS; i++) {
        writers[i] = like;
        check(pthread_create(&writers[i].thread, NULL, run, &writers[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(writers[i].thread, NULL);
}

RULE("what eight writers at once were told is kept is kept, and a failing one takes only itself "
     "back")
{
    str address = world_empty_url(world);
    struct db *db = given_notes(world, address);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    add(tx, 1, NONE);
    assert_true(tx_commit(tx));
    struct writer writers[THREADS];
    all_write(writers, (struct writer){.db = db, .clash = 1}, write_some);
    db_close(db);

    db = open_at(address);
    assert_int_equal(count(db, world_arena(world)), 1 + THREADS * 2 * ROUNDS * 4 / 5);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(writers[i].kept, ROUNDS * 4 / 5);
    db_close(db);
}

RULE("a reference that still leads nowhere at the end costs only the transaction that made it")
{
    str address = world_empty_url(world);
    struct db *db = given_notes(world, address);
    static struct query q_leaf = {
        .name = "leaf_make",
        .sql = "CREATE TABLE leaf (note BIGINT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)",
    };
    static struct query q_add_leaf = {
        .name = "leaf_add", .sql = "INSERT INTO leaf (note) VALUES (?1)", .n_params = 1};
    struct value one = value_int(1);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    query_run(tx, &q_leaf, NULL);
    query_run(tx, &q_add_leaf, &one);
    add(tx, 1, NONE);
    assert_true(tx_commit(tx));

    one = value_int(2);
    tx = tx_begin(db, TX_WRITE, world_arena(world));
    query_run(tx, &q_add_leaf, &one);
    assert_true(tx_ok(tx));
    assert_int_equal(tx_finish(tx), TX_FAULT);
    tx = tx_begin(db, TX_WRITE, world_arena(world));
    add(tx, 2, NONE);
    assert_true(tx_commit(tx));
    db_close(db);
}

// --- a sudden end -------------------------------------------------------------------

// In a process of its own: writes one after the other, says each id once it was
// told that it is kept, and never ends by itself.
static _Noreturn void write_and_tell(str address, int out)
{
    struct db *db = db_open(&(struct db_options){.url = address});
    struct arena *a = arena_new();
    for (int64_t id = 1; db; id++) {
        struct tx *tx = tx_begin(db, TX_WRITE, a);
        add(tx, id, NONE);
        if (!tx_commit(tx) || write(out, &id, sizeof id) != (ssize_t)sizeof id)
            break;
        arena_reset(a);
    }
    _exit(1);
}

RULE("what was acknowledged survives that the process is killed")
{
    str address = world_empty_url(world);
    db_close(given_notes(world, address));
    int ends[2];
    check(pipe(ends) == 0);
    pid_t writer = fork();
    if (writer == 0)
        write_and_tell(address, ends[1]);
    close(ends[1]);
    int64_t told = 0, id;
    while (told < 100 && read(ends[0], &id, sizeof id) == (ssize_t)sizeof id)
        told = id;
    check(writer > 0 && kill(writer, SIGKILL) == 0 && waitpid(writer, NULL, 0) == writer);
    while (read(ends[0], &id, sizeof id) == (ssize_t)sizeof id)
        told = id; // said before the end came
    close(ends[0]);

    struct db *db = open_at(address);
    int64_t n = count(db, world_arena(world));
    assert_true(told >= 100);
    assert_true(n == told || n == told + 1);
    db_close(db);
}

// --- a full disk --------------------------------------------------------------------

static void *write_until_full(void *context)
{
    struct writer *w = context;
    struct arena *a = arena_new();
    while (!w->full && !w->other && w->kept < 5000) {
        struct tx *tx = tx_begin(w->db, TX_WRITE, a);
        int64_t id = tx_new_id(tx);
        str tail = str_print(a, "%lld", (long long)id);
        str word = {arena_alloc_raw(a, LARGE), LARGE};
        memset((char *)word.p, 'x', LARGE);
        memcpy((char *)word.p, tail.p, tail.n);
        add(tx, id, word);
        enum tx_end end = tx_finish(tx);
        w->kept += end == TX_DONE;
        w->full += end == TX_FULL;
        w->other += end != TX_DONE && end != TX_FULL;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void limit_files(rlim_t most)
{
    struct rlimit limit;
    check(getrlimit(RLIMIT_FSIZE, &limit) == 0);
    limit.rlim_cur = most;
    check(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

RULE_OF_SQLITE("on a full disk writers are told so, readers go on, and just what was acknowledged is kept")
{
    str address = world_empty_url(world);
    struct db *db = given_notes(world, address);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(1 << 20);
    struct writer writers[THREADS];
    all_write(writers, (struct writer){.db = db}, write_until_full);
    int64_t while_full = count(db, world_arena(world));
    limit_files(RLIM_INFINITY);
    signal(SIGXFSZ, SIG_DFL);

    int kept = 0;
    for (int i = 0; i < THREADS; i++) {
        kept += writers[i].kept;
        assert_int_equal(writers[i].full, 1);
    }
    assert_true(kept > 10);
    assert_int_equal(while_full, kept);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    add(tx, 1, NONE);
    assert_true(tx_commit(tx));
    assert_int_equal(count(db, world_arena(world)), kept + 1);
    db_close(db);
}

// --- copies -------------------------------------------------------------------------

RULE_OF_SQLITE("a copy made while others write is whole, and never replaces a file")
{
    str address = world_empty_url(world);
    struct db *db = given_notes(world, address);
    struct writer writer = {.db = db};
    check(pthread_create(&writer.thread, NULL, write_some, &writer) == 0);
    str path = str_print(world_arena(world), "%.*s/copy.db", STR(world_folder(world)));
    bool copied = db_copy_to(db, path), again = db_copy_to(db, path);
    pthread_join(writer.thread, NULL);

    assert_true(copied && !again);
    struct db *copy = open_at(str_print(world_arena(world), "sqlite:%.*s", STR(path)));
    int64_t n = count(copy, world_arena(world));
    assert_true(n >= 0 && n % 2 == 0);
    db_close(copy);
    db_close(db);
}

RULE("a copy into a folder that is not there says so")
{
    str address = world_empty_url(world);
    struct db *db = open_at(address);
    str path = str_print(world_arena(world), "%.*s/none/copy.db", STR(world_folder(world)));
    assert_false(db_copy_to(db, path));
    db_close(db);
}

// --- the log ------------------------------------------------------------------------

// What a statement that the engine refuses leaves on standard error.
static str log_of_refusal(struct world *w, struct db *db)
{
    int keep = dup(2), file = memfd_create("log", MFD_CLOEXEC);
    check(keep >= 0 && file >= 0);
    dup2(file, 2);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(w));
    add(tx, 1, S("himitsu"));
    add(tx, 2, S("himitsu"));
    bool refused = !tx_commit(tx);
    dup2(keep, 2);
    close(keep);
    char *text = arena_alloc(world_arena(w), 4096);
    ssize_t n = pread(file, text, 4096, 0);
    close(file);
    check(refused && n >= 0);
    return (str){text, (size_t)n};
}

RULE("the log names the query and the engine's code, never the values")
{
    struct db *db = given_notes(world, world_empty_url(world));
    str log = log_of_refusal(world, db);
    assert_true(str_contains(log, S("query=note_add")));
    assert_false(str_contains(log, S("himitsu")));
    db_close(db);
}
