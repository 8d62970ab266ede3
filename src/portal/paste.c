// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows pasted from a spreadsheet, and what of them was not understood.
#include "base/text.h"
#include "portal/stay.h"

enum { COLUMNS_MOST = 16, NOT_READ_MOST = 30 };

struct columns {
    size_t n;
    const struct paper_field *at[COLUMNS_MOST]; // NULL: not taken
};

static bool is_label(struct arena *a, str cell, const struct paper_field *field)
{
    str folded = text_fold(a, cell);
    str label = text_fold(a, str_of(field->label));
    return folded.n > 3 && (str_eq(folded, label) || str_ends(label, folded));
}

// A first line of headings says what each column holds.
static bool headings(struct arena *a, str line, const struct paper_part *part, struct columns *out)
{
    size_t known = 0;
    *out = (struct columns){0};
    for (str cell; out->n < COLUMNS_MOST && str_split(&line, '\t', &cell); out->n++)
        for (size_t i = 0; i < part->n && !out->at[out->n]; i++)
            if (is_label(a, str_trim(cell), &part->fields[i])) {
                out->at[out->n] = &part->fields[i];
                known++;
            }
    return known >= 2;
}

// Without headings: 氏名 かな 職種 and on in the form's order, where the form has these.
static struct columns usual_columns(const struct paper_part *part)
{
    static const char *const first[] = {"name", "kana", "profession"};
    struct columns columns = {0};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < part->n; i++)
            if (strcmp(part->fields[i].name, first[k]) == 0)
                columns.at[columns.n++] = &part->fields[i];
    for (size_t i = 0; i < part->n && columns.n < COLUMNS_MOST; i++) {
        bool taken = false;
        for (size_t k = 0; k < columns.n; k++)
            taken = taken || columns.at[k] == &part->fields[i];
        if (!taken)
            columns.at[columns.n++] = &part->fields[i];
    }
    return columns;
}

static str choice_meant(struct arena *a, str cell, const struct paper_field *field)
{
    static const struct {
        str said, meant;
    } other[] = {
        {S_CONST("ケアマネ"), S_CONST("介護支援専門員")},
        {S_CONST("ケアマネジャー"), S_CONST("介護支援専門員")},
        {S_CONST("ケアマネージャー"), S_CONST("介護支援専門員")},
        {S_CONST("主任ケアマネ"), S_CONST("主任介護支援専門員")},
        {S_CONST("ヘルパー"), S_CONST("訪問介護員")},
        {S_CONST("サ責"), S_CONST("サービス提供責任者")},
        {S_CONST("追加"), S_CONST("新規")},
        {S_CONST("PC"), S_CONST("パソコン")},
        {S_CONST("スマホ"), S_CONST("スマートフォン")},
    };
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        if (str_eq(text_fold(a, cell), text_fold(a, other[i].said)))
            cell = other[i].meant;
    for (int i = 0; i < field->n_choices; i++)
        if (str_eq(text_fold(a, cell), text_fold(a, field->choices[i])))
            return field->choices[i];
    return NONE;
}

static bool means_yes(str cell)
{
    static const str yes[] = {S_CONST("○"),    S_CONST("〇"), S_CONST("◯"),  S_CONST("1"),
                              S_CONST("はい"), S_CONST("有"), S_CONST("レ"), S_CONST("✓")};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (str_eq(cell, yes[i]))
            return true;
    return false;
}

static void not_read(struct paste *paste, str sentence)
{
    if (paste->n < NOT_READ_MOST)
        paste->at[paste->n++] = sentence;
}

static void take_cell(struct arena *a, struct paste *paste, int line,
                      const struct paper_field *field, str cell, str name, struct params *typed)
{
    str value = cell;
    if (field->type == PAPER_CHOICE)
        value = choice_meant(a, cell, field);
    if (field->type == PAPER_TICK)
        value = means_yes(cell) ? S("1") : NONE;
    if (field->type == PAPER_CHOICE && value.n == 0)
        not_read(paste,
                 str_print(a, "%d行目：%s「%.*s」は一覧にありません。下の欄で選んでください。",
                           line, field->label, STR(text_shorten(a, cell, 30))));
    if (value.n)
        params_set(a, typed, name, value);
}

// Somebody pasted without 異動区分 is somebody new.
static void preset_move(struct arena *a, const struct paper_part *part, int row,
                        struct params *typed)
{
    str name = field_name_in(a, part, row, "move");
    if (part_has(part, "move") && params_get(typed, name).n == 0)
        params_set(a, typed, name, S("新規"));
}

static void take_line(struct arena *a, struct paste *paste, int number, str line,
                      const struct columns *columns, const struct paper_part *part,
                      struct params *typed)
{
    int row = rows_of(typed, part);
    if (row >= part->most_rows) {
        not_read(paste, str_print(a, "%d行目：一度に%d人までです。残りは別の申請に分けてください。",
                                  number, part->most_rows));
        return;
    }
    size_t column = 0;
    for (str cell; str_split(&line, '\t', &cell); column++) {
        str clean = str_trim(cell);
        if (clean.n == 0)
            continue;
        if (column >= columns->n || !columns->at[column])
            not_read(paste,
                     str_print(a, "%d行目：「%.*s」はどの欄か分からないため、読み飛ばしました。",
                               number, STR(text_shorten(a, clean, 30))));
        else
            take_cell(a, paste, number, columns->at[column], clean,
                      field_name_in(a, part, row, columns->at[column]->name), typed);
    }
    preset_move(a, part, row, typed);
    paste->rows += rows_of(typed, part) > row;
}

struct paste rows_pasted(struct arena *a, str text, const struct paper_part *part,
                         struct params *typed)
{
    struct paste paste = {.at = NEW_ARRAY(a, str, NOT_READ_MOST)};
    struct columns columns = usual_columns(part);
    int number = 0;
    for (str line; str_split(&text, '\n', &line);) {
        number++;
        if (str_trim(line).n == 0)
            continue;
        struct columns named;
        if (number == 1 && headings(a, line, part, &named))
            columns = named;
        else
            take_line(a, &paste, number, line, &columns, part, typed);
    }
    return paste;
}
