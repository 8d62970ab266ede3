// SPDX-License-Identifier: AGPL-3.0-or-later
// One row of a published file, read into an office; for the import only.
#ifndef OFFICE_IMPORT_ROW_H
#define OFFICE_IMPORT_ROW_H

#include "city/city.h"
#include "office/import_columns.h"

struct reading {
    struct arena *arena; // the plan's
    struct arena *scratch; // for what cleaning leaves behind; emptied now and then
    struct city city;
    struct csv csv;
    struct import_columns columns;
    struct findings findings;
    bool refused;
    // rows of other cities are counted and told of once
    size_t n_elsewhere;
    int first_elsewhere;
    str name_elsewhere;
};

void reading_find(struct reading *r, int line, enum finding_weight weight, str column,
                  str sentence);

// What stands there, on one line, full-width ASCII made half-width.
str row_text(struct reading *r, const struct csv_row *row, enum import_column column);

// True when the row is an office of the city.
bool row_is_here(struct reading *r, const struct csv_row *row);
// Everything but the service. Findings are added; a refusal sets r->refused.
struct office row_office(struct reading *r, const struct csv_row *row);
// One part of the service column: 訪問介護;訪問看護 is two offices.
void row_service(struct reading *r, const struct csv_row *row, str service, struct office *out);

#endif
