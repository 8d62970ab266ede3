// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reshape/reshape.h"

#include "application/application.h"
#include "audit/audit.h"
#include "memo/memo.h"
#include "registration/registration.h"
#include "reshape/reshape.sql.h"
#include "review/review.h"

static bool is_open(struct tx *tx, city_id city, office_id id, struct office *out)
{
    return office_find(tx, city, id, out) && !day_is(out->closed_on) && !out->is_desk;
}

static void record(struct tx *tx, const char *action, city_id city, office_id office, str detail)
{
    audit_record(tx, &(struct audit_entry){action, .city = city, .subject = office.v,
                                           .detail = detail});
}

struct reshape_facts reshape_facts(struct tx *tx, city_id city, office_id office)
{
    struct reshape_row row;
    if (!reshape_by_id(tx, city, office, &row))
        return (struct reshape_facts){.closes_on = NO_DAY};
    return (struct reshape_facts){row.closes_on, row.merged_into};
}

// --- what is registered ------------------------------------------------------------------

enum reshape_outcome reshape_change(struct tx *tx, const struct acting *me,
                                    const struct office *changed)
{
    struct office now;
    if (!is_open(tx, me->city, changed->id, &now))
        return RESHAPE_NO_OFFICE;
    return office_change(tx, changed) ? RESHAPE_DONE : RESHAPE_TAKEN;
}

struct reshape_pasts reshape_past(struct tx *tx, office_id id)
{
    struct past_row_list rows = past_rows(tx, id);
    struct reshape_pasts list = {rows.n, NEW_ARRAY(tx_arena(tx), struct reshape_past, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct reshape_past){rows.at[i].changed_at, rows.at[i].name,
                                          rows.at[i].number, rows.at[i].address};
    return list;
}

// --- administrators ----------------------------------------------------------------------

static bool is_among(const struct member_id_list *list, member_id id)
{
    for (size_t i = 0; i < list->n; i++)
        if (member_same(list->at[i], id))
            return true;
    return false;
}

// Whether on every day somebody of them is there while anybody is.
static bool covers(const struct member_list *people, const struct member_id_list *who)
{
    int32_t anybody = INT32_MIN, administrator = INT32_MIN;
    for (size_t i = 0; i < people->n; i++) {
        day last = people->at[i].leave_on;
        int32_t n = day_is(last) ? last.n : INT32_MAX;
        if (n > anybody)
            anybody = n;
        if (n > administrator && is_among(who, people->at[i].id))
            administrator = n;
    }
    return anybody <= administrator;
}

enum reshape_outcome reshape_administrators(struct tx *tx, const struct acting *me, office_id office,
                                            const struct member_id_list *who)
{
    struct office o;
    if (!is_open(tx, me->city, office, &o))
        return RESHAPE_NO_OFFICE;
    struct member_list people = member_list_at(tx, office);
    if (!covers(&people, who))
        return RESHAPE_NO_ADMINISTRATOR;
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = &people.at[i];
        struct member_work work = {office, m->profession, is_among(who, m->id)};
        if (work.administrator != m->administrator)
            member_change_work(tx, m->id, &work);
    }
    return RESHAPE_DONE;
}

// --- closing -----------------------------------------------------------------------------

struct member_list reshape_staying(struct tx *tx, office_id office, day on)
{
    struct member_list people = member_list_at(tx, office);
    struct member_list staying = {0, NEW_ARRAY(tx_arena(tx), struct member, people.n)};
    for (size_t i = 0; i < people.n; i++)
        if (!day_is(people.at[i].leave_on) || people.at[i].leave_on.n > on.n)
            staying.at[staying.n++] = people.at[i];
    return staying;
}

static bool end_one(struct tx *tx, const struct acting *me, const struct member *m, office_id office,
                    day on)
{
    if (city_same(m->city, me->city) && member_offices(tx, m->id) < 2)
        return registration_leave(tx, me->city, m->id, on) == LEAVE_SET;
    return registration_part(tx, me->city, m->id, office, on);
}

// Administrators last, so that the office has one at every step.
static bool end_all(struct tx *tx, const struct acting *me, office_id office, day on)
{
    struct member_list staying = reshape_staying(tx, office, on);
    for (int administrators = 0; administrators < 2; administrators++)
        for (size_t i = 0; i < staying.n; i++)
            if (staying.at[i].administrator == (administrators == 1) &&
                !end_one(tx, me, &staying.at[i], office, on))
                return false;
    return true;
}

static void close_now(struct tx *tx, city_id city, office_id office, day on)
{
    reshape_set_closed(tx, city, office, on, (office_id){0});
    record(tx, "office.close", city, office, day_format_iso(tx_arena(tx), on));
}

enum reshape_outcome reshape_close(struct tx *tx, const struct acting *me, office_id office, day on,
                                   bool end_people)
{
    struct office o;
    if (!is_open(tx, me->city, office, &o))
        return RESHAPE_NO_OFFICE;
    if (!day_is(on) || on.n < tx_today(tx).n)
        return RESHAPE_IN_PAST;
    if (!end_people && reshape_staying(tx, office, on).n)
        return RESHAPE_PEOPLE;
    if (end_people && !end_all(tx, me, office, on)) {
        tx_fail(tx, "the people of a closing office could not be ended");
        return RESHAPE_PEOPLE;
    }
    reshape_set_closes(tx, me->city, office, on);
    record(tx, "office.close.plan", me->city, office, day_format_iso(tx_arena(tx), on));
    if (on.n == tx_today(tx).n && member_list_at(tx, office).n == 0)
        close_now(tx, me->city, office, on);
    return RESHAPE_DONE;
}

bool reshape_keep_open(struct tx *tx, const struct acting *me, office_id office)
{
    struct office o;
    if (!is_open(tx, me->city, office, &o) ||
        !day_is(reshape_facts(tx, me->city, office).closes_on))
        return false;
    reshape_set_closes(tx, me->city, office, NO_DAY);
    record(tx, "office.close.cancel", me->city, office, NONE);
    return true;
}

int reshape_close_due(struct tx *tx)
{
    struct closing_row_list due = reshape_due(tx, tx_today(tx));
    for (size_t i = 0; i < due.n; i++)
        close_now(tx, due.at[i].city, due.at[i].id, due.at[i].closes_on);
    return (int)due.n;
}

// --- merging -----------------------------------------------------------------------------

// Seats in this city's rooms follow the city's own decision; other cities make theirs.
static void carry_seats(struct tx *tx, const struct acting *me, const struct member *m,
                        office_id from, office_id into)
{
    struct seats_under seats = seat_list_under(tx, m->id, from);
    for (size_t i = 0; i < seats.n; i++)
        if (!seats.at[i].closed && city_same(seats.at[i].city, me->city))
            seat_renew(tx, seats.at[i].room, seats.at[i].id, into, m->profession);
    review_propose(tx, me->city, m->id, from, into);
}

static void carry_person(struct tx *tx, const struct acting *me, const struct member *m,
                         office_id from, office_id into)
{
    struct member_list there = member_list_at(tx, into);
    struct member already;
    struct member_work work = {into, m->profession, m->administrator};
    struct affiliations works = member_affiliations(tx, m->id);
    if (!member_pick_id(&there, m->id, &already)) {
        member_join(tx, m->id, &work);
        for (size_t i = 0; i < works.n; i++)
            if (office_same(works.at[i].office, from) && day_is(works.at[i].ends_on))
                member_plan_end(tx, m->id, into, works.at[i].ends_on);
    } else if (m->administrator && !already.administrator) {
        work.profession = already.profession;
        member_change_work(tx, m->id, &work);
    }
    member_end_work(tx, m->id, from, tx_today(tx));
    carry_seats(tx, me, m, from, into);
}

int64_t reshape_cases(struct tx *tx, city_id city, office_id office)
{
    return (int64_t)reshape_open_cases(tx, city, office).n;
}

static void carry_cases(struct tx *tx, const struct acting *me, const struct office *from,
                        const struct office *into)
{
    struct application_id_list cases = reshape_open_cases(tx, me->city, from->id);
    for (size_t i = 0; i < cases.n; i++) {
        struct application of;
        if (!application_find(tx, me->city, cases.at[i], &of))
            continue;
        application_settle(tx, &of, into->id);
        application_note(tx, me, &of,
                         str_print(tx_arena(tx),
                                   "事業所「%.*s」が「%.*s」に統合されたため、この申請も引き継ぎました。",
                                   STR(from->name), STR(into->name)));
    }
    reshape_move_memos(tx, from->id, into->id);
}

enum reshape_outcome reshape_merge(struct tx *tx, const struct acting *me, office_id from,
                                   office_id into)
{
    struct office a, b;
    if (!is_open(tx, me->city, from, &a) || !is_open(tx, me->city, into, &b))
        return RESHAPE_NO_OFFICE;
    if (office_same(from, into))
        return RESHAPE_SAME;
    struct member_list people = member_list_at(tx, from);
    for (size_t i = 0; i < people.n && tx_ok(tx); i++)
        carry_person(tx, me, &people.at[i], from, into);
    carry_cases(tx, me, &a, &b);
    reshape_set_closed(tx, me->city, from, tx_today(tx), into);
    record(tx, "office.merge", me->city, from, b.name);
    memo_write(tx, me->city, into, (application_id){0},
               str_print(tx_arena(tx),
                         "「%.*s」がこの事業所に統合され、%zu人が移りました。個人IDと端末は今までと同じです。",
                         STR(a.name), people.n));
    return RESHAPE_DONE;
}
