// SPDX-License-Identifier: AGPL-3.0-or-later
// Which office of the city a row means, and what the row would change in it.
#ifndef OFFICE_IMPORT_COMPARE_H
#define OFFICE_IMPORT_COMPARE_H

#include "office/lookup.h"
#include "office/office_row.h"

// What the city has, and what of it the file has named already.
struct known {
    struct arena *arena;
    struct office_row_list there;
    int *taken; // by which line; 0: not yet
    struct lookup by_number, by_name; // of `there`
    struct lookup file_by_number, file_by_name; // lines
};

// Reads all offices of the city in one query. `scratch` is emptied.
struct known known_of(struct tx *tx, city_id city, struct arena *scratch);

// Completes the row: what it changes, the id, its key, and what the file leaves
// empty. Not 0: the line before that named the same office; the row is untouched.
int known_compare(struct known *k, struct arena *scratch, struct import_row *row);

#endif
