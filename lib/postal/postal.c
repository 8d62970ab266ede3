// SPDX-License-Identifier: AGPL-3.0-or-later
#include "postal/postal.h"

#include "base/buf.h"
#include "base/check.h"

#include <libdeflate.h>

// Digits only: a sign or a blank is no part of a code.
static bool is_digits(str s, size_t n)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n == n;
}

bool postal_area(struct arena *a, str prefix, str *json)
{
    if (!is_digits(prefix, 3))
        return false;
    const struct postal_part *part = &postal_parts[(prefix.p[0] - '0') * 100 +
                                                   (prefix.p[1] - '0') * 10 + prefix.p[2] - '0'];
    if (!part->packed)
        return false;
    char *to = arena_alloc(a, part->n_plain);
    size_t n = 0;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    check(d != NULL);
    enum libdeflate_result result =
        libdeflate_gzip_decompress(d, part->packed, part->n, to, part->n_plain, &n);
    libdeflate_free_decompressor(d);
    check(result == LIBDEFLATE_SUCCESS && n == part->n_plain);
    *json = (str){to, n};
    return true;
}

str postal_address(struct arena *a, str code)
{
    str json;
    if (!is_digits(code, 7) || !postal_area(a, str_part(code, 0, 3), &json))
        return NONE;
    str key = str_print(a, "\"%.*s\":\"", STR(str_from(code, 3)));
    str after = str_from(json, str_find(json, key) + key.n);
    return str_part(after, 0, str_find_byte(after, '"'));
}
