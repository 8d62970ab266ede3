// SPDX-License-Identifier: AGPL-3.0-or-later
// What turns a page into a letter: the address and folds.
#include "sheet/inside.h"

void sheet_put_folds(struct sheet *s)
{
    for (int i = 1; i <= 2; i++) {
        double y = s->height / 3 * i;
        mark_add(s, MARK_DASHES, (struct sheet_area){3, y, 5, 0});
        mark_add(s, MARK_DASHES, (struct sheet_area){s->width - 8, y, 5, 0});
    }
}

// --- the address ------------------------------------------------------------------------
// A sheet in three parts is 99 mm high and 210 wide; the envelope is 120 by 235. The paper slips
// up to 23 mm sideways and 20 mm up and down. What lies in this area stays in
// the window all the way; what lies above FLOW_STARTS may be seen in it.
static const struct sheet_area WINDOW = {24, 13, 66, 23.5};
static const double FLOW_STARTS = 62;

enum { MOST_LINES = 4 };

struct address_line {
    str text;
    struct sheet_style style;
};

static size_t address_lines(struct sheet *s, const struct sheet_address *to, double scale,
                            struct address_line *lines)
{
    struct sheet_style plain = {.size = 9.5 * scale, .leading = 1.3};
    struct sheet_style name = {.size = 12 * scale, .leading = 1.8};
    size_t n = 0;
    if (to->postcode.n)
        lines[n++] = (struct address_line){str_print(s->arena, "〒%.*s", STR(to->postcode)), plain};
    if (to->address.n)
        lines[n++] = (struct address_line){to->address, plain};
    if (to->office.n && to->name.n)
        lines[n++] = (struct address_line){to->office, plain};
    else if (to->office.n)
        lines[n++] =
            (struct address_line){str_print(s->arena, "%.*s　御中", STR(to->office)), name};
    if (to->name.n)
        lines[n++] = (struct address_line){str_print(s->arena, "%.*s　様", STR(to->name)), name};
    return n;
}

static double lines_height(const struct address_line *lines, size_t n)
{
    double height = 0;
    for (size_t i = 0; i < n; i++)
        height += text_height(lines[i].style, WINDOW.width, lines[i].text);
    return height;
}

void sheet_put_address(struct sheet *s, const struct sheet_address *to)
{
    struct address_line lines[MOST_LINES];
    size_t n = 0;
    // Long addresses shrink, to 60 percent at most: still readable to the post.
    for (double scale = 1; scale > 0.59; scale -= 0.05) {
        n = address_lines(s, to, scale, lines);
        if (lines_height(lines, n) <= WINDOW.height)
            break;
    }
    struct sheet_area area = WINDOW;
    for (size_t i = 0; i < n; i++)
        area.y += sheet_put_text(s, area, lines[i].style, lines[i].text);
    if (s->y < FLOW_STARTS)
        s->y = FLOW_STARTS;
}
