// SPDX-License-Identifier: AGPL-3.0-or-later
// CSV as Japanese offices publish it: UTF-8 with or without BOM, or MS932;
// commas; CRLF or LF; quoted fields with commas, quotes and line breaks.
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"

enum csv_outcome {
    CSV_OK,
    CSV_NOT_TEXT, // neither UTF-8 nor MS932, or control characters inside
    CSV_QUOTE_OPEN, // a quote is never closed
    CSV_QUOTE_STRAY, // something follows a closing quote
    CSV_COLUMNS, // a row has more fields than the header
    CSV_EMPTY, // no header row
    CSV_TOO_LARGE, // over the rows given, 500 columns, 16 million fields or 512 MB
};

struct csv_row {
    int line; // where the row begins in the file, from 1
    str *fields; // exactly as many as the header; missing trailing ones are empty
    size_t n; // how many of them stood in the file
};

struct csv {
    size_t n_columns;
    str *columns; // the header's names, trimmed
    size_t n;
    struct csv_row *rows; // wholly blank rows are left out
    int bad_line; // on any outcome but CSV_OK: the line at fault
};

// Reads the whole file. Fields are views into the converted text where they
// need no unquoting; nothing is cleaned or folded here.
enum csv_outcome csv_read(struct arena *a, bytes file, size_t max_rows, struct csv *out);

struct buf;
// Appends one row with CRLF; quotes where needed. A field that a spreadsheet
// would run as a formula (= + - @ tab CR first) is given a leading apostrophe.
void csv_put_row(struct buf *out, const str *fields, size_t n);

#endif
