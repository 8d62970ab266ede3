// SPDX-License-Identifier: AGPL-3.0-or-later
// Any file of a measuring device is read without harm; what is taken of it is a possible value at a
// time of the calendar.
#include "base/check.h"
#include "base/text.h"
#include "vitals/import_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(struct arena *a, const struct csv_row *row, const struct import_columns *c)
{
    instant at = import_read_time(a, row, c);
    if (instant_is(at))
        check(day_format_iso(a, day_of(at)).n == 10);
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        int64_t value;
        const struct vitals_facts *facts = vitals_facts_of(s);
        if (c->signs[s] < 0 || import_read_value(a, s, row->fields[c->signs[s]], &value) != VITALS_READ)
            continue;
        check(value >= facts->least && value <= facts->most);
        check(text_is_clean(str_bytes(vitals_amount(a, s, value))));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct csv csv;
    struct import_columns columns;
    str refused = import_read_file(a, (bytes){data, size}, &csv, &columns);
    for (size_t i = 0; refused.n == 0 && i < csv.n; i++)
        look_at(a, &csv.rows[i], &columns);
    arena_free(a);
    return 0;
}
