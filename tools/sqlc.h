// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of sqlc: words → declarations → checks against SQLite → C.
// tools/README.md says what the language promises.
#ifndef TOOLS_SQLC_H
#define TOOLS_SQLC_H

#include "base/arena.h"
#include "base/buf.h"
#include "tools/sqlc_words.h"

#include <stdio.h>

// Errors are collected as "file:line: sentence" lines, so that one run shows all.
struct report {
    struct buf text;
    const char *file;
    int n;
};
void report(struct report *r, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Reports what does not mean the same on both engines; `sql` begins at `line`
// (sqlc_alike.c).
void words_refuse(struct report *r, str sql, int line);

// --- declarations (sqlc_parse.c) -------------------------------------------------

enum type_kind {
    TYPE_INT,
    TYPE_BOOL,
    TYPE_REAL,
    TYPE_TEXT,
    TYPE_BYTES,
    TYPE_INSTANT,
    TYPE_DAY,
    TYPE_ID,
    TYPE_ENUM,
};
struct type {
    enum type_kind kind;
    str name; // as written, without `?` or `[]` and without "enum"
    bool nullable;
    bool list; // of ids, in a parameter
};
struct field {
    str name;
    struct type type;
    bool used; // a parameter occurs in the SQL
};
struct fields {
    size_t n;
    struct field *at;
};
struct row {
    str name;
    struct fields fields;
    int line;
    bool used;
};

enum result_kind { RESULT_ONE, RESULT_MAYBE, RESULT_MANY, RESULT_NONE };
struct statement {
    str name;
    struct fields params;
    enum result_kind result;
    str result_name; // what stands after one, maybe or many
    struct row *row; // NULL for a single type
    struct type type; // the single type
    size_t n_columns; // filled by source_check
    str crosses; // the reason given, or empty
    str sql; // with ?1 …, the line breaks of the source, no comments
    int line; // of the declaration
    int sql_line; // of the SQL's first line
    bool bad; // reported; no further checks
};
struct source {
    str path;
    size_t n_rows;
    struct row *rows;
    size_t n_statements;
    struct statement *statements;
};
struct source source_parse(struct arena *a, struct report *r, str path, str text);
bool type_parse(str text, struct type *out); // sqlc_type.c
// True when a column declared so holds the type; also when nothing is declared.
bool type_is_stored_as(const struct type *type, const char *declared);
bool name_is_good(str name); // for C and for both engines

// --- within declarations (sqlc_copy.c) ------------------------------------------

bool comment_of(str line, const char *word, str *rest);
bool declares(str line); // "-- query …" or "-- row …"
bool note_crossing(struct report *r, str *crosses, str comment, int line);
bool copy_sql(struct arena *a, struct report *r, struct statement *q, struct words *words);
void check_params(struct report *r, struct statement *q);

// --- checks (sqlc_check.c, sqlc_params.c, sqlc_schema.c) -----------------------------------------

struct sqlite3;
struct table {
    str name;
    const char *file;
    int line;
    bool scoped; // "-- scope room" stands above its CREATE TABLE
    bool touched; // by the query in hand
};
struct schema {
    struct arena *arena;
    struct sqlite3 *db;
    size_t n;
    struct table *tables;
};

// Applies the files in order to an empty database in memory.
void schema_open(struct schema *s, struct arena *a);
void schema_apply(struct schema *s, struct report *r, str sql);
void schema_finish(struct schema *s, struct report *r);
struct table *schema_table(struct schema *s, str name);
void schema_close(struct schema *s);

void check_param_types(struct schema *schema, struct report *r, struct statement *q);
void source_check(struct schema *schema, struct report *r, struct source *source);

// --- C (sqlc_emit.c, sqlc_emit_types.c) -------------------------------------------

// `include` is the generated header's name in #include, `own` the word's public
// header or empty.
void emit_header(struct buf *out, const struct source *source, str include, str own);
void emit_code(struct buf *out, const struct source *source, str include);

void emit_type(struct buf *out, const struct type *type);
void emit_bind(struct buf *out, const struct type *type, str name);
void emit_read(struct buf *out, const struct type *type, const char *cursor, size_t column);
void emit_sql(struct buf *out, str sql);
str local_name(struct buf *out, str name);

enum { MOST_PARAMETERS = 5 }; // more become a struct
enum { LIST_AT_ONCE = 50 }; // ids of a list that one statement takes
bool has_list(const struct statement *q);

#endif
