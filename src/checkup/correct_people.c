// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page of corrections says about one person, and on which form administrators change.
#include "checkup/correct.h"

// As the office typed it.
str correct_typed(const struct correction *c, const char *rows, int row, const char *name)
{
    return value_in_row(c->typed, rows, row, name);
}

bool correct_leaves(const struct correction *c, int row)
{
    return str_eq(correct_typed(c, "people", row, "stay"), correct_stay[1]);
}

bool correct_leads(const struct correction *c, int row)
{
    return correct_typed(c, "people", row, "administrator").n > 0;
}

bool correct_is_renamed(const struct correction *c, int row)
{
    return !str_eq(correct_typed(c, "people", row, "name"), c->people[row]->name);
}

bool correct_is_updated(const struct correction *c, int row)
{
    const struct member *m = c->people[row];
    return !str_eq(correct_typed(c, "people", row, "profession"), profession_label(m->profession)) ||
           (!correct_is_renamed(c, row) && !str_eq(correct_typed(c, "people", row, "kana"), m->kana));
}

static bool has_namesake(const struct correction *c, int row)
{
    for (size_t i = 0; i < c->n; i++)
        if ((int)i != row && str_eq(c->people[i]->name, c->people[row]->name))
            return true;
    return false;
}

// 様式2 is the form for a change of administrators; but who takes over and who goes have to stand on
// one form, or neither could be carried out first, and 様式2 knows an administrator by name only.
bool correct_handover_in_usage(const struct correction *c)
{
    for (int row = 0; row < CORRECT_NEWCOMERS; row++)
        if (correct_typed(c, "new", row, "administrator").n > 0)
            return true;
    for (size_t i = 0; i < c->n; i++) {
        int row = (int)i;
        bool changed = correct_leads(c, row) != c->people[i]->administrator;
        if (correct_leaves(c, row) ? c->people[i]->administrator
                           : changed && (correct_is_updated(c, row) || has_namesake(c, row)))
            return true;
    }
    return false;
}

// The next one from `row` on who starts, or stops, to administer; the number of people: none.
int correct_next_handover(const struct correction *c, int row, bool starts)
{
    while (row < (int)c->n && (correct_leaves(c, row) || correct_leads(c, row) == c->people[row]->administrator ||
                               correct_leads(c, row) != starts))
        row++;
    return row;
}
