// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the {{directives}} of a template and keeps what they make in order.
#include "tools/tmplc_read.h"

struct branch {
    enum op_kind kind; // OP_IF, then OP_ELSE; OP_FOR, then OP_EMPTY
    int line;
    struct markup start;
    struct markup merged; // of the branches that have ended
    bool ended;
    struct branch *outer;
};

// --- ops --------------------------------------------------------------------------------

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

static void flush(struct reader *r)
{
    if (!r->literal.n)
        return;
    struct op *op = append(r, OP_LITERAL, r->line);
    op->a = buf_str(&r->literal);
    r->literal = buf_in(r->a);
}

static struct op *add(struct reader *r, enum op_kind kind, int line)
{
    if (!r->f)
        refuse(r, line, "This stands outside the page and its fragments.");
    flush(r);
    return append(r, kind, line);
}

// --- directives ---------------------------------------------------------------------------

// What stands up to {{end}}, taken as it is.
static str take_members(struct reader *r, int line)
{
    str s = rest(r);
    size_t n = str_find(s, S("{{"));
    if (!str_starts(str_from(s, n), S("{{end}}")))
        refuse(r, line, "The members of the struct end with {{end}}.");
    advance(r, n + 7);
    return str_part(s, 0, n);
}

static void add_shape(struct reader *r, int line, str name)
{
    struct shape **to = &r->t->shapes;
    for (; *to; to = &(*to)->next)
        if (str_eq((*to)->name, name))
            refuse(r, line, "struct %.*s is declared twice.", STR(name));
    int from = r->line;
    struct shape *shape = NEW(r->a, struct shape);
    *shape = (struct shape){.name = name, .line = from, .members = take_members(r, line)};
    *to = shape;
}

static struct function *add_function(struct reader *r, int line, str name)
{
    struct function **to = &r->t->functions;
    for (; *to; to = &(*to)->next)
        if (str_eq((*to)->name, name))
            refuse(r, line, "\"%.*s\" is defined twice.", STR(name));
    *to = NEW(r->a, struct function);
    (*to)->name = name;
    (*to)->line = line;
    return *to;
}

static void add_use(struct reader *r, int line, str header)
{
    struct use **to = &r->t->uses;
    for (; *to; to = &(*to)->next)
        if (str_eq((*to)->header, header))
            return;
    *to = NEW(r->a, struct use);
    (*to)->header = header;
    (*to)->line = line;
}

static void on_use(struct reader *r, int line, str s)
{
    str header = s.n > 2 ? str_part(s, 1, s.n - 2) : NONE;
    if (!str_starts(s, S("\"")) || !str_ends(s, S("\"")) || name_at(header, "_-./").n != header.n ||
        !header.n)
        refuse(r, line, "{{use \"folder/file.h\"}} names one header.");
    add_use(r, line, header);
}

static void on_struct(struct reader *r, int line, str s)
{
    if (r->t->page)
        refuse(r, line, "{{struct …}} stands before {{page …}}.");
    add_shape(r, line, want_name(r, line, s, "A struct"));
}

static void on_page(struct reader *r, int line, str s)
{
    if (r->t->page)
        refuse(r, line, "A file has one page.");
    if (r->f)
        refuse(r, line, "{{page …}} stands outside of fragments.");
    str name = want_name(r, line, s, "A page");
    add_shape(r, line, name);
    r->f = r->t->page = add_function(r, line, name);
    r->f->page = true;
    r->m = (struct markup){.after_blank = true};
}

// base(p->base) of base.html; a layout that lies elsewhere is used by name.
static void on_wrap(struct reader *r, int line, str s)
{
    if (!r->f || !r->f->page || r->f->wrap.n)
        refuse(r, line, "{{wrap …}} stands once, below {{page …}}.");
    if (r->f->first || r->literal.n || r->branch)
        refuse(r, line, "{{wrap …}} stands before the first text of the page.");
    take_call(r, line, s, &r->f->wrap, &r->f->wrap_argument);
    if (!r->f->wrap_argument.n)
        refuse(r, line, "The layout needs its struct: {{wrap base(p->base)}}.");
    r->f->wrap_line = line;
    str header = str_print(r->a, "%.*s.html.h", STR(r->f->wrap));
    str inside = str_print(r->a, "/%.*s", STR(header));
    for (const struct use *use = r->t->uses; use; use = use->next)
        if (str_eq(use->header, header) || str_ends(use->header, inside))
            return;
    add_use(r, line, header);
}

static void on_body(struct reader *r, int line, str s)
{
    if (s.n || !r->f || !r->f->page)
        refuse(r, line, "{{body}} stands alone in a page.");
    if (r->f->has_body)
        refuse(r, line, "A layout has one {{body}}.");
    if (r->branch)
        refuse(r, line, "The condition of line %d is open across {{body}}.", r->branch->line);
    if (r->m.place != IN_TEXT)
        refuse(r, line, "{{body}} stands between tags.");
    r->f->has_body = true;
    add(r, OP_BODY, line);
}

static void on_put(struct reader *r, int line, str s)
{
    if (r->m.place != IN_TEXT)
        refuse(r, line, "{{put …}} stands between tags.");
    str name, arguments;
    take_call(r, line, s, &name, &arguments);
    struct op *op = add(r, OP_PUT, line);
    op->a = name;
    op->b = arguments;
    r->m.after_blank = false;
}

static void on_fragment(struct reader *r, int line, str s)
{
    if (r->branch)
        refuse(r, line, "A fragment cannot begin inside the condition of line %d.",
               r->branch->line);
    if (r->f && !r->f->page)
        refuse(r, line, "A fragment cannot begin inside a fragment.");
    if (r->f && (r->m.open || r->m.place != IN_TEXT))
        refuse(r, line, "A fragment begins where no tag of the page is open.");
    if (r->f)
        flush(r);
    r->page_markup = r->m;
    str name, params;
    take_call(r, line, s, &name, &params);
    r->f = add_function(r, line, name);
    r->f->params = params;
    r->m = (struct markup){.after_blank = true};
}

static void end_fragment(struct reader *r, int line)
{
    markup_finish(r, line);
    flush(r);
    r->f = r->t->page;
    r->m = r->page_markup;
}

// --- conditions -------------------------------------------------------------------------------

static void open_branch(struct reader *r, enum op_kind kind, int line)
{
    markup_condition(r, line);
    struct branch *branch = NEW(r->a, struct branch);
    *branch = (struct branch){.kind = kind, .line = line, .start = r->m, .outer = r->branch};
    r->branch = branch;
}

static void merge(struct reader *r, int line, const struct markup *m)
{
    struct branch *branch = r->branch;
    if (!branch->ended) {
        branch->merged = *m;
        branch->ended = true;
        return;
    }
    if (!markup_same(&branch->merged, m))
        refuse(r, line, "The branches of the condition of line %d leave different tags open.",
               branch->line);
    branch->merged.certain &= m->certain;
    branch->merged.possible |= m->possible;
    branch->merged.after_blank &= m->after_blank;
}

static void on_if(struct reader *r, int line, str s)
{
    check_expression(r, line, s);
    add(r, OP_IF, line)->a = s;
    open_branch(r, OP_IF, line);
}

static void on_elif(struct reader *r, int line, str s)
{
    if (!r->branch || r->branch->kind != OP_IF)
        refuse(r, line, "{{elif}} has no {{if}}.");
    check_expression(r, line, s);
    merge(r, line, &r->m);
    add(r, OP_ELIF, line)->a = s;
    r->m = r->branch->start;
}

static void on_else(struct reader *r, int line, str s)
{
    if (s.n || !r->branch || r->branch->kind != OP_IF)
        refuse(r, line, "{{else}} has no {{if}}.");
    merge(r, line, &r->m);
    add(r, OP_ELSE, line);
    r->branch->kind = OP_ELSE;
    r->m = r->branch->start;
}

static void on_for(struct reader *r, int line, str s)
{
    str name = name_at(s, "_");
    str list = str_trim(str_from(s, name.n));
    if (!is_name(name) || !str_starts(list, S("in")) || list.n < 3 || name_at(list, "_").n != 2)
        refuse(r, line, "{{for x in list}} is expected here.");
    if (r->m.place == IN_TAG)
        refuse(r, line, "{{for …}} cannot write attributes: a name would stand twice in the tag.");
    list = str_trim(str_from(list, 2));
    check_expression(r, line, list);
    struct op *op = add(r, OP_FOR, line);
    op->a = name;
    op->b = list;
    open_branch(r, OP_FOR, line);
    r->m.after_blank = false; // the element before may not have ended with one
}

static void on_empty(struct reader *r, int line, str s)
{
    if (s.n || !r->branch || r->branch->kind != OP_FOR)
        refuse(r, line, "{{empty}} has no {{for}}.");
    merge(r, line, &r->branch->start);
    merge(r, line, &r->m);
    add(r, OP_EMPTY, line);
    r->branch->kind = OP_EMPTY;
    r->m = r->branch->start;
}

static void on_end(struct reader *r, int line, str s)
{
    struct branch *branch = r->branch;
    if (!branch && r->f && !r->f->page && !s.n) {
        end_fragment(r, line);
        return;
    }
    if (s.n || !branch)
        refuse(r, line, "{{end}} ends nothing.");
    bool loop = branch->kind == OP_FOR || branch->kind == OP_EMPTY;
    if (branch->kind == OP_IF || branch->kind == OP_FOR) // the way that skips it
        merge(r, line, &branch->start);
    merge(r, line, &r->m);
    add(r, loop ? OP_END_FOR : OP_END_IF, line);
    r->m = branch->merged;
    r->branch = branch->outer;
}

static void on_expression(struct reader *r, int line, str s)
{
    size_t bar = s.n;
    while (bar && s.p[bar - 1] != '|')
        bar--;
    bool lines = bar && str_eq(str_trim(str_from(s, bar)), S("lines"));
    if (lines)
        s = str_trim(str_part(s, 0, bar - 1));
    if (!r->f)
        refuse(r, line, "This stands outside the page and its fragments.");
    check_expression(r, line, s);
    enum op_kind kind = markup_expression(r, line);
    if (lines && (kind != OP_TEXT || r->m.place != IN_TEXT))
        refuse(r, line, "\"|lines\" writes <br> and stands between tags only.");
    add(r, lines ? OP_LINES : kind, line)->a = s;
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
    r->literal = buf_in(a);
    *t = (struct template){.path = path};
    if (setjmp(r->refused)) {
        *error = r->error;
        return false;
    }
    read_all(r);
    return true;
}
