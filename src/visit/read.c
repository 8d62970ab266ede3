// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits as pages show them: plans unrolled over the days asked for, with what became of single ones.
#include "visit/visit_seal.h"

#include <stdlib.h>

enum { MOST_DAYS = 124, NEXT_DAYS = 60 };

// --- one visit -----------------------------------------------------------------------------------

bool visit_find(struct tx *tx, const struct seat *seat, visit_id id, day original,
                struct visit *out)
{
    struct plan_row plan;
    struct occasion_row row;
    if (!day_is(original) || !plan_now(tx, seat->room, id, &plan))
        return false;
    bytes token = occasion_token(tx_arena(tx), &seat->key, id, original);
    struct planned planned = plan_open(tx, seat, &plan);
    bool happened = occasion_now(tx, seat->room, id, token, &row);
    struct became became = {.original = NO_DAY};
    if (happened)
        became = occasion_open(tx, seat, &row);
    if (happened ? !visit_stands(&planned, &became) : !visit_falls_on(&planned.rule, original))
        return false;
    struct visit_team team = visit_team_of(tx, seat);
    *out = visit_of(seat, &team, &plan, &planned, original, happened ? &row : NULL,
                    happened ? &became : NULL);
    return true;
}

// --- lists -----------------------------------------------------------------------------------------

// One room's rows on their way into a list.
struct gathering {
    struct tx *tx;
    const struct seat *seat;
    struct visit_team team;
    const struct occasion_row *rows; // of this room, by plan
    struct became *own; // opened
    size_t n_rows, at; // at: the first row of the plan at hand
    day from, to;
    bool mine; // of the reader alone
    struct visits list;
    size_t room;
};

static bool is_mine(const struct gathering *g, const struct visit_slot *slot)
{
    if (member_is(slot->member))
        return member_same(slot->member, g->seat->member);
    return !office_is(slot->office) ||
           (g->team.me && office_same(slot->office, g->team.me->office));
}

static void add(struct gathering *g, const struct visit *visit)
{
    if (g->mine && !is_mine(g, &visit->slot))
        return;
    if (day_is(g->seat->closed_on) && visit->slot.on.n > g->seat->closed_on.n)
        return;
    if (g->list.n == g->room) {
        size_t room = g->room ? 2 * g->room : 32, size = sizeof *g->list.at;
        g->list.at = arena_grow(tx_arena(g->tx), g->list.at, g->room * size, room * size);
        g->room = room;
    }
    g->list.at[g->list.n++] = *visit;
}

static bool has_own(const struct gathering *g, size_t end, day d)
{
    for (size_t i = g->at; i < end; i++)
        if (g->own[i].original.n == d.n)
            return true;
    return false;
}

static void add_plan(struct gathering *g, const struct plan_row *plan)
{
    struct planned planned = plan_open(g->tx, g->seat, plan);
    while (g->at < g->n_rows && g->rows[g->at].plan.v < plan->id.v)
        g->at++;
    size_t end = g->at;
    while (end < g->n_rows && visit_same(g->rows[end].plan, plan->id))
        end++;
    for (size_t i = g->at; i < end; i++) {
        const struct became *b = &g->own[i];
        if (!visit_stands(&planned, b) || b->slot.on.n < g->from.n || b->slot.on.n > g->to.n)
            continue;
        struct visit v = visit_of(g->seat, &g->team, plan, &planned, b->original,
                                  &g->rows[i], b);
        add(g, &v);
    }
    for (day d = visit_next_day(&planned.rule, g->from); day_is(d) && d.n <= g->to.n;
         d = visit_next_day(&planned.rule, day_after(d, 1)))
        if (!has_own(g, end, d)) {
            struct visit v =
                visit_of(g->seat, &g->team, plan, &planned, d, NULL, NULL);
            add(g, &v);
        }
}

static void add_room(struct gathering *g, const struct plan_row *plans, size_t n,
                     const struct occasion_row *rows, size_t n_rows)
{
    g->team = visit_team_of(g->tx, g->seat);
    g->rows = rows;
    g->n_rows = n_rows;
    g->at = 0;
    g->own = NEW_ARRAY(tx_arena(g->tx), struct became, n_rows + 1);
    for (size_t i = 0; i < n_rows; i++)
        g->own[i] = occasion_open(g->tx, g->seat, &rows[i]);
    for (size_t i = 0; i < n; i++)
        add_plan(g, &plans[i]);
}

static int compare(const void *x, const void *y)
{
    const struct visit *a = x, *b = y;
    int64_t order = (int64_t)a->slot.on.n - b->slot.on.n;
    if (!order)
        order = a->slot.from - b->slot.from;
    if (!order)
        order = a->slot.to - b->slot.to;
    if (!order)
        order = a->plan.v < b->plan.v ? -1 : a->plan.v > b->plan.v;
    return order < 0 ? -1 : order > 0;
}

// A patient cannot be with two people's work at once, nor a person with two patients.
static void meet(struct visit *a, struct visit *b)
{
    if (room_same(a->seat->room, b->seat->room)) {
        a->overlaps = b->overlaps = true;
    } else if (member_is(a->slot.member) && member_same(a->slot.member, b->slot.member)) {
        a->elsewhere = b->elsewhere = true;
        a->elsewhere_name = b->seat->room_name;
        b->elsewhere_name = a->seat->room_name;
    }
}

static void sort(struct visits *list)
{
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, compare);
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = i + 1; j < list->n; j++) {
            struct visit *a = &list->at[i], *b = &list->at[j];
            if (b->slot.on.n != a->slot.on.n || b->slot.from >= a->slot.to)
                break;
            if (a->state == VISIT_PLANNED && b->state == VISIT_PLANNED)
                meet(a, b);
        }
}

static day last_of(day from, day to)
{
    return to.n - from.n >= MOST_DAYS ? day_after(from, MOST_DAYS - 1) : to;
}

struct visits visit_list_between(struct tx *tx, const struct seat *seat, day from, day to)
{
    struct gathering g = {.tx = tx, .seat = seat, .from = from, .to = last_of(from, to)};
    int64_t first = visit_month(g.from), last = visit_month(g.to);
    struct plan_row_list plans = plans_between(tx, seat->room, first, last);
    if (plans.n == 0)
        return g.list;
    struct occasion_row_list rows = occasions_between(tx, seat->room, first, last);
    add_room(&g, plans.at, plans.n, rows.at, rows.n);
    sort(&g.list);
    return g.list;
}

struct visits visit_list_everywhere(struct tx *tx, const struct acting *me, day from, day to,
                                    bool mine)
{
    struct gathering g = {.tx = tx, .from = from, .to = last_of(from, to), .mine = mine};
    int64_t first = visit_month(g.from), last = visit_month(g.to);
    struct plan_row_list plans = plans_everywhere(tx, me->member, first, last);
    if (plans.n == 0)
        return g.list;
    struct occasion_row_list rows = occasions_everywhere(tx, me->member, first, last);
    struct seat_list seats = seat_open_all(tx, me);
    for (size_t i = 0, p = 0, o = 0; i < plans.n; i = p) {
        room_id room = plans.at[i].room;
        for (p = i; p < plans.n && room_same(plans.at[p].room, room);)
            p++;
        while (o < rows.n && rows.at[o].room.v < room.v)
            o++;
        size_t end = o;
        while (end < rows.n && room_same(rows.at[end].room, room))
            end++;
        for (size_t s = 0; s < seats.n; s++)
            if (room_same(seats.at[s].room, room)) {
                g.seat = &seats.at[s];
                add_room(&g, plans.at + i, p - i, rows.n ? rows.at + o : NULL, end - o);
            }
    }
    sort(&g.list);
    return g.list;
}

struct visits visit_list_next(struct tx *tx, const struct seat *seat, size_t most)
{
    day today = tx_today(tx);
    int64_t now = (tx_now(tx).us - day_start(today).us) / MINUTES(1);
    struct visits all = visit_list_between(tx, seat, today, day_after(today, NEXT_DAYS));
    struct visits next = {0, NEW_ARRAY(tx_arena(tx), struct visit, most)};
    for (size_t i = 0; i < all.n && next.n < most; i++) {
        const struct visit *v = &all.at[i];
        bool over = v->slot.on.n == today.n && v->slot.to <= now;
        if (v->state == VISIT_PLANNED && !over)
            next.at[next.n++] = *v;
    }
    return next;
}

// --- the same person elsewhere ---------------------------------------------------------------------

static bool meets(const struct visit_slot *slot, const struct busy_times *times)
{
    for (size_t i = 0; i < times->n; i++)
        if (times->at[i].on == slot->on.n && times->at[i].from < slot->to &&
            times->at[i].to > slot->from)
            return true;
    return false;
}

static void mark_person(struct tx *tx, const struct acting *me, struct visits *visits,
                        member_id member)
{
    day from = visits->at[0].slot.on, to = visits->at[visits->n - 1].slot.on;
    struct busy_rooms rooms =
        busy_elsewhere(tx, member, visits->at[0].seat->room, from, to);
    for (size_t i = 0; i < visits->n; i++) {
        struct visit *v = &visits->at[i];
        if (v->state != VISIT_PLANNED || !member_same(v->slot.member, member))
            continue;
        for (size_t r = 0; r < rooms.n && !v->elsewhere; r++) {
            if (!meets(&v->slot, &rooms.at[r].times))
                continue;
            const struct seat *there = seat_open(tx, me, rooms.at[r].room);
            v->elsewhere = true;
            v->elsewhere_name = there ? there->room_name : NONE;
        }
    }
}

void visit_mark_elsewhere(struct tx *tx, const struct acting *me, struct visits *visits)
{
    for (size_t i = 0; i < visits->n; i++) {
        member_id member = visits->at[i].slot.member;
        bool seen = !member_is(member) || visits->at[i].state != VISIT_PLANNED;
        for (size_t j = 0; j < i && !seen; j++)
            seen = member_same(visits->at[j].slot.member, member) &&
                   visits->at[j].state == VISIT_PLANNED;
        if (!seen)
            mark_person(tx, me, visits, member);
    }
}
