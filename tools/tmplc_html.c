// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the markup of a template, a stricter HTML than browsers accept: every
// tag is closed in order and every value is quoted, so that the place of each
// {{expression}} is certain.
#include "tools/tmplc_read.h"

#include <ctype.h>
#include <string.h>

// <!-- … --> and <!doctype html>.
static void declaration(struct reader *r)
{
    bool comment = str_starts(rest(r), S("<!--"));
    if (!comment && !str_eq_nocase(str_part(rest(r), 0, 15), S("<!doctype html>")))
        refuse(r, r->line, "Only <!doctype html> and comments begin with \"<!\".");
    str all = rest(r);
    size_t n = comment ? 4 + str_find(str_from(all, 4), S("-->")) + 3 : 15;
    if (n > all.n)
        refuse(r, r->line, "The comment is not closed.");
    all = str_part(all, 0, n);
    if (str_contains(all, S("{{")))
        refuse(r, r->line, "An {{expression}} cannot stand in a comment; use a template comment.");
    str inside = str_from(all, 4);
    if (comment && (str_starts(inside, S(">")) || str_starts(inside, S("->")) ||
                    str_contains(inside, S("<!--")) || str_contains(inside, S("--!>"))))
        refuse(r, r->line, "Browsers would end this comment elsewhere.");
    put_markup(r, all);
    advance(r, n);
}

// --- text --------------------------------------------------------------------------------

// A run of blanks becomes one, a line break when it held one.
static void take_blanks(struct reader *r)
{
    bool keep = r->m.open && r->m.open->keep;
    bool line_break = false;
    size_t n = 0;
    for (str s = rest(r); n < s.n && is_blank(s.p[n]); n++)
        line_break |= s.p[n] == '\n';
    if (keep)
        put_markup(r, str_part(rest(r), 0, n));
    else if (!r->m.after_blank)
        put_markup(r, line_break ? S("\n") : S(" "));
    advance(r, n);
}

static void check_entity(struct reader *r)
{
    str s = str_from(rest(r), 1);
    size_t n = 0;
    bool number = str_starts(s, S("#"));
    bool hex = number && (str_starts(s, S("#x")) || str_starts(s, S("#X")));
    size_t from = (size_t)number + hex;
    for (n = from; n < s.n && n < 40; n++) {
        unsigned char c = (unsigned char)s.p[n];
        if (!(hex ? isxdigit(c) : number ? isdigit(c) : isalnum(c)))
            break;
    }
    bool named = number || (s.n && isalpha((unsigned char)s.p[0]));
    if (n == from || n >= s.n || s.p[n] != ';' || !named)
        refuse(r, r->line, "\"&\" is not an entity here; write &amp;.");
}

// One byte that may need care, or as many as need none.
static void take_text(struct reader *r, struct buf *copy)
{
    str s = rest(r);
    if (s.p[0] == '&')
        check_entity(r);
    if (str_starts(s, S("}}")))
        refuse(r, r->line, "\"}}\" closes nothing.");
    if ((unsigned char)s.p[0] < ' ' && !is_blank(s.p[0]))
        refuse(r, r->line, "A control character stands here.");
    size_t n = 1;
    while (n < s.n && !strchr("&<}{\"'", s.p[n]) && (unsigned char)s.p[n] > ' ')
        n++;
    s = str_part(s, 0, n);
    if (r->m.place == IN_TEXT)
        put_shown(r, s);
    else
        put_markup(r, s);
    if (copy)
        buf_put(copy, s);
    advance(r, n);
}

static void step_in_text(struct reader *r)
{
    str s = rest(r);
    if (is_blank(s.p[0])) {
        take_blanks(r);
    } else if (s.p[0] != '<') {
        take_text(r, NULL);
    } else if (str_starts(s, S("</")) &&
               (r->m.place == IN_TEXT ||
                str_starts(s, str_print(r->a, "</%.*s", STR(r->m.open->name))))) {
        end_tag(r);
    } else if (r->m.place == IN_PLAIN) {
        refuse(r, r->line, "<%.*s> holds text only; write &lt;.", STR(r->m.open->name));
    } else if (str_starts(s, S("<!"))) {
        declaration(r);
    } else if (str_starts(s, S("<{{"))) {
        refuse(r, r->line, "An {{expression}} cannot stand in the name of a tag.");
    } else if (s.n > 1 && isalpha((unsigned char)s.p[1])) {
        tag_begin(r);
    } else {
        refuse(r, r->line, "\"<\" begins no tag here; write &lt;.");
    }
}

static void step_in_tag(struct reader *r)
{
    str s = rest(r);
    if (is_blank(s.p[0]))
        advance(r, 1);
    else if (str_starts(s, S("/>")))
        tag_end(r, true);
    else if (s.p[0] == '>')
        tag_end(r, false);
    else if (s.p[0] == '=')
        refuse(r, r->line, "Write name=\"value\" without blanks around \"=\".");
    else if (isalpha((unsigned char)s.p[0]))
        attribute_begin(r);
    else
        refuse(r, r->line, "\"%c\" cannot stand in a tag.", s.p[0] > ' ' ? s.p[0] : '?');
}

static void step_in_value(struct reader *r)
{
    struct attribute *attribute = r->m.attribute;
    char c = r->source.p[r->at];
    if (c == attribute->quote) {
        attribute_end(r);
        return;
    }
    if (attribute->is_url && attribute->computed)
        refuse(r, r->line, "\"%.*s\" is one {{expression}} or constant, not a mixture.",
               STR(attribute->name));
    take_text(r, &attribute->value);
}

void markup_step(struct reader *r)
{
    switch (r->m.place) {
    case IN_TEXT:
    case IN_PLAIN:
        step_in_text(r);
        break;
    case IN_TAG:
        step_in_tag(r);
        break;
    case IN_VALUE:
        step_in_value(r);
        break;
    }
}

// --- what the directives ask ------------------------------------------------------------

enum op_kind markup_expression(struct reader *r, int line)
{
    r->m.after_blank = false;
    if (r->m.place == IN_TEXT)
        return OP_TEXT;
    if (r->m.place == IN_PLAIN)
        return OP_ATTRIBUTE; // without markup, which would be shown as tags
    if (r->m.place == IN_TAG)
        refuse(r, line, "An {{expression}} in a tag stands in a quoted attribute value only.");
    attribute_expression(r, line);
    return r->m.attribute->is_url ? OP_URL : OP_ATTRIBUTE;
}

void markup_condition(struct reader *r, int line)
{
    if (r->m.place == IN_VALUE)
        attribute_condition(r, line);
}

bool markup_same(const struct markup *a, const struct markup *b)
{
    if (a->place != b->place || a->tag != b->tag || a->attribute != b->attribute)
        return false;
    const struct element *x = a->open;
    const struct element *y = b->open;
    for (; x && y && x != y; x = x->parent, y = y->parent)
        if (!str_eq(x->name, y->name))
            return false;
    return x == y;
}

void markup_finish(struct reader *r, int line)
{
    if (r->m.place == IN_TAG || r->m.place == IN_VALUE)
        refuse(r, r->m.tag->line, "The tag <%.*s> is not finished.", STR(r->m.tag->name));
    if (r->m.open)
        refuse(r, r->m.open->line, "<%.*s> is not closed before line %d.", STR(r->m.open->name),
               line);
    struct buf *literal = &r->literal;
    while (literal->n && is_blank(literal->p[literal->n - 1]))
        r->shown.n = --literal->n;
}
