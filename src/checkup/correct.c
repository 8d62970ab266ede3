// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/correct.h"

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

static void work_out_person(struct correction *c, int row, bool handover)
{
    const struct member *m = c->people[row];
    struct mover now = {.from = "people",
                         .row = row,
                         .move = "更新",
                         .name = correct_typed(c, "people", row, "name"),
                         .kana = correct_typed(c, "people", row, "kana"),
                         .profession = correct_typed(c, "people", row, "profession"),
                         .administrator = correct_leads(c, row)};
    struct mover moved = now;
    moved.name = m->name;
    moved.personal_id = m->personal_id;
    if (correct_leaves(c, row)) {
        moved.move = "削除";
        moved.kana = m->kana;
        moved.profession = profession_label(m->profession);
        moved.administrator = m->administrator;
        moved.leave_on = correct_typed(c, "people", row, "leave_on");
        put_person(c, CORRECT_USAGE, &moved);
        return;
    }
    put_person(c, CORRECT_ANSWER, &now);
    if (correct_is_updated(c, row) || (handover && now.administrator != m->administrator))
        put_person(c, CORRECT_USAGE, &moved);
    if (correct_is_renamed(c, row)) {
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
                       .name = correct_typed(c, "new", row, "name"),
                       .kana = correct_typed(c, "new", row, "kana"),
                       .profession = correct_typed(c, "new", row, "profession"),
                       .personal_id = correct_typed(c, "new", row, "personal_id"),
                       .administrator = correct_typed(c, "new", row, "administrator").n > 0};
    if (p.name.n == 0)
        return;
    put_person(c, CORRECT_ANSWER, &p);
    put_person(c, CORRECT_USAGE, &p);
}

static void change_administrators(struct correction *c)
{
    int n = (int)c->n, from = correct_next_handover(c, 0, false), to = correct_next_handover(c, 0, true);
    while (from < n || to < n) {
        put_change(c, "システム利用管理担当者", to < n ? to : from,
                   from < n ? c->people[from]->name : NONE, to < n ? c->people[to]->name : NONE);
        from = from < n ? correct_next_handover(c, from + 1, false) : n;
        to = to < n ? correct_next_handover(c, to + 1, true) : n;
    }
}

// --- all of it -----------------------------------------------------------------------------------

static void put_heads(struct correction *c)
{
    str today = value_of(&c->known, "applied_on");
    bool has_id = false;
    for (int row = 0; row < CORRECT_NEWCOMERS; row++)
        has_id = has_id || correct_typed(c, "new", row, "personal_id").n > 0;
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
    bool handover = correct_handover_in_usage(c);
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
