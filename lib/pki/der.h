// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing DER (X.690) from the inside out: every call returns a whole element in
// the arena, which is then a part of the next.
#ifndef PKI_DER_H
#define PKI_DER_H

#include "base/arena.h"

enum der_tag {
    DER_INTEGER = 0x02,
    DER_OCTETS = 0x04,
    DER_NULL = 0x05,
    DER_OID = 0x06,
    DER_BMP_TEXT = 0x1e,
    DER_SEQUENCE = 0x30,
    DER_SET = 0x31,
    DER_IMPLICIT_0 = 0x80, // [0], its content in place of the octets
    DER_EXPLICIT_0 = 0xa0, // [0] around an element
};

bytes der_join(struct arena *a, enum der_tag tag, const bytes *parts, size_t n);
#define der(a, tag, ...)                                                                           \
    der_join((a), (tag), (const bytes[]){__VA_ARGS__},                                             \
             sizeof((const bytes[]){__VA_ARGS__}) / sizeof(bytes))
bytes der_number(struct arena *a, uint32_t value); // < 2^31
// From "1.2.840.113549": at most 16 numbers.
bytes der_oid(struct arena *a, const char *dotted);
// U+0000 … U+FFFF as BMPString holds it; what lies beyond becomes 〓.
bytes der_bmp(struct arena *a, str text);

#endif
