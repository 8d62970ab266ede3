// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the markup of a template, a stricter HTML than browsers accept: every
// tag is closed in order and every value is quoted, so that the place of each
// {{expression}} is certain.
#include "tools/tmplc_read.h"

#include <ctype.h>
#include <string.h>

static const char *const void_elements[] = {"area",   "base",  "br",    "col",  "embed",
                                            "hr",     "img",   "input", "link", "meta",
                                            "source", "track", "wbr",   NULL};

static const char *const url_attributes[] = {
    "href",   "src",  "action",   "formaction", "hx-get", "hx-post",    "hx-put",      "hx-delete",
    "poster", "cite", "hx-patch", "data",       "ping",   "xlink:href", "sse-connect", NULL};

static bool listed(const char *const *list, str name)
{
    for (; *list; list++)
        if (str_eq(str_of(*list), name))
            return true;
    return false;
}

static void put(struct reader *r, str s)
{
    if (!s.n)
        return;
    buf_put(&r->literal, s);
    r->m.after_blank = is_blank(s.p[s.n - 1]);
}

// --- attributes ---------------------------------------------------------------------

static void check_attribute_name(struct reader *r, str name)
{
    if (str_starts(name, S("on")) || str_starts(name, S("hx-on")))
        refuse(r, r->line, "\"%.*s\" would run script from the page; use a module in web/ instead.",
               STR(name));
    if (str_starts(name, S("data-hx-")))
        refuse(r, r->line, "Write \"hx-…\" without \"data-\", so that its addresses are checked.");
    if (str_eq(name, S("style")))
        refuse(r, r->line, "A style attribute is blocked in the browser; use a class.");
    if (str_eq(name, S("srcdoc")) || str_eq(name, S("hx-vars")))
        refuse(r, r->line, "\"%.*s\" is not allowed: its value is itself markup or script.",
               STR(name));
}

// The bit of an attribute's name in its tag.
static uint64_t name_bit(struct reader *r, struct tag *tag, str name)
{
    for (unsigned i = 0; i < tag->n; i++)
        if (str_eq(tag->names[i], name))
            return UINT64_C(1) << i;
    if (tag->n == MOST_ATTRIBUTES)
        refuse(r, r->line, "A tag has at most %d attributes.", MOST_ATTRIBUTES);
    tag->names[tag->n] = name;
    return UINT64_C(1) << tag->n++;
}

static bool has(const struct markup *m, const char *name)
{
    for (unsigned i = 0; i < m->tag->n; i++)
        if (str_eq(m->tag->names[i], str_of(name)))
            return m->certain >> i & 1;
    return false;
}

static void open_value(struct reader *r, str name)
{
    advance(r, 1); // the =
    char quote = r->at < r->source.n ? r->source.p[r->at] : 0;
    if (quote != '"' && quote != '\'')
        refuse(r, r->line, "The value of \"%.*s\" must stand in quotes.", STR(name));
    put(r, S("="));
    put(r, (str){&quote, 1});
    advance(r, 1);
    struct attribute *attribute = NEW(r->a, struct attribute);
    *attribute =
        (struct attribute){.name = name, .line = r->line, .quote = quote, .value = buf_in(r->a)};
    attribute->is_url = listed(url_attributes, name);
    if (str_eq(name, S("data")) && !str_eq(r->m.tag->name, S("object")))
        attribute->is_url = false;
    r->m.attribute = attribute;
    r->m.place = IN_VALUE;
}

// Every attribute is written with one blank before it, so that conditions
// around it cannot glue two together.
static void attribute_begin(struct reader *r)
{
    str name = take_name(r, "-_:.@");
    if (!str_eq(name, text_lower(r->a, name)) && !(r->m.open && r->m.open->svg) &&
        !str_eq(r->m.tag->name, S("svg")))
        refuse(r, r->line, "Write the attribute \"%.*s\" in lower case.", STR(name));
    check_attribute_name(r, text_lower(r->a, name));
    uint64_t bit = name_bit(r, r->m.tag, name);
    if (r->m.possible & bit)
        refuse(r, r->line, "The attribute \"%.*s\" stands twice in the tag.", STR(name));
    r->m.possible |= bit;
    r->m.certain |= bit;
    put(r, S(" "));
    put(r, name);
    if (str_starts(rest(r), S("=")))
        open_value(r, name);
}

static void check_constant_url(struct reader *r, const struct attribute *attribute, str value)
{
    bool local =
        str_starts(value, S("/")) && !str_starts(value, S("//")) && !str_contains(value, S("\\"));
    bool foreign = str_eq(attribute->name, S("href")) && str_starts(value, S("https://"));
    if (!local && !foreign && !str_starts(value, S("#")))
        refuse(r, attribute->line,
               "\"%.*s\" must be one {{expression}} of type url, or begin with \"/\" or \"#\".",
               STR(attribute->name));
}

static bool has_word(str value, str word)
{
    for (str part; str_split(&value, ' ', &part);)
        if (str_eq(part, word))
            return true;
    return false;
}

static void note_window(struct reader *r, const struct attribute *attribute, str value)
{
    struct tag *tag = r->m.tag;
    if (str_eq(attribute->name, S("target"))) {
        if (attribute->computed)
            refuse(r, attribute->line, "The value of \"target\" must be constant.");
        if (str_eq_nocase(value, S("_blank")))
            tag->opens_window = true;
    }
    if (str_eq(attribute->name, S("rel")) &&
        (attribute->computed || !has_word(value, S("noopener"))))
        tag->rel_lacks_noopener = true;
    if (str_eq(attribute->name, S("http-equiv")))
        tag->refreshes = true;
    if (str_eq(attribute->name, S("content")) && attribute->computed)
        tag->computed_content = true;
}

static void attribute_end(struct reader *r)
{
    const struct attribute *attribute = r->m.attribute;
    str value = str_trim(buf_str(&attribute->value));
    str start = text_lower(r->a, str_part(value, 0, 11));
    if (str_eq(start, S("javascript:")) ||
        (str_starts(attribute->name, S("hx-")) && str_starts(start, S("js:"))))
        refuse(r, attribute->line, "\"%.*s\" must not hold script.", STR(attribute->name));
    if (attribute->is_url && !attribute->computed)
        check_constant_url(r, attribute, buf_str(&attribute->value));
    note_window(r, attribute, value);
    put(r, (str){&attribute->quote, 1});
    advance(r, 1);
    r->m.attribute = NULL;
    r->m.place = IN_TAG;
}

// --- tags ------------------------------------------------------------------------------

static void check_tag(struct reader *r)
{
    const struct tag *tag = r->m.tag;
    if (str_eq(tag->name, S("img")) && !has(&r->m, "alt"))
        refuse(r, tag->line, "An <img> needs an alt (empty when it only decorates).");
    if (str_eq(tag->name, S("input")) && !has(&r->m, "name") && !has(&r->m, "id"))
        refuse(r, tag->line, "An <input> needs a name or an id.");
    if (str_eq(tag->name, S("script")) && !has(&r->m, "src"))
        refuse(r, tag->line, "A <script> needs a src: script in the page is blocked.");
    if (tag->opens_window && (tag->rel_lacks_noopener || !has(&r->m, "rel")))
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
    put(r, content);
    advance(r, content.n);
}

static void tag_end(struct reader *r, bool closes_itself)
{
    check_tag(r);
    str name = r->m.tag->name;
    struct element *parent = r->m.open;
    bool svg = (parent && parent->svg) || str_eq(name, S("svg"));
    bool is_void = listed(void_elements, name) && !svg;
    if (closes_itself && !is_void && !svg)
        refuse(r, r->line, "<%.*s/> does not close itself; write </%.*s>.", STR(name), STR(name));
    put(r, closes_itself && svg ? S("/>") : S(">"));
    advance(r, closes_itself ? 2 : 1);
    bool textarea = str_eq(name, S("textarea"));
    bool plain = textarea || (str_eq(name, S("title")) && !svg);
    if (!is_void && !closes_itself) {
        struct element *element = NEW(r->a, struct element);
        *element =
            (struct element){.name = name, .line = r->m.tag->line, .svg = svg, .parent = parent};
        element->keep = textarea || str_eq(name, S("pre")) || (parent && parent->keep);
        r->m.open = element;
    }
    r->m.tag = NULL;
    r->m.place = plain ? IN_PLAIN : IN_TEXT;
    if (str_eq(name, S("script")) || str_eq(name, S("style")))
        take_raw(r, name);
}

static void tag_begin(struct reader *r)
{
    int line = r->line;
    advance(r, 1);
    str name = take_name(r, "-");
    if (str_starts(rest(r), S("{{")) && !str_starts(rest(r), S("{{if")) &&
        !str_starts(rest(r), S("{{--")))
        refuse(r, line, "An {{expression}} cannot stand in the name of a tag.");
    if (!str_eq(name, text_lower(r->a, name)) && !(r->m.open && r->m.open->svg))
        refuse(r, line, "Write the tag <%.*s> in lower case.", STR(name));
    struct tag *tag = NEW(r->a, struct tag);
    tag->name = name;
    tag->line = line;
    r->m.tag = tag;
    r->m.certain = r->m.possible = 0;
    r->m.place = IN_TAG;
    put(r, S("<"));
    put(r, name);
}

static void end_tag(struct reader *r)
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
    put(r, str_print(r->a, "</%.*s>", STR(name)));
}

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
    put(r, all);
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
        put(r, str_part(rest(r), 0, n));
    else if (!r->m.after_blank)
        put(r, line_break ? S("\n") : S(" "));
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
    put(r, s);
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
    struct attribute *attribute = r->m.attribute;
    r->m.after_blank = false;
    if (r->m.place == IN_TEXT)
        return OP_TEXT;
    if (r->m.place == IN_PLAIN)
        return OP_ATTRIBUTE; // without markup, which would be shown as tags
    if (r->m.place == IN_TAG)
        refuse(r, line, "An {{expression}} in a tag stands in a quoted attribute value only.");
    if (attribute->is_url && (attribute->computed || attribute->value.n))
        refuse(r, line, "\"%.*s\" is one {{expression}} or constant, not a mixture.",
               STR(attribute->name));
    if (str_eq(attribute->name, S("srcset")) || str_eq(attribute->name, S("imagesrcset")) ||
        str_eq(attribute->name, S("hx-trigger")))
        refuse(r, line, "The value of \"%.*s\" must be constant.", STR(attribute->name));
    attribute->computed = true;
    return attribute->is_url ? OP_URL : OP_ATTRIBUTE;
}

void markup_condition(struct reader *r, int line)
{
    if (r->m.place != IN_VALUE)
        return;
    if (r->m.attribute->is_url)
        refuse(r, line, "A condition cannot stand in \"%.*s\"; give the page one url.",
               STR(r->m.attribute->name));
    r->m.attribute->computed = true;
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
        literal->n--;
}
