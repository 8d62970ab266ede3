// SPDX-License-Identifier: AGPL-3.0-or-later
// Parameters against columns, where the words show which column is meant:
// "column = :param" and the lists of INSERT. SQLite itself would bind anything,
// and PostgreSQL would refuse only when the query runs.
#include "tools/sqlc.h"

#include <sqlite3.h>

struct scan {
    struct schema *schema;
    struct report *report;
    struct statement *q;
    struct words words;
    struct word before[2]; // the newest first
};

static struct word advance(struct scan *s, struct word w)
{
    s->before[1] = s->before[0];
    s->before[0] = w;
    return word_next(&s->words);
}

// "?12" in the SQL as sent is two words: a mark and a number.
static const struct field *param_here(const struct scan *s, struct word mark)
{
    struct words rest = s->words;
    int64_t number;
    struct word w = word_next(&rest);
    if (!mark_is(mark, "?") || w.kind != WORD_NUMBER || !str_to_int(w.text, &number))
        return NULL;
    size_t last = s->q->params.n; // the numbers above it are those of a list
    return &s->q->params.at[((size_t)number < last ? (size_t)number : last) - 1];
}

struct column {
    const char *type; // NULL: no touched table has it, or several that differ
    bool not_null;
};

static struct column find_column(const struct scan *s, str table, str name)
{
    struct column found = {0};
    for (size_t i = 0; i < s->schema->n; i++) {
        const struct table *t = &s->schema->tables[i];
        const char *type = NULL;
        int not_null = 0, key = 0;
        if (!(table.n ? str_eq_nocase(t->name, table) : t->touched) ||
            sqlite3_table_column_metadata(
                s->schema->db, "main", str_zero(s->schema->arena, t->name),
                str_zero(s->schema->arena, name), &type, NULL, &not_null, &key, NULL) != SQLITE_OK)
            continue;
        if (found.type && strcmp(found.type, type) != 0)
            return (struct column){0};
        found = (struct column){type, not_null || key};
    }
    return found;
}

static void hold_together(const struct scan *s, const struct field *f, str table, str name)
{
    struct column column = find_column(s, table, name);
    if (!column.type)
        return;
    if (!type_is_stored_as(&f->type, column.type)) {
        report(s->report, s->q->line, "Column \"%.*s\" is %s, but parameter \"%.*s\" is %.*s.",
               STR(name), column.type, STR(f->name), STR(f->type.name));
        s->q->bad = true;
    } else if (table.n && column.not_null && f->type.nullable) {
        report(s->report, s->q->line,
               "Column \"%.*s\" is NOT NULL, so parameter \"%.*s\" takes no \"?\".", STR(name),
               STR(f->name));
        s->q->bad = true;
    }
}

static bool compares(struct word w)
{
    return mark_is(w, "=") || mark_is(w, "<>") || mark_is(w, "!=") || mark_is(w, "<") ||
           mark_is(w, ">") || mark_is(w, "<=") || mark_is(w, ">=");
}

// A calculation ("id + ?1 = …", "n = ?1 + 1") says nothing about the parameter.
static bool ends_here(const struct scan *s)
{
    struct words rest = s->words;
    word_next(&rest);
    struct word w = word_next(&rest);
    return w.kind == WORD_END || w.kind == WORD_NAME || mark_is(w, ",") || mark_is(w, ")");
}

static void check_comparisons(struct scan *s)
{
    s->words = (struct words){s->q->sql, 0, 1};
    for (struct word w = word_next(&s->words); w.kind != WORD_END; w = advance(s, w)) {
        const struct field *f = param_here(s, w);
        if (f && compares(s->before[0]) && s->before[1].kind == WORD_NAME && ends_here(s))
            hold_together(s, f, NONE, s->before[1].text);
    }
}

// --- INSERT INTO table (column, …) VALUES (value, …) --------------------------

enum { MOST_COLUMNS = 64 };
struct insert {
    str table;
    size_t n;
    str columns[MOST_COLUMNS];
};

static bool read_columns(struct scan *s, struct insert *in)
{
    if (!word_is(word_next(&s->words), "into"))
        return false;
    in->table = word_next(&s->words).text;
    if (!mark_is(word_next(&s->words), "("))
        return false;
    struct word w;
    do {
        if (in->n == MOST_COLUMNS)
            return false;
        in->columns[in->n++] = word_next(&s->words).text;
        w = word_next(&s->words);
    } while (mark_is(w, ","));
    return mark_is(w, ")") && word_is(word_next(&s->words), "values");
}

static void check_values(struct scan *s, const struct insert *in)
{
    int depth = 0;
    size_t column = 0;
    s->before[0] = (struct word){0};
    for (struct word w = word_next(&s->words); w.kind != WORD_END; w = advance(s, w)) {
        const struct field *f = param_here(s, w);
        bool begins = mark_is(s->before[0], "(") || mark_is(s->before[0], ",");
        if (f && depth == 1 && begins && ends_here(s) && column < in->n)
            hold_together(s, f, in->table, in->columns[column]);
        depth += mark_is(w, "(") ? 1 : mark_is(w, ")") ? -1 : 0;
        if (depth == 0 && !mark_is(w, ")") && !mark_is(w, ","))
            return;
        column = depth == 0 ? 0 : column + (depth == 1 && mark_is(w, ","));
    }
}

void check_param_types(struct schema *schema, struct report *r, struct statement *q)
{
    struct scan s = {.schema = schema, .report = r, .q = q};
    struct insert in = {0};
    s.words = (struct words){q->sql, 0, 1};
    struct word verb = word_next(&s.words);
    if (word_is(verb, "insert") && read_columns(&s, &in))
        check_values(&s, &in);
    // WITH makes columns of its own, which may share a name with a table's.
    if (!word_is(verb, "with"))
        check_comparisons(&s);
}
