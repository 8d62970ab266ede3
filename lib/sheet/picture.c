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

static bool png_size(bytes png, double *width, double *height)
{
    static const uint8_t signature[SIGNATURE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (png.n < SIZE_ENDS || memcmp(png.p, signature, SIGNATURE) != 0)
        return false;
    *width = number_at(png.p + WIDTH_AT);
    *height = number_at(png.p + HEIGHT_AT);
    return *width > 0;
}

// Segment after segment until the one that begins a frame, which holds height and width (ISO/IEC
// 10918-1, B.2.2); 0xc4, 0xc8 and 0xcc are no frames.
static bool jpeg_size(bytes jpeg, double *width, double *height)
{
    if (jpeg.n < 4 || jpeg.p[0] != 0xff || jpeg.p[1] != 0xd8)
        return false;
    for (size_t at = 2; at + 9 < jpeg.n && jpeg.p[at] == 0xff;) {
        const uint8_t *p = jpeg.p + at;
        bool is_frame = p[1] >= 0xc0 && p[1] <= 0xcf && (p[1] & 3 || p[1] == 0xc0);
        if (is_frame) {
            *height = p[5] << 8 | p[6];
            *width = p[7] << 8 | p[8];
            return *width > 0 && *height > 0;
        }
        at += 2u + (size_t)(p[2] << 8 | p[3]);
    }
    return false;
}

bool picture_is_jpeg(bytes picture, int *width, int *height)
{
    double across, down;
    if (!jpeg_size(picture, &across, &down))
        return false;
    *width = (int)across;
    *height = (int)down;
    return true;
}

double sheet_picture_height(bytes picture, double width)
{
    double across, down;
    if (!png_size(picture, &across, &down) && !jpeg_size(picture, &across, &down))
        return 0;
    return width * down / across;
}

void sheet_put_picture(struct sheet *s, struct sheet_area area, bytes picture, str says)
{
    struct mark *m = mark_add(s, MARK_PICTURE, area);
    m->picture = picture;
    m->says = says;
}
