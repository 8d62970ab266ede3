// SPDX-License-Identifier: AGPL-3.0-or-later
// What was typed, and where it stands in a text.
#include "base/buf.h"
#include "base/text.h"
#include "search/search.h"

// --- typed -------------------------------------------------------------------------------

static const struct {
    str open, close;
} quotes[] = {
    {S_CONST("\""), S_CONST("\"")},
    {S_CONST("“"), S_CONST("”")},
    {S_CONST("「"), S_CONST("」")},
};
static const str minuses[] = {S_CONST("-"), S_CONST("－"), S_CONST("−")};
static const str blanks[] = {S_CONST(" "), S_CONST("\t"), S_CONST("\n"), S_CONST("　")};

// The one of these with which `s` begins, else NONE.
static str beginning(str s, const str *of, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(s, of[i]))
            return of[i];
    return NONE;
}
#define BEGINNING(s, of) beginning((s), (of), sizeof(of) / sizeof *(of))

// Cuts a word off; a quotation that does not end goes to the end.
static str take(str *rest)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (!str_starts(*rest, quotes[i].open))
            continue;
        str inside = str_from(*rest, quotes[i].open.n);
        size_t end = str_find(inside, quotes[i].close);
        *rest = str_from(inside, end + quotes[i].close.n);
        return str_part(inside, 0, end);
    }
    size_t n = 0;
    while (n < rest->n && BEGINNING(str_from(*rest, n), blanks).n == 0)
        n++;
    str word = str_part(*rest, 0, n);
    *rest = str_from(*rest, n);
    return word;
}

struct search_words search_words_of(struct arena *a, str typed)
{
    struct search_words words = {0};
    for (str rest = typed; rest.n;) {
        str blank = BEGINNING(rest, blanks);
        rest = str_from(rest, blank.n);
        if (blank.n || rest.n == 0)
            continue;
        str minus = BEGINNING(rest, minuses);
        rest = str_from(rest, minus.n);
        str word = text_fold(a, take(&rest));
        if (word.n && minus.n && words.n_without < SEARCH_WORDS)
            words.without[words.n_without++] = word;
        else if (word.n && !minus.n && words.n_with < SEARCH_WORDS)
            words.with[words.n_with++] = word;
    }
    return words;
}

// --- found -------------------------------------------------------------------------------

// Folding changes lengths (① is one byte afterwards), so the text is folded character by character,
// each with the marks that follow it, and every folded byte knows where it came from.
struct map {
    struct buf folded;
    size_t n;
    uint32_t *from; // of each folded byte: where its character begins in the text
};
enum { MARKED_MOST = 40000 };

static size_t width(str s)
{
    size_t n = s.n > 0;
    while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

// Voicing marks, accents, and what chooses a shape of a kanji.
static bool is_mark(str s)
{
    return str_starts(s, S("\xe3\x82\x99")) || str_starts(s, S("\xe3\x82\x9a")) ||
           str_starts(s, S("\xef\xbe\x9e")) || str_starts(s, S("\xef\xbe\x9f")) ||
           str_starts(s, S("\xef\xb8")) || str_starts(s, S("\xf3\xa0\x84")) ||
           str_starts(s, S("\xf3\xa0\x85")) || str_starts(s, S("\xf3\xa0\x86")) ||
           str_starts(s, S("\xcc"));
}

static struct map map_of(struct arena *a, str text)
{
    struct map map = {.folded = buf_in(a), .from = NEW_ARRAY(a, uint32_t, 4 * text.n + 64)};
    for (size_t at = 0; at < text.n && at < MARKED_MOST;) {
        size_t n = width(str_from(text, at));
        while (is_mark(str_from(text, at + n)))
            n += width(str_from(text, at + n));
        str folded = text_fold(a, str_part(text, at, n));
        if (map.folded.n + folded.n > 4 * text.n)
            break;
        buf_put(&map.folded, folded);
        while (map.n < map.folded.n)
            map.from[map.n++] = (uint32_t)at;
        at += n;
    }
    map.from[map.n] = (uint32_t)(text.n < MARKED_MOST ? text.n : MARKED_MOST);
    return map;
}

struct span {
    size_t from, to; // of the text; from == to: none
};

// The first place at or after `from` (folded) where one of the words stands; the longest of them.
static size_t next_hit(const struct map *map, const struct search_words *words, size_t from,
                       size_t *n)
{
    str rest = str_from(buf_str(&map->folded), from);
    size_t best = rest.n;
    *n = 0;
    for (size_t i = 0; i < words->n_with; i++) {
        size_t at = str_find(rest, words->with[i]);
        if (at < best || (at == best && at < rest.n && words->with[i].n > *n))
            best = at, *n = words->with[i].n;
    }
    return from + best;
}

static struct span span_of(const struct map *map, size_t at, size_t n)
{
    size_t end = at + n;
    while (end < map->n && map->from[end] == map->from[end - 1]) // half of a character
        end++;
    return (struct span){map->from[at], map->from[end]};
}

// The byte that stands `n` characters before or after `at`.
static size_t step_back(str text, size_t at, size_t n)
{
    while (at > 0 && n > 0) {
        at--;
        n -= ((unsigned char)text.p[at] & 0xc0) != 0x80;
    }
    return at;
}

static size_t step_on(str text, size_t at, size_t n)
{
    for (; at < text.n && n > 0; n--)
        at += width(str_from(text, at));
    return at;
}

static void put_part(struct arena *a, struct search_parts *parts, str text, bool hit)
{
    if (text.n == 0)
        return;
    char *p = arena_alloc_raw(a, text.n);
    for (size_t i = 0; i < text.n; i++)
        p[i] = text.p[i] == '\n' ? ' ' : text.p[i];
    parts->at[parts->n++] = (struct search_part){{p, text.n}, hit};
}

struct search_parts search_mark(struct arena *a, const struct search_words *words, str text,
                                size_t most)
{
    enum { HITS = 40 };
    struct search_parts parts = {0, NEW_ARRAY(a, struct search_part, 2 * HITS + 3)};
    struct map map = map_of(a, text);
    size_t n, at = next_hit(&map, words, 0, &n);
    size_t first = at < map.n ? span_of(&map, at, n).from : 0;
    size_t begin = step_back(text, first, most / 4), end = step_on(text, begin, most);
    size_t done = begin;
    if (begin > 0)
        put_part(a, &parts, S("…"), false);
    for (int i = 0; i < HITS && at < map.n; i++) {
        struct span span = span_of(&map, at, n);
        if (span.to > end)
            break;
        put_part(a, &parts, str_part(text, done, span.from - done), false);
        put_part(a, &parts, str_part(text, span.from, span.to - span.from), true);
        done = span.to;
        at = next_hit(&map, words, at + n, &n);
    }
    put_part(a, &parts, str_part(text, done, end - done), false);
    if (end < text.n)
        put_part(a, &parts, S("…"), false);
    return parts;
}
