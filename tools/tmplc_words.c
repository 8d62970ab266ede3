// SPDX-License-Identifier: AGPL-3.0-or-later
// The directives that declare and call: use, struct, page, wrap, body, put, fragment.
#include "tools/tmplc_read.h"

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

void on_use(struct reader *r, int line, str s)
{
    str header = s.n > 2 ? str_part(s, 1, s.n - 2) : NONE;
    if (!str_starts(s, S("\"")) || !str_ends(s, S("\"")) || name_at(header, "_-./").n != header.n ||
        !header.n)
        refuse(r, line, "{{use \"folder/file.h\"}} names one header.");
    add_use(r, line, header);
}

void on_struct(struct reader *r, int line, str s)
{
    if (r->t->page)
        refuse(r, line, "{{struct …}} stands before {{page …}}.");
    add_shape(r, line, want_name(r, line, s, "A struct"));
}

void on_page(struct reader *r, int line, str s)
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
void on_wrap(struct reader *r, int line, str s)
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

void on_body(struct reader *r, int line, str s)
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

void on_put(struct reader *r, int line, str s)
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

void on_fragment(struct reader *r, int line, str s)
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

void end_fragment(struct reader *r, int line)
{
    markup_finish(r, line);
    flush(r);
    r->f = r->t->page;
    r->m = r->page_markup;
}
