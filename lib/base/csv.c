// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/csv.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/text_bytes.h"

// Far beyond any form that offices exchange. The second one bounds the memory
// that a small file with a wide header and many short rows can ask for.
enum { MOST_COLUMNS = 500, MOST_FIELDS = 16 * 1000 * 1000, FIELDS_AT_ONCE = 4096 };

struct reader {
    struct arena *arena;
    str text;
    size_t at;
    int line; // of the byte at `at`
    int fault_line;
    str *spare; // fields allotted but not yet given to a row
    size_t n_spare;
};

static int count_lines(bytes b, size_t until)
{
    int line = 1;
    for (size_t i = 0; i < until; i++)
        line += b.p[i] == '\n' || (b.p[i] == '\r' && i + 1 < b.n && b.p[i + 1] != '\n');
    return line;
}

// UTF-8 when it is that, else MS932. When it is neither, the fault is where the
// encoding that got further stopped.
static bool to_text(struct arena *a, bytes file, str *out, int *bad_line)
{
    bool marked = str_starts(bytes_str(file), S("\xef\xbb\xbf"));
    size_t clean = text_clean_prefix(file);
    if (clean == file.n) {
        *out = str_from(bytes_str(file), marked ? 3 : 0);
        return true;
    }
    str converted;
    size_t read = marked ? 0 : text_ms932_prefix(a, file, &converted);
    if (read == file.n) {
        size_t converted_clean = text_clean_prefix(str_bytes(converted));
        *out = converted;
        *bad_line = count_lines(str_bytes(converted), converted_clean);
        return converted_clean == converted.n;
    }
    *bad_line = count_lines(file, read > clean ? read : clean);
    return false;
}

// --- one field ---------------------------------------------------------------------
static bool at_row_end(const struct reader *r)
{
    return r->at == r->text.n || r->text.p[r->at] == '\n' || r->text.p[r->at] == '\r';
}

static void skip_line_break(struct reader *r)
{
    if (r->at == r->text.n)
        return;
    if (r->text.p[r->at] == '\r' && r->at + 1 < r->text.n && r->text.p[r->at + 1] == '\n')
        r->at++;
    r->at++;
    r->line++;
}

static str read_plain(struct reader *r)
{
    const char *p = r->text.p;
    size_t from = r->at, i = from, n = r->text.n;
    while (i < n && p[i] != ',' && p[i] != '\n' && p[i] != '\r')
        i++;
    r->at = i;
    return (str){p + from, i - from};
}

// The field without its outer quotes; doubled quotes are still doubled.
static enum csv_outcome read_quoted(struct reader *r, str *out, size_t *n_doubled)
{
    int opened = r->line;
    size_t from = ++r->at;
    for (; r->at < r->text.n; r->at++) {
        char c = r->text.p[r->at];
        bool followed = r->at + 1 < r->text.n;
        if (c == '\n' || (c == '\r' && followed && r->text.p[r->at + 1] != '\n'))
            r->line++;
        if (c != '"')
            continue;
        if (!followed || r->text.p[r->at + 1] != '"') {
            *out = (str){r->text.p + from, r->at++ - from};
            return CSV_OK;
        }
        r->at++;
        ++*n_doubled;
    }
    r->fault_line = opened;
    return CSV_QUOTE_OPEN;
}

static str undouble(struct arena *a, str s, size_t n_doubled)
{
    if (n_doubled == 0)
        return s;
    char *p = arena_alloc_raw(a, s.n - n_doubled);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        p[n++] = s.p[i];
        i += s.p[i] == '"';
    }
    return (str){p, n};
}

static enum csv_outcome read_field(struct reader *r, str *out)
{
    if (r->at == r->text.n || r->text.p[r->at] != '"') {
        *out = read_plain(r);
        return CSV_OK;
    }
    size_t n_doubled = 0;
    enum csv_outcome outcome = read_quoted(r, out, &n_doubled);
    if (outcome != CSV_OK)
        return outcome;
    *out = undouble(r->arena, *out, n_doubled);
    if (at_row_end(r) || r->text.p[r->at] == ',')
        return CSV_OK;
    r->fault_line = r->line;
    return CSV_QUOTE_STRAY;
}

// --- one row -----------------------------------------------------------------------
// Reads up to `most` fields and the line break; *n is how many there were.
static enum csv_outcome read_row(struct reader *r, str *fields, size_t most, size_t *n)
{
    int began = r->line;
    for (*n = 0; *n < most; r->at++) {
        enum csv_outcome outcome = read_field(r, &fields[*n]);
        if (outcome != CSV_OK)
            return outcome;
        ++*n;
        if (at_row_end(r)) {
            skip_line_break(r);
            return CSV_OK;
        }
    }
    r->fault_line = began;
    return CSV_COLUMNS;
}

static bool all_blank(const str *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fields[i].n && str_trim(fields[i]).n)
            return false;
    return true;
}

static enum csv_outcome read_header(struct reader *r, struct csv *out)
{
    str *fields = NEW_ARRAY(r->arena, str, MOST_COLUMNS);
    size_t n = 0;
    while (r->at < r->text.n) {
        int began = r->line;
        enum csv_outcome outcome = read_row(r, fields, MOST_COLUMNS, &n);
        if (outcome != CSV_OK)
            return outcome == CSV_COLUMNS ? CSV_TOO_LARGE : outcome;
        if (all_blank(fields, n))
            continue;
        for (size_t i = 0; i < n; i++)
            fields[i] = str_trim(fields[i]);
        r->fault_line = began;
        out->columns = fields;
        out->n_columns = n;
        return CSV_OK;
    }
    r->fault_line = 1;
    return CSV_EMPTY;
}

// Fields for one more row, all empty.
static str *spare_fields(struct reader *r, size_t n)
{
    if (r->n_spare < n) {
        r->n_spare = n > FIELDS_AT_ONCE ? n : FIELDS_AT_ONCE / n * n;
        r->spare = NEW_ARRAY(r->arena, str, r->n_spare);
    }
    return r->spare;
}

static void keep_row(struct reader *r, struct csv *out, size_t *room, struct csv_row row)
{
    if (out->n == *room) {
        size_t more = *room ? *room * 2 : 64;
        out->rows =
            arena_grow(r->arena, out->rows, *room * sizeof *out->rows, more * sizeof *out->rows);
        *room = more;
    }
    out->rows[out->n++] = row;
    r->spare += out->n_columns;
    r->n_spare -= out->n_columns;
}

static enum csv_outcome read_rows(struct reader *r, size_t max_rows, struct csv *out)
{
    size_t room = 0, n_fields = 0;
    while (r->at < r->text.n) {
        int line = r->line;
        str *fields = spare_fields(r, out->n_columns);
        enum csv_outcome outcome = read_row(r, fields, out->n_columns, &n_fields);
        if (outcome != CSV_OK)
            return outcome;
        if (all_blank(fields, n_fields)) {
            memset(fields, 0, n_fields * sizeof *fields);
            continue;
        }
        if (out->n == max_rows || (out->n + 1) * out->n_columns > MOST_FIELDS) {
            r->fault_line = line;
            return CSV_TOO_LARGE;
        }
        keep_row(r, out, &room, (struct csv_row){line, fields, n_fields});
    }
    return CSV_OK;
}

enum csv_outcome csv_read(struct arena *a, bytes file, size_t max_rows, struct csv *out)
{
    struct reader r = {.arena = a, .line = 1};
    *out = (struct csv){0};
    if (file.n >= INT32_MAX / 4) {
        out->bad_line = 1;
        return CSV_TOO_LARGE;
    }
    if (!to_text(a, file, &r.text, &out->bad_line))
        return CSV_NOT_TEXT;
    enum csv_outcome outcome = read_header(&r, out);
    if (outcome == CSV_OK)
        outcome = read_rows(&r, max_rows, out);
    out->bad_line = outcome == CSV_OK ? 0 : r.fault_line;
    return outcome;
}
