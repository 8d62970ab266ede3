// SPDX-License-Identifier: AGPL-3.0-or-later
// Refuses what SQLite accepts but PostgreSQL does not, or answers differently.
#include "tools/sqlc.h"

struct ban {
    const char *word;
    const char *instead;
};

static const struct ban functions[] = {
    {"now", "pass tx_now() as a parameter"},
    {"date", "pass a day as a parameter"},
    {"time", "pass an instant as a parameter"},
    {"datetime", "pass an instant as a parameter"},
    {"julianday", "pass a day as a parameter"},
    {"strftime", "pass a day or an instant as a parameter"},
    {"unixepoch", "pass an instant as a parameter"},
    {"cast", "give the column the type that is wanted"},
    {"ifnull", "write coalesce()"},
    {"iif", "write CASE WHEN"},
    {"instr", "search in C, or by keyed tokens"},
    {"group_concat", "read the rows and join them in C"},
    {"string_agg", "read the rows and join them in C"},
    {"total", "write coalesce(sum(…), 0)"},
    {"printf", "format in C"},
    {"format", "format in C"},
    {"hex", "format in C"},
    {"unhex", "pass bytes as a parameter"},
    {"char", "pass a text as a parameter"},
    {"unicode", "look at the text in C"},
    {"random", "draw in C with random_below()"},
    {"randomblob", "draw in C with random_fill()"},
    {"zeroblob", "pass bytes as a parameter"},
    {"typeof", "give the column one type"},
    {"quote", "pass a parameter"},
    {"changes", "use what the generated function returns"},
    {"total_changes", "use what the generated function returns"},
    {"last_insert_rowid", "make the id with tx_new_id()"},
    {"like", "compare folded text"},
    {"glob", "compare folded text"},
};

static const struct ban names[] = {
    {"like", "it ignores case on SQLite only; compare folded text"},
    {"ilike", "compare folded text"},
    {"glob", "compare folded text"},
    {"regexp", "look at the text in C"},
    {"match", "search by keyed tokens"},
    {"autoincrement", "make the id with tx_new_id()"},
    {"_rowid_", "name the primary key"},
    {"oid", "name the primary key"},
    {"current_timestamp", "pass tx_now() as a parameter"},
    {"current_date", "pass tx_today() as a parameter"},
    {"current_time", "pass tx_now() as a parameter"},
    {"collate", "order in C with text_collate()"},
    {"indexed", "leave the choice of the index to the engine"},
    {"array", "use a table"},
};

// SQLite takes these as names of tables and columns.
static const char *const reserved[] = {
    "analyse",      "asymmetric",   "authorization",  "binary",         "both",
    "collation",    "concurrently", "current_role",   "current_schema", "current_catalog",
    "current_user", "fetch",        "freeze",         "grant",          "lateral",
    "leading",      "localtime",    "localtimestamp", "only",           "overlaps",
    "placing",      "session_user", "similar",        "symmetric",      "tablesample",
    "trailing",     "user",         "variadic",       "verbose",
};

static const struct ban marks[] = {
    {"::", "give the column the type that is wanted"},
    {"==", "write ="},
    {"->", "use columns instead of JSON"},
    {"->>", "use columns instead of JSON"},
    {"[", "arrays and [names] are one engine's"},
    {"`", "write the name without quotes"},
    {"?", "write :name"},
    {"$", "write :name"},
    {"@", "write :name"},
};

static const char *find_ban(const struct ban *list, size_t n, str text)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(text, str_of(list[i].word)))
            return list[i].instead;
    return NULL;
}
static const char *ban_of_reserved(str text)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (str_eq_nocase(text, str_of(reserved[i])))
            return "PostgreSQL keeps the word for itself; choose another name";
    return NULL;
}
#define FIND_BAN(list, text) find_ban((list), sizeof(list) / sizeof(list)[0], (text))

// Three words in a row: what came before, the one in hand, what follows.
struct view {
    struct word before, word, after;
};

static const char *ban_of_name(const struct view *v)
{
    bool call = mark_is(v->after, "(");
    const char *instead = call ? FIND_BAN(functions, v->word.text) : NULL;
    if (instead)
        return instead;
    if (call && v->word.text.n >= 4 && str_eq_nocase(str_part(v->word.text, 0, 4), S("json")))
        return "use columns instead of JSON";
    if (word_is(v->word, "rowid") && !word_is(v->before, "without"))
        return "name the primary key";
    const char *other = FIND_BAN(names, v->word.text);
    return other ? other : ban_of_reserved(v->word.text);
}

static const char *ban_of_pair(const struct view *v)
{
    if (word_is(v->word, "for") && (word_is(v->after, "update") || word_is(v->after, "share")))
        return "writing transactions are serializable already";
    if (word_is(v->after, "or") && (word_is(v->word, "insert") || word_is(v->word, "update")))
        return "write ON CONFLICT";
    if ((word_is(v->word, "true") || word_is(v->word, "false")) && !word_is(v->before, "where") &&
        !word_is(v->before, "on"))
        return "a bool is stored as 0 or 1";
    if (word_is(v->word, "x") && v->after.kind == WORD_TEXT && v->after.from == v->word.to)
        return "pass bytes as a parameter";
    if (word_is(v->word, "is") && !word_is(v->after, "not") && !word_is(v->after, "null") &&
        !word_is(v->after, "distinct"))
        return "write IS NOT DISTINCT FROM";
    if (word_is(v->before, "is") && word_is(v->word, "not") && !word_is(v->after, "null") &&
        !word_is(v->after, "distinct"))
        return "write IS DISTINCT FROM";
    return NULL;
}

// min(a, b) and max(a, b) pick among values on SQLite only.
static bool has_two_arguments(struct words rest)
{
    int depth = 0;
    for (struct word w = word_next(&rest); w.kind != WORD_END; w = word_next(&rest)) {
        if (mark_is(w, "("))
            depth++;
        else if (mark_is(w, ")") && --depth == 0)
            return false;
        else if (mark_is(w, ",") && depth == 1)
            return true;
    }
    return false;
}

static const char *ban_of(const struct view *v, struct words rest)
{
    if (v->word.kind == WORD_MARK)
        return FIND_BAN(marks, v->word.text);
    if (v->word.kind != WORD_NAME)
        return NULL;
    const char *instead = ban_of_name(v);
    if (!instead)
        instead = ban_of_pair(v);
    if (!instead && (word_is(v->word, "max") || word_is(v->word, "min")) &&
        mark_is(v->after, "(") && has_two_arguments(rest))
        instead = "write CASE WHEN";
    return instead;
}

static struct word next_real(struct words *w)
{
    struct word word;
    do
        word = word_next(w);
    while (word.kind == WORD_COMMENT);
    return word;
}

void words_refuse(struct report *r, str sql, int line)
{
    struct words w = {sql, 0, line};
    struct view v = {.word = next_real(&w)};
    bool in_limit = false;
    for (; v.word.kind != WORD_END; v.before = v.word, v.word = v.after) {
        v.after = next_real(&w);
        const char *instead = ban_of(&v, (struct words){sql, v.word.to, v.word.line});
        if (in_limit && mark_is(v.word, ","))
            instead = "write LIMIT … OFFSET …";
        in_limit = word_is(v.word, "limit") || (in_limit && !mark_is(v.word, ")"));
        if (instead)
            report(r, v.word.line, "\"%.*s\" does not run alike on both engines here: %s.",
                   STR(v.word.text), instead);
    }
}
