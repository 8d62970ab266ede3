// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/paper_cells.h"

#include "base/time.h"

#include <string.h>

enum { TICKED_CHOICES = 7 }; // more than these do not fit as boxes

// How wide what is written into a field is; the others take the whole width, or 40 mm of a row.
static const struct place {
    const char *name;
    int share;
    double column;
} places[] = {
    {"representative_title", 5, 30}, {"representative", 7, 45}, {"corporation_postal", 5, 25},
    {"corporation_phone", 7, 35},    {"office_name", 7, 50},    {"office_number", 5, 32},
    {"office_kind", 7, 40},          {"office_manager", 5, 35}, {"office_postal", 4, 25},
    {"office_address", 8, 60},       {"office_mail", 7, 50},    {"office_phone", 5, 35},
    {"tablet", 5, 18},               {"tablet_mail", 7, 56},    {"keeper", 12, 31},
    {"phone", 5, 18},                {"phone_mail", 7, 56},
    {"move", 12, 31},                {"name", 12, 41},          {"administrator", 12, 24},
    {"profession", 12, 36},          {"personal_id", 12, 21},   {"leave_on", 12, 27},
    {"kind", 12, 37},                {"system", 12, 28},        {"mail", 12, 48},
    {"replaces", 12, 70},            {"wiped_on", 12, 70},
    {"item", 12, 52},                {"before", 12, 42},        {"after", 12, 42},
};

static const struct place *place_of(const struct paper_field *field)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (strcmp(places[i].name, field->name) == 0)
            return &places[i];
    return NULL;
}

int field_share(const struct paper_field *field)
{
    const struct place *place = place_of(field);
    return place ? place->share : GRID;
}

double field_column(const struct paper_field *field)
{
    const struct place *place = place_of(field);
    return place ? place->column : 40;
}

bool field_is_apart(const struct paper_field *field)
{
    return strcmp(field->name, "applied_on") == 0 || strcmp(field->name, "pledge") == 0;
}

bool field_is_reading(const struct paper_field *field, const struct paper_part *part)
{
    return field->type == PAPER_KANA && field > part->fields;
}

// --- what stands in a cell -------------------------------------------------------------------

static str shown_blank(const struct paper_field *field, int row)
{
    switch (field->type) {
    case PAPER_POSTAL:
        return S("〒　　　－");
    case PAPER_DAY:
        return row < 0 ? S("令和　　　年　　　月　　　日") : S("　年　月　日");
    case PAPER_LINE:
    case PAPER_LINES:
    case PAPER_KANA:
    case PAPER_PHONE:
    case PAPER_MAIL:
    case PAPER_COUNT:
    case PAPER_CHOICE:
    case PAPER_TICK:
        return NONE;
    }
    return NONE;
}

static str shown(const struct drawing *d, const struct paper_field *field, str value, int row)
{
    day on;
    if (!d->values)
        return shown_blank(field, row);
    if (field->type == PAPER_POSTAL && value.n == 7)
        return str_print(d->a, "〒%.*s-%.*s", STR(str_part(value, 0, 3)), STR(str_from(value, 3)));
    if (field->type == PAPER_DAY && day_parse(value, &on))
        return day_format_wareki(d->a, on);
    return value;
}

static str value_at(const struct drawing *d, const struct paper_part *part, size_t i, int row)
{
    if (!d->values)
        return NONE;
    const char *name = part->fields[i].name;
    return row < 0 ? value_of(d->values, name) : value_in_row(d->values, part->rows, row, name);
}

static void put_choices(const struct drawing *d, const struct paper_field *field, str value,
                        struct sheet_cell *cell)
{
    struct sheet_tick *ticks = NEW_ARRAY(d->a, struct sheet_tick, (size_t)field->n_choices);
    for (int i = 0; i < field->n_choices; i++)
        ticks[i] = (struct sheet_tick){field->choices[i], str_eq(value, field->choices[i])};
    cell->ticks = ticks;
    cell->n_ticks = (size_t)field->n_choices;
}

static void put_single(const struct drawing *d, const struct paper_field *field, str value,
                       struct sheet_cell *cell, int row)
{
    struct sheet_tick *tick = NEW(d->a, struct sheet_tick);
    *tick = (struct sheet_tick){row < 0 ? str_of(field->label) : NONE, value.n > 0};
    cell->ticks = tick;
    cell->n_ticks = 1;
    cell->align = row < 0 ? SHEET_LEFT : SHEET_CENTRE;
    cell->name = NONE;
}

// Who signs: the representative, or whom a mandate names (the note under the guide's first table).
static bool is_signed(const struct drawing *d, const struct paper_field *field)
{
    return d->paper->seal == SEAL_NEEDED && (strcmp(field->name, "representative") == 0 ||
                                             strcmp(field->name, "by_delegate") == 0);
}

static str reading(const struct drawing *d, const struct paper_field *field, str value)
{
    bool katakana = str_contains(str_of(field->label), S("フリガナ"));
    return str_print(d->a, "（%s）%.*s", katakana ? "フリガナ" : "かな", STR(value));
}

static double name_width(int share)
{
    if (share == GRID)
        return NAME_WIDTH;
    return share > 4 ? 30 : 24;
}

struct sheet_cell field_cell(const struct drawing *d, const struct paper_part *part, size_t i,
                             int row)
{
    const struct paper_field *field = &part->fields[i];
    str value = value_at(d, part, i, row);
    struct sheet_cell cell = {.width = row < 0 ? field_share(field) : field_column(field)};
    if (row < 0) {
        cell.name = str_of(field->label);
        cell.name_width = name_width(field_share(field));
    }
    cell.value = shown(d, field, value, row);
    cell.size = row < 0 ? 10.5 : 9.5;
    if (field->type == PAPER_COUNT)
        cell.after = S("台");
    if (field->type == PAPER_CHOICE && field->n_choices <= TICKED_CHOICES)
        put_choices(d, field, value, &cell);
    if (field->type == PAPER_TICK)
        put_single(d, field, value, &cell, row);
    if (is_signed(d, field))
        cell.after = S("印　");
    if (is_signed(d, field) && strcmp(field->name, "by_delegate") == 0)
        cell.above = S("委任状（様式3）で任された方が申請するときだけ書きます。署名か押印が要ります。");
    if (i + 1 < part->n && field_is_reading(&part->fields[i + 1], part))
        cell.above = reading(d, &part->fields[i + 1], value_at(d, part, i + 1, row));
    return cell;
}
