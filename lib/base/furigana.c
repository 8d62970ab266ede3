// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/furigana.h"

#include "base/check.h"

#include <pthread.h>
#include <stdlib.h>

// --- the table -------------------------------------------------------------------------

enum { MOST_WORDS = 2000, MOST_BYTES = 32768, LONGEST = 45 };
struct word {
    str base; // 取り消す
    str marked; // 取《と》り消《け》す
    bool counts; // stands behind a number only
    bool bends; // kana follow
    bool leads; // a verb may follow at once
};
static struct word words[MOST_WORDS];
static size_t n_words;
static char bases[MOST_BYTES];
static size_t n_bases;

static const str opens = S_CONST("《"), closes = S_CONST("》");

static int compare(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    size_t n = x->base.n < y->base.n ? x->base.n : y->base.n;
    int by = memcmp(x->base.p, y->base.p, n);
    if (by)
        return by;
    if (x->base.n != y->base.n)
        return x->base.n < y->base.n ? -1 : 1;
    return 2 * ((int)x->counts - (int)y->counts) + (int)x->bends - (int)y->bends;
}

static void add(str marked)
{
    struct word *w = &words[n_words++];
    check(n_words < MOST_WORDS && n_bases + marked.n < MOST_BYTES);
    *w = (struct word){.counts = str_starts(marked, S("#"))};
    w->bends = str_ends(marked, S("-"));
    bool plus = str_ends(marked, S("+"));
    w->leads = w->counts || plus;
    w->marked = marked = str_part(marked, w->counts, marked.n - w->counts - w->bends - plus);
    w->base.p = bases + n_bases;
    while (marked.n) {
        size_t at = str_find(marked, opens);
        memcpy(bases + n_bases, marked.p, at);
        n_bases += at;
        marked = str_from(marked, at);
        if (marked.n)
            marked = str_from(marked, str_find(marked, closes) + closes.n);
    }
    w->base.n = (size_t)(bases + n_bases - w->base.p);
}

static void read_table(void)
{
    str all = str_of(furigana_words);
    while ((all = str_trim(all)).n) {
        size_t n = 0;
        while (n < all.n && all.p[n] != ' ' && all.p[n] != '\n')
            n++;
        add(str_part(all, 0, n));
        all = str_from(all, n);
    }
    qsort(words, n_words, sizeof words[0], compare);
}

static const struct word *find(str base, bool counts, bool bends)
{
    struct word key = {.base = base, .counts = counts, .bends = bends};
    return bsearch(&key, words, n_words, sizeof words[0], compare);
}

// --- characters ------------------------------------------------------------------------

static size_t length(str s, size_t at)
{
    uint8_t c = (uint8_t)s.p[at];
    size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    return n <= s.n - at ? n : s.n - at;
}

// 一 to 鿿 and 々: what the screens are written with.
static bool is_kanji(str s, size_t at)
{
    if (at >= s.n || length(s, at) != 3)
        return false;
    const uint8_t *p = (const uint8_t *)s.p + at;
    unsigned c = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    return (c >= 0x4e00 && c <= 0x9fff) || c == 0x3005;
}

static bool is_hiragana(str s, size_t at)
{
    if (at >= s.n || length(s, at) != 3 || s.p[at] != '\xe3')
        return false;
    uint8_t second = (uint8_t)s.p[at + 1];
    return second == 0x81 || (second == 0x82 && (uint8_t)s.p[at + 2] <= 0x9f);
}

static size_t run_end(str s, size_t at)
{
    while (is_kanji(s, at))
        at += 3;
    return at;
}

static bool after_digit(str s, size_t at)
{
    if (at == 0)
        return false;
    unsigned char c = (unsigned char)s.p[at - 1];
    bool full = at >= 3 && !memcmp(s.p + at - 3, "\xef\xbc", 2) && c >= 0x90 && c <= 0x99;
    return (c >= '0' && c <= '9') || full;
}

// --- covering a run of kanji ------------------------------------------------------------

enum { MOST_STEPS = 12 };
struct steps {
    bool behind_number;
    size_t n;
    const struct word *at[MOST_STEPS];
};

// A single kanji is read in another way when it is part of a longer word. So one without kana is
// the whole run, and is no counter; a verb begins the run or stands behind a word that leads: もう一度選ぶ, 3件取る.
static bool fits(const struct word *w, str s, size_t at, const struct steps *before)
{
    bool single = run_end(w->base, 0) == 3, alone = w->base.n == 3 && !w->bends;
    bool leads = before->n && before->at[before->n - 1]->leads;
    if (w->bends && !is_hiragana(s, at + w->base.n))
        return false;
    if (single && before->n && (alone || !leads))
        return false;
    return !alone || w->counts || !(before->behind_number || is_kanji(s, at + 3));
}

static bool ends_in_kanji(str s)
{
    return s.n >= 3 && is_kanji(s, s.n - 3);
}

static bool cover(str s, size_t at, bool counted, struct steps *steps);

static bool step(str s, size_t at, const struct word *w, struct steps *steps)
{
    size_t depth = steps->n, end = at + (w ? w->base.n : 0);
    if (!w || depth == MOST_STEPS || !fits(w, s, at, steps))
        return false;
    steps->at[steps->n++] = w;
    if (!ends_in_kanji(w->base) || !is_kanji(s, end) || cover(s, end, false, steps))
        return true;
    steps->n = depth;
    return false;
}

// The longest word that leads to the end of the run.
static bool cover(str s, size_t at, bool counted, struct steps *steps)
{
    size_t ends[LONGEST / 3], n = 0;
    for (size_t to = at; to < s.n && n < LONGEST / 3; n++)
        ends[n] = to += length(s, to);
    while (n-- > 0) {
        str base = str_part(s, at, ends[n] - at);
        if (step(s, at, find(base, counted, true), steps) ||
            step(s, at, find(base, counted, false), steps))
            return true;
    }
    return false;
}

// Behind a number a counter is looked for first, then a word as elsewhere.
static bool cover_run(str s, size_t at, bool after_value, struct steps *steps)
{
    *steps = (struct steps){.behind_number = (at == 0 && after_value) || after_digit(s, at)};
    return (steps->behind_number && cover(s, at, true, steps)) || cover(s, at, false, steps);
}

// A word begins with kanji, or with one kana that belongs to it: か月.
static bool may_begin(str s, size_t at)
{
    return is_kanji(s, at) || is_kanji(s, at + length(s, at));
}

// --- writing ----------------------------------------------------------------------------

static void put_ruby(struct buf *out, str base, str reading)
{
    if (reading.n)
        buf_print(out, "<ruby>%.*s<rt aria-hidden=\"true\">%.*s</rt></ruby>", STR(base),
                  STR(reading));
    else
        buf_put(out, base);
}

static size_t put_word(struct buf *out, const struct word *w)
{
    for (str rest = w->marked; rest.n;) {
        size_t at = 0;
        while (at < rest.n && !is_kanji(rest, at))
            at += length(rest, at);
        buf_put(out, str_part(rest, 0, at));
        rest = str_from(rest, at);
        if (!rest.n)
            break;
        size_t open = str_find(rest, opens), close = str_find(rest, closes);
        put_ruby(out, str_part(rest, 0, open),
                 str_part(rest, open + opens.n, close - open - opens.n));
        rest = str_from(rest, close + closes.n);
    }
    return w->base.n;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

bool furigana_put(struct buf *out, str text, bool after_value)
{
    struct steps steps;
    size_t before = out->n, from = 0;
    pthread_once(&once, read_table);
    for (size_t at = 0; at < text.n;) {
        if (!may_begin(text, at) || !cover_run(text, at, after_value, &steps)) {
            at = is_kanji(text, at) ? run_end(text, at) : at + length(text, at);
            continue;
        }
        buf_put(out, str_part(text, from, at - from));
        for (size_t i = 0; i < steps.n; i++)
            at += put_word(out, steps.at[i]);
        from = at;
    }
    if (from > 0)
        buf_put(out, str_from(text, from));
    return out->n > before;
}

str furigana_unknown(str text, bool after_value)
{
    struct steps steps;
    pthread_once(&once, read_table);
    for (size_t at = 0; at < text.n;) {
        bool covered = may_begin(text, at) && cover_run(text, at, after_value, &steps);
        if (!covered && !is_kanji(text, at)) {
            at += length(text, at);
            continue;
        }
        if (!covered)
            return str_part(text, at, run_end(text, at) - at);
        for (size_t i = 0; i < steps.n; i++)
            at += steps.at[i]->base.n;
    }
    return NONE;
}
