// SPDX-License-Identifier: AGPL-3.0-or-later
// A device's measurings from CSV: columns known by many names, each row examined, nothing taken
// twice. Inside this folder only.
#ifndef VITALS_IMPORT_H
#define VITALS_IMPORT_H

#include "base/csv.h"
#include "vitals/vitals.h"

enum { IMPORT_MOST_ROWS = 2000, IMPORT_MOST_BYTES = 512 * 1024 };

enum line_fate { LINE_TAKEN, LINE_KNOWN, LINE_REFUSED }; // KNOWN: the room has it, or had it
struct import_line {
    int line; // in the file, from 1
    enum line_fate fate;
    instant measured_at;
    struct vitals_values values;
    str note;
    str finding; // empty: nothing to say; also of rows that are taken (unlikely values)
};
struct vitals_import {
    str refused; // why nothing of the file can be taken; empty: it can be read
    size_t n, n_taken, n_known, n_refused;
    struct import_line *at; // in the file's order
    str columns; // what was found: "測定日時、体温、脈拍"
    str unknown; // columns that are not taken
};
struct vitals_import vitals_import_read(struct tx *tx, const struct seat *seat, bytes file);
// All rows that are to be taken, in the transaction at hand, and one post that tells of them.
// The number of rows; 0 also when the room may not be written into.
size_t vitals_import_take(struct tx *tx, const struct seat *seat,
                          const struct vitals_import *import);

#endif
