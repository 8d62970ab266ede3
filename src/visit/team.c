// SPDX-License-Identifier: AGPL-3.0-or-later
// One visit with its people: who comes, who may change it, whether it is as planned.
#include "visit/visit_seal.h"

// --- the people ----------------------------------------------------------------------------------

struct visit_team visit_team_of(struct tx *tx, const struct seat *seat)
{
    struct visit_team team = {.people = seat_roster(tx, seat)};
    for (size_t i = 0; i < team.people.n; i++)
        if (seat_same(team.people.at[i].id, seat->id))
            team.me = &team.people.at[i];
    return team;
}

// Seats in force come first; the one at that office is the better one.
static const struct seat_row *person_of(const struct visit_team *team, const struct visit_slot *slot)
{
    const struct seat_row *found = NULL;
    for (size_t i = 0; i < team->people.n; i++) {
        const struct seat_row *p = &team->people.at[i];
        bool fits = member_is(slot->member) ? member_same(p->member, slot->member)
                                            : office_same(p->office, slot->office);
        bool better = !found || (!day_is(p->removed_on) == !day_is(found->removed_on) &&
                                 !office_same(found->office, slot->office) &&
                                 office_same(p->office, slot->office));
        if (fits && better)
            found = p;
    }
    return found;
}

static bool is_there(const struct visit_team *team, office_id office)
{
    for (size_t i = 0; i < team->people.n; i++)
        if (office_same(team->people.at[i].office, office) &&
            !day_is(team->people.at[i].removed_on))
            return true;
    return false;
}

static const struct seat_row *seat_row_of(const struct visit_team *team, seat_id seat)
{
    for (size_t i = 0; i < team->people.n; i++)
        if (seat_same(team->people.at[i].id, seat))
            return &team->people.at[i];
    return NULL;
}

static bool is_care_manager(const struct seat_row *me)
{
    return me->profession == PROFESSION_CARE_MANAGER ||
           me->profession == PROFESSION_SENIOR_CARE_MANAGER;
}

// The office concerned says what it did. Where nobody of it is left in the room, whoever is there.
static bool is_concerned(const struct visit_team *team, const struct visit_slot *slot)
{
    return team->me && (!office_is(slot->office) || office_same(slot->office, team->me->office) ||
                        !is_there(team, slot->office));
}

static bool may_change(const struct visit_team *team, const struct visit_slot *slot,
                       const struct seat_row *planner)
{
    return team->me && (is_concerned(team, slot) || is_care_manager(team->me) ||
                        (planner && office_same(planner->office, team->me->office)));
}

static void put_people(struct visit *v, const struct visit_team *team, seat_id planner)
{
    const struct seat_row *who = NULL;
    v->profession = PROFESSIONS;
    v->may_settle = v->seat->may_write && is_concerned(team, &v->slot);
    v->may_change =
        v->seat->may_write && may_change(team, &v->slot, seat_row_of(team, planner));
    if (office_is(v->slot.office))
        who = person_of(team, &v->slot);
    if (!who)
        return;
    v->office_name = who->office_name;
    v->gone = day_is(who->removed_on);
    if (member_is(v->slot.member)) {
        v->who = who->name;
        v->profession = who->profession;
    }
}

// --- one visit -----------------------------------------------------------------------------------

bool visit_same_slot(const struct visit_slot *a, const struct visit_slot *b)
{
    return a->on.n == b->on.n && a->from == b->from && a->to == b->to && a->kind == b->kind &&
           office_same(a->office, b->office) && member_same(a->member, b->member) &&
           str_eq(a->note, b->note);
}

bool visit_stands(const struct planned *planned, const struct became *became)
{
    return became->state == VISIT_DONE || visit_falls_on(&planned->rule, became->original);
}

struct visit visit_of(const struct seat *seat, const struct visit_team *team,
                      const struct plan_row *plan, const struct planned *planned, day original,
                      const struct occasion_row *row, const struct became *became)
{
    struct visit_slot as_planned = planned->slot;
    as_planned.on = original;
    struct visit v = {
        .seat = seat,
        .plan = plan->id,
        .original = original,
        .version = plan->revision + (row ? row->revision : 0),
        .revision = row ? row->revision : 0,
        .slot = became ? became->slot : as_planned,
        .rule = planned->rule,
        .state = became ? became->state : VISIT_PLANNED,
        .reason = became ? became->reason : NONE,
        .changed_at = row ? row->written_at : plan->written_at,
    };
    const struct seat_row *author = seat_row_of(team, row ? row->seat : plan->seat);
    v.author = author ? author->name : NONE;
    v.moved = became && !visit_same_slot(&became->slot, &as_planned);
    put_people(&v, team, plan->seat);
    return v;
}

str visit_who(struct arena *a, const struct visit *visit)
{
    if (!office_is(visit->slot.office))
        return S("チーム全体");
    if (!visit->who.n)
        return visit->office_name;
    return str_print(a, "%.*s（%.*s）", STR(visit->who), STR(visit->office_name));
}
