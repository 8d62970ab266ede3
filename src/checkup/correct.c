// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/correct.h"

#include <string.h>

static const str stay_choices[] = {S_CONST("在籍しています"), S_CONST("退職・異動しました")};

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
     .choices = stay_choices,
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

enum application_kind correct_kind(enum correct_form form)
{
    static const enum application_kind kinds[CORRECT_FORMS] = {
        [CORRECT_ANSWER] = APPLICATION_STATUS,
        [CORRECT_USAGE] = APPLICATION_USAGE,
        [CORRECT_CHANGE] = APPLICATION_CHANGE,
    };
    return kinds[form];
}

// --- writing the forms ---------------------------------------------------------------------------

static void put(struct correction *c, enum correct_form form, str name, str value)
{
    values_add(c->tx, &c->values[form], name, value);
}

static void put_in(struct correction *c, enum correct_form form, const char *rows, int row,
                   const char *name, str value)
{
    put(c, form, name_in_row(tx_arena(c->tx), rows, row, name), value);
}

static void link_place(struct correction *c, enum correct_form form, str there, str here,
                       bool whole)
{
    c->places = arena_grow(tx_arena(c->tx), c->places, c->n_places * sizeof *c->places,
                           (c->n_places + 1) * sizeof *c->places);
    c->places[c->n_places++] = (struct correct_place){form, there, here, whole};
}

static str row_name(struct correction *c, const char *rows, int row)
{
    return str_print(tx_arena(c->tx), "%s.%d", rows, row);
}

// As the office typed it.
static str typed(const struct correction *c, const char *rows, int row, const char *name)
{
    return value_in_row(c->typed, rows, row, name);
}

struct mover {
    const char *from; // rows of the page: "people" or "new"
    int row;
    const char *move; // 新規, 更新, 削除
    str name, kana, profession, personal_id, leave_on;
    bool administrator;
};

static void put_person(struct correction *c, enum correct_form form, const struct mover *p)
{
    int row = c->rows[form]++;
    link_place(c, form, row_name(c, "people", row), row_name(c, p->from, p->row), false);
    if (form == CORRECT_USAGE) {
        put_in(c, form, "people", row, "move", str_of(p->move));
        put_in(c, form, "people", row, "personal_id", p->personal_id);
        put_in(c, form, "people", row, "leave_on", p->leave_on);
    }
    put_in(c, form, "people", row, "name", p->name);
    put_in(c, form, "people", row, "kana", p->kana);
    put_in(c, form, "people", row, "administrator", p->administrator ? S("1") : NONE);
    put_in(c, form, "people", row, "profession", p->profession);
}

static int put_change(struct correction *c, const char *item, int from, str before, str after)
{
    int row = c->rows[CORRECT_CHANGE]++;
    put_in(c, CORRECT_CHANGE, "person_changes", row, "item", str_of(item));
    put_in(c, CORRECT_CHANGE, "person_changes", row, "before", before);
    put_in(c, CORRECT_CHANGE, "person_changes", row, "after", after);
    if (from >= 0)
        link_place(c, CORRECT_CHANGE, row_name(c, "person_changes", row),
                   row_name(c, "people", from), false);
    return row;
}

// --- the office ----------------------------------------------------------------------------------

static void change_office(struct correction *c)
{
    static const struct {
        const char *item, *field;
    } items[] = {{"名称", "office_name"},       {"番号", "office_number"},
                 {"郵便番号", "office_postal"}, {"所在地", "office_address"},
                 {"管理者", "office_manager"},  {"電話番号", "office_phone"},
                 {"メールアドレス", "office_mail"}};
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        str before = value_of(&c->known, items[i].field), after = value_of(c->typed, items[i].field);
        if (str_eq(before, after) || after.n == 0)
            continue;
        int row = c->office_rows++;
        put_in(c, CORRECT_CHANGE, "office_changes", row, "item", str_of(items[i].item));
        put_in(c, CORRECT_CHANGE, "office_changes", row, "before", before);
        put_in(c, CORRECT_CHANGE, "office_changes", row, "after", after);
        link_place(c, CORRECT_CHANGE, row_name(c, "office_changes", row), str_of(items[i].field),
                   true);
    }
}

// What no box of 様式2 is for; an officer reads it.
static void change_other(struct correction *c, const char *field, const char *label)
{
    str before = value_of(&c->known, field), after = value_of(c->typed, field);
    struct arena *a = tx_arena(c->tx);
    if (before.n == 0 || after.n == 0 || str_eq(before, after))
        return;
    int row = put_change(c, "その他", -1, str_print(a, "%s：%.*s", label, STR(before)),
                         str_print(a, "%s：%.*s", label, STR(after)));
    link_place(c, CORRECT_CHANGE, row_name(c, "person_changes", row), str_of(field), true);
}

// --- the people ----------------------------------------------------------------------------------

static bool leaves(const struct correction *c, int row)
{
    return str_eq(typed(c, "people", row, "stay"), stay_choices[1]);
}

static bool leads(const struct correction *c, int row)
{
    return typed(c, "people", row, "administrator").n > 0;
}

static bool is_renamed(const struct correction *c, int row)
{
    return !str_eq(typed(c, "people", row, "name"), c->people[row]->name);
}

static bool is_updated(const struct correction *c, int row)
{
    const struct member *m = c->people[row];
    return !str_eq(typed(c, "people", row, "profession"), profession_label(m->profession)) ||
           (!is_renamed(c, row) && !str_eq(typed(c, "people", row, "kana"), m->kana));
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
static bool handover_in_usage(const struct correction *c)
{
    for (int row = 0; row < CORRECT_NEWCOMERS; row++)
        if (typed(c, "new", row, "administrator").n > 0)
            return true;
    for (size_t i = 0; i < c->n; i++) {
        int row = (int)i;
        bool changed = leads(c, row) != c->people[i]->administrator;
        if (leaves(c, row) ? c->people[i]->administrator
                           : changed && (is_updated(c, row) || has_namesake(c, row)))
            return true;
    }
    return false;
}

static void work_out_person(struct correction *c, int row, bool handover)
{
    const struct member *m = c->people[row];
    struct mover now = {.from = "people",
                         .row = row,
                         .move = "更新",
                         .name = typed(c, "people", row, "name"),
                         .kana = typed(c, "people", row, "kana"),
                         .profession = typed(c, "people", row, "profession"),
                         .administrator = leads(c, row)};
    struct mover moved = now;
    moved.name = m->name;
    moved.personal_id = m->personal_id;
    if (leaves(c, row)) {
        moved.move = "削除";
        moved.kana = m->kana;
        moved.profession = profession_label(m->profession);
        moved.administrator = m->administrator;
        moved.leave_on = typed(c, "people", row, "leave_on");
        put_person(c, CORRECT_USAGE, &moved);
        return;
    }
    put_person(c, CORRECT_ANSWER, &now);
    if (is_updated(c, row) || (handover && now.administrator != m->administrator))
        put_person(c, CORRECT_USAGE, &moved);
    if (is_renamed(c, row)) {
        int at = put_change(c, "氏名", row, m->name, now.name);
        put_in(c, CORRECT_CHANGE, "person_changes", at, "name", m->name);
        put_in(c, CORRECT_CHANGE, "person_changes", at, "personal_id", m->personal_id);
        put_in(c, CORRECT_CHANGE, "person_changes", at, "kana", now.kana);
    }
}

static void work_out_newcomer(struct correction *c, int row)
{
    struct mover p = {.from = "new",
                       .row = row,
                       .move = "新規",
                       .name = typed(c, "new", row, "name"),
                       .kana = typed(c, "new", row, "kana"),
                       .profession = typed(c, "new", row, "profession"),
                       .personal_id = typed(c, "new", row, "personal_id"),
                       .administrator = typed(c, "new", row, "administrator").n > 0};
    if (p.name.n == 0)
        return;
    put_person(c, CORRECT_ANSWER, &p);
    put_person(c, CORRECT_USAGE, &p);
}

// The next one from `row` on who starts, or stops, to administer; the number of people: none.
static int next_handover(const struct correction *c, int row, bool starts)
{
    while (row < (int)c->n && (leaves(c, row) || leads(c, row) == c->people[row]->administrator ||
                               leads(c, row) != starts))
        row++;
    return row;
}

static void change_administrators(struct correction *c)
{
    int n = (int)c->n, from = next_handover(c, 0, false), to = next_handover(c, 0, true);
    while (from < n || to < n) {
        put_change(c, "システム利用管理担当者", to < n ? to : from,
                   from < n ? c->people[from]->name : NONE, to < n ? c->people[to]->name : NONE);
        from = from < n ? next_handover(c, from + 1, false) : n;
        to = to < n ? next_handover(c, to + 1, true) : n;
    }
}

// --- all of it -----------------------------------------------------------------------------------

static void put_heads(struct correction *c)
{
    str today = value_of(&c->known, "applied_on");
    bool has_id = false;
    for (int row = 0; row < CORRECT_NEWCOMERS; row++)
        has_id = has_id || typed(c, "new", row, "personal_id").n > 0;
    for (int form = 0; form < CORRECT_FORMS; form++)
        put(c, (enum correct_form)form, S("applied_on"), today);
    for (size_t i = 0; i < c->typed->n; i++) {
        const struct param *v = &c->typed->at[i];
        if (str_find_byte(v->name, '.') < v->name.n)
            continue; // of a row
        put(c, CORRECT_ANSWER, v->name, v->value);
        put(c, CORRECT_USAGE, v->name, v->value);
    }
    put(c, CORRECT_USAGE, S("has_id"), has_id ? S("有") : S("無"));
    put(c, CORRECT_CHANGE, S("corporation_name"), value_of(c->typed, "corporation_name"));
    put(c, CORRECT_CHANGE, S("representative"), value_of(c->typed, "representative"));
    put(c, CORRECT_CHANGE, S("office_name"), c->office->name);
}

void correct_work_out(struct correction *c)
{
    put_heads(c);
    change_office(c);
    change_other(c, "office_kind", "サービス分類");
    change_other(c, "corporation_name", "申請者名");
    bool handover = handover_in_usage(c);
    for (size_t i = 0; i < c->n; i++)
        work_out_person(c, (int)i, handover);
    for (int row = 0; row < CORRECT_NEWCOMERS; row++)
        work_out_newcomer(c, row);
    if (!handover)
        change_administrators(c);
}

bool correct_needs(const struct correction *c, enum correct_form form)
{
    return form == CORRECT_ANSWER || c->rows[form] > 0 ||
           (form == CORRECT_CHANGE && c->office_rows > 0);
}

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
