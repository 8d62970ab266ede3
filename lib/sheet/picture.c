// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures: drawn as they are, when the sheet is finished.
#include "sheet/inside.h"

// The size of a PNG stands at its beginning: signature, length and name of IHDR, then two numbers
// of four bytes (ISO/IEC 15948, 11.2.2).
enum { SIGNATURE = 8, WIDTH_AT = 16, HEIGHT_AT = 20, SIZE_ENDS = 24 };

static double number_at(const uint8_t *p)
{
    return (double)((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]);
}

double sheet_picture_height(bytes png, double width)
{
    static const uint8_t signature[SIGNATURE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (png.n < SIZE_ENDS || memcmp(png.p, signature, SIGNATURE) != 0)
        return 0;
    double across = number_at(png.p + WIDTH_AT);
    return across > 0 ? width * number_at(png.p + HEIGHT_AT) / across : 0;
}

void sheet_put_picture(struct sheet *s, struct sheet_area area, bytes png, str says)
{
    struct mark *m = mark_add(s, MARK_PICTURE, area);
    m->png = png;
    m->says = says;
}
