// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page of corrections asks, and which of its fields a finding is about.
#include "checkup/correct.h"

const str correct_stay[] = {S_CONST("在籍しています"), S_CONST("退職・異動しました")};

#define PERSON_FIELDS                                                                              \
    {.name = "name", .label = "氏名", .most = 60},                                                 \
        {.name = "kana", .label = "かな", .type = PAPER_KANA, .most = 60},                         \
        {.name = "administrator", .label = "システム利用管理担当者", .type = PAPER_TICK},          \
        {.name = "profession", .label = "職種", .type = PAPER_CHOICE,                              \
         .choices = profession_labels, .n_choices = PROFESSIONS}

static const struct paper_field registered[] = {
    PERSON_FIELDS,
    {.name = "stay",
     .label = "在籍",
     .type = PAPER_CHOICE,
     .choices = correct_stay,
     .n_choices = 2},
    {.name = "leave_on",
     .label = "退職日・異動日",
     .type = PAPER_DAY,
     .optional = true,
     .help = "退職や異動のときに書きます。この日が、個人IDを使える最後の日です。"},
};
static const struct paper_field entering[] = {
    PERSON_FIELDS,
    {.name = "personal_id",
     .label = "個人ID",
     .optional = true,
     .most = 8,
     .help = "すでに8桁の個人IDをお持ちの方だけ書きます。"},
};

const struct paper_part correct_roster = {
    .title = "利用している方",
    .rows = "people",
    .most_rows = CHECKUP_PEOPLE,
    .fields = registered,
    .n = sizeof registered / sizeof registered[0],
};
const struct paper_part correct_newcomers = {
    .title = "新しく使う方",
    .note = "いなければ、空けておきます。",
    .rows = "new",
    .most_rows = CORRECT_NEWCOMERS,
    .fields = entering,
    .n = sizeof entering / sizeof entering[0],
};

// --- findings ------------------------------------------------------------------------------------

static bool has_field(str row, str field)
{
    const struct paper_part *part =
        str_starts(row, S("new.")) ? &correct_newcomers : &correct_roster;
    for (size_t i = 0; i < part->n; i++)
        if (str_eq(str_of(part->fields[i].name), field))
            return true;
    return false;
}

str correct_field(const struct correction *c, enum correct_form form, str field)
{
    struct arena *a = tx_arena(c->tx);
    for (size_t i = 0; i < c->n_places; i++) {
        const struct correct_place *p = &c->places[i];
        if (p->form != form || !str_starts(field, p->there) || field.n <= p->there.n ||
            field.p[p->there.n] != '.')
            continue;
        str rest = str_from(field, p->there.n + 1);
        if (p->whole)
            return p->here;
        bool same = has_field(p->here, rest);
        return str_print(a, "%.*s.%.*s", STR(p->here), STR(same ? rest : S("name")));
    }
    return str_find_byte(field, '.') < field.n ? NONE : field;
}
