// SPDX-License-Identifier: AGPL-3.0-or-later
// Attributes: which are allowed, where expressions may stand in them, and what
// their constant values must not be.
#include "tools/tmplc_read.h"

static const char *const url_attributes[] = {
    "href",   "src",  "action",   "formaction", "hx-get", "hx-post",    "hx-put",      "hx-delete",
    "poster", "cite", "hx-patch", "data",       "ping",   "xlink:href", "sse-connect", NULL};

// Scalable graphics have names in two cases; the rest of HTML has not.
static const char *const svg_attributes[] = {"viewBox",
                                             "preserveAspectRatio",
                                             "gradientUnits",
                                             "gradientTransform",
                                             "spreadMethod",
                                             "patternUnits",
                                             "patternTransform",
                                             "clipPathUnits",
                                             "maskUnits",
                                             "markerWidth",
                                             "markerHeight",
                                             "refX",
                                             "refY",
                                             "textLength",
                                             "lengthAdjust",
                                             "startOffset",
                                             "pathLength",
                                             NULL};

// What these hold is read as JSON, or run as script when it begins with "js:".
static const char *const json_attributes[] = {"hx-vals", "hx-headers", "hx-request", NULL};

// Their values hold several addresses, or are run as script in part.
static const char *const constant_attributes[] = {"srcset", "imagesrcset", "hx-trigger", NULL};

bool listed(const char *const *list, str name)
{
    for (; *list; list++)
        if (str_eq(str_of(*list), name))
            return true;
    return false;
}

void put_markup(struct reader *r, str s)
{
    if (!s.n)
        return;
    buf_put(&r->literal, s);
    memset(buf_reserve(&r->shown, s.n), 0, s.n);
    r->shown.n += s.n;
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

bool has_attribute(const struct markup *m, const char *name)
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
    put_markup(r, S("="));
    put_markup(r, (str){&quote, 1});
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
void attribute_begin(struct reader *r)
{
    str name = take_name(r, "-_:.@");
    if (!str_eq(name, text_lower(r->a, name)) && !listed(svg_attributes, name))
        refuse(r, r->line, "Write the attribute \"%.*s\" in lower case.", STR(name));
    check_attribute_name(r, name);
    uint64_t bit = name_bit(r, r->m.tag, name);
    if (r->m.possible & bit)
        refuse(r, r->line, "The attribute \"%.*s\" stands twice in the tag.", STR(name));
    r->m.possible |= bit;
    r->m.certain |= bit;
    put_markup(r, S(" "));
    put_markup(r, name);
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

static bool holds_word(str value, str word)
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
        (attribute->computed || !holds_word(value, S("noopener"))))
        tag->rel_lacks_noopener = true;
    if (str_eq(attribute->name, S("http-equiv")))
        tag->refreshes = true;
    if (str_eq(attribute->name, S("content")) && attribute->computed)
        tag->computed_content = true;
}

void attribute_end(struct reader *r)
{
    const struct attribute *attribute = r->m.attribute;
    str value = str_trim(buf_str(&attribute->value));
    str start = text_lower(r->a, str_part(value, 0, 11));
    if (str_eq(start, S("javascript:")) ||
        (str_starts(attribute->name, S("hx-")) && str_starts(start, S("js:"))))
        refuse(r, attribute->line, "\"%.*s\" must not hold script.", STR(attribute->name));
    if (listed(json_attributes, attribute->name) && !str_starts(value, S("{")))
        refuse(r, attribute->line, "\"%.*s\" begins with \"{\".", STR(attribute->name));
    if (attribute->is_url && !attribute->computed)
        check_constant_url(r, attribute, buf_str(&attribute->value));
    note_window(r, attribute, value);
    put_markup(r, (str){&attribute->quote, 1});
    advance(r, 1);
    r->m.attribute = NULL;
    r->m.place = IN_TAG;
}

void attribute_expression(struct reader *r, int line)
{
    struct attribute *attribute = r->m.attribute;
    if (attribute->is_url && (attribute->computed || attribute->value.n))
        refuse(r, line, "\"%.*s\" is one {{expression}} or constant, not a mixture.",
               STR(attribute->name));
    if (listed(constant_attributes, attribute->name))
        refuse(r, line, "The value of \"%.*s\" must be constant.", STR(attribute->name));
    if (listed(json_attributes, attribute->name) && !attribute->value.n)
        refuse(r, line, "\"%.*s\" begins with \"{\".", STR(attribute->name));
    attribute->computed = true;
}

void attribute_condition(struct reader *r, int line)
{
    struct attribute *attribute = r->m.attribute;
    if (attribute->is_url)
        refuse(r, line, "A condition cannot stand in \"%.*s\"; give the page one url.",
               STR(attribute->name));
    if (listed(json_attributes, attribute->name) && !attribute->value.n)
        refuse(r, line, "\"%.*s\" begins with \"{\".", STR(attribute->name));
    attribute->computed = true;
}
