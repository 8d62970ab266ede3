// SPDX-License-Identifier: AGPL-3.0-or-later
// What SQLite knows about a query, held against what its declaration says.
#include "tools/sqlc.h"

#include <sqlite3.h>

struct check {
    struct schema *schema;
    struct report *report;
    struct statement *q;
    sqlite3_stmt *prepared;
};

static void refuse(const struct check *c, int line, const char *sentence)
{
    report(c->report, line, "%s", sentence);
    c->q->bad = true;
}

// --- the columns of the result ----------------------------------------------------

// True when every mention of the table in the query stands behind LEFT JOIN.
static bool only_left_joined(str sql, str table)
{
    struct words words = {sql, 0, 1};
    struct word before[3] = {0};
    size_t mentions = 0, left = 0;
    for (struct word w = word_next(&words); w.kind != WORD_END; w = word_next(&words)) {
        bool from =
            word_is(before[0], "from") || word_is(before[0], "join") || mark_is(before[0], ",");
        if (from && w.kind == WORD_NAME && str_eq_nocase(w.text, table)) {
            mentions++;
            left += word_is(before[0], "join") &&
                    (word_is(before[1], "left") ||
                     (word_is(before[1], "outer") && word_is(before[2], "left")));
        }
        before[2] = before[1];
        before[1] = before[0];
        before[0] = w;
    }
    return mentions > 0 && mentions == left;
}

// Where SQLite can tell: a plain column of a table. The key's columns are never
// NULL in STRICT tables.
static bool may_be_null(const struct check *c, int column)
{
    const char *table = sqlite3_column_table_name(c->prepared, column);
    const char *origin = sqlite3_column_origin_name(c->prepared, column);
    int not_null = 0, key = 0;
    if (!table || !origin ||
        sqlite3_table_column_metadata(c->schema->db, "main", table, origin, NULL, NULL, &not_null,
                                      &key, NULL) != SQLITE_OK)
        return false;
    return (!not_null && !key) || only_left_joined(c->q->sql, str_of(table));
}

static void check_column(const struct check *c, int column, const struct type *type, str name)
{
    const char *declared = sqlite3_column_decltype(c->prepared, column);
    if (!type_is_stored_as(type, declared)) {
        report(c->report, c->q->line, "Column \"%.*s\" is %s, but is read as %.*s.", STR(name),
               declared, STR(type->name));
        c->q->bad = true;
    } else if (!type->nullable && may_be_null(c, column)) {
        report(c->report, c->q->line, "Column \"%.*s\" may be NULL: write \"%s%.*s?\".", STR(name),
               type->kind == TYPE_ENUM ? "enum " : "", STR(type->name));
        c->q->bad = true;
    }
}

static void check_row(const struct check *c, size_t n_columns)
{
    const struct row *row = c->q->row;
    if (row->fields.n != n_columns) {
        report(c->report, c->q->line,
               "Row \"%.*s\" has %zu fields, but the query gives %zu columns.", STR(row->name),
               row->fields.n, n_columns);
        c->q->bad = true;
        return;
    }
    for (size_t i = 0; i < n_columns; i++) {
        str name = str_of(sqlite3_column_name(c->prepared, (int)i));
        const struct field *field = &row->fields.at[i];
        if (!str_eq(name, field->name)) {
            report(c->report, c->q->line,
                   "Column %zu is \"%.*s\", but field %zu of row \"%.*s\" is \"%.*s\".", i + 1,
                   STR(name), i + 1, STR(row->name), STR(field->name));
            c->q->bad = true;
            return;
        }
        check_column(c, (int)i, &field->type, name);
    }
}

static void check_result(const struct check *c)
{
    struct statement *q = c->q;
    size_t n = (size_t)sqlite3_column_count(c->prepared);
    q->n_columns = n;
    if (q->result == RESULT_NONE) {
        if (n > 0)
            refuse(c, q->line,
                   "The query gives columns: write one, maybe or many instead of none.");
    } else if (n == 0) {
        refuse(c, q->line, "The query gives no columns: write none.");
    } else if (q->row) {
        check_row(c, n);
    } else if (n != 1) {
        report(c->report, q->line, "A single %.*s is wanted, but the query gives %zu columns.",
               STR(q->type.name), n);
        q->bad = true;
    } else {
        check_column(c, 0, &q->type, str_of(sqlite3_column_name(c->prepared, 0)));
    }
}

// --- rooms ------------------------------------------------------------------------

static int note_touch(void *context, int action, const char *table, const char *column,
                      const char *database, const char *inside)
{
    (void)column, (void)database, (void)inside;
    struct schema *schema = context;
    bool data = action == SQLITE_READ || action == SQLITE_INSERT || action == SQLITE_UPDATE ||
                action == SQLITE_DELETE;
    struct table *touched = data ? schema_table(schema, str_of(table)) : NULL;
    if (touched)
        touched->touched = true;
    return SQLITE_OK;
}

static bool has_room(const struct statement *q)
{
    for (size_t i = 0; i < q->params.n; i++)
        if (str_eq(q->params.at[i].name, S("room")) &&
            str_eq(q->params.at[i].type.name, S("room_id")))
            return true;
    return false;
}

static void check_rooms(const struct check *c)
{
    const struct table *scoped = NULL;
    for (size_t i = 0; i < c->schema->n && !scoped; i++)
        if (c->schema->tables[i].scoped && c->schema->tables[i].touched)
            scoped = &c->schema->tables[i];
    if (scoped && !has_room(c->q) && c->q->crosses.n == 0) {
        report(c->report, c->q->line,
               "Table \"%.*s\" belongs to a room: take \"room room_id\" and use :room, or write "
               "\"-- crosses rooms: reason\" beside the declaration.",
               STR(scoped->name));
        c->q->bad = true;
    } else if (!scoped && c->q->crosses.n) {
        refuse(c, c->q->line,
               "The query says that it crosses rooms, but touches no table of a room.");
    }
}

// --- one after the other ------------------------------------------------------------

static int error_line(const struct check *c)
{
    int offset = sqlite3_error_offset(c->schema->db), line = c->q->sql_line;
    for (int i = 0; i < offset; i++)
        line += c->q->sql.p[i] == '\n';
    return line;
}

static bool begins_well(const struct check *c)
{
    static const char *const verbs[] = {"select", "with", "insert", "update", "delete", "values"};
    struct words words = {c->q->sql, 0, 1};
    struct word first = word_next(&words);
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (word_is(first, verbs[i]))
            return true;
    refuse(c, c->q->sql_line,
           "A query begins with SELECT, WITH, VALUES, INSERT, UPDATE or DELETE.");
    return false;
}

static void check_statement(struct check *c)
{
    if (!begins_well(c))
        return;
    for (size_t i = 0; i < c->schema->n; i++)
        c->schema->tables[i].touched = false;
    sqlite3_set_authorizer(c->schema->db, note_touch, c->schema);
    int outcome =
        sqlite3_prepare_v2(c->schema->db, c->q->sql.p, (int)c->q->sql.n, &c->prepared, NULL);
    if (outcome != SQLITE_OK) {
        report(c->report, error_line(c), "SQLite says: %s.", sqlite3_errmsg(c->schema->db));
        c->q->bad = true;
    } else {
        check_result(c);
        check_param_types(c->schema, c->report, c->q);
        check_rooms(c);
    }
    sqlite3_set_authorizer(c->schema->db, NULL, NULL);
    sqlite3_finalize(c->prepared);
    c->prepared = NULL;
}

void source_check(struct schema *schema, struct report *r, struct source *source)
{
    struct check c = {.schema = schema, .report = r};
    for (size_t i = 0; i < source->n_statements; i++) {
        c.q = &source->statements[i];
        if (!c.q->bad)
            check_statement(&c);
    }
}
