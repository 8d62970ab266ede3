// SPDX-License-Identifier: AGPL-3.0-or-later
// Postal codes (郵便番号) and the addresses that belong to them, those of single offices (事業所の
// 個別番号) too. The table is made while building, from the npm package japan-postal-code, and lies
// packed in the binary. It helps to fill in an address and decides nothing: a code that is younger
// than the table is as good as any other.
#ifndef POSTAL_POSTAL_H
#define POSTAL_POSTAL_H

#include "base/arena.h"

// The address of seven digits as it is written on a form, "千葉県流山市平和台1丁目1-1"; NONE for a
// code that is not in the table.
str postal_address(struct arena *a, str code);

// All codes that begin with three digits, as JSON: {"0192":"千葉県流山市…","…":"…"}. False: none.
bool postal_area(struct arena *a, str prefix, str *json);

// --- what tools/postal.c makes ---------------------------------------------------------------

struct postal_part {
    const char *packed; // gzip of postal_area's JSON; NULL: no code begins like this
    uint32_t n, n_plain;
};
enum { POSTAL_PARTS = 1000 };
extern const struct postal_part postal_parts[POSTAL_PARTS];

#endif
