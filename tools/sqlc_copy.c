// SPDX-License-Identifier: AGPL-3.0-or-later
// From the SQL as written to the SQL as sent: comments dropped, :params numbered.
#include "tools/sqlc.h"

// "-- word rest": the rest, without the word.
bool comment_of(str line, const char *word, str *rest)
{
    line = str_trim(line);
    if (!str_starts(line, S("--")))
        return false;
    line = str_trim(str_from(line, 2));
    str name = str_of(word);
    if (!str_starts(line, name))
        return false;
    *rest = str_from(line, name.n);
    if (rest->n && rest->p[0] != ' ' && rest->p[0] != '\t')
        return false;
    *rest = str_trim(*rest);
    return true;
}

bool declares(str line)
{
    str rest;
    return comment_of(line, "query", &rest) || comment_of(line, "row", &rest);
}

// A list is asked for in portions, so it means something in IN alone.
static void put_param(struct report *r, struct statement *q, size_t i, struct word w,
                      struct buf *sql)
{
    str before = str_trim(buf_str(sql));
    size_t n = q->params.at[i].type.list ? LIST_AT_ONCE : 1;
    if (n > 1 && (!str_ends(before, S(" IN (")) || str_ends(before, S(" NOT IN (")))) {
        report(r, w.line, "A list stands in \"IN (:%.*s)\" and nowhere else.", STR(w.text));
        q->bad = true;
    }
    for (size_t k = 0; k < n; k++)
        buf_print(sql, "%s?%zu", k ? ", " : "", i + 1 + k);
}

static bool use_param(struct report *r, struct statement *q, struct word w, struct buf *sql)
{
    for (size_t i = 0; i < q->params.n; i++) {
        if (str_eq(q->params.at[i].name, w.text)) {
            q->params.at[i].used = true;
            put_param(r, q, i, w, sql);
            return true;
        }
    }
    report(r, w.line, "\":%.*s\" is not declared as a parameter.", STR(w.text));
    return false;
}

// Blanks between two words, with the line breaks kept.
static void put_between(struct buf *sql, str source, size_t from, size_t to)
{
    if (sql->n)
        buf_put(sql, str_part(source, from, to - from));
}

bool note_crossing(struct report *r, str *crosses, str comment, int line)
{
    str reason;
    if (!comment_of(comment, "crosses rooms:", &reason))
        return false;
    *crosses = reason.n ? reason : S("-");
    if (reason.n == 0)
        report(r, line, "\"crosses rooms:\" is followed by the reason.");
    return true;
}

// Copies one statement up to its semicolon; false when that is missing.
bool copy_sql(struct arena *a, struct report *r, struct statement *q, struct words *words)
{
    struct buf sql = buf_in(a);
    size_t done = 0;
    for (struct word w = word_next(words);; w = word_next(words)) {
        if (w.kind == WORD_OPEN) {
            report(r, w.line, "A text or a comment is not closed (a text: on its line).");
            return false;
        }
        if (w.kind == WORD_END || (w.kind == WORD_COMMENT && declares(w.text))) {
            report(r, q->line, "The statement has no \";\" at its end.");
            return false;
        }
        if (sql.n == 0 && w.kind != WORD_COMMENT)
            q->sql_line = w.line;
        put_between(&sql, words->source, done, w.from);
        done = w.to;
        if (mark_is(w, ";"))
            break;
        if (w.kind == WORD_COMMENT)
            note_crossing(r, &q->crosses, w.text, w.line);
        else if (w.kind == WORD_PARAM)
            q->bad |= !use_param(r, q, w, &sql);
        else
            buf_put(&sql, w.text);
    }
    q->sql = str_trim(buf_str(&sql));
    return true;
}

void check_params(struct report *r, struct statement *q)
{
    for (size_t i = 0; i < q->params.n; i++) {
        const struct field *f = &q->params.at[i];
        bool number =
            f->type.kind == TYPE_INT || f->type.kind == TYPE_REAL || f->type.kind == TYPE_BOOL;
        if (!f->used && !q->bad) {
            report(r, q->line, "Parameter \"%.*s\" is not used.", STR(f->name));
            q->bad = true;
        } else if (f->type.list && (i + 1 < q->params.n || q->result != RESULT_MANY)) {
            report(r, q->line, "A list is the last parameter of a query that gives many.");
            q->bad = true;
        } else if (number && f->type.nullable) {
            report(r, q->line,
                   "Parameter \"%.*s\": no %.*s stands for NULL, so it cannot take \"?\".",
                   STR(f->name), STR(f->type.name));
            q->bad = true;
        }
    }
}
