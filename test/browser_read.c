// SPDX-License-Identifier: AGPL-3.0-or-later
// What a test reads of an answer. Our own templates write the markup, so a plain search finds
// what a person would see.
#include "test/browser.h"

static const struct {
    str written, meant;
} entities[] = {
    {S_CONST("&amp;"), S_CONST("&")},   {S_CONST("&lt;"), S_CONST("<")},
    {S_CONST("&gt;"), S_CONST(">")},    {S_CONST("&quot;"), S_CONST("\"")},
    {S_CONST("&#39;"), S_CONST("'")},   {S_CONST("&nbsp;"), S_CONST(" ")},
};

// The character or the entity at the front, taken off.
static str take_one(str *rest)
{
    str one = str_part(*rest, 0, 1), taken = one;
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (str_starts(*rest, entities[i].written)) {
            one = entities[i].meant;
            taken = entities[i].written;
        }
    }
    *rest = str_from(*rest, taken.n);
    return one;
}

str browser_words(struct arena *a, str markup)
{
    struct buf out = buf_in(a);
    while (markup.n) {
        if (markup.p[0] == '<') {
            markup = str_from(markup, str_find_byte(markup, '>') + 1);
            continue;
        }
        str one = take_one(&markup);
        bool is_blank = one.p[0] == ' ' || one.p[0] == '\n';
        if (!is_blank)
            buf_put(&out, one);
        else if (out.n && out.p[out.n - 1] != ' ')
            buf_byte(&out, ' ');
    }
    return buf_str(&out);
}

bool browser_says(const struct browser *b, const char *words)
{
    return str_contains(b->text, str_of(words));
}

str browser_header(const struct browser *b, const char *name)
{
    for (size_t i = 0; i < b->answer->n_headers; i++)
        if (str_eq_nocase(b->answer->headers[i].name, str_of(name)))
            return b->answer->headers[i].value;
    return NONE;
}

str browser_went_to(const struct browser *b)
{
    return b->status == 303 ? browser_header(b, "Location") : NONE;
}

str browser_cookie(const struct browser *b, const char *name)
{
    return params_get(&b->cookies, str_of(name));
}

// What stands between `from` and the next `to`; NONE when `from` is not there.
static str between(str s, str from, str to)
{
    str rest = str_from(s, str_find(s, from) + from.n);
    return str_contains(s, from) ? str_part(rest, 0, str_find(rest, to)) : NONE;
}

str browser_error(const struct browser *b, const char *field)
{
    struct arena *a = world_arena(b->world);
    str mark = str_print(a, "<p class=\"field-error\" id=\"a-%s\">", field);
    return browser_words(a, between(b->body, mark, S("</p>")));
}

str browser_value(const struct browser *b, const char *field)
{
    struct arena *a = world_arena(b->world);
    str mark = str_print(a, "name=\"%s\"", field);
    str tag = between(b->body, mark, S(">"));
    return browser_words(a, between(tag, S("value=\""), S("\"")));
}
