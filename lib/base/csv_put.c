// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"
#include "base/csv.h"

static bool is_formula(str field)
{
    return field.n && memchr("=+-@\t\r", field.p[0], 6);
}

// Blanks at the ends are quoted as well, because some programs trim them.
static bool needs_quotes(str field)
{
    if (str_trim(field).n != field.n)
        return true;
    for (size_t i = 0; i < field.n; i++)
        if (memchr(",\"\r\n", field.p[i], 4))
            return true;
    return false;
}

static void put_field(struct buf *out, str field)
{
    bool quoted = needs_quotes(field);
    if (quoted)
        buf_byte(out, '"');
    if (is_formula(field))
        buf_byte(out, '\'');
    for (str part; field.n;) {
        size_t at = str_find_byte(field, '"');
        part = str_part(field, 0, at + 1);
        buf_put(out, part);
        if (at < field.n)
            buf_byte(out, '"');
        field = str_from(field, at + 1);
    }
    if (quoted)
        buf_byte(out, '"');
}

void csv_put_row(struct buf *out, const str *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_byte(out, ',');
        put_field(out, fields[i]);
    }
    buf_put(out, S("\r\n"));
}
