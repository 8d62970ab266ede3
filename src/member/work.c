// SPDX-License-Identifier: AGPL-3.0-or-later
// Where members work, and what the guide's forms change of them (様式1-1, 様式2).
#include "audit/audit.h"
#include "base/text.h"
#include "city/city.h"
#include "member/member.h"
#include "member/member.sql.h"
#include "member/opened.h"

#include <stdlib.h>

static void record(struct tx *tx, const char *action, member_id id, str detail)
{
    const struct member *m = member_find_anywhere(tx, id);
    if (m)
        audit_record(tx, &(struct audit_entry){action, .city = m->city, .subject = id.v,
                                               .detail = detail});
}

// --- finding -----------------------------------------------------------------------------

static int by_reading(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return text_collate(x->kana, y->kana);
}

struct member_list member_list_at(struct tx *tx, office_id office)
{
    struct member_row_list rows = member_of_office(tx, office);
    struct member_list list = {0, NEW_ARRAY(tx_arena(tx), struct member, rows.n)};
    struct key key;
    for (size_t i = 0; i < rows.n; i++) {
        if (!city_key(tx, rows.at[i].city, &key))
            return (struct member_list){0};
        list.at[list.n++] = member_opened(tx, &key, &rows.at[i]);
        key_forget(&key);
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_reading);
    return list;
}

struct work_places member_work_places(struct tx *tx, city_id city)
{
    struct work_place_row_list rows = work_place_rows(tx, city);
    struct work_places places = {rows.n, NEW_ARRAY(tx_arena(tx), struct work_place, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        places.at[i] = (struct work_place){rows.at[i].id, rows.at[i].name, rows.at[i].service};
    return places;
}

int member_pick(struct tx *tx, const struct member_list *list, str name, str personal_id,
                struct member *out)
{
    struct arena *a = tx_arena(tx);
    int n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct member *m = &list->at[i];
        bool meant = personal_id.n ? str_eq(m->personal_id, personal_id)
                                   : str_eq(text_fold(a, m->name), text_fold(a, name));
        if (meant && n++ == 0)
            *out = *m;
    }
    return n;
}

bool member_pick_id(const struct member_list *list, member_id id, struct member *out)
{
    for (size_t i = 0; i < list->n; i++)
        if (member_same(list->at[i].id, id)) {
            *out = list->at[i];
            return true;
        }
    return false;
}

int64_t member_offices(struct tx *tx, member_id id)
{
    return affiliation_count(tx, id);
}

office_id member_office_in(struct tx *tx, member_id id, city_id city)
{
    office_id office = {0};
    affiliation_in(tx, id, city, &office);
    return office;
}

static struct affiliations listed(struct tx *tx, struct affiliation_row_list rows)
{
    struct affiliations list = {rows.n, NEW_ARRAY(tx_arena(tx), struct affiliation, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct affiliation){
            .member = rows.at[i].member,
            .office = rows.at[i].office,
            .profession = rows.at[i].profession,
            .administrator = rows.at[i].administrator,
            .office_name = rows.at[i].office_name,
            .city = rows.at[i].city,
            .ends_on = rows.at[i].ends_on,
        };
    return list;
}

struct affiliations member_affiliations(struct tx *tx, member_id id)
{
    return listed(tx, affiliation_rows(tx, id));
}

struct affiliations member_affiliations_of(struct tx *tx, const struct member_id_list *ids)
{
    return listed(tx, affiliation_rows_of(tx, ids));
}

bool member_leads(struct tx *tx, member_id id, office_id office)
{
    struct affiliations works = member_affiliations(tx, id);
    for (size_t i = 0; i < works.n; i++)
        if (office_same(works.at[i].office, office))
            return works.at[i].administrator;
    return false;
}

// --- changing ------------------------------------------------------------------------------

void member_join(struct tx *tx, member_id id, const struct member_work *work)
{
    affiliation_insert(tx, &(struct affiliation_insert_params){
                               .id = {tx_new_id(tx)},
                               .member = id,
                               .office = work->office,
                               .profession = work->profession,
                               .administrator = work->administrator,
                               .from_on = tx_today(tx),
                           });
    record(tx, "member.join", id, NONE);
}

bool member_change_work(struct tx *tx, member_id id, const struct member_work *work)
{
    if (affiliation_change(tx, id, work->office, work->profession, work->administrator) == 0)
        return false;
    record(tx, "member.work", id,
           str_print(tx_arena(tx), "%.*s%s", STR(profession_label(work->profession)),
                     work->administrator ? " 管理担当者" : ""));
    return true;
}

// The last day of anybody there, and of those who administer the office.
struct lasts {
    int32_t anybody, administrator;
};

static void count(struct lasts *l, const struct member *m, day last)
{
    int32_t n = day_is(last) ? last.n : INT32_MAX;
    if (n > l->anybody)
        l->anybody = n;
    if (m->administrator && n > l->administrator)
        l->administrator = n;
}

bool member_leaves_alone(struct tx *tx, office_id office, member_id id, day last)
{
    struct member_list people = member_list_at(tx, office);
    struct lasts now = {INT32_MIN, INT32_MIN}, then = now;
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = &people.at[i];
        count(&now, m, m->leave_on);
        count(&then, m, member_same(m->id, id) ? last : m->leave_on);
    }
    return then.anybody > then.administrator && now.anybody <= now.administrator;
}

bool member_plan_end(struct tx *tx, member_id id, office_id office, day last)
{
    if (affiliation_set_end(tx, id, office, last) == 0)
        return false;
    record(tx, "member.work.plan", id, day_is(last) ? day_format_iso(tx_arena(tx), last) : NONE);
    return true;
}

struct endings member_list_endings(struct tx *tx)
{
    struct ending_row_list rows = affiliations_ended(tx, tx_today(tx));
    struct endings list = {rows.n, NEW_ARRAY(tx_arena(tx), struct ending, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct ending){rows.at[i].member, rows.at[i].office, rows.at[i].city,
                                     rows.at[i].ends_on};
    return list;
}

bool member_end_work(struct tx *tx, member_id id, office_id office, day until_on)
{
    if (affiliation_end_at(tx, id, office, until_on) == 0)
        return false;
    record(tx, "member.work.end", id, day_format_iso(tx_arena(tx), until_on));
    return true;
}

bool member_rename(struct tx *tx, city_id city, member_id id, str name, str kana)
{
    struct key key;
    struct arena *a = tx_arena(tx);
    const struct member *m = member_find(tx, city, id);
    if (!m || !city_key(tx, city, &key))
        return false;
    int64_t n = member_set_name(tx, city, id,
                                seal_text(a, &key, member_place("name", id, city, m->role), name),
                                seal_text(a, &key, member_place("kana", id, city, m->role), kana));
    key_forget(&key);
    member_put_tokens(tx, id, name, kana);
    record(tx, "member.rename", id, NONE);
    return n == 1;
}
