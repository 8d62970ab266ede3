// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes are read without harm; what was read holds together; and what is
// written from it reads back the same.
#include "base/buf.h"
#include "base/check.h"
#include "base/csv.h"
#include "base/text.h"

enum { MOST_ROWS = 1000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A field that a spreadsheet would run comes back with an apostrophe before it.
static bool is_same(str before, str after)
{
    if (before.n && memchr("=+-@\t\r", before.p[0], 6))
        return str_starts(after, S("'")) && str_eq(before, str_from(after, 1));
    return str_eq(before, after);
}

static void write_and_read(struct arena *a, const struct csv *csv)
{
    struct buf out = buf_in(a);
    struct csv back;
    // With a mark of its own, a mark at the start of the first name stays in the name.
    buf_put(&out, S("\xef\xbb\xbf"));
    csv_put_row(&out, csv->columns, csv->n_columns);
    for (size_t i = 0; i < csv->n; i++)
        csv_put_row(&out, csv->rows[i].fields, csv->n_columns);
    check(csv_read(a, buf_bytes(&out), MOST_ROWS, &back) == CSV_OK);
    check(back.n == csv->n && back.n_columns == csv->n_columns);
    for (size_t i = 0; i < csv->n; i++)
        for (size_t k = 0; k < csv->n_columns; k++)
            check(is_same(csv->rows[i].fields[k], back.rows[i].fields[k]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct csv csv;
    enum csv_outcome outcome = csv_read(a, (bytes){data, size}, MOST_ROWS, &csv);
    check((outcome == CSV_OK) == (csv.bad_line == 0));
    int line = 0;
    for (size_t i = 0; outcome == CSV_OK && i < csv.n; i++) {
        check(csv.rows[i].line > line);
        line = csv.rows[i].line;
        for (size_t k = 0; k < csv.n_columns; k++)
            check(text_is_clean(str_bytes(csv.rows[i].fields[k])));
    }
    if (outcome == CSV_OK)
        write_and_read(a, &csv);
    arena_free(a);
    return 0;
}
