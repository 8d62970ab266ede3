// SPDX-License-Identifier: AGPL-3.0-or-later
// Every byte of every page passes here. Almost all of them need nothing, so the
// work is to find the next one that does, sixteen at a time, and to copy what
// lies before it in one piece. UTF-8 passes as it is: its further bytes are all
// above 0x7f and never look like markup.
#include "web/html.h"

#include "base/furigana.h"

enum place { IN_TEXT = 1, IN_ATTRIBUTE = 2, IN_LINES = 4 };

static const uint8_t special[256] = {
    ['&'] = IN_TEXT | IN_ATTRIBUTE | IN_LINES,
    ['<'] = IN_TEXT | IN_ATTRIBUTE | IN_LINES,
    ['>'] = IN_TEXT | IN_ATTRIBUTE | IN_LINES,
    ['"'] = IN_ATTRIBUTE,
    ['\''] = IN_ATTRIBUTE,
    ['\n'] = IN_LINES,
};

enum { BLOCK = 16 };
typedef uint8_t block __attribute__((vector_size(BLOCK)));
typedef uint64_t halves __attribute__((vector_size(BLOCK)));

// True when one of sixteen bytes is special. '<' and '>' differ in one bit, as
// do '&' and '\'', so one comparison serves both.
static inline bool block_is_special(const char *p, enum place place)
{
    block b;
    memcpy(&b, p, BLOCK);
    block hit = (block)((b | 2) == '>');
    if (place == IN_ATTRIBUTE)
        hit |= (block)((b | 1) == '\'') | (block)(b == '"');
    else
        hit |= (block)(b == '&');
    if (place == IN_LINES)
        hit |= (block)(b == '\n');
    halves h = (halves)hit;
    return (h[0] | h[1]) != 0;
}

// `place` is a constant wherever this is inlined, so the choices above cost nothing.
static inline size_t next_special(str s, size_t from, enum place place)
{
    while (s.n - from >= BLOCK && !block_is_special(s.p + from, place))
        from += BLOCK;
    while (from < s.n && !(special[(uint8_t)s.p[from]] & place))
        from++;
    return from;
}

static str replacement(char c)
{
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&#34;");
    case '\'':
        return S("&#39;");
    default:
        return S("<br>");
    }
}

static inline __attribute__((always_inline)) void put(struct buf *out, str s, enum place place)
{
    size_t from = 0;
    while (from < s.n) {
        size_t at = next_special(s, from, place);
        buf_put(out, (str){s.p + from, at - from});
        if (at < s.n)
            buf_put(out, replacement(s.p[at]));
        from = at + 1;
    }
}

void html_put_text(struct buf *out, str s)
{
    put(out, s, IN_TEXT);
}

void html_put_attribute(struct buf *out, str s)
{
    put(out, s, IN_ATTRIBUTE);
}

void html_put_lines(struct buf *out, str s)
{
    put(out, s, IN_LINES);
}

// In a span, so that a flexible box does not part what is one text.
void html_put_words(struct buf *out, str s)
{
    struct buf plain = buf_in(out->arena), read = buf_in(out->arena);
    if (!out->furigana) {
        html_put_text(out, s);
        return;
    }
    html_put_text(&plain, s);
    if (!furigana_put(&read, buf_str(&plain), false)) {
        buf_put(out, buf_str(&plain));
        return;
    }
    buf_put(out, S("<span>"));
    buf_put(out, buf_str(&read));
    buf_put(out, S("</span>"));
}
