// SPDX-License-Identifier: AGPL-3.0-or-later
// From the text of a .sql file to its rows and statements. Knows nothing of the
// database, so that it can be fuzzed by itself.
#include "tools/sqlc.h"

#include <stdarg.h>

struct parser {
    struct arena *arena;
    struct report *report;
    struct source source;
    str crosses; // the reason that stands above the next query
    str rest; // the lines not yet read
    int line; // of the first of them
};

void report(struct report *r, int line, const char *format, ...)
{
    char sentence[512];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    buf_print(&r->text, "%s:%d: %s\n", r->file, line, sentence);
    r->n++;
}

// --- lines -------------------------------------------------------------------

static bool next_line(struct parser *p, str *line)
{
    p->line++;
    return str_split(&p->rest, '\n', line);
}

// A declaration goes on over comment lines until its parenthesis closes.
static str whole_declaration(struct parser *p, str first)
{
    struct buf whole = buf_in(p->arena);
    buf_put(&whole, first);
    while (!str_contains(buf_str(&whole), S(")"))) {
        str line;
        str next = str_trim(str_part(p->rest, 0, str_find_byte(p->rest, '\n')));
        if (!str_starts(next, S("--")) || declares(next) || !next_line(p, &line))
            break;
        buf_byte(&whole, ' ');
        buf_put(&whole, str_trim(str_from(next, 2)));
    }
    return buf_str(&whole);
}

// --- name(field type, field type) rest ------------------------------------------

static bool add_field(struct parser *p, struct fields *fields, str text, int line)
{
    text = str_trim(text);
    size_t blank = str_find_byte(text, ' ');
    struct field field = {.name = str_part(text, 0, blank)};
    if (!name_is_good(field.name)) {
        report(p->report, line,
               "\"%.*s\" is no name: small letters, digits and _ inside, and no word of C.",
               STR(field.name));
        return false;
    }
    if (!type_parse(str_from(text, blank), &field.type)) {
        report(p->report, line, "\"%.*s\" is no type; see tools/README.md.",
               STR(str_trim(str_from(text, blank))));
        return false;
    }
    for (size_t i = 0; i < fields->n; i++) {
        if (str_eq(fields->at[i].name, field.name)) {
            report(p->report, line, "\"%.*s\" is declared twice.", STR(field.name));
            return false;
        }
    }
    fields->at =
        arena_grow(p->arena, fields->at, fields->n * sizeof field, (fields->n + 1) * sizeof field);
    fields->at[fields->n++] = field;
    return true;
}

struct head {
    str name;
    struct fields fields;
    str rest; // after the closing parenthesis
};

static bool parse_head(struct parser *p, str text, int line, struct head *out)
{
    size_t open = str_find_byte(text, '('), close = str_find_byte(text, ')');
    out->name = str_trim(str_part(text, 0, open));
    if (open == text.n || close == text.n || close < open) {
        report(p->report, line, "A declaration is name(field type, …).");
        return false;
    }
    if (!name_is_good(out->name)) {
        report(p->report, line,
               "\"%.*s\" is no name: small letters, digits and _ inside, and no word of C.",
               STR(out->name));
        return false;
    }
    out->rest = str_trim(str_from(text, close + 1));
    str inside = str_trim(str_part(text, open + 1, close - open - 1)), part;
    if (str_ends(inside, S(","))) {
        report(p->report, line, "A field is missing after the last comma.");
        return false;
    }
    while (str_split(&inside, ',', &part))
        if (!add_field(p, &out->fields, part, line))
            return false;
    return true;
}

// --- rows ------------------------------------------------------------------------

static struct row *find_row(const struct source *source, str name)
{
    for (size_t i = 0; i < source->n_rows; i++)
        if (str_eq(source->rows[i].name, name))
            return &source->rows[i];
    return NULL;
}

static const struct field *find_list(const struct fields *fields)
{
    for (size_t i = 0; i < fields->n; i++)
        if (fields->at[i].type.list)
            return &fields->at[i];
    return NULL;
}

static void parse_row(struct parser *p, str text)
{
    int line = p->line;
    struct head head = {0};
    if (!parse_head(p, whole_declaration(p, text), line, &head))
        return;
    struct type type;
    if (head.rest.n)
        report(p->report, line, "Nothing may follow a row's declaration.");
    else if (find_list(&head.fields))
        report(p->report, line, "A row has no lists.");
    else if (head.fields.n == 0)
        report(p->report, line, "Row \"%.*s\" has no fields.", STR(head.name));
    else if (find_row(&p->source, head.name))
        report(p->report, line, "Row \"%.*s\" is declared twice.", STR(head.name));
    else if (type_parse(head.name, &type))
        report(p->report, line, "\"%.*s\" is the name of a type.", STR(head.name));
    else {
        struct row row = {.name = head.name, .fields = head.fields, .line = line};
        struct source *s = &p->source;
        s->rows =
            arena_grow(p->arena, s->rows, s->n_rows * sizeof row, (s->n_rows + 1) * sizeof row);
        s->rows[s->n_rows++] = row;
    }
}

// --- statements ---------------------------------------------------------------------

static bool parse_result(struct statement *q, str rest)
{
    size_t blank = str_find_byte(rest, ' ');
    str kind = str_part(rest, 0, blank);
    q->result_name = str_trim(str_from(rest, blank));
    if (str_eq(kind, S("none"))) {
        q->result = RESULT_NONE;
        return q->result_name.n == 0;
    }
    if (str_eq(kind, S("one")))
        q->result = RESULT_ONE;
    else if (str_eq(kind, S("maybe")))
        q->result = RESULT_MAYBE;
    else if (str_eq(kind, S("many")))
        q->result = RESULT_MANY;
    else
        return false;
    return q->result_name.n > 0;
}

static void parse_sql(struct parser *p, struct statement *q)
{
    struct words words = {p->rest, 0, p->line + 1};
    if (!copy_sql(p->arena, p->report, q, &words)) {
        p->rest = NONE;
        q->bad = true;
        return;
    }
    int before = p->report->n;
    words_refuse(p->report, str_part(p->rest, 0, words.at - 1), p->line + 1);
    q->bad |= p->report->n > before;
    if (q->sql.n == 0) {
        report(p->report, q->line, "Query \"%.*s\" has no SQL.", STR(q->name));
        q->bad = true;
    }
    p->rest = str_from(p->rest, words.at);
    p->line = words.line - 1;
    str line;
    if (next_line(p, &line) && str_trim(line).n && !str_starts(str_trim(line), S("--"))) {
        report(p->report, p->line, "A query is one statement; something follows its \";\".");
        q->bad = true;
    }
    check_params(p->report, q);
}

static void parse_statement(struct parser *p, str text)
{
    struct statement q = {.line = p->line, .crosses = p->crosses};
    p->crosses = NONE;
    struct head head = {0};
    str whole = whole_declaration(p, text);
    q.bad = !parse_head(p, whole, q.line, &head);
    q.name = head.name;
    q.params = head.fields;
    if (!q.bad && !parse_result(&q, head.rest)) {
        report(p->report, q.line,
               "A query ends in \"one T\", \"maybe T\", \"many T\" or \"none\".");
        q.bad = true;
    }
    for (size_t i = 0; i < p->source.n_statements && !q.bad; i++) {
        if (str_eq(p->source.statements[i].name, q.name)) {
            report(p->report, q.line, "Query \"%.*s\" is declared twice.", STR(q.name));
            q.bad = true;
        }
    }
    parse_sql(p, &q);
    struct source *s = &p->source;
    s->statements = arena_grow(p->arena, s->statements, s->n_statements * sizeof q,
                               (s->n_statements + 1) * sizeof q);
    s->statements[s->n_statements++] = q;
}

// Rows may be declared after the queries that give them.
static void join_rows(struct parser *p)
{
    struct source *s = &p->source;
    for (size_t i = 0; i < s->n_statements; i++) {
        struct statement *q = &s->statements[i];
        if (q->bad || q->result == RESULT_NONE)
            continue;
        q->row = find_row(s, q->result_name);
        if (q->row)
            q->row->used = true;
        else if (!type_parse(q->result_name, &q->type) || q->type.list) {
            report(p->report, q->line, "\"%.*s\" is neither a row of this file nor a type.",
                   STR(q->result_name));
            q->bad = true;
        }
    }
}

struct source source_parse(struct arena *a, struct report *r, str path, str text)
{
    struct parser p = {.arena = a, .report = r, .source.path = path, .rest = text};
    str line, rest;
    if (str_find_byte(text, 0) < text.n) {
        report(r, 1, "The file is not a text.");
        return p.source;
    }
    while (next_line(&p, &line)) {
        if (p.crosses.n && !str_starts(str_trim(line), S("--")))
            report(r, p.line, "\"crosses rooms\" stands beside the declaration of a query.");
        if (str_trim(line).n == 0)
            p.crosses = NONE;
        if (note_crossing(r, &p.crosses, line, p.line))
            continue;
        if (comment_of(line, "row", &rest))
            parse_row(&p, rest);
        else if (comment_of(line, "query", &rest))
            parse_statement(&p, rest);
        else if (str_trim(line).n && !str_starts(str_trim(line), S("--")))
            report(r, p.line, "SQL stands outside a query.");
    }
    join_rows(&p);
    for (size_t i = 0; i < p.source.n_rows && r->n == 0; i++)
        if (!p.source.rows[i].used)
            report(r, p.source.rows[i].line, "No query gives row \"%.*s\".",
                   STR(p.source.rows[i].name));
    return p.source;
}
