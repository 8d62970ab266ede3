// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device's CSV says: its columns, its times, its numbers. Inside this folder only.
#ifndef VITALS_IMPORT_READ_H
#define VITALS_IMPORT_READ_H

#include "base/csv.h"
#include "vitals/vitals.h"

struct import_columns {
    int moment; // date and time together; -1: none
    int date, clock;
    int note;
    int signs[VITALS_SIGNS];
    str found, unknown;
};
// The sentence that says why nothing can be read; empty when all is well.
str import_read_file(struct arena *a, bytes file, struct csv *csv, struct import_columns *out);
// NO_INSTANT when the row has none that can be read.
instant import_read_time(struct arena *a, const struct csv_row *row,
                         const struct import_columns *columns);
// "36.5", "36.5℃", "72 bpm", "--".
enum vitals_reading import_read_value(struct arena *a, enum vitals_sign sign, str field,
                                      int64_t *out);
// "2026/11/02 8:05", "2026-11-02T08:05:00", "2026年11月2日 8時5分"; NO_INSTANT otherwise.
instant vitals_read_moment(struct arena *a, str text);

#endif
