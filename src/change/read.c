// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a 様式2.
#include "base/text.h"
#include "change/changes.h"

static int item_of(const struct application *of, const char *rows, int row, const str *items, int n)
{
    str item = value_in_row(&of->values, rows, row, "item");
    for (int i = 0; i < n; i++)
        if (str_eq(item, items[i]))
            return i;
    return n; // the engine has refused it
}

// --- the office ------------------------------------------------------------------------------

static void apply(struct office *o, const struct office_row_change *r)
{
    switch (r->item) {
    case ITEM_OFFICE_NAME:
        o->name = r->after;
        return;
    case ITEM_OFFICE_NUMBER:
        o->number = r->after;
        return;
    case ITEM_OFFICE_POSTAL:
        o->postal = r->after;
        return;
    case ITEM_OFFICE_ADDRESS:
        o->address = r->after;
        o->building = NONE;
        return;
    case ITEM_OFFICE_PHONE:
        o->phone = r->after;
        return;
    case ITEM_OFFICE_MAIL:
        o->mail = r->after;
        return;
    case ITEM_OFFICE_MANAGER:
    case OFFICE_ITEMS:
        return;
    }
}

static str only_digits(struct arena *a, str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '-')
            buf_byte(&b, s.p[i]);
    return buf_str(&b);
}

static void read_office_rows(struct tx *tx, const struct application *of, struct changes *c)
{
    const char *rows = change_of_office->rows;
    int n = rows_of(&of->values, change_of_office);
    c->office_rows = NEW_ARRAY(tx_arena(tx), struct office_row_change, (size_t)n);
    c->changed = c->office;
    for (int i = 0; i < n; i++) {
        struct office_row_change r = {
            .row = i,
            .item = (enum office_item)item_of(of, rows, i, office_items, OFFICE_ITEMS),
            .before = value_in_row(&of->values, rows, i, "before"),
            .after = value_in_row(&of->values, rows, i, "after")};
        if (r.item == ITEM_OFFICE_POSTAL || r.item == ITEM_OFFICE_NUMBER)
            r.after = only_digits(tx_arena(tx), r.after);
        if (r.item == OFFICE_ITEMS || r.after.n == 0)
            continue;
        apply(&c->changed, &r);
        c->office_rows[c->n_office++] = r;
    }
}

// --- the people ------------------------------------------------------------------------------

static void find_target(struct tx *tx, const struct changes *c, struct person_row_change *r)
{
    struct office wanted = {.city = c->office.city,
                            .kind = c->office.kind,
                            .name = r->after,
                            .corporation = c->office.corporation,
                            .corporation_number = c->office.corporation_number};
    r->match = office_match(tx, c->office.city, &wanted, &r->target);
    if (r->match == OFFICE_UNKNOWN) {
        wanted.corporation = wanted.corporation_number = NONE;
        r->other_corporation =
            office_match(tx, c->office.city, &wanted, &r->target) != OFFICE_UNKNOWN;
    }
}

static void find_people(struct tx *tx, const struct changes *c, struct person_row_change *r)
{
    bool named = r->name.n || r->item == ITEM_OFFICE || r->item == ITEM_OTHER;
    str who = named ? r->name : r->before;
    if (r->item == ITEM_ADMINISTRATOR) {
        who = r->before;
        if (r->after.n)
            r->found_next = member_pick(tx, &c->here, r->after, NONE, &r->next);
    }
    bool by_id = r->item != ITEM_ADMINISTRATOR;
    if (who.n || (by_id && r->personal_id.n))
        r->found = member_pick(tx, &c->here, who, by_id ? r->personal_id : NONE, &r->who);
}

// 職種：介護支援専門員, or the profession alone.
static bool names_profession(struct tx *tx, str text, enum profession *out)
{
    struct arena *a = tx_arena(tx);
    if (str_starts(text, S("職種")))
        text = str_from(text, S("職種").n);
    if (str_starts(text, S("：")) || str_starts(text, S(":")))
        text = str_from(text, str_starts(text, S(":")) ? 1 : S("：").n);
    for (int i = 0; i < PROFESSIONS; i++)
        if (str_eq(text_fold(a, text), text_fold(a, profession_label((enum profession)i)))) {
            *out = (enum profession)i;
            return true;
        }
    return false;
}

static void read_other(struct tx *tx, struct person_row_change *r)
{
    if (names_profession(tx, r->after, &r->profession))
        r->other = OTHER_PROFESSION;
    else if (r->kana.n && r->after.n == 0)
        r->other = OTHER_KANA;
}

static void read_person_rows(struct tx *tx, const struct application *of, struct changes *c)
{
    const char *rows = change_of_person->rows;
    int n = rows_of(&of->values, change_of_person);
    c->person_rows = NEW_ARRAY(tx_arena(tx), struct person_row_change, (size_t)n);
    for (int i = 0; i < n; i++) {
        struct person_row_change r = {
            .row = i,
            .item = (enum person_item)item_of(of, rows, i, person_items, PERSON_ITEMS),
            .name = value_in_row(&of->values, rows, i, "name"),
            .personal_id = value_in_row(&of->values, rows, i, "personal_id"),
            .before = value_in_row(&of->values, rows, i, "before"),
            .after = value_in_row(&of->values, rows, i, "after"),
            .kana = value_in_row(&of->values, rows, i, "kana")};
        if (r.item == PERSON_ITEMS)
            continue;
        find_people(tx, c, &r);
        if (r.item == ITEM_OTHER)
            read_other(tx, &r);
        if (r.item == ITEM_OFFICE && r.after.n && c->match == OFFICE_KNOWN)
            find_target(tx, c, &r);
        c->person_rows[c->n_person++] = r;
    }
}

struct changes changes_read(struct tx *tx, const struct application *of)
{
    struct changes c = {.office = {.city = of->city}};
    c.match = application_office(tx, of, &c.office);
    if (c.match == OFFICE_KNOWN)
        c.here = member_list_at(tx, c.office.id);
    read_office_rows(tx, of, &c);
    read_person_rows(tx, of, &c);
    return c;
}

// --- administrators ----------------------------------------------------------------------------

static void after_all(const struct changes *c, const struct member *m, bool *administers,
                      bool *stays)
{
    for (size_t i = 0; i < c->n_person; i++) {
        const struct person_row_change *r = &c->person_rows[i];
        bool who = r->found == 1 && member_same(r->who.id, m->id);
        if (r->item == ITEM_OFFICE && who)
            *stays = false;
        if (r->item == ITEM_ADMINISTRATOR && who)
            *administers = false;
    }
    for (size_t i = 0; i < c->n_person; i++)
        if (c->person_rows[i].found_next == 1 && member_same(c->person_rows[i].next.id, m->id))
            *administers = true;
}

bool changes_lose_administrator(const struct changes *c)
{
    int32_t anybody = INT32_MIN, administrator = INT32_MIN;
    for (size_t i = 0; i < c->here.n; i++) {
        const struct member *m = &c->here.at[i];
        bool administers = m->administrator, stays = true;
        int32_t last = day_is(m->leave_on) ? m->leave_on.n : INT32_MAX;
        after_all(c, m, &administers, &stays);
        if (stays && last > anybody)
            anybody = last;
        if (stays && administers && last > administrator)
            administrator = last;
    }
    return anybody > administrator;
}
