// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"
#include "base/check.h"
#include "base/text.h"
#include "base/text_bytes.h"
#include "base/wide.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

// ICU's table with the assignments of Windows: ～ is U+FF5E, － is U+FF0D.
static UConverter *converter_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open("ibm-943_P15A-2003", &status);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    ucnv_setSubstChars(converter, "\x81\xac", 2, &status); // 〓
    check(U_SUCCESS(status));
    return converter;
}

size_t text_ms932_prefix(struct arena *a, bytes b, str *out)
{
    check(b.n < INT32_MAX / 4);
    UConverter *converter = converter_open();
    UErrorCode status = U_ZERO_ERROR;
    // Every byte gives one UTF-16 unit at most.
    struct wide w = {arena_alloc_raw(a, (b.n + 1) * sizeof *w.p), 0};
    UChar *to = w.p;
    const char *from = (const char *)b.p;
    const char *end = from + b.n;
    ucnv_toUnicode(converter, &to, w.p + b.n + 1, &from, end, NULL, true, &status);
    w.n = (int32_t)(to - w.p);
    char bad[8];
    int8_t n_bad = sizeof bad;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, bad, &n_bad, &ignored);
    ucnv_close(converter);
    size_t read = (size_t)(from - (const char *)b.p);
    if (U_FAILURE(status))
        return read > (size_t)n_bad ? read - (size_t)n_bad : 0;
    *out = wide_str(a, w);
    return b.n;
}

bool text_from_ms932(struct arena *a, bytes b, str *out)
{
    str converted;
    if (b.n == 0)
        converted = NONE;
    else if (text_ms932_prefix(a, b, &converted) < b.n)
        return false;
    *out = converted;
    return true;
}

// The character by which Windows writes what other systems write otherwise.
static UChar windows_form(UChar c)
{
    static const UChar pairs[][2] = {{0x301c, 0xff5e}, {0x2212, 0xff0d}, {0x2016, 0x2225},
                                     {0x2014, 0x2015}, {0x00a2, 0xffe0}, {0x00a3, 0xffe1},
                                     {0x00ac, 0xffe2}, {0x00a5, 0xffe5}, {0x00a0, 0x0020}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return c;
}

// The selectors U+FE00 … U+FE0F and U+E0100 … U+E01EF choose a shape of the
// character before them; without them the plain shape is left.
static bool is_selector(const struct wide *w, int32_t i)
{
    UChar c = w->p[i];
    if (c == 0xdb40)
        return true;
    return (c >= 0xfe00 && c <= 0xfe0f) || (i > 0 && w->p[i - 1] == 0xdb40);
}

static struct wide windows_text(struct arena *a, struct wide w)
{
    struct wide to = {arena_alloc_raw(a, ((size_t)w.n + 1) * sizeof *to.p), 0};
    for (int32_t i = 0; i < w.n; i++)
        if (!is_selector(&w, i))
            to.p[to.n++] = windows_form(w.p[i]);
    return to;
}

bytes text_to_ms932(struct arena *a, str s)
{
    struct wide w = windows_text(a, wide_of(a, s));
    UConverter *converter = converter_open();
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = w.n * 2 + 2;
    char *p = arena_alloc_raw(a, (size_t)room);
    int32_t n = ucnv_fromUChars(converter, p, room, w.p, w.n, &status);
    check(U_SUCCESS(status));
    ucnv_close(converter);
    return (bytes){(const uint8_t *)p, (size_t)n};
}

// --- what has no code ------------------------------------------------------------------------

static bool has_code(UConverter *converter, const UChar *c, int32_t n)
{
    char to[8];
    UErrorCode status = U_ZERO_ERROR;
    ucnv_fromUChars(converter, to, sizeof to, c, n, &status);
    return U_SUCCESS(status);
}

// A character, with the selector behind it when there is one.
static int32_t shape_length(const struct wide *w, int32_t i)
{
    int32_t n = i;
    U16_FWD_1(w->p, n, w->n);
    while (n < w->n && is_selector(w, n))
        n++;
    return n - i;
}

str text_not_ms932(struct arena *a, str s)
{
    struct wide w = wide_of(a, s);
    struct buf lost = buf_in(a);
    UConverter *converter = converter_open();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    check(U_SUCCESS(status));
    for (int32_t i = 0, n; i < w.n; i += n) {
        n = shape_length(&w, i);
        UChar plain = n == 1 ? windows_form(w.p[i]) : w.p[i];
        if (n == 1 && has_code(converter, &plain, 1))
            continue;
        str shape = wide_str(a, (struct wide){w.p + i, n});
        if (!str_contains(buf_str(&lost), shape))
            buf_put(&lost, shape);
    }
    ucnv_close(converter);
    return buf_str(&lost);
}
