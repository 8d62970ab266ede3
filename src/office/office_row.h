// SPDX-License-Identifier: AGPL-3.0-or-later
// Between rows of the table and struct office; for the files of this folder.
#ifndef OFFICE_OFFICE_ROW_H
#define OFFICE_OFFICE_ROW_H

#include "office/office.h"
#include "office/office.sql.h"

struct office office_of_row(const struct office_row *row);

// What a search looks through.
str office_folded(struct arena *a, const struct office *o);

// The keys by which an office is known again (see import_read). Empty when the
// office has no number.
str office_number_key(struct arena *a, const struct office *o);
str office_name_key(struct arena *a, const struct office *o);
// The one that is stored: by number where there is one.
str office_match_key(struct arena *a, const struct office *o);

void office_store_new(struct tx *tx, const struct office *o, str match_key, str folded);
// The rows changed: 1, or 0 when there is no such office in the city.
int64_t office_store_change(struct tx *tx, const struct office *o, str match_key, str folded);

#endif
