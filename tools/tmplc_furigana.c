// SPDX-License-Identifier: AGPL-3.0-or-later
// Readings above the words of a template's text, made while building, so that a page that shows
// none of them costs nothing and templates stay as they are.
#include "base/furigana.h"
#include "tools/tmplc_read.h"

// In a span, so that a flexible box does not part what is one text.
static bool put_text(struct buf *out, struct arena *a, str text, bool after_value)
{
    struct buf read = buf_in(a);
    if (!furigana_put(&read, text, after_value)) {
        buf_put(out, text);
        return false;
    }
    buf_print(out, "<span>%.*s</span>", STR(buf_str(&read)));
    return true;
}

// The next part of the literal that is shown, or not, as a whole; empty at its end.
static str part_at(const struct reader *r, size_t at)
{
    const char *shown = r->shown.p;
    size_t to = at;
    while (to < r->literal.n && shown[to] == shown[at])
        to++;
    return str_part(buf_str(&r->literal), at, to - at);
}

str with_readings(struct reader *r, bool after_value)
{
    struct buf out = buf_in(r->a);
    bool any = false;
    for (size_t at = 0; at < r->literal.n;) {
        str part = part_at(r, at);
        if (r->shown.p[at])
            any |= put_text(&out, r->a, part, at == 0 && after_value);
        else
            buf_put(&out, part);
        at += part.n;
    }
    return any ? buf_str(&out) : NONE;
}

str without_readings(struct reader *r, bool after_value)
{
    struct buf out = buf_in(r->a);
    for (size_t at = 0; at < r->literal.n;) {
        str part = part_at(r, at);
        bool shown = r->shown.p[at], behind = at == 0 && after_value;
        at += part.n;
        for (str word; shown && (word = furigana_unknown(part, behind)).n; behind = false) {
            buf_print(&out, "%s%.*s", out.n ? " " : "", STR(word));
            part = str_from(part, (size_t)(word.p - part.p) + word.n);
        }
    }
    return buf_str(&out);
}

static bool is_bare(const struct reader *r)
{
    return r->m.open && r->m.open->bare;
}

void put_shown(struct reader *r, str s)
{
    size_t from = r->literal.n;
    put_markup(r, s);
    if (!is_bare(r))
        memset(r->shown.p + from, 1, s.n);
}
