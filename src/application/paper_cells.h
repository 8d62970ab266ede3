// SPDX-License-Identifier: AGPL-3.0-or-later
// One field of a form as a cell on paper; shared by the files that draw.
#ifndef APPLICATION_PAPER_CELLS_H
#define APPLICATION_PAPER_CELLS_H

#include "application/paper.h"
#include "sheet/cells.h"

struct drawing {
    struct arena *a;
    struct sheet *s;
    const struct paper *paper;
    const struct params *values; // NULL: blank
};

enum { GRID = 12 }; // parts that the width of a page is divided into
enum { NAME_WIDTH = 41 }; // mm, of a name in a row of one cell

// The fields that stand elsewhere than in their part: the date at the head, the pledge at its end.
bool field_is_apart(const struct paper_field *field);
// A reading stands over the name before it.
bool field_is_reading(const struct paper_field *field, const struct paper_part *part);

int field_share(const struct paper_field *field); // of GRID
double field_column(const struct paper_field *field); // mm, as a column of rows
// A cell with its name; `row` -1: not in rows, and with the name beside it.
struct sheet_cell field_cell(const struct drawing *d, const struct paper_part *part, size_t i,
                             int row);

#endif
