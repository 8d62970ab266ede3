// SPDX-License-Identifier: AGPL-3.0-or-later
// What only PostgreSQL does. Skipped when the run is on SQLite.
#include "db/postgres.h"

#include "test/world.h"

static struct query q_count = {
    .name = "cup_count",
    .sql = "SELECT count(*) FROM cup",
    .n_columns = 1,
};
static struct query q_add = {
    .name = "cup_add",
    .sql = "INSERT INTO cup (id) VALUES (?1)",
    .n_params = 1,
};

static void run(struct tx *tx, const char *sql)
{
    struct query q = {.name = "once", .sql = sql};
    query_run(tx, &q, NULL);
}

static int64_t number(struct tx *tx, struct query *q)
{
    struct cursor c = query_open(tx, q, NULL);
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : -1;
    cursor_close(&c);
    return n;
}

static struct db *given_cups(struct world *w, str address)
{
    struct db *db = db_open(&(struct db_options){.url = address});
    assert_non_null(db);
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(w));
    run(tx, "CREATE TABLE cup (id BIGINT PRIMARY KEY)");
    assert_true(tx_commit(tx));
    return db;
}

RULE_OF_POSTGRES("of two writers that decided on what the other changes, the later is told to try again")
{
    struct db *db = given_cups(world, world_empty_url(world));
    struct arena *a = world_arena(world);
    struct tx *one = tx_begin(db, TX_WRITE, a), *two = tx_begin(db, TX_WRITE, a);
    struct value first = value_int(number(one, &q_count) + 1);
    struct value second = value_int(number(two, &q_count) + 2);
    query_run(one, &q_add, &first);
    query_run(two, &q_add, &second);
    assert_int_equal(tx_finish(one), TX_DONE);
    assert_int_equal(tx_finish(two), TX_RETRY);
    db_close(db);
}

RULE_OF_POSTGRES("a full disk of the server is told apart from other faults")
{
    struct db *db = given_cups(world, world_empty_url(world));
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    run(tx, "DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$");
    assert_int_equal(tx_finish(tx), TX_FULL);
    tx = tx_begin(db, TX_WRITE, world_arena(world));
    run(tx, "DO $$ BEGIN RAISE EXCEPTION 'other' USING ERRCODE = 'XX000'; END $$");
    assert_int_equal(tx_finish(tx), TX_FAULT);
    db_close(db);
}

static void end_all_others(struct db *db, struct arena *a)
{
    struct tx *tx = tx_begin(db, TX_READ, a);
    run(tx, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()");
    assert_true(tx_commit(tx));
}

RULE_OF_POSTGRES("a connection that the server ended costs the transaction on it and no other")
{
    str address = world_empty_url(world);
    struct db *db = given_cups(world, address);
    struct db *other = db_open(&(struct db_options){.url = address});
    struct arena *a = world_arena(world);
    struct tx *tx = tx_begin(db, TX_WRITE, a);
    assert_int_equal(number(tx, &q_count), 0);
    end_all_others(other, a);
    struct value one = value_int(1);
    query_run(tx, &q_add, &one);
    assert_int_equal(tx_finish(tx), TX_FAULT);

    tx = tx_begin(db, TX_WRITE, a);
    query_run(tx, &q_add, &one);
    assert_int_equal(tx_finish(tx), TX_DONE);
    end_all_others(other, a); // while it is idle
    tx = tx_begin(db, TX_READ, a);
    assert_int_equal(number(tx, &q_count), 1);
    assert_true(tx_commit(tx));
    db_close(other);
    db_close(db);
}

RULE_OF_POSTGRES("the search path of the address is followed")
{
    str address = world_empty_url(world);
    struct db *plain = given_cups(world, address);
    struct arena *a = world_arena(world);
    struct tx *tx = tx_begin(plain, TX_WRITE, a);
    run(tx, "CREATE SCHEMA shelf");
    assert_true(tx_commit(tx));
    struct db *db =
        given_cups(world, str_print(a, "%.*s&options=-csearch_path%%3Dshelf", STR(address)));
    static struct query q = {.name = "shelf", .sql = "SELECT count(*) FROM shelf.cup"};
    tx = tx_begin(plain, TX_READ, a);
    assert_int_equal(number(tx, &q), 0);
    assert_true(tx_commit(tx));
    db_close(db);
    db_close(plain);
}

RULE("only ?1, ?2, … of the SQL itself become $1, $2, …")
{
    struct arena *a = world_arena(world);
    assert_str(postgres_placeholders(a, S("a = ?1 AND b = ?12 OR c = ?")),
               S("a = $1 AND b = $12 OR c = ?"));
    assert_str(postgres_placeholders(a, S("'it''s ?1' \"?2\" -- ?3\n/* ?4 */ ?5")),
               S("'it''s ?1' \"?2\" -- ?3\n/* ?4 */ $5"));
    assert_str(postgres_placeholders(a, S("'open ?1")), S("'open ?1"));
    assert_str(postgres_placeholders(a, S("?")), S("?"));
}

RULE_OF_POSTGRES("a parameter that was NULL at first may be of any type later")
{
    struct db *db = given_cups(world, world_empty_url(world));
    static struct query q = {
        .name = "either",
        .sql = "SELECT count(*) FROM cup WHERE id = ?1",
        .n_params = 1,
    };
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    struct value seven = value_int(7), nothing = value_null();
    query_run(tx, &q_add, &seven);
    query_run(tx, &q, &nothing);
    struct cursor c = query_open(tx, &q, &seven);
    assert_true(cursor_next(&c) && cursor_int(&c, 0) == 1);
    cursor_close(&c);
    query_run(tx, &q, &nothing);
    assert_true(tx_commit(tx));
    db_close(db);
}
