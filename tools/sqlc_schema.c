// SPDX-License-Identifier: AGPL-3.0-or-later
// The migrations, applied to an empty database in memory, and which of their
// tables belong to a room.
#include "tools/sqlc.h"

#include <sqlite3.h>
#include <stdlib.h>

void schema_open(struct schema *s, struct arena *a)
{
    *s = (struct schema){.arena = a};
    if (sqlite3_open(":memory:", &s->db) != SQLITE_OK) {
        fprintf(stderr, "sqlc: SQLite does not open a database in memory.\n");
        exit(1);
    }
    // Else a misspelt "column" silently is a text. Foreign keys stay off: their
    // checks would look as if the query itself touched the other table.
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
}

void schema_close(struct schema *s)
{
    sqlite3_close(s->db);
}

struct table *schema_table(struct schema *s, str name)
{
    for (size_t i = s->n; i-- > 0;)
        if (str_eq_nocase(s->tables[i].name, name))
            return &s->tables[i];
    return NULL;
}

static int line_at(str text, int offset)
{
    int line = 1;
    for (int i = 0; i < offset && (size_t)i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}

// --- what stands above CREATE TABLE ------------------------------------------

static struct word after_comments(struct words *w)
{
    struct word word;
    do
        word = word_next(w);
    while (word.kind == WORD_COMMENT);
    return word;
}

static void note_table(struct schema *s, struct report *r, struct words *w, bool scoped, int line)
{
    struct word name = after_comments(w);
    while (word_is(name, "if") || word_is(name, "not") || word_is(name, "exists"))
        name = after_comments(w);
    struct table table = {.name = name.text, .file = r->file, .line = line, .scoped = scoped};
    s->tables = arena_grow(s->arena, s->tables, s->n * sizeof table, (s->n + 1) * sizeof table);
    s->tables[s->n++] = table;
}

// ALTER TABLE a RENAME TO b: the new name keeps the scope of the old one.
static void note_rename(struct schema *s, struct report *r, struct words rest)
{
    struct word from = after_comments(&rest);
    const struct table *old = schema_table(s, from.text);
    if (word_is(after_comments(&rest), "rename") && word_is(after_comments(&rest), "to") && old)
        note_table(s, r, &rest, old->scoped, from.line);
}

static void note_tables(struct schema *s, struct report *r, str sql)
{
    struct words w = {sql, 0, 1};
    int scope_line = 0;
    for (struct word word = word_next(&w); word.kind != WORD_END; word = word_next(&w)) {
        bool scope = word.kind == WORD_COMMENT && str_eq(str_trim(word.text), S("-- scope room"));
        if (scope_line && (scope || word.line != scope_line + 1 || !word_is(word, "create")))
            report(r, scope_line, "\"scope room\" stands on the line above a CREATE TABLE.");
        struct words rest = w;
        if (word_is(word, "create") && word_is(after_comments(&rest), "table"))
            note_table(s, r, &rest, scope_line != 0, word.line);
        rest = w;
        if (word_is(word, "alter") && word_is(after_comments(&rest), "table"))
            note_rename(s, r, rest);
        scope_line = scope ? word.line : 0;
    }
    if (scope_line)
        report(r, scope_line, "\"scope room\" stands on the line above a CREATE TABLE.");
}

// --- running them ---------------------------------------------------------------

void schema_apply(struct schema *s, struct report *r, str sql)
{
    words_refuse(r, sql, 1);
    note_tables(s, r, sql);
    const char *start = str_zero(s->arena, sql), *rest = start;
    while (*rest) {
        sqlite3_stmt *statement = NULL;
        const char *from = rest;
        int outcome = sqlite3_prepare_v2(s->db, from, -1, &statement, &rest);
        int offset = (int)(from - start) + (outcome ? sqlite3_error_offset(s->db) : 0);
        while (outcome == SQLITE_OK && statement && sqlite3_step(statement) == SQLITE_ROW)
            ;
        int ended = sqlite3_finalize(statement);
        if (outcome == SQLITE_OK && ended == SQLITE_OK)
            continue;
        while (outcome == SQLITE_OK && strchr(" \n\t\r", start[offset]))
            offset++;
        report(r, line_at(sql, offset), "SQLite says: %s.", sqlite3_errmsg(s->db));
        return;
    }
}

void schema_finish(struct schema *s, struct report *r)
{
    sqlite3_stmt *q = NULL;
    sqlite3_prepare_v2(s->db,
                       "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
                       " AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
                       -1, &q, NULL);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(q, 0);
        const struct table *table = schema_table(s, str_of(name));
        r->file = table ? table->file : "migrations";
        report(r, table ? table->line : 1, "Table \"%s\" is not STRICT.", name);
    }
    sqlite3_finalize(q);
}
