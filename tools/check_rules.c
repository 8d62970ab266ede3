// SPDX-License-Identifier: AGPL-3.0-or-later
// check_rules .: docs/手引き対応表.md names the rule that tests each sentence of the guide, and
// here both sides are compared. Every sentence in the last column is one of a *_test.c; every rule
// that cites the guide or a form (様式) stands in the table; a line without a rule says why.
#include "tools/walk.h"

#include <stdio.h>
#include <unistd.h>

static const char table[] = "docs/手引き対応表.md";
enum { COLUMNS = 4 };

struct rule_at {
    str sentence;
    str path;
    int line;
    bool named; // in the table
    struct rule_at *next;
};
static struct rule_at *rules, **last_rule = &rules;

// --- the rules of the tests ------------------------------------------------------------

// What stands between the quotes, and how far they reach. Literals side by side are one.
static str literals(struct arena *a, str s)
{
    struct buf b = buf_in(a);
    size_t i = 0;
    while (i < s.n && s.p[i] == '"') {
        for (i++; i < s.n && s.p[i] != '"'; i++) {
            if (s.p[i] == '\\')
                i++;
            if (i < s.n)
                buf_byte(&b, s.p[i]);
        }
        for (i++; i < s.n && strchr(" \n", s.p[i]); i++)
            continue;
    }
    return buf_str(&b);
}

// The text behind the bracket of a rule that begins there; empty: none does.
static str rule_begins(str s)
{
    static const char *const words[] = {"RULE(", "PAGE(", "RULE_OF_SQLITE(", "RULE_OF_POSTGRES(",
                                        NULL};
    for (const char *const *word = words; *word; word++)
        if (str_starts(s, str_of(*word)))
            return str_trim(str_from(s, strlen(*word)));
    return NONE;
}

static void collect_rules(struct arena *a, const struct source *of)
{
    str left = of->text, line, rest = of->text;
    for (int number = 1; str_split(&left, '\n', &line); number++, rest = left) {
        str behind = rule_begins(rest);
        if (!behind.n)
            continue;
        struct rule_at *rule = NEW(a, struct rule_at);
        *rule = (struct rule_at){literals(a, behind), of->path, number, false, NULL};
        *last_rule = rule;
        last_rule = &rule->next;
    }
}

static void collect_all(struct arena *a, const char *folder)
{
    struct sources tree = sources_under(a, folder);
    for (size_t i = 0; i < tree.n; i++)
        if (str_ends(tree.at[i].path, S("_test.c")))
            collect_rules(a, &tree.at[i]);
}

// --- the table -------------------------------------------------------------------------

static void name_rule(int line, str sentence)
{
    bool found = false;
    for (struct rule_at *rule = rules; rule; rule = rule->next)
        if (str_eq(rule->sentence, sentence))
            found = rule->named = true;
    if (!found)
        complain(str_of(table), line, "No test has the rule \"%.*s\".", STR(sentence));
}

// "one rule<br>another", or "— why there is none".
static void check_last(int line, str cell)
{
    str dash = S("—");
    if (str_starts(cell, dash) && str_trim(str_from(cell, dash.n)).n)
        return;
    if (!cell.n || str_starts(cell, dash)) {
        complain(str_of(table), line, "Neither a rule nor the reason why there is none.");
        return;
    }
    for (str left = cell; left.n;) {
        size_t end = str_find(left, S("<br>"));
        name_rule(line, str_trim(str_part(left, 0, end)));
        left = end < left.n ? str_from(left, end + strlen("<br>")) : NONE;
    }
}

static void check_line(int number, str line)
{
    str part, left = line, last = NONE;
    str_split(&left, '|', &part); // what stands before the first bar
    size_t n = 0;
    for (; str_split(&left, '|', &part); n++)
        last = str_trim(part);
    if (n == COLUMNS)
        check_last(number, last);
    else
        complain(str_of(table), number, "A line needs %d cells.", COLUMNS);
}

static void check_table(str text)
{
    bool body = false; // behind the line of dashes
    int number = 0;
    for (str line; str_split(&text, '\n', &line);) {
        number++;
        if (!str_starts(line, S("|")))
            body = false;
        else if (str_starts(line, S("|-")))
            body = true;
        else if (body)
            check_line(number, line);
    }
}

// --- both together ---------------------------------------------------------------------

static bool cites(str sentence)
{
    return has_word(sentence, S("guide")) || str_contains(sentence, S("様式"));
}

int main(int n, char **arguments)
{
    if (n != 2 || chdir(arguments[1]) != 0) {
        fprintf(stderr, "check_rules FOLDER\n");
        return 2;
    }
    struct arena *a = arena_new();
    str text;
    collect_all(a, "lib");
    collect_all(a, "src");
    collect_all(a, "test");
    if (source_read(a, table, &text))
        check_table(text);
    else
        complain(str_of(table), 1, "The table is missing.");
    for (const struct rule_at *rule = rules; rule; rule = rule->next)
        if (cites(rule->sentence) && !rule->named)
            complain(rule->path, rule->line, "This rule cites the guide; name it in %s.", table);
    arena_free(a);
    return complaints() ? 1 : 0;
}
