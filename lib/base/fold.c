// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/check.h"
#include "base/text.h"
#include "base/variants.h"
#include "base/wide.h"

#include <pthread.h>
#include <unicode/ucol.h>
#include <unicode/utf16.h>

static bool is_katakana(UChar32 c)
{
    return (c >= 0x30a1 && c <= 0x30f6) || c == 0x30fd || c == 0x30fe;
}

// Hyphens, dashes, the minus sign, the ruled line that is typed for a dash, and
// the mark of the long vowel.
static bool is_dash(UChar32 c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501 ||
           c == 0x30fc;
}

static bool is_blank(UChar32 c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000;
}

static UChar32 fold_one(UChar32 c)
{
    if (is_dash(c))
        return '-';
    // 鎌ヶ谷 and 鎌ケ谷 are one place: the small kana of counting are written both ways.
    if (c == 0x30f5 || c == 0x3095)
        return 0x304b;
    if (c == 0x30f6 || c == 0x3096)
        return 0x3051;
    if (is_katakana(c))
        return c - 0x60;
    return c < 0x4e00 ? c : (UChar32)variant_plain((uint32_t)c);
}

static UChar32 next_point(const struct wide *w, int32_t *i)
{
    UChar32 c = w->p[(*i)++];
    if (!U16_IS_LEAD((uint32_t)c) || *i == w->n || !U16_IS_TRAIL(w->p[*i]))
        return c;
    return U16_GET_SUPPLEMENTARY(c, w->p[(*i)++]);
}

str text_fold(struct arena *a, str s)
{
    UErrorCode status = U_ZERO_ERROR;
    // This form also drops what cannot be seen, the variation selectors among it.
    const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);
    const UNormalizer2 *composed = unorm2_getNFCInstance(&status);
    check(U_SUCCESS(status));
    struct wide w = wide_normal(a, form, wide_of(a, s));
    struct wide to = {arena_alloc_raw(a, ((size_t)w.n + 1) * sizeof *to.p), 0};
    for (int32_t i = 0; i < w.n;) {
        UChar32 c = next_point(&w, &i);
        if (!is_blank(c))
            U16_APPEND_UNSAFE(to.p, to.n, fold_one(c));
    }
    // A mark that stood after a blank now follows a kana.
    return wide_str(a, wide_normal(a, composed, to));
}

// Hiragana with its repetition marks, ー, ・ and the blank.
static bool is_reading(UChar32 c)
{
    return (c >= 0x3041 && c <= 0x3096) || c == 0x309d || c == 0x309e || c == 0x30fc ||
           c == 0x30fb || c == ' ';
}

bool text_kana(struct arena *a, str s, str *out)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCInstance(&status);
    check(U_SUCCESS(status));
    struct wide w = wide_normal(a, form, wide_of(a, str_trim(s)));
    for (int32_t i = 0; i < w.n; i++) {
        if (is_katakana(w.p[i]))
            w.p[i] = (UChar)(w.p[i] - 0x60);
        if (!is_reading(w.p[i]))
            return false;
    }
    *out = wide_str(a, w);
    return true;
}

// --- order ------------------------------------------------------------------------------
static UCollator *japanese; // opened once, only read afterwards
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void collator_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    japanese = ucol_open("ja", &status);
    check(U_SUCCESS(status));
}

int text_collate(str a, str b)
{
    check(a.n < INT32_MAX && b.n < INT32_MAX);
    pthread_once(&once, collator_open);
    UErrorCode status = U_ZERO_ERROR;
    UCollationResult order = ucol_strcollUTF8(japanese, a.n ? a.p : "", (int32_t)a.n,
                                              b.n ? b.p : "", (int32_t)b.n, &status);
    check(U_SUCCESS(status));
    return (int)order;
}
