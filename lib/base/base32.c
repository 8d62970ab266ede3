// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"

#include "base/buf.h"
#include "base/check.h"

#include <sodium.h>

enum { MOST_DIGITS = 13 };

// Into the end of `text`; where it begins.
static size_t digits_of(int64_t id, char text[MOST_DIGITS])
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    check(id >= 0);
    size_t at = MOST_DIGITS;
    uint64_t left = (uint64_t)id;
    do
        text[--at] = digits[left & 31];
    while (left >>= 5);
    return at;
}

str base32_from_id(struct arena *a, int64_t id)
{
    char text[MOST_DIGITS];
    size_t at = digits_of(id, text);
    return str_copy(a, (str){text + at, MOST_DIGITS - at});
}

void base32_put_id(struct buf *out, int64_t id)
{
    char text[MOST_DIGITS];
    size_t at = digits_of(id, text);
    buf_put(out, (str){text + at, MOST_DIGITS - at});
}

// The value of one digit, or -1. The letters i, l, o stand for the digits that
// they are mistaken for; u is no digit.
static int digit_value(char c)
{
    static const char values[] = "abcdefghjkmnpqrstvwxyz";
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    if (lower == 'o')
        return 0;
    if (lower == 'i' || lower == 'l')
        return 1;
    const char *at = memchr(values, lower, sizeof values - 1);
    return at ? (int)(at - values) + 10 : -1;
}

bool base32_to_id(str s, int64_t *out)
{
    int64_t id = 0;
    if (s.n == 0 || s.n > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        int value = digit_value(s.p[i]);
        if (value < 0 || __builtin_mul_overflow(id, 32, &id))
            return false;
        id |= value;
    }
    *out = id;
    return true;
}

str hex_from_bytes(struct arena *a, bytes b)
{
    char *p = arena_alloc_raw(a, b.n * 2 + 1);
    sodium_bin2hex(p, b.n * 2 + 1, b.p, b.n);
    return (str){p, b.n * 2};
}

static str base64_by(struct arena *a, bytes b, int variant)
{
    size_t room = sodium_base64_ENCODED_LEN(b.n, (unsigned)variant);
    char *p = arena_alloc_raw(a, room);
    sodium_bin2base64(p, room, b.p, b.n, variant);
    return (str){p, strlen(p)};
}

str base64_from_bytes(struct arena *a, bytes b)
{
    return base64_by(a, b, sodium_base64_VARIANT_ORIGINAL);
}

str base64url_from_bytes(struct arena *a, bytes b)
{
    return base64_by(a, b, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool base64url_to_bytes(struct arena *a, str s, bytes *out)
{
    size_t room = s.n / 4 * 3 + 2;
    size_t n = 0;
    const char *end = s.p;
    uint8_t *p = arena_alloc_raw(a, room);
    if (s.n && (sodium_base642bin(p, room, s.p, s.n, NULL, &n, &end,
                                  sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
                end != s.p + s.n))
        return false;
    *out = (bytes){p, n};
    return true;
}
