// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pki/der.h"

#include "base/check.h"

#include <stdlib.h>

static uint8_t *put_length(uint8_t *to, size_t n)
{
    check(n <= 0xffffff);
    if (n < 0x80) {
        *to++ = (uint8_t)n;
        return to;
    }
    int width = n > 0xffff ? 3 : n > 0xff ? 2 : 1;
    *to++ = (uint8_t)(0x80 | width);
    while (width--)
        *to++ = (uint8_t)(n >> (8 * width));
    return to;
}

bytes der_join(struct arena *a, enum der_tag tag, const bytes *parts, size_t n)
{
    size_t content = 0;
    for (size_t i = 0; i < n; i++)
        content += parts[i].n;
    uint8_t *out = arena_alloc_raw(a, content + 5);
    uint8_t *to = out;
    *to++ = (uint8_t)tag;
    to = put_length(to, content);
    for (size_t i = 0; i < n; i++) {
        if (parts[i].n)
            memcpy(to, parts[i].p, parts[i].n);
        to += parts[i].n;
    }
    return (bytes){out, (size_t)(to - out)};
}

bytes der_number(struct arena *a, uint32_t value)
{
    check(value < UINT32_C(1) << 31);
    uint8_t big_endian[4];
    for (int i = 0; i < 4; i++)
        big_endian[i] = (uint8_t)(value >> (24 - 8 * i));
    // The shortest form whose first bit is 0, so that it reads as positive.
    int first = 0;
    while (first < 3 && big_endian[first] == 0 && (big_endian[first + 1] & 0x80) == 0)
        first++;
    return der(a, DER_INTEGER, {big_endian + first, (size_t)(4 - first)});
}

static size_t put_base128(uint8_t *to, unsigned long value)
{
    size_t n = 1;
    for (unsigned long left = value >> 7; left; left >>= 7)
        n++;
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)(((value >> (7 * (n - 1 - i))) & 0x7f) | (i + 1 < n ? 0x80 : 0));
    return n;
}

bytes der_oid(struct arena *a, const char *dotted)
{
    uint8_t out[16 * 5];
    char *rest;
    unsigned long first = strtoul(dotted, &rest, 10);
    check(*rest == '.');
    size_t n = put_base128(out, first * 40 + strtoul(rest + 1, &rest, 10));
    while (*rest == '.') {
        check(n <= sizeof out - 5);
        n += put_base128(out + n, strtoul(rest + 1, &rest, 10) & 0xffffffff);
    }
    return der(a, DER_OID, {out, n});
}

// One character of valid UTF-8; `*i` moves past it.
static uint32_t next_character(str s, size_t *i)
{
    uint8_t lead = (uint8_t)s.p[(*i)++];
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    uint32_t c = more ? lead & (0x3fu >> more) : lead;
    while (more-- && *i < s.n)
        c = c << 6 | ((uint8_t)s.p[(*i)++] & 0x3f);
    return c;
}

bytes der_bmp(struct arena *a, str text)
{
    uint8_t *out = arena_alloc_raw(a, text.n * 2);
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t c = next_character(text, &i);
        if (c > 0xffff)
            c = 0x3013;
        out[n++] = (uint8_t)(c >> 8);
        out[n++] = (uint8_t)c;
    }
    return der(a, DER_BMP_TEXT, {out, n});
}
