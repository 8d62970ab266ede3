// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/wide.h"

#include "base/check.h"

#include <unicode/ustring.h>

enum { MOST = INT32_MAX / 4 }; // ICU counts in int32, and one form can be longer than another

struct wide wide_of(struct arena *a, str s)
{
    check(s.n < MOST);
    // UTF-16 never needs more units than UTF-8 has bytes.
    struct wide w = {arena_alloc_raw(a, (s.n + 1) * sizeof *w.p), 0};
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(w.p, (int32_t)s.n + 1, &w.n, s.n ? s.p : "", (int32_t)s.n, 0xfffd, NULL,
                         &status);
    check(U_SUCCESS(status));
    return w;
}

str wide_str(struct arena *a, struct wide w)
{
    check(w.n < MOST);
    int32_t room = w.n * 3 + 1, n = 0;
    char *p = arena_alloc_raw(a, (size_t)room);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(p, room, &n, w.p, w.n, 0xfffd, NULL, &status);
    check(U_SUCCESS(status));
    return n ? (str){p, (size_t)n} : NONE;
}

struct wide wide_normal(struct arena *a, const UNormalizer2 *form, struct wide w)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t done = unorm2_spanQuickCheckYes(form, w.p, w.n, &status);
    if (U_SUCCESS(status) && done == w.n)
        return w;
    struct wide to = {NULL, w.n + w.n / 2 + 16};
    for (;;) {
        int32_t room = to.n;
        to.p = arena_alloc_raw(a, (size_t)room * sizeof *to.p);
        status = U_ZERO_ERROR;
        to.n = unorm2_normalize(form, w.p, w.n, to.p, room, &status);
        if (status != U_BUFFER_OVERFLOW_ERROR)
            break;
        to.n++;
    }
    check(U_SUCCESS(status));
    return to;
}
