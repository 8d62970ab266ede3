// SPDX-License-Identifier: AGPL-3.0-or-later
// The list of applications as a spreadsheet.
#ifndef APPLICATION_LIST_SHEET_H
#define APPLICATION_LIST_SHEET_H

#include "base/arena.h"

enum { LIST_COLUMNS = 7 };
struct list_row {
    str cells[LIST_COLUMNS];
};
struct list_rows {
    size_t n;
    struct list_row *at; // the first one: the heads of the columns
};

// All cells are text: a receipt number is not a date. False when the system has no room for it.
bool list_sheet(struct arena *a, const struct list_rows *rows, bytes *out);

#endif
