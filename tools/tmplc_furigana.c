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

str with_readings(struct reader *r)
{
    str all = buf_str(&r->literal);
    const char *shown = r->shown.p;
    struct buf out = buf_in(r->a);
    bool any = false;
    for (size_t at = 0, to; at < all.n; at = to) {
        for (to = at; to < all.n && shown[to] == shown[at]; to++)
            ;
        str part = str_part(all, at, to - at);
        if (shown[at])
            any |= put_text(&out, r->a, part, at == 0);
        else
            buf_put(&out, part);
    }
    return any ? buf_str(&out) : NONE;
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
