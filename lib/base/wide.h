// SPDX-License-Identifier: AGPL-3.0-or-later
// UTF-16 in the arena, the form in which ICU works on text. Inside lib/base only.
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "base/arena.h"

#include <unicode/unorm2.h>

struct wide {
    UChar *p;
    int32_t n;
};

struct wide wide_of(struct arena *a, str s); // what is not UTF-8 becomes U+FFFD
str wide_str(struct arena *a, struct wide w);
struct wide wide_normal(struct arena *a, const UNormalizer2 *form, struct wide w);

#endif
