// SPDX-License-Identifier: AGPL-3.0-or-later
// Migrations are written for SQLite STRICT; this is their PostgreSQL wording.
// Texts, quoted names and comments stay as they are.
#include "db/migrate.h"

#include "base/buf.h"

#include <ctype.h>

struct reader {
    str sql;
    size_t at;
    int depth; // of parentheses
    bool in_create_table;
    bool after_columns; // behind the closing parenthesis: table options
    int words; // of this statement so far
    bool began_create;
};

static size_t end_of_quoted(str s, size_t at)
{
    char quote = s.p[at];
    for (at++; at < s.n; at++)
        if (s.p[at] == quote && !(at + 1 < s.n && s.p[at + 1] == quote))
            return at + 1;
        else if (s.p[at] == quote)
            at++; // doubled: part of the text
    return s.n;
}

static size_t end_of_word(str s, size_t at)
{
    while (at < s.n && (isalnum((unsigned char)s.p[at]) || s.p[at] == '_' || s.p[at] & 0x80))
        at++;
    return at;
}

static size_t end_of_token(str s, size_t at)
{
    char c = s.p[at];
    str rest = str_from(s, at);
    if (c == '\'' || c == '"')
        return end_of_quoted(s, at);
    if (str_starts(rest, S("--")))
        return at + str_find_byte(rest, '\n');
    if (str_starts(rest, S("/*"))) {
        size_t end = at + 2 + str_find(str_from(rest, 2), S("*/")) + 2;
        return end < s.n ? end : s.n;
    }
    size_t end = end_of_word(s, at);
    return end > at ? end : at + 1;
}

static bool is(str token, const char *word)
{
    return str_eq_nocase(token, str_of(word));
}

// A type in small letters may be a column's name ("text text"), so TEXT is
// only known in capitals. Its order is that of the bytes, as in SQLite,
// whatever language the server was set up with.
static str type_for_postgres(str token)
{
    if (is(token, "INTEGER"))
        return S("BIGINT");
    if (is(token, "BLOB"))
        return S("BYTEA");
    if (str_eq(token, S("REAL")))
        return S("DOUBLE PRECISION");
    if (str_eq(token, S("TEXT")))
        return S("TEXT COLLATE \"C\"");
    return token;
}

static void note_word(struct reader *r, str token)
{
    r->words++;
    if (r->words == 1)
        r->began_create = is(token, "CREATE");
    if (r->words == 2 && r->began_create)
        r->in_create_table = is(token, "TABLE");
}

static void note_sign(struct reader *r, char c)
{
    if (c == '(')
        r->depth++;
    if (c == ')' && --r->depth == 0)
        r->after_columns = r->in_create_table;
    if (c == ';' && r->depth <= 0)
        *r = (struct reader){.sql = r->sql, .at = r->at};
}

static bool is_table_option(const struct reader *r, str token)
{
    return r->after_columns && (is(token, "STRICT") || is(token, "WITHOUT") || is(token, "ROWID") ||
                                str_eq(token, S(",")));
}

static void put_token(struct buf *out, struct reader *r, str token)
{
    bool is_word = isalpha((unsigned char)token.p[0]);
    if (is_word)
        note_word(r, token);
    else if (token.n == 1)
        note_sign(r, token.p[0]);
    if (is_table_option(r, token)) {
        while (out->n && out->p[out->n - 1] == ' ')
            out->n--;
        return;
    }
    buf_put(out, is_word ? type_for_postgres(token) : token);
}

str migrate_for_postgres(struct arena *a, str sql)
{
    struct buf out = buf_in(a);
    struct reader r = {.sql = sql};
    while (r.at < sql.n) {
        size_t end = end_of_token(sql, r.at);
        str token = str_part(sql, r.at, end - r.at);
        r.at = end;
        put_token(&out, &r, token);
    }
    return buf_str(&out);
}
