// SPDX-License-Identifier: AGPL-3.0-or-later
// Values of a part: packing rows, taking in what was typed.
#include "pledge/pledge.h"
#include "portal/stay.h"

void params_set(struct arena *a, struct params *values, str name, str value)
{
    for (size_t i = 0; i < values->n; i++)
        if (str_eq(values->at[i].name, name)) {
            values->at[i].value = value;
            return;
        }
    values->at = arena_grow(a, values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){name, value};
}

void params_drop(struct params *values, str name)
{
    size_t n = 0;
    for (size_t i = 0; i < values->n; i++)
        if (!str_eq(values->at[i].name, name))
            values->at[n++] = values->at[i];
    values->n = n;
}

bool part_has(const struct paper_part *part, const char *name)
{
    for (size_t i = 0; i < part->n; i++)
        if (strcmp(part->fields[i].name, name) == 0)
            return true;
    return false;
}

static bool is_of_part(const struct paper_part *part, str name)
{
    if (part->rows) {
        str rows = str_of(part->rows);
        return str_starts(name, rows) && name.n > rows.n && name.p[rows.n] == '.';
    }
    for (size_t i = 0; i < part->n; i++)
        if (str_eq(str_of(part->fields[i].name), name))
            return true;
    return false;
}

int part_of_field(const struct paper *paper, str name)
{
    for (size_t i = 0; i < paper->n; i++)
        if (is_of_part(&paper->parts[i], name))
            return (int)i;
    return -1;
}

// --- rows ------------------------------------------------------------------------------------

static bool row_is_blank(const struct params *typed, const struct paper_part *part, int row)
{
    for (size_t i = 0; i < part->n; i++)
        if (part->fields[i].type != PAPER_CHOICE &&
            str_trim(value_in_row(typed, part->rows, row, part->fields[i].name)).n > 0)
            return false;
    return true;
}

static void copy_row(struct arena *a, const struct params *from, const struct paper_part *part,
                     int row, int to, struct params *out)
{
    for (size_t i = 0; i < part->n; i++) {
        const char *name = part->fields[i].name;
        str value = value_in_row(from, part->rows, row, name);
        if (value.n)
            params_set(a, out, field_name_in(a, part, to, name), value);
    }
}

struct params rows_packed(struct arena *a, const struct params *typed,
                          const struct paper_part *part, int without)
{
    struct params packed = {0};
    for (size_t i = 0; i < typed->n; i++)
        if (!part->rows || !is_of_part(part, typed->at[i].name))
            params_set(a, &packed, typed->at[i].name, typed->at[i].value);
    int to = 0;
    for (int row = 0; part->rows && row < part->most_rows; row++)
        if (row != without && !row_is_blank(typed, part, row))
            copy_row(a, typed, part, row, to++, &packed);
    return packed;
}

// --- the pledge ------------------------------------------------------------------------------

// Who leaves is not asked for the pledge.
static bool pledges(const struct params *values, const struct paper_part *people, int row)
{
    return value_in_row(values, people->rows, row, "name").n > 0 &&
           !str_eq(value_in_row(values, people->rows, row, "move"), S("削除"));
}

// A person's acceptance stays with the name, wherever the row went.
static void keep_pledges(struct arena *a, const struct params *before,
                         const struct paper_part *part, struct params *values)
{
    bool all = true;
    for (int row = 0; row < rows_of(values, part); row++) {
        str name = value_in_row(values, part->rows, row, "name");
        str date = NONE;
        for (int old = 0; old < part->most_rows && date.n == 0 && name.n; old++)
            if (str_eq(value_in_row(before, part->rows, old, "name"), name))
                date = value_in_row(before, part->rows, old, "pledge");
        if (date.n)
            params_set(a, values, field_name_in(a, part, row, "pledge"), date);
        all = all && (date.n || !pledges(values, part, row));
    }
    if (!all)
        params_drop(values, S("pledge"));
}

static void read_person(struct turn *t, const struct paper_part *people, int row, struct form *form,
                        struct params *values, bool *all)
{
    str who = value_in_row(values, people->rows, row, "name");
    str name = field_name_in(t->arena, people, row, "pledge");
    str date = params_get(values, name);
    if (!pledges(values, people, row))
        return;
    if (form_tick(form, name)) {
        params_set(t->arena, values, name,
                   date.n ? date : day_format_iso(t->arena, tx_today(t->tx)));
        return;
    }
    params_drop(values, name);
    *all = false;
    form_refuse_with(form, name,
                     "%sさんの同意がまだです。本人が11項目を読んでから、印を付けてください。", who);
}

// The form's pledge counts when the applicant and every person accepted it.
static void read_pledge(struct turn *t, const struct stay *v, struct form *form,
                        struct params *values)
{
    bool all = form_tick(form, S("pledge"));
    if (!all)
        form_refuse(form, S("pledge"),
                    S("誓約への同意がまだです。11項目を読んで、守れるときに印を付けてください。"));
    for (size_t i = 0; i < v->paper->n; i++) {
        const struct paper_part *part = &v->paper->parts[i];
        for (int row = 0; part->rows && row < rows_of(values, part); row++)
            read_person(t, part, row, form, values, &all);
    }
    params_drop(values, S("pledge"));
    params_drop(values, S("pledged_on"));
    if (!all)
        return;
    params_set(t->arena, values, S("pledge"), str_print(t->arena, "%d", PLEDGE_VERSION));
    params_set(t->arena, values, S("pledged_on"), day_format_iso(t->arena, tx_today(t->tx)));
}

// --- one part --------------------------------------------------------------------------------

struct params part_filled(struct turn *t, const struct stay *v, const struct paper_part *part,
                          struct form *form)
{
    struct params values = {0};
    for (size_t i = 0; i < v->of.values.n; i++)
        if (!is_of_part(part, v->of.values.at[i].name))
            params_set(t->arena, &values, v->of.values.at[i].name, v->of.values.at[i].value);
    part_read(form, part, &values);
    if (part->rows && v->paper->pledge)
        keep_pledges(t->arena, &v->of.values, part, &values);
    if (part_has(part, "pledge"))
        read_pledge(t, v, form, &values);
    return values;
}

enum application_outcome part_save(struct turn *t, struct stay *v, int part, struct form *form)
{
    struct params values = part_filled(t, v, &v->paper->parts[part], form);
    enum application_outcome outcome = application_save(t->tx, &v->of, &values);
    if (outcome != APPLICATION_DONE)
        return outcome;
    // As it is stored: fields that are not open kept what they had.
    return application_find(t->tx, v->of.city, v->of.id, &v->of) ? outcome : APPLICATION_NOT_NOW;
}
