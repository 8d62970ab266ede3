// SPDX-License-Identifier: AGPL-3.0-or-later
// Borrowed text and borrowed bytes. A `str` is a view: it owns nothing, is not
// zero-terminated, and lives as long as the arena or literal behind it. Text
// that came through a form, a CSV or a JSON reader is valid UTF-8; `bytes`
// promise nothing about their content.
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *p;
    size_t n;
} str;

typedef struct {
    const uint8_t *p;
    size_t n;
} bytes;

#define S(literal) ((str){"" literal, sizeof(literal) - 1})
#define S_CONST(literal) {"" literal, sizeof(literal) - 1} // in a static initialiser

// For printf: printf("%.*s", STR(name)). Evaluates `s` twice.
#define STR(s) (int)(s).n, str_chars(s)

// The empty text, used where a value is absent; `n` is 0.
#define NONE ((str){0})

static inline str str_of(const char *zero_terminated)
{
    return zero_terminated ? (str){zero_terminated, strlen(zero_terminated)} : NONE;
}

static inline const char *str_chars(str s)
{
    return s.p ? s.p : "";
}

static inline bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bytes str_bytes(str s)
{
    return (bytes){(const uint8_t *)s.p, s.n};
}

static inline str bytes_str(bytes b)
{
    return (str){(const char *)b.p, b.n};
}

int str_compare(str a, str b); // byte order: negative, zero, positive
bool str_eq_nocase(str a, str b); // ASCII letters only
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_contains(str s, str part);

// Where `part` first begins in `s`, or s.n when it does not occur.
size_t str_find(str s, str part);
size_t str_find_byte(str s, char c);

// The part from `from` (clamped) of at most `n` bytes.
str str_part(str s, size_t from, size_t n);
str str_from(str s, size_t from);

// Without ASCII blanks and U+3000 at both ends.
str str_trim(str s);

// Cuts the text before the first `separator` off `*rest`; false when *rest is
// spent. "a,,b" yields "a", "", "b"; a trailing separator yields no last part.
bool str_split(str *rest, char separator, str *part);

// Whole decimal numbers, optional leading minus; false on anything else.
bool str_to_int(str s, int64_t *out);

#endif
