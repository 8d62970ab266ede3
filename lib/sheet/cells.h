// SPDX-License-Identifier: AGPL-3.0-or-later
// Forms on paper: rows of bordered cells with a name, filled in by us or by hand. Rows of
// different division stand under each other, so that a cell is as wide as its content needs.
#ifndef SHEET_CELLS_H
#define SHEET_CELLS_H

#include "sheet/sheet.h"

struct sheet_tick {
    str label; // may be empty
    bool ticked;
};

struct sheet_cell {
    double width; // share of the row
    str name; // on a tint at the left; empty: none
    double name_width; // mm; 0 means 24
    bool head; // the whole cell is tinted and its value is a heading
    str above; // small, over the value: a reading, a hint for the pen
    str value;
    const struct sheet_tick *ticks; // boxes to tick, in place of the value
    size_t n_ticks;
    str after; // small, at the right edge: 台, 印
    enum sheet_align align;
    double size; // of the value; 0 means 10.5
};

enum { SHEET_CELLS = 12 };

struct sheet_row {
    const struct sheet_cell *cells;
    size_t n; // at most SHEET_CELLS
    double least; // height in mm; more when the text needs it
};

// Goes on to the next page when there is no room left, and puts `head` (may be NULL) there again.
// A row that no page can take is divided.
void sheet_put_row(struct sheet *s, const struct sheet_row *row, const struct sheet_row *head);

// One box and its label, at a place; returns the width in mm that it took.
double sheet_put_tick(struct sheet *s, double x, double y, const struct sheet_tick *tick);

#endif
