// SPDX-License-Identifier: AGPL-3.0-or-later
// The byte level under text.h, for readers of whole files: they name the line
// at which a file stops being text.
#ifndef BASE_TEXT_BYTES_H
#define BASE_TEXT_BYTES_H

#include "base/arena.h"

// How many bytes from the start are clean in the sense of text_is_clean.
size_t text_clean_prefix(bytes b);

// Converts from MS932; returns how many bytes could be read. Only when that is
// all of them is *out set.
size_t text_ms932_prefix(struct arena *a, bytes b, str *out);

// The half-width form of the full-width ASCII character (！ … ～) at the start
// of `s`, which is three bytes long there; 0 when something else stands there.
static inline char text_half_width(str s)
{
    if (s.n < 3 || (uint8_t)s.p[0] != 0xef)
        return 0;
    uint8_t middle = (uint8_t)s.p[1], last = (uint8_t)s.p[2];
    if ((middle == 0xbc && last >= 0x81) || (middle == 0xbd && last <= 0x9e))
        return (char)(((middle & 3) << 6 | (last & 0x3f)) + 0x20);
    return 0;
}

#endif
