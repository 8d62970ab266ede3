// SPDX-License-Identifier: AGPL-3.0-or-later
// What the city knows already is not asked again.
#include "application/own_web.h"
#include "application/application.sql.h"
#include "base/text.h"
#include "member/member.h"
#include "office/office.h"

bool own_kind_is_good(int64_t kind)
{
    return kind == APPLICATION_USAGE || kind == APPLICATION_DEVICES || kind == APPLICATION_CHANGE;
}

static void add(struct turn *t, struct params *values, str name, str value)
{
    if (value.n == 0)
        return;
    values->at = arena_grow(t->arena, values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){name, value};
}

// Names of the corporation and its representative stand in no register: they are taken from the
// office's newest forms that were carried out, whatever way they came.
static void add_from_before(struct turn *t, struct params *values)
{
    static const char *const names[] = {"corporation_name",   "corporation_kana",
                                        "representative",     "representative_title",
                                        "corporation_postal", "corporation_phone",
                                        "corporation_address", "office_manager"};
    struct application_id_list done =
        application_done_of(t->tx, t->me->administers_city, t->me->administers);
    for (size_t i = 0; i < done.n; i++) {
        struct application before;
        if (!application_find(t->tx, t->me->administers_city, done.at[i], &before))
            continue;
        for (size_t j = 0; j < sizeof names / sizeof names[0]; j++)
            if (!params_has(values, str_of(names[j])))
                add(t, values, str_of(names[j]), value_of(&before.values, names[j]));
    }
}

static void add_office(struct turn *t, struct params *values)
{
    struct office office;
    if (!office_find(t->tx, t->me->administers_city, t->me->administers, &office))
        return;
    add(t, values, S("corporation_name"), office.corporation);
    add(t, values, S("office_name"), office.name);
    add(t, values, S("office_number"), office.number);
    add(t, values, S("office_kind"), office_kind_label(office.kind));
    add(t, values, S("office_postal"), office.postal);
    add(t, values, S("office_address"), office.address);
    add(t, values, S("office_mail"), office.mail);
    add(t, values, S("office_phone"), office.phone);
}

static void add_person(struct turn *t, struct params *values, const char *rows, int row,
                       const char *name, str value)
{
    add(t, values, str_print(t->arena, "%s.%d.%s", rows, row, name), value);
}

static void add_leaver(struct turn *t, struct params *values, int row, const struct member *m)
{
    add_person(t, values, "people", row, "move", S("削除"));
    add_person(t, values, "people", row, "name", m->name);
    add_person(t, values, "people", row, "kana", m->kana);
    add_person(t, values, "people", row, "administrator", m->administrator ? S("1") : NONE);
    add_person(t, values, "people", row, "profession", profession_label(m->profession));
    add_person(t, values, "people", row, "personal_id", m->personal_id);
}

static bool is_chosen(const struct member_id_list *chosen, member_id id)
{
    for (size_t i = 0; i < chosen->n; i++)
        if (member_same(chosen->at[i], id))
            return true;
    return false;
}

// Only people of this office, whatever ids were sent.
static void add_people(struct turn *t, enum application_kind kind,
                       const struct member_id_list *chosen, struct params *values)
{
    struct member_list roster = member_list_at(t->tx, t->me->administers);
    int row = 0;
    for (size_t i = 0; i < roster.n; i++) {
        if (!is_chosen(chosen, roster.at[i].id))
            continue;
        if (kind == APPLICATION_USAGE)
            add_leaver(t, values, row++, &roster.at[i]);
        else
            add_person(t, values, "devices", row++, "name", roster.at[i].name);
    }
}

struct params own_prefilled(struct turn *t, enum application_kind kind,
                            const struct member_id_list *chosen)
{
    struct params values = {0};
    add(t, &values, S("applied_on"), day_format_iso(t->arena, tx_today(t->tx)));
    add_office(t, &values);
    add_from_before(t, &values);
    if (kind == APPLICATION_USAGE)
        add(t, &values, S("has_id"), S("無"));
    if (kind != APPLICATION_CHANGE)
        add_people(t, kind, chosen, &values);
    return values;
}
