// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/migrate.h"

#include "test/world.h"

static const struct migration list[] = {
    {S_CONST("0001_start.sql"),
     S_CONST("CREATE TABLE cup (id INTEGER PRIMARY KEY, word TEXT) STRICT;"
             "CREATE INDEX cup_word ON cup (word);")},
    {S_CONST("0002_more.sql"), S_CONST("ALTER TABLE cup ADD COLUMN body BLOB;")},
    {S_CONST("0003_bad.sql"), S_CONST("CREATE TABLE tea (id INTEGER PRIMARY KEY) STRICT;"
                                      "CREATE TABLE cup (id INTEGER PRIMARY KEY) STRICT;")},
};

static struct db *given_empty(struct world *w)
{
    struct db *db = db_open(&(struct db_options){.url = world_empty_url(w)});
    assert_non_null(db);
    return db;
}

RULE("migrations run once, in order, and only what is missing")
{
    struct db *db = given_empty(world);
    int applied;
    assert_int_equal(migrate_missing(db, list, 2), 2);
    assert_int_equal(migrate(db, list, 1, &applied), MIGRATE_DONE);
    assert_int_equal(applied, 1);
    assert_int_equal(migrate_missing(db, list, 2), 1);

    assert_int_equal(migrate(db, list, 2, &applied), MIGRATE_DONE);
    assert_int_equal(applied, 1);
    assert_int_equal(migrate(db, list, 2, &applied), MIGRATE_DONE);
    assert_int_equal(applied, 0);
    assert_int_equal(migrate_missing(db, list, 2), 0);
    db_close(db);
}

RULE("a migration whose text or name changed is refused, and so is a database that is newer")
{
    struct db *db = given_empty(world);
    int applied;
    assert_int_equal(migrate(db, list, 2, &applied), MIGRATE_DONE);
    assert_int_equal(migrate(db, list, 1, &applied), MIGRATE_NEWER);
    assert_int_equal(migrate_missing(db, list, 1), -1);

    struct migration other[2] = {list[0], list[1]};
    other[0].sql = S("CREATE TABLE cup (id INTEGER PRIMARY KEY) STRICT;");
    assert_int_equal(migrate(db, other, 2, &applied), MIGRATE_CHANGED);
    assert_int_equal(migrate_missing(db, other, 2), -1);
    other[0] = (struct migration){S("0001_other.sql"), list[0].sql};
    assert_int_equal(migrate(db, other, 2, &applied), MIGRATE_CHANGED);
    assert_int_equal(applied, 0);
    db_close(db);
}

RULE("a migration that fails leaves nothing of itself and keeps those before it")
{
    struct db *db = given_empty(world);
    int applied;
    assert_int_equal(migrate(db, list, 3, &applied), MIGRATE_FAULT);
    assert_int_equal(applied, 2);
    assert_int_equal(migrate_missing(db, list, 3), 1);
    static struct query q = {.name = "tea", .sql = "CREATE TABLE tea (id BIGINT)"};
    struct tx *tx = tx_begin(db, TX_WRITE, world_arena(world));
    query_run(tx, &q, NULL);
    assert_true(tx_commit(tx));
    db_close(db);
}

// --- the wording for PostgreSQL ---------------------------------------------------------

static str reworded(struct world *w, const char *sql)
{
    return migrate_for_postgres(world_arena(w), str_of(sql));
}

RULE("types and table options are reworded for PostgreSQL")
{
    assert_str(reworded(world, "CREATE TABLE a (id INTEGER PRIMARY KEY, b BLOB, c REAL) STRICT;"),
               S("CREATE TABLE a (id BIGINT PRIMARY KEY, b BYTEA, c DOUBLE PRECISION);"));
    assert_str(reworded(world, "CREATE TABLE a (text TEXT, PRIMARY KEY (text)) STRICT, WITHOUT "
                               "ROWID;\nCREATE TABLE b (c integer)\n"),
               S("CREATE TABLE a (text TEXT COLLATE \"C\", PRIMARY KEY (text));\n"
                 "CREATE TABLE b (c BIGINT)\n"));
    assert_str(reworded(world, "CREATE INDEX i ON a (b) WHERE strict = 1, without;"),
               S("CREATE INDEX i ON a (b) WHERE strict = 1, without;"));
}

RULE("texts, quoted names and comments stay as they are written")
{
    const char *sql = "-- an INTEGER; it's a BLOB (\n/* TEXT ' STRICT */ SELECT 'it''s TEXT; (', "
                      "\"REAL\"\"BLOB\", INTEGERS, blob_id;";
    assert_str(reworded(world, sql), str_of(sql));
    assert_str(reworded(world, "SELECT 'open TEXT"), S("SELECT 'open TEXT"));
    assert_str(reworded(world, "/* open TEXT"), S("/* open TEXT"));
    assert_str(reworded(world, ""), NONE);
}
