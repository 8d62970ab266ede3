// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include "base/check.h"
#include "base/text_bytes.h"
#include "base/wide.h"

#include <pthread.h>
#include <unicode/uset.h>
#include <unicode/utf8.h>

size_t text_clean_prefix(bytes b)
{
    size_t i = 0;
    while (i < b.n) {
        uint8_t c = b.p[i];
        if (c >= 0x80) {
            size_t left = b.n - i;
            int32_t at = 0, limit = left < 4 ? (int32_t)left : 4;
            UChar32 point;
            U8_NEXT(b.p + i, at, limit, point);
            if (point < 0xa0) // not UTF-8, or a control character of the second kind
                return i;
            i += (size_t)at;
        } else if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r') {
            i++;
        } else {
            return i;
        }
    }
    return i;
}

bool text_is_clean(bytes b)
{
    return text_clean_prefix(b) == b.n;
}

// --- the two normal forms of text_clean -------------------------------------------
static const UNormalizer2 *kana_width; // half-width kana to full-width, nothing else
static const UNormalizer2 *composed; // NFC, except for the compatibility ideographs
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const UNormalizer2 *filtered(const UNormalizer2 *form, const UChar *pattern)
{
    UErrorCode status = U_ZERO_ERROR;
    USet *set = uset_openPattern(pattern, -1, &status);
    check(U_SUCCESS(status));
    uset_freeze(set);
    const UNormalizer2 *result = unorm2_openFiltered(form, set, &status);
    check(U_SUCCESS(status));
    return result;
}

static void forms_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    kana_width = filtered(unorm2_getNFKCInstance(&status), u"[\\uFF61-\\uFF9F]");
    composed =
        filtered(unorm2_getNFCInstance(&status), u"[^\\uF900-\\uFAFF\\U0002F800-\\U0002FA1F]");
    check(U_SUCCESS(status));
}

// Nobody sees them: copied by accident, or meant to deceive, because a name with one of them looks
// like another name, and turned text reads backwards. U+200D stays: it joins the parts of emoji.
static bool is_invisible(UChar c)
{
    static const struct {
        UChar first, last;
    } ranges[] = {
        {0x00ad, 0x00ad}, // soft hyphen
        {0x061c, 0x061c}, {0x200e, 0x200f}, {0x202a, 0x202e}, {0x2066, 0x206f}, // direction
        {0x115f, 0x1160}, {0x3164, 0x3164}, {0xffa0, 0xffa0}, // fillers of Hangul
        {0x180e, 0x180e}, {0x200b, 0x200c}, {0x2060, 0x2064}, {0xfeff, 0xfeff}, // without width
        {0xfff9, 0xfffb}, // annotations
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

// The separators of lines and paragraphs become line breaks, so that one line is one.
static void drop_invisible(struct wide *w)
{
    int32_t n = 0;
    for (int32_t i = 0; i < w->n; i++) {
        UChar c = w->p[i];
        if (c == 0x2028 || c == 0x2029)
            c = '\n';
        if (!is_invisible(c))
            w->p[n++] = c;
    }
    w->n = n;
}

static str one_line_break(struct arena *a, str s)
{
    if (str_find_byte(s, '\r') == s.n)
        return s;
    char *p = arena_alloc_raw(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            i++;
    }
    return (str){p, n};
}

static bool is_ascii(str s)
{
    uint8_t all = 0;
    for (size_t i = 0; i < s.n; i++)
        all |= (uint8_t)s.p[i];
    return all < 0x80;
}

bool text_clean(struct arena *a, bytes b, str *out)
{
    if (!text_is_clean(b))
        return false;
    str s = one_line_break(a, bytes_str(b));
    if (is_ascii(s)) {
        *out = str_copy(a, s);
        return true;
    }
    pthread_once(&once, forms_open);
    struct wide w = wide_of(a, s);
    drop_invisible(&w);
    *out = wide_str(a, wide_normal(a, composed, wide_normal(a, kana_width, w)));
    return true;
}

// The width in bytes of the blank at the start of `s`, or 0. U+00A0 is two.
static size_t blank_width(str s)
{
    if (memchr(" \t\n", s.p[0], 3))
        return 1;
    if (str_starts(s, S("\xc2\xa0")))
        return 2;
    return str_starts(s, S("\xe3\x80\x80")) ? 3 : 0;
}

// ～ stays: it is the Japanese "from … to", not a tilde.
static char narrow_of(str s)
{
    char c = text_half_width(s);
    return c == '~' ? 0 : c;
}

bool text_clean_line(struct arena *a, bytes b, str *out)
{
    str s;
    if (!text_clean(a, b, &s))
        return false;
    char *p = arena_alloc_raw(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        str rest = str_from(s, i);
        size_t blank = blank_width(rest);
        char narrow = blank ? ' ' : narrow_of(rest);
        if (!blank || (n && p[n - 1] != ' '))
            p[n++] = narrow ? narrow : s.p[i];
        i += blank ? blank : narrow ? 3 : 1;
    }
    *out = str_trim((str){p, n});
    return true;
}

// --- counting -------------------------------------------------------------------------
size_t text_length(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xc0) != 0x80;
    return n;
}

str text_shorten(struct arena *a, str s, size_t n)
{
    size_t i = 0;
    for (size_t seen = 0; i < s.n; i++) {
        seen += (s.p[i] & 0xc0) != 0x80;
        if (seen > n)
            break;
    }
    return i == s.n ? s : str_print(a, "%.*s…", (int)i, s.p);
}
