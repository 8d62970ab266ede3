// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/part_page.h"

#include "application/address.h"

enum { ROWS_AT_ONCE = 5 };

str field_name_in(struct arena *a, const struct paper_part *part, int row, const char *name)
{
    return part->rows ? str_print(a, "%s.%d.%s", part->rows, row, name) : str_of(name);
}

str field_shown(struct arena *a, const struct paper_field *field, str value)
{
    day d;
    if (value.n == 0)
        return NONE;
    if (field->type == PAPER_DAY && day_parse(value, &d))
        return day_format_wareki(a, d);
    if (field->type == PAPER_POSTAL && value.n == 7)
        return str_print(a, "%.*s-%.*s", STR(str_part(value, 0, 3)), STR(str_from(value, 3)));
    if (field->type == PAPER_TICK)
        return S("はい");
    return value;
}

// Each of the form's numbered remarks begins a line.
static str part_note(struct arena *a, const struct paper_part *part)
{
    struct buf note = buf_in(a);
    str rest = str_of(part->note), mark = S("※");
    for (size_t i = 0; i < rest.n; i++) {
        if (i > 0 && str_starts(str_from(rest, i), mark))
            buf_put(&note, S("\n"));
        buf_put(&note, str_part(rest, i, 1));
    }
    return buf_str(&note);
}

static str row_title(struct arena *a, const struct paper_part *part, int row)
{
    return part->rows ? str_print(a, "%s %d", part->title, row + 1) : NONE;
}

static const struct paper_part *part_named(const struct paper *paper, str rows, str name,
                                           size_t *field)
{
    for (size_t i = 0; i < paper->n; i++) {
        const struct paper_part *part = &paper->parts[i];
        if (!str_eq(part->rows ? str_of(part->rows) : NONE, rows))
            continue;
        for (*field = 0; *field < part->n; ++*field)
            if (str_eq(str_of(part->fields[*field].name), name))
                return part;
    }
    return NULL;
}

bool field_find(struct arena *a, const struct paper *paper, str name, struct paper_field *out)
{
    str rest = name, rows = NONE, number;
    int64_t row = 0;
    size_t field;
    if (str_find_byte(name, '.') < name.n &&
        (!str_split(&rest, '.', &rows) || !str_split(&rest, '.', &number) ||
         !str_to_int(number, &row)))
        return false;
    const struct paper_part *part = part_named(paper, rows, rest, &field);
    if (!part || row < 0 || (part->rows && row >= part->most_rows))
        return false;
    *out = part->fields[field];
    out->name = str_zero(a, name);
    if (part->rows)
        out->label = str_zero(a, str_print(a, "%.*s：%s", STR(row_title(a, part, (int)row)),
                                           out->label));
    return true;
}

str field_label_of(struct arena *a, const struct paper *paper, str name)
{
    struct paper_field field;
    if (str_eq(name, S("signature")))
        return S("署名・押印");
    return field_find(a, paper, name, &field) ? str_of(field.label) : NONE;
}

// --- to be filled in -------------------------------------------------------------------------

static struct options options_of(struct arena *a, const struct paper_field *field, str value)
{
    bool many = field->n_choices > 5; // a list needs a line that chooses nothing
    size_t n = 0;
    struct options options = {0, NEW_ARRAY(a, struct option, (size_t)field->n_choices + 1)};
    if (many)
        options.at[n++] = (struct option){NONE, S("選んでください"), value.n == 0};
    for (int i = 0; i < field->n_choices; i++)
        options.at[n++] = (struct option){field->choices[i], field->choices[i],
                                          str_eq(value, field->choices[i])};
    options.n = n;
    return options;
}

static void set_kind(struct field *f, enum paper_field_type type)
{
    switch (type) {
    case PAPER_POSTAL:
    case PAPER_COUNT:
        f->inputmode = S("numeric");
        return;
    case PAPER_PHONE:
        f->type = S("tel");
        return;
    case PAPER_MAIL:
        f->type = S("email");
        return;
    case PAPER_DAY:
        f->help = f->help.n ? f->help : S("例：令和8年11月2日、2026-11-02");
        return;
    case PAPER_LINE:
    case PAPER_LINES:
    case PAPER_KANA:
    case PAPER_CHOICE:
    case PAPER_TICK:
        return;
    }
}

static struct part_box box_of(struct form *form, const struct paper_part *part, int row, size_t i)
{
    const struct paper_field *field = &part->fields[i];
    str name = field_name_in(form->arena, part, row, field->name);
    struct part_box box = {
        .type = field->type,
        .field = field_of(form, name, str_of(field->label), NONE),
    };
    box.field.help = str_of(field->help);
    box.address = address_of_postal(part, field);
    // The browser would refuse an empty row as a whole.
    box.field.required = !field->optional && !part->rows && !part->lenient;
    set_kind(&box.field, field->type);
    if (field->type == PAPER_CHOICE)
        box.options = options_of(form->arena, field, box.field.value);
    else if (!box.field.error.n && field->type != PAPER_TICK)
        box.field.value = field_shown(form->arena, field, box.field.value);
    return box;
}

static int rows_shown(struct form *form, const struct paper_part *part, int empty_rows)
{
    if (!part->rows)
        return 1;
    int n = rows_of(form->typed, part) + empty_rows;
    return n < 1 ? 1 : n > part->most_rows ? part->most_rows : n;
}

struct part_view part_view_of(struct form *form, const struct paper_part *part, int empty_rows)
{
    int n = rows_shown(form, part, empty_rows);
    struct part_view view = {
        .title = str_of(part->title),
        .note = part_note(form->arena, part),
        .n = (size_t)n,
        .at = NEW_ARRAY(form->arena, struct part_row, (size_t)n),
        .more = part->rows && n < part->most_rows ? str_of(part->rows) : NONE,
    };
    for (int row = 0; row < n; row++) {
        struct part_row *to = &view.at[row];
        to->title = row_title(form->arena, part, row);
        to->n = part->n;
        to->at = NEW_ARRAY(form->arena, struct part_box, part->n);
        for (size_t i = 0; i < part->n; i++)
            to->at[i] = box_of(form, part, row, i);
    }
    return view;
}

struct part_views paper_views(struct form *form, const struct paper *paper)
{
    struct part_views views = {paper->n, NEW_ARRAY(form->arena, struct part_view, paper->n)};
    str more = form_typed(form, S("more"));
    for (size_t i = 0; i < paper->n; i++) {
        const struct paper_part *part = &paper->parts[i];
        bool asked = part->rows && str_eq(more, str_of(part->rows));
        views.at[i] = part_view_of(form, part, asked ? ROWS_AT_ONCE : 1);
    }
    return views;
}

static void suggest_row(struct tx *tx, const struct application *of, const struct paper_part *part,
                        struct part_row *row)
{
    for (size_t i = 0; i < row->n && i < part->n; i++) {
        struct options found = paper_of(of->kind)->suggest(tx, of, part->fields[i].name);
        for (size_t k = 0; k < found.n; k++)
            found.at[k].chosen = str_eq(found.at[k].value, row->at[i].field.value);
        if (found.n)
            row->at[i].options = found;
    }
}

void paper_suggest(struct tx *tx, const struct application *of, struct part_views *views)
{
    const struct paper *paper = paper_of(of->kind);
    for (size_t i = 0; paper->suggest && i < views->n; i++)
        for (size_t k = 0; paper->parts[i].rows && k < views->at[i].n; k++)
            suggest_row(tx, of, &paper->parts[i], &views->at[i].at[k]);
}

// --- to be read ------------------------------------------------------------------------------

static str finding_of(const struct application_findings *findings, str name, bool stops)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].stops == stops && str_eq(findings->at[i].field, name))
            return findings->at[i].sentence;
    return NONE;
}

static struct fact_row facts_of(struct arena *a, const struct paper_part *part, int row,
                                const struct params *values,
                                const struct application_findings *findings)
{
    struct fact_row facts = {row_title(a, part, row), part->n,
                             NEW_ARRAY(a, struct part_fact, part->n)};
    for (size_t i = 0; i < part->n; i++) {
        str name = field_name_in(a, part, row, part->fields[i].name);
        facts.at[i] = (struct part_fact){
            .name = name,
            .label = str_of(part->fields[i].label),
            .value = field_shown(a, &part->fields[i], params_get(values, name)),
            .stop = finding_of(findings, name, true),
            .warning = finding_of(findings, name, false),
        };
    }
    return facts;
}

struct fact_parts paper_facts(struct arena *a, const struct paper *paper,
                              const struct params *values,
                              const struct application_findings *findings)
{
    struct fact_parts parts = {paper->n, NEW_ARRAY(a, struct fact_part, paper->n)};
    for (size_t i = 0; i < paper->n; i++) {
        const struct paper_part *part = &paper->parts[i];
        int n = part->rows ? rows_of(values, part) : 1;
        parts.at[i] = (struct fact_part){str_of(part->title), part_note(a, part), (size_t)n,
                                         NEW_ARRAY(a, struct fact_row, (size_t)n)};
        for (int row = 0; row < n; row++)
            parts.at[i].at[row] = facts_of(a, part, row, values, findings);
    }
    return parts;
}

struct change_lines change_lines_of(struct arena *a, const struct value_changes *changes)
{
    struct change_lines lines = {changes->n, NEW_ARRAY(a, struct change_line, changes->n)};
    struct form form = form_empty(a);
    for (size_t i = 0; i < changes->n; i++) {
        const struct value_change *c = &changes->at[i];
        lines.at[i] = (struct change_line){c->label,
                                           c->before,
                                           c->after,
                                           c->by,
                                           instant_format_wareki(a, c->at),
                                           field_anchor(&form, c->name)};
    }
    return lines;
}
