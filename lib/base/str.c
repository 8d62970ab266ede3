// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/str.h"

#include <strings.h>

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_eq_nocase(str a, str b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && str_eq(str_part(s, 0, prefix.n), prefix);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool str_contains(str s, str part)
{
    return part.n == 0 || str_find(s, part) < s.n;
}

size_t str_find(str s, str part)
{
    if (part.n == 0)
        return 0;
    if (s.n == 0)
        return 0;
    const char *at = memmem(s.p, s.n, part.p, part.n);
    return at ? (size_t)(at - s.p) : s.n;
}

size_t str_find_byte(str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? (size_t)(at - s.p) : s.n;
}

str str_part(str s, size_t from, size_t n)
{
    if (from >= s.n)
        return NONE;
    return (str){s.p + from, n < s.n - from ? n : s.n - from};
}

str str_from(str s, size_t from)
{
    return str_part(s, from, s.n);
}

// The width of the blank at the start of `s`: 0, 1, or 3 for U+3000.
static size_t blank_at_start(str s)
{
    if (s.n && memchr(" \t\r\n\v\f", s.p[0], 6))
        return 1;
    return str_starts(s, S("\xe3\x80\x80")) ? 3 : 0;
}

static size_t blank_at_end(str s)
{
    if (s.n && memchr(" \t\r\n\v\f", s.p[s.n - 1], 6))
        return 1;
    return str_ends(s, S("\xe3\x80\x80")) ? 3 : 0;
}

str str_trim(str s)
{
    for (size_t n; (n = blank_at_start(s)) > 0;)
        s = str_from(s, n);
    for (size_t n; (n = blank_at_end(s)) > 0;)
        s.n -= n;
    return s;
}

bool str_split(str *rest, char separator, str *part)
{
    if (rest->n == 0)
        return false;
    size_t at = str_find_byte(*rest, separator);
    *part = str_part(*rest, 0, at);
    *rest = str_from(*rest, at + 1);
    return true;
}

bool str_to_int(str s, int64_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    size_t i = minus ? 1 : 0;
    if (i == s.n)
        return false;
    int64_t value = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int digit = s.p[i] - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, minus ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}
