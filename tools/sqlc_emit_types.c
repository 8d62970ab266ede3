// SPDX-License-Identifier: AGPL-3.0-or-later
// How each type is written in C, bound and read.
#include "tools/sqlc.h"

void emit_type(struct buf *out, const struct type *type)
{
    if (type->list) {
        buf_print(out, "const struct %.*s_list *", STR(type->name));
        return;
    }
    switch (type->kind) {
    case TYPE_INT:
        buf_put(out, S("int64_t "));
        return;
    case TYPE_REAL:
        buf_put(out, S("double "));
        return;
    case TYPE_TEXT:
        buf_put(out, S("str "));
        return;
    case TYPE_ENUM:
        buf_print(out, "enum %.*s ", STR(type->name));
        return;
    case TYPE_BOOL:
    case TYPE_BYTES:
    case TYPE_INSTANT:
    case TYPE_DAY:
    case TYPE_ID:
        buf_print(out, "%.*s ", STR(type->name));
        return;
    }
}

// A parameter must not hide a type or a name that the function itself uses.
str local_name(struct buf *out, str name)
{
    static const char *const taken[] = {"day",    "instant", "bytes",  "str",  "tx",
                                        "values", "cursor",  "params", "list", "out", "done", "i"};
    bool is_type = str_ends(name, S("_id"));
    for (size_t i = 0; i < sizeof taken / sizeof taken[0] && !is_type; i++)
        is_type = str_eq(name, str_of(taken[i]));
    return is_type ? str_print(out->arena, "%.*s_", STR(name)) : name;
}

void emit_bind(struct buf *out, const struct type *type, str name)
{
    const char *or_null = type->nullable ? "_or_null" : "";
    switch (type->kind) {
    case TYPE_INT:
    case TYPE_BOOL:
        buf_print(out, "value_int(%.*s)", STR(name));
        return;
    case TYPE_REAL:
        buf_print(out, "value_real(%.*s)", STR(name));
        return;
    case TYPE_TEXT:
    case TYPE_BYTES:
        buf_print(out, "value_%.*s%s(%.*s)", STR(type->name), or_null, STR(name));
        return;
    case TYPE_INSTANT:
    case TYPE_DAY:
        buf_print(out, "value_%.*s(%.*s)", STR(type->name), STR(name));
        return;
    case TYPE_ID:
        buf_print(out, "value_int%s(%.*s.v)", or_null, STR(name));
        return;
    case TYPE_ENUM:
        buf_print(out, "value_int%s(%.*s)", or_null, STR(name));
        return;
    }
}

void emit_read(struct buf *out, const struct type *type, const char *cursor, size_t column)
{
    switch (type->kind) {
    case TYPE_INT:
    case TYPE_REAL:
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_INSTANT:
    case TYPE_DAY:
        buf_print(out, "cursor_%.*s(%s, %zu)", STR(type->name), cursor, column);
        return;
    case TYPE_BOOL:
        buf_print(out, "cursor_int(%s, %zu) != 0", cursor, column);
        return;
    case TYPE_ID:
        buf_print(out, "(%.*s){cursor_int(%s, %zu)}", STR(type->name), cursor, column);
        return;
    case TYPE_ENUM:
        buf_print(out, "(enum %.*s)cursor_int(%s, %zu)", STR(type->name), cursor, column);
        return;
    }
}

static void put_escaped(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\')
            buf_byte(out, '\\');
        if (text.p[i] == '\t')
            buf_put(out, S("\\t"));
        else
            buf_byte(out, text.p[i]);
    }
}

static str without_end_blanks(str line)
{
    while (line.n && strchr(" \t\r", line.p[line.n - 1]))
        line.n--;
    return line;
}

// One literal per line of the SQL, so that it reads as it was written.
void emit_sql(struct buf *out, str sql)
{
    str line, next;
    bool more = str_split(&sql, '\n', &line);
    while (more) {
        do
            more = str_split(&sql, '\n', &next);
        while (more && str_trim(next).n == 0);
        buf_put(out, S("\""));
        put_escaped(out, without_end_blanks(line));
        buf_put(out, more ? S("\\n\"\n           ") : S("\""));
        line = next;
    }
}
