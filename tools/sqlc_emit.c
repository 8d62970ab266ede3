// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the generated header and code.
#include "tools/sqlc.h"

#include <ctype.h>

bool has_list(const struct statement *q)
{
    return q->params.n && q->params.at[q->params.n - 1].type.list;
}

// The values that go to the engine.
static size_t value_count(const struct statement *q)
{
    return has_list(q) ? q->params.n - 1 + LIST_AT_ONCE : q->params.n;
}

static bool has_struct(const struct statement *q)
{
    return q->params.n > MOST_PARAMETERS;
}

// The element of a result: "struct post_row " or "member_id ".
static void put_element(struct buf *out, const struct statement *q)
{
    if (q->row)
        buf_print(out, "struct %.*s ", STR(q->row->name));
    else
        emit_type(out, &q->type);
}

static void put_list_name(struct buf *out, const struct statement *q)
{
    buf_print(out, "struct %.*s_list", STR(q->row ? q->row->name : q->type.name));
}

// "int64_t post_count(struct tx *tx, room_id room)"
static void put_signature(struct buf *out, const struct statement *q)
{
    if (q->result == RESULT_NONE)
        buf_put(out, S("int64_t "));
    else if (q->result == RESULT_MAYBE)
        buf_put(out, S("bool "));
    else if (q->result == RESULT_ONE)
        put_element(out, q);
    else {
        put_list_name(out, q);
        buf_byte(out, ' ');
    }
    buf_print(out, "%.*s(struct tx *tx", STR(q->name));
    if (has_struct(q))
        buf_print(out, ", const struct %.*s_params *params", STR(q->name));
    for (size_t i = 0; i < q->params.n && !has_struct(q); i++) {
        buf_put(out, S(", "));
        emit_type(out, &q->params.at[i].type);
        buf_put(out, local_name(out, q->params.at[i].name));
    }
    if (q->result == RESULT_MAYBE) {
        buf_put(out, S(", "));
        put_element(out, q);
        buf_put(out, S("*out"));
    }
    buf_byte(out, ')');
}

// --- the header --------------------------------------------------------------

static void put_struct(struct buf *out, str name, const char *end, const struct fields *fields)
{
    buf_print(out, "struct %.*s%s {\n", STR(name), end);
    for (size_t i = 0; i < fields->n; i++) {
        buf_put(out, S("    "));
        emit_type(out, &fields->at[i].type);
        buf_print(out, "%.*s;%s\n", STR(fields->at[i].name),
                  fields->at[i].type.nullable ? " // may be absent" : "");
    }
    buf_put(out, S("};\n"));
}

static void put_row(struct buf *out, const struct source *source, const struct row *row)
{
    buf_print(out, "\n// %.*s:%d\n", STR(source->path), row->line);
    put_struct(out, row->name, "", &row->fields);
    buf_print(out, "struct %.*s_list {\n    size_t n;\n    struct %.*s *at;\n};\n", STR(row->name),
              STR(row->name));
}

// Lists of enums may be declared by several generated headers.
static void put_enum_list(struct buf *out, const struct statement *q)
{
    if (q->result != RESULT_MANY || q->row || q->type.kind != TYPE_ENUM)
        return;
    str name = q->type.name;
    buf_print(out, "#ifndef LIST_OF_%.*s\n#define LIST_OF_%.*s\n", STR(name), STR(name));
    buf_print(out, "struct %.*s_list {\n    size_t n;\n    enum %.*s *at;\n};\n#endif\n", STR(name),
              STR(name));
}

static void put_prototype(struct buf *out, const struct source *source, const struct statement *q)
{
    buf_print(out, "\n// %.*s:%d\n", STR(source->path), q->line);
    if (q->crosses.n)
        buf_print(out, "// Crosses rooms: %.*s\n", STR(q->crosses));
    put_enum_list(out, q);
    if (has_struct(q))
        put_struct(out, q->name, "_params", &q->params);
    put_signature(out, q);
    buf_put(out, S(";\n"));
}

static str guard_of(struct arena *a, str include)
{
    struct buf guard = buf_in(a);
    for (size_t i = 0; i < include.n; i++) {
        int c = (unsigned char)include.p[i];
        buf_byte(&guard, isalnum(c) ? (char)toupper(c) : '_');
    }
    return buf_str(&guard);
}

static void put_top(struct buf *out, const struct source *source)
{
    buf_print(out, "// SPDX-License-Identifier: AGPL-3.0-or-later\n// Made by sqlc from %.*s.\n",
              STR(source->path));
}

void emit_header(struct buf *out, const struct source *source, str include, str own)
{
    str guard = guard_of(out->arena, include);
    put_top(out, source);
    buf_print(out, "#ifndef %.*s\n#define %.*s\n\n", STR(guard), STR(guard));
    buf_put(out, S("#include \"ids.h\"\n\n#include \"db/typed.h\"\n"));
    if (own.n)
        buf_print(out, "\n#include \"%.*s\"\n", STR(own));
    for (size_t i = 0; i < source->n_rows; i++)
        put_row(out, source, &source->rows[i]);
    for (size_t i = 0; i < source->n_statements; i++)
        put_prototype(out, source, &source->statements[i]);
    buf_put(out, S("\n#endif\n"));
}

// --- the code ------------------------------------------------------------------

static void put_reader(struct buf *out, const struct row *row)
{
    buf_print(out, "\nstatic struct %.*s read_%.*s(struct cursor *cursor)\n{\n", STR(row->name),
              STR(row->name));
    buf_print(out, "    return (struct %.*s){\n", STR(row->name));
    for (size_t i = 0; i < row->fields.n; i++) {
        buf_print(out, "        .%.*s = ", STR(row->fields.at[i].name));
        emit_read(out, &row->fields.at[i].type, "cursor", i);
        buf_put(out, S(",\n"));
    }
    buf_put(out, S("    };\n}\n"));
}

// How the parameter travels, so that PostgreSQL knows the type of a NULL.
static char kind_letter(const struct type *type)
{
    switch (type->kind) {
    case TYPE_REAL:
        return 'r';
    case TYPE_TEXT:
        return 't';
    case TYPE_BYTES:
        return 'b';
    case TYPE_INT:
    case TYPE_BOOL:
    case TYPE_INSTANT:
    case TYPE_DAY:
    case TYPE_ID:
    case TYPE_ENUM:
        break;
    }
    return 'i';
}

static void put_query(struct buf *out, const struct statement *q)
{
    buf_print(out,
              "\nstatic struct query q_%.*s = {\n    .name = \"%.*s\",\n    .sql = ", STR(q->name),
              STR(q->name));
    emit_sql(out, q->sql);
    buf_print(out, ",\n    .n_params = %zu,\n    .n_columns = %zu,\n    .kinds = \"", value_count(q),
              q->n_columns);
    for (size_t i = 0; i < value_count(q); i++)
        buf_byte(out, kind_letter(&q->params.at[i < q->params.n ? i : q->params.n - 1].type));
    buf_put(out, S("\",\n};\n"));
}

static str argument_name(struct buf *out, const struct statement *q, const struct field *f)
{
    return has_struct(q) ? str_print(out->arena, "params->%.*s", STR(f->name))
                         : local_name(out, f->name);
}

static void put_values(struct buf *out, const struct statement *q)
{
    if (q->params.n == 0)
        return;
    if (has_list(q))
        buf_print(out, "    struct value values[%zu] = {\n", value_count(q));
    else
        buf_put(out, S("    const struct value values[] = {\n"));
    for (size_t i = 0; i < q->params.n - has_list(q); i++) {
        const struct field *f = &q->params.at[i];
        str name = argument_name(out, q, f);
        buf_put(out, S("        "));
        emit_bind(out, &f->type, name);
        buf_put(out, S(",\n"));
    }
    buf_put(out, S("    };\n"));
}

static void put_read(struct buf *out, const struct statement *q)
{
    if (q->row)
        buf_print(out, "read_%.*s(&cursor)", STR(q->row->name));
    else
        emit_read(out, &q->type, "&cursor", 0);
}

static void put_one(struct buf *out, const struct statement *q)
{
    buf_put(out, S("    if (!cursor_next(&cursor)) {\n"));
    buf_print(out, "        tx_fail(tx, \"%.*s: no row\");\n", STR(q->name));
    buf_put(out, S("        return ("));
    put_element(out, q);
    out->n--; // the blank after the type
    buf_put(out, S("){0};\n    }\n    "));
    put_element(out, q);
    buf_put(out, S("out = "));
    put_read(out, q);
    buf_put(out, S(";\n    cursor_close(&cursor);\n    return out;\n"));
}

static void put_maybe(struct buf *out, const struct statement *q)
{
    buf_put(out, S("    if (!cursor_next(&cursor))\n        return false;\n    *out = "));
    put_read(out, q);
    buf_put(out, S(";\n    cursor_close(&cursor);\n    return true;\n"));
}

// From the open cursor into `list`.
static void put_rows(struct buf *out, const struct statement *q)
{
    const char *indent = has_list(q) ? "    " : "";
    buf_print(out,
              "    while (cursor_next(&cursor)) {\n"
              "%s        list.at = list_room(tx, list.at, list.n, sizeof *list.at);\n"
              "%s        list.at[list.n++] = ",
              indent, indent);
    put_read(out, q);
    buf_print(out, ";\n%s    }\n", indent);
}

static void put_list_end(struct buf *out, const struct statement *q)
{
    buf_put(out, S("    return tx_ok(tx) ? list : ("));
    put_list_name(out, q);
    buf_put(out, S("){0};\n"));
}

static void put_many(struct buf *out, const struct statement *q)
{
    buf_put(out, S("    "));
    put_list_name(out, q);
    buf_put(out, S(" list = {0};\n"));
    put_rows(out, q);
    put_list_end(out, q);
}

// A list is asked for in portions; the last one is filled up with its last id.
static void put_portions(struct buf *out, const struct statement *q)
{
    size_t before = q->params.n - 1;
    str ids = argument_name(out, q, &q->params.at[before]);
    buf_put(out, S("    "));
    put_list_name(out, q);
    buf_print(out,
              " list = {0};\n"
              "    for (size_t done = 0; done < %.*s->n; done += %d) {\n"
              "        for (size_t i = 0; i < %d; i++)\n"
              "            values[%zu + i] = value_int(\n"
              "                %.*s->at[done + i < %.*s->n ? done + i : %.*s->n - 1].v);\n",
              STR(ids), LIST_AT_ONCE, LIST_AT_ONCE, before, STR(ids), STR(ids), STR(ids));
    buf_print(out, "        struct cursor cursor = query_open(tx, &q_%.*s, values);\n    ",
              STR(q->name));
    put_rows(out, q);
    buf_put(out, S("    }\n"));
    put_list_end(out, q);
}

static void put_body(struct buf *out, const struct statement *q)
{
    const char *values = q->params.n ? "values" : "NULL";
    put_values(out, q);
    if (has_list(q)) {
        put_portions(out, q);
        return;
    }
    if (q->result == RESULT_NONE) {
        buf_print(out, "    return query_run(tx, &q_%.*s, %s);\n", STR(q->name), values);
        return;
    }
    buf_print(out, "    struct cursor cursor = query_open(tx, &q_%.*s, %s);\n", STR(q->name),
              values);
    if (q->result == RESULT_ONE)
        put_one(out, q);
    else if (q->result == RESULT_MAYBE)
        put_maybe(out, q);
    else
        put_many(out, q);
}

void emit_code(struct buf *out, const struct source *source, str include)
{
    put_top(out, source);
    buf_print(out, "#include \"%.*s\"\n", STR(include));
    for (size_t i = 0; i < source->n_rows; i++)
        put_reader(out, &source->rows[i]);
    for (size_t i = 0; i < source->n_statements; i++) {
        const struct statement *q = &source->statements[i];
        put_query(out, q);
        buf_byte(out, '\n');
        put_signature(out, q);
        buf_put(out, S("\n{\n"));
        put_body(out, q);
        buf_put(out, S("}\n"));
    }
}
