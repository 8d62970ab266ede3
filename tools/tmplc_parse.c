// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the {{directives}} of a template and keeps what they make in order.
#include "tools/tmplc_read.h"

static struct op *append(struct reader *r, enum op_kind kind, int line)
{
    struct op *op = NEW(r->a, struct op);
    op->kind = kind;
    op->line = line;
    if (r->f->last)
        r->f->last->next = op;
    else
        r->f->first = op;
    r->f->last = op;
    return op;
}

// Whether a value stands before what is read next; a condition shows nothing by itself.
static bool behind_value(const struct reader *r)
{
    bool value = false;
    for (const struct op *op = r->f->first; op; op = op->next)
        if (op->kind == OP_LITERAL)
            value = false;
        else if (op->kind == OP_TEXT || op->kind == OP_PUT || op->kind == OP_WORDS)
            value = true;
    return value;
}

void flush(struct reader *r)
{
    if (!r->literal.n)
        return;
    bool after_value = behind_value(r);
    struct op *op = append(r, OP_LITERAL, r->line);
    op->a = buf_str(&r->literal);
    op->b = with_readings(r, after_value);
    op->unread = without_readings(r, after_value);
    r->literal = buf_in(r->a);
    r->shown = buf_in(r->a);
}

struct op *add(struct reader *r, enum op_kind kind, int line)
{
    if (!r->f)
        refuse(r, line, "This stands outside the page and its fragments.");
    flush(r);
    return append(r, kind, line);
}

static void on_expression(struct reader *r, int line, str s)
{
    size_t bar = s.n;
    while (bar && s.p[bar - 1] != '|')
        bar--;
    str filter = bar ? str_trim(str_from(s, bar)) : NONE;
    bool lines = str_eq(filter, S("lines")), words = str_eq(filter, S("words"));
    if (lines || words)
        s = str_trim(str_part(s, 0, bar - 1));
    if (!r->f)
        refuse(r, line, "This stands outside the page and its fragments.");
    check_expression(r, line, s);
    enum op_kind kind = markup_expression(r, line);
    if (lines && (kind != OP_TEXT || r->m.place != IN_TEXT))
        refuse(r, line, "\"|lines\" writes <br> and stands between tags only.");
    if (words && (kind != OP_TEXT || r->m.place != IN_TEXT || (r->m.open && r->m.open->bare)))
        refuse(r, line, "\"|words\" writes <ruby> and stands where that may stand only.");
    add(r, lines ? OP_LINES : words ? OP_WORDS : kind, line)->a = s;
}

// --- the whole ----------------------------------------------------------------------------------

static const struct {
    const char *word;
    void (*run)(struct reader *r, int line, str rest);
} directives[] = {
    {"use", on_use},   {"struct", on_struct}, {"page", on_page}, {"wrap", on_wrap},
    {"body", on_body}, {"put", on_put},       {"if", on_if},     {"fragment", on_fragment},
    {"elif", on_elif}, {"else", on_else},     {"for", on_for},   {"empty", on_empty},
    {"end", on_end},
};

// The length of {{…}}: braces and constants of C may stand in it.
static size_t directive_length(struct reader *r)
{
    str s = rest(r);
    size_t depth = 0;
    for (size_t i = 2; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\'') {
            size_t n = quoted(str_from(s, i));
            if (!n)
                break;
            i += n - 1;
        } else if (s.p[i] == '{') {
            depth++;
        } else if (s.p[i] == '}' && depth) {
            depth--;
        } else if (str_starts(str_from(s, i), S("}}"))) {
            return i + 2;
        }
    }
    refuse(r, r->line, "\"{{\" is not closed.");
}

static void directive(struct reader *r)
{
    int line = r->line;
    size_t n = directive_length(r);
    str inside = str_trim(str_part(rest(r), 2, n - 4));
    advance(r, n);
    str word = name_at(inside, "_");
    str after = str_from(inside, word.n);
    bool ends = !after.n || is_blank(after.p[0]) || after.p[0] == '"' || after.p[0] == '(';
    for (size_t i = 0; ends && i < sizeof directives / sizeof *directives; i++)
        if (str_eq(word, str_of(directives[i].word))) {
            directives[i].run(r, line, str_trim(after));
            return;
        }
    on_expression(r, line, inside);
}

static void skip_comment(struct reader *r)
{
    str s = rest(r);
    size_t n = str_find(s, S("--}}"));
    if (n == s.n)
        refuse(r, r->line, "\"{{--\" is not closed.");
    advance(r, n + 4);
}

static void step(struct reader *r)
{
    if (str_starts(rest(r), S("{{--")))
        skip_comment(r);
    else if (str_starts(rest(r), S("{{")))
        directive(r);
    else if (r->f)
        markup_step(r);
    else if (is_blank(r->source.p[r->at]))
        advance(r, 1);
    else
        refuse(r, r->line, "This stands outside the page and its fragments.");
}

static void read_all(struct reader *r)
{
    while (r->at < r->source.n)
        step(r);
    if (r->branch)
        refuse(r, r->branch->line, "The condition that begins here has no {{end}}.");
    if (r->f && !r->f->page)
        refuse(r, r->f->line, "The fragment that begins here has no {{end}}.");
    if (r->f) {
        markup_finish(r, r->line);
        flush(r);
    }
    if (!r->t->functions)
        refuse(r, r->line, "The file has neither a page nor a fragment.");
}

bool template_parse(struct arena *a, str path, str source, struct template *t, str *error)
{
    struct reader *r = NEW(a, struct reader);
    *r = (struct reader){.a = a, .path = path, .source = source, .line = 1, .t = t};
    r->literal = r->shown = buf_in(a);
    *t = (struct template){.path = path};
    if (setjmp(r->refused)) {
        *error = r->error;
        return false;
    }
    read_all(r);
    return true;
}
