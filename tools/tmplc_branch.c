// SPDX-License-Identifier: AGPL-3.0-or-later
// Conditions and loops. Every way through them leaves the same tags open.
#include "tools/tmplc_read.h"

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

void on_if(struct reader *r, int line, str s)
{
    check_expression(r, line, s);
    add(r, OP_IF, line)->a = s;
    open_branch(r, OP_IF, line);
}

void on_elif(struct reader *r, int line, str s)
{
    if (!r->branch || r->branch->kind != OP_IF)
        refuse(r, line, "{{elif}} has no {{if}}.");
    check_expression(r, line, s);
    merge(r, line, &r->m);
    add(r, OP_ELIF, line)->a = s;
    r->m = r->branch->start;
}

void on_else(struct reader *r, int line, str s)
{
    if (s.n || !r->branch || r->branch->kind != OP_IF)
        refuse(r, line, "{{else}} has no {{if}}.");
    merge(r, line, &r->m);
    add(r, OP_ELSE, line);
    r->branch->kind = OP_ELSE;
    r->m = r->branch->start;
}

void on_for(struct reader *r, int line, str s)
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

void on_empty(struct reader *r, int line, str s)
{
    if (s.n || !r->branch || r->branch->kind != OP_FOR)
        refuse(r, line, "{{empty}} has no {{for}}.");
    merge(r, line, &r->branch->start);
    merge(r, line, &r->m);
    add(r, OP_EMPTY, line);
    r->branch->kind = OP_EMPTY;
    r->m = r->branch->start;
}

void on_end(struct reader *r, int line, str s)
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
