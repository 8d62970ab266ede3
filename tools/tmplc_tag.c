// SPDX-License-Identifier: AGPL-3.0-or-later
// Tags: they are closed in order, and some need certain attributes.
#include "tools/tmplc_read.h"

static const char *const void_elements[] = {"area",   "base",  "br",    "col",  "embed",
                                            "hr",     "img",   "input", "link", "meta",
                                            "source", "track", "wbr",   NULL};

static const char *const svg_elements[] = {"linearGradient", "radialGradient", "clipPath",
                                           "textPath", NULL};

// Before these, browsers close an open <p> by themselves.
static const char *const closes_p[] = {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset",
    "figure",  "footer",  "form",  "h1",         "h2",      "h3",  "h4", "h5",
    "h6",      "header",  "hr",    "main",       "nav",     "ol",  "p",  "pre",
    "search",  "section", "table", "ul",         NULL};

// Within these, an open <p> further out is not closed.
static const char *const shields_p[] = {"button", "td",       "th",  "caption",
                                        "object", "template", "svg", NULL};

// Browsers drop every tag inside of these.
static const char *const without_ruby[] = {"option", "select", "optgroup", NULL};

static const char *const not_in_themselves[] = {"a", "button", "form", NULL};

// How they set attributes is not seen here.
static const char *const refused_elements[] = {
    "animate", "set", "foreignobject", "base", "plaintext", "applet", "frame", "frameset", NULL};

// What browsers do not nest, they close or drop without a word.
static void check_nesting(struct reader *r)
{
    str name = r->m.tag->name;
    int line = r->m.tag->line;
    if (listed(refused_elements, name))
        refuse(r, line, "<%.*s> is not used here.", STR(name));
    for (const struct element *e = r->m.open; e && listed(not_in_themselves, name); e = e->parent)
        if (str_eq(e->name, name))
            refuse(r, line, "<%.*s> cannot stand inside the <%.*s> of line %d.", STR(name),
                   STR(name), e->line);
    if (!listed(closes_p, name))
        return;
    for (const struct element *e = r->m.open; e && !listed(shields_p, e->name); e = e->parent)
        if (str_eq(e->name, S("p")))
            refuse(r, line, "<%.*s> would end the <p> of line %d.", STR(name), e->line);
}

static void check_tag(struct reader *r)
{
    const struct tag *tag = r->m.tag;
    if (str_eq(tag->name, S("img")) && !has_attribute(&r->m, "alt"))
        refuse(r, tag->line, "An <img> needs an alt (empty when it only decorates).");
    if (str_eq(tag->name, S("input")) && !has_attribute(&r->m, "name") &&
        !has_attribute(&r->m, "id"))
        refuse(r, tag->line, "An <input> needs a name or an id.");
    if (str_eq(tag->name, S("script")) && !has_attribute(&r->m, "src"))
        refuse(r, tag->line, "A <script> needs a src: script in the page is blocked.");
    if (tag->opens_window && (tag->rel_lacks_noopener || !has_attribute(&r->m, "rel")))
        refuse(r, tag->line, "target=\"_blank\" needs rel=\"noopener\".");
    if (tag->refreshes && tag->computed_content)
        refuse(r, tag->line, "The content of <meta http-equiv> must be constant.");
}

// The content of <script> and <style>: taken as it is, up to the end tag.
static void take_raw(struct reader *r, str name)
{
    str content = rest(r);
    content = str_part(content, 0, str_find(content, str_print(r->a, "</%.*s", STR(name))));
    if (str_contains(content, S("{{")))
        refuse(r, r->line, "An {{expression}} cannot stand inside <%.*s>.", STR(name));
    if (str_eq(name, S("script")) && str_trim(content).n)
        refuse(r, r->line, "A <script> with a src has no content.");
    if (str_contains(content, S("</")))
        refuse(r, r->line, "\"</\" cannot stand inside <%.*s>.", STR(name));
    put_markup(r, content);
    advance(r, content.n);
}

void tag_end(struct reader *r, bool closes_itself)
{
    check_tag(r);
    str name = r->m.tag->name;
    struct element *parent = r->m.open;
    bool svg = (parent && parent->svg) || str_eq(name, S("svg"));
    bool is_void = listed(void_elements, name) && !svg;
    bool raw = str_eq(name, S("script")) || str_eq(name, S("style"));
    bool textarea = str_eq(name, S("textarea"));
    if (closes_itself && !is_void && (!svg || raw || textarea))
        refuse(r, r->line, "<%.*s/> does not close itself; write </%.*s>.", STR(name), STR(name));
    put_markup(r, closes_itself && svg ? S("/>") : S(">"));
    advance(r, closes_itself ? 2 : 1);
    bool plain = textarea || (str_eq(name, S("title")) && !svg);
    if (!is_void && !closes_itself) {
        struct element *element = NEW(r->a, struct element);
        *element =
            (struct element){.name = name, .line = r->m.tag->line, .svg = svg, .parent = parent};
        element->bare = svg || raw || plain || listed(without_ruby, name) || (parent && parent->bare);
        element->keep = textarea || str_eq(name, S("pre")) || (parent && parent->keep);
        r->m.open = element;
    }
    r->m.tag = NULL;
    r->m.place = plain ? IN_PLAIN : IN_TEXT;
    if (raw)
        take_raw(r, name);
}

void tag_begin(struct reader *r)
{
    int line = r->line;
    advance(r, 1);
    str name = take_name(r, "-");
    if (str_starts(rest(r), S("{{")) && !str_starts(rest(r), S("{{if")) &&
        !str_starts(rest(r), S("{{--")))
        refuse(r, line, "An {{expression}} cannot stand in the name of a tag.");
    if (!str_eq(name, text_lower(r->a, name)) && !listed(svg_elements, name))
        refuse(r, line, "Write the tag <%.*s> in lower case.", STR(name));
    struct tag *tag = NEW(r->a, struct tag);
    tag->name = name;
    tag->line = line;
    r->m.tag = tag;
    check_nesting(r);
    r->m.certain = r->m.possible = 0;
    r->m.place = IN_TAG;
    put_markup(r, S("<"));
    put_markup(r, name);
}

void end_tag(struct reader *r)
{
    int line = r->line;
    advance(r, 2);
    str name = take_name(r, "-");
    while (r->at < r->source.n && is_blank(r->source.p[r->at]))
        advance(r, 1);
    if (!str_starts(rest(r), S(">")))
        refuse(r, line, "</%.*s has no \">\".", STR(name));
    advance(r, 1);
    const struct element *open = r->m.open;
    if (listed(void_elements, name) && !(open && open->svg))
        refuse(r, line, "<%.*s> has no end tag.", STR(name));
    if (!open)
        refuse(r, line, "</%.*s> closes nothing.", STR(name));
    if (!str_eq(open->name, name))
        refuse(r, line, "</%.*s> stands where </%.*s> is due (opened in line %d).", STR(name),
               STR(open->name), open->line);
    r->m.open = open->parent;
    r->m.place = IN_TEXT;
    put_markup(r, str_print(r->a, "</%.*s>", STR(name)));
}
