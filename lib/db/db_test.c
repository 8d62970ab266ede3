// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/migrate.h"
#include "test/world.h"

static struct query q_add = {
    .name = "thing_add",
    .sql = "INSERT INTO thing (id, word, weight, body) VALUES (?1, ?2, ?3, ?4)",
    .n_params = 4,
};
static struct query q_count = {
    .name = "thing_count",
    .sql = "SELECT count(*) FROM thing",
    .n_columns = 1,
};
static struct query q_find = {
    .name = "thing_find",
    .sql = "SELECT word, weight, body, '?1' FROM thing WHERE id = ?1",
    .n_params = 1,
    .n_columns = 4,
};

static void make_table(struct world *w, struct tx *tx)
{
    bool is_postgres = db_is_postgres(world_db(w));
    str sql = S("CREATE TABLE thing (id INTEGER PRIMARY KEY, word TEXT, weight REAL, body BLOB) "
                "STRICT");
    if (is_postgres)
        sql = migrate_for_postgres(tx_arena(tx), sql);
    struct query q = {.name = "make", .sql = str_zero(tx_arena(tx), sql)};
    query_run(tx, &q, NULL);
}

static void add(struct tx *tx, int64_t id)
{
    struct value values[] = {value_int(id), value_null(), value_null(), value_null()};
    query_run(tx, &q_add, values);
}

static int64_t count(struct tx *tx)
{
    struct cursor c = query_open(tx, &q_count, NULL);
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : -1;
    cursor_close(&c);
    return n;
}

static int64_t count_now(struct world *w)
{
    int64_t n = count(world_read(w));
    world_commit(w);
    return n;
}

// A database with one thing in it.
static void given_table(struct world *w)
{
    struct tx *tx = world_write(w);
    make_table(w, tx);
    add(tx, 1);
    world_commit(w);
}

RULE("a transaction that is rolled back leaves nothing, one that commits is kept")
{
    given_table(world);
    struct tx *tx = world_begin(world, TX_WRITE);
    add(tx, 2);
    tx_rollback(tx);

    assert_int_equal(count_now(world), 1);
    add(world_write(world), 3);
    world_commit(world);
    assert_int_equal(count_now(world), 2);
}

RULE("after a fault every call is empty and the commit says so")
{
    given_table(world);
    struct tx *tx = world_begin(world, TX_WRITE);
    add(tx, 2);
    add(tx, 1); // the primary key refuses it

    assert_false(tx_ok(tx));
    assert_int_equal(count(tx), -1);
    assert_int_equal(tx_finish(tx), TX_FAULT);
    assert_int_equal(count_now(world), 1);
}

RULE("a reading transaction cannot write")
{
    given_table(world);
    struct tx *tx = world_begin(world, TX_READ);
    add(tx, 2);
    assert_false(tx_commit(tx));
    assert_int_equal(count_now(world), 1);
}

RULE("a reader sees one moment while others write")
{
    given_table(world);
    struct tx *reader = world_begin(world, TX_READ);
    int64_t before = count(reader);
    add(world_write(world), 2);
    world_commit(world);

    assert_int_equal(count(reader), before);
    assert_true(tx_commit(reader));
    assert_int_equal(count_now(world), before + 1);
}

RULE("every kind of value comes back as it was, also when the first one was NULL")
{
    given_table(world);
    static const uint8_t raw[] = {0, 255, 10, 0};
    struct value values[] = {value_int(INT64_MIN), value_text(S("今日は?1'")), value_real(-0.125),
                             value_bytes((bytes){raw, sizeof raw})};
    query_run(world_write(world), &q_add, values);
    world_commit(world);

    struct cursor c = query_open(world_read(world), &q_find, values);
    assert_true(cursor_next(&c));
    assert_str(cursor_text(&c, 0), S("今日は?1'"));
    assert_true(cursor_real(&c, 1) == -0.125);
    assert_str(bytes_str(cursor_bytes(&c, 2)), bytes_str((bytes){raw, sizeof raw}));
    assert_str(cursor_text(&c, 3), S("?1"));
    assert_false(cursor_next(&c));
    world_commit(world);
}

RULE("NULL reads as nothing, and an empty text is not NULL")
{
    given_table(world);
    struct value values[] = {value_int(2), value_text(NONE), value_null(), value_bytes((bytes){0})};
    query_run(world_write(world), &q_add, values);
    struct value one = value_int(1);
    world_commit(world);

    struct tx *tx = world_read(world);
    struct cursor c = query_open(tx, &q_find, &one);
    assert_true(cursor_next(&c) && cursor_is_null(&c, 0) && cursor_is_null(&c, 2));
    assert_true(cursor_text(&c, 0).n == 0 && cursor_int(&c, 1) == 0);
    cursor_close(&c);
    c = query_open(tx, &q_find, values);
    assert_true(cursor_next(&c) && !cursor_is_null(&c, 0) && !cursor_is_null(&c, 2));
    cursor_close(&c);
    world_commit(world);
}

RULE("sums, constants and truth values are numbers on both engines")
{
    static struct query q = {
        .name = "numbers",
        .sql = "SELECT sum(id), 7, id > 100, EXISTS (SELECT 1 FROM thing), sum(id) * -1000003, "
               "avg(id), (?1 IS NULL OR id > ?1) FROM thing GROUP BY id ORDER BY id DESC",
        .n_params = 1,
        .n_columns = 7,
        .kinds = "i",
    };
    given_table(world);
    struct tx *tx = world_write(world);
    add(tx, 12345678901);
    struct value none = value_null();
    struct cursor c = query_open(tx, &q, &none);
    assert_true(cursor_next(&c));
    assert_int_equal(cursor_int(&c, 0), 12345678901);
    assert_int_equal(cursor_int(&c, 1), 7);
    assert_int_equal(cursor_int(&c, 2), 1);
    assert_int_equal(cursor_int(&c, 3), 1);
    assert_int_equal(cursor_int(&c, 4), -12345715938036703);
    assert_true(cursor_real(&c, 5) == 12345678901.0);
    assert_int_equal(cursor_int(&c, 6), 1);
    cursor_close(&c);
    world_commit(world);
}

RULE("the number of changed rows is told, and nothing is changed by making a table")
{
    static struct query q_touch = {.name = "touch", .sql = "UPDATE thing SET word = 'x'"};
    struct tx *tx = world_write(world);
    make_table(world, tx);
    add(tx, 1);
    add(tx, 2);
    assert_int_equal(query_run(tx, &q_touch, NULL), 2);
    static struct query q_other = {.name = "other", .sql = "CREATE TABLE other (id INTEGER)"};
    assert_int_equal(query_run(tx, &q_other, NULL), 0);
    world_commit(world);
}

// --- after the commit -----------------------------------------------------------------

static void note(void *context)
{
    int *seen = context;
    *seen = *seen * 10 + 1;
}

static void note_two(void *context)
{
    int *seen = context;
    *seen = *seen * 10 + 2;
}

RULE("what waits for the commit runs in its order, and never after a rollback or a fault")
{
    given_table(world);
    int seen = 0;
    struct tx *tx = world_write(world);
    tx_after_commit(tx, note, &seen);
    tx_after_commit(tx, note_two, &seen);
    add(tx, 2);
    assert_int_equal(seen, 0);
    world_commit(world);
    assert_int_equal(seen, 12);

    tx = world_begin(world, TX_WRITE);
    tx_after_commit(tx, note, &seen);
    tx_rollback(tx);
    tx = world_begin(world, TX_WRITE);
    tx_after_commit(tx, note, &seen);
    tx_fail(tx, "test");
    assert_int_equal(tx_finish(tx), TX_FAULT);
    assert_int_equal(seen, 12);
}

// --- ids and slots ----------------------------------------------------------------------

RULE("ids rise while the clock stands still or goes back, and carry the node")
{
    struct tx *tx = world_write(world);
    int64_t first = tx_new_id(tx), last = first;
    assert_true(first > 0);
    for (int i = 0; i < 70000; i++) {
        int64_t id = tx_new_id(tx);
        assert_true(id > last);
        last = id;
    }
    world_wait(world, -DAYS(3));
    assert_true(tx_new_id(tx) > last);
    assert_int_equal((first >> 16) & 63, 0);
    world_commit(world);
}

RULE("ids go on above the newest of an earlier process, also when the clock was set back between")
{
    struct tx *tx = world_write(world);
    int64_t newest = tx_new_id(tx);
    db_restart_ids();
    world_wait(world, -MINUTES(5));
    int64_t below = tx_new_id(tx);
    db_ids_after(newest);
    int64_t above = tx_new_id(tx);
    db_ids_after(1); // changes nothing
    int64_t next = tx_new_id(tx);
    world_commit(world);
    assert_true(below < newest);
    assert_true(above > newest);
    assert_true(next > above);
}

RULE("each slot of a transaction keeps its own thing")
{
    int one, two;
    struct tx *tx = world_read(world);
    tx_set(tx, TX_ACTOR, &one);
    tx_set(tx, TX_LIVE, &two);
    assert_ptr_equal(tx_get(tx, TX_ACTOR), &one);
    assert_ptr_equal(tx_get(tx, TX_LIVE), &two);
    assert_int_equal(tx_now(tx).us, clock_now(world_clock(world)).us);
    world_commit(world);
}

RULE("an address of no known kind, and a file that is no database, are refused")
{
    assert_null(db_open(&(struct db_options){.url = S("mysql://x")}));
    str url = str_print(world_arena(world), "sqlite:%.*s", STR(world_folder(world)));
    assert_null(db_open(&(struct db_options){.url = url}));
    assert_null(db_open(&(struct db_options){.url = S("postgresql://127.0.0.1:1/none")}));
}
