// SPDX-License-Identifier: AGPL-3.0-or-later
// Who comes to the woman of 88, from the present week on: planned by those who come.
#include "app/neighbourhood_cast.h"
#include "app/neighbourhood_days.h"
#include "visit/visit.h"

#include <stdio.h>

enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SAT = 32, SECOND = 2, FOURTH = 8, DAYS_PLANNED = 150 };

static const struct coming {
    enum neighbour who;
    enum visit_kind kind;
    enum visit_repeat repeat;
    unsigned weekdays, nths;
    int from, to; // minutes
    const char *note;
} comings[] = {
    {DOCTOR, VISIT_DOCTOR, VISIT_MONTHLY_WEEKDAY, TUE, SECOND | FOURTH, 840, 870, ""},
    {NURSE_FIRST, VISIT_NURSE, VISIT_WEEKLY, MON | FRI, 0, 600, 660, "体重を測る"},
    {PHYSIOTHERAPIST, VISIT_REHABILITATION, VISIT_WEEKLY, WED, 0, 570, 610, ""},
    {HELPER, VISIT_HELPER, VISIT_WEEKLY, TUE | THU | SAT, 0, 660, 720, "昼の薬と食事"},
    {DAY_COUNSELLOR, VISIT_AWAY, VISIT_WEEKLY, THU, 0, 780, 960, "通所介護"},
    {PHARMACIST, VISIT_PHARMACIST, VISIT_FORTNIGHTLY, FRI, 0, 900, 930, ""},
    {CARE_MANAGER_SENIOR, VISIT_CARE_MANAGER, VISIT_MONTHLY_WEEKDAY, WED, SECOND, 840, 870, ""},
};

static office_id office_in(struct tx *tx, const struct seat *seat)
{
    struct seat_rows people = seat_roster(tx, seat);
    for (size_t i = 0; i < people.n; i++)
        if (seat_same(people.at[i].id, seat->id))
            return people.at[i].office;
    return (office_id){0};
}

static bool plan_one(struct making *m, const struct coming *c)
{
    const struct acting *me = &m->n->people[c->who].acting;
    day today = day_of(m->end), first = day_after(today, -visit_weekday(today));
    m->clock->fixed = m->end;
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, me);
    const struct seat *seat = seat_open(tx, me, m->n->rooms[ROOM_TOMEKO]);
    struct visit_new new = {
        .slot = {.on = first, .from = c->from, .to = c->to, .kind = c->kind,
                 .member = me->member, .note = str_of(c->note)},
        .rule = {.repeat = c->repeat, .until = day_after(first, DAYS_PLANNED),
                 .weekdays = c->weekdays, .nths = c->nths},
    };
    visit_id id;
    if (seat)
        new.slot.office = office_in(tx, seat);
    if (seat && visit_add(tx, seat, &new, &id) == VISIT_SAVED)
        return tx_finish(tx) == TX_DONE;
    tx_rollback(tx);
    return false;
}

bool visits_plan(struct making *m)
{
    for (size_t i = 0; i < sizeof comings / sizeof comings[0]; i++)
        if (!plan_one(m, &comings[i])) {
            fprintf(stderr, "the neighbourhood cannot be built: visits, line %zu\n", i);
            return false;
        }
    return true;
}
