// SPDX-License-Identifier: AGPL-3.0-or-later
// When people are taken. A room's visits open with that room's key alone; so that another room can
// say "this person is not free then", the bare times lie once more under a key of the installation,
// without kind, note or office.
#include "city/city.h"
#include "visit/visit_seal.h"

enum { DAYS_KEPT_BACK = 31 };

static bytes person_token(struct tx *tx, member_id member)
{
    struct key key;
    vault_key(city_vault(tx), S("visit person"), &key);
    bytes token =
        token_of(tx_arena(tx), &key, str_print(tx_arena(tx), "%ld", (long)member.v));
    key_forget(&key);
    return token;
}

static struct place place_of(room_id room, visit_id plan)
{
    return (struct place){S("visit_busy"), S("sealed"), plan.v, room.v};
}

// --- writing -------------------------------------------------------------------------------------

struct taken {
    member_id member;
    struct busy_time time;
};
struct taken_list {
    struct arena *arena;
    size_t n, room;
    struct taken *at;
};

static void take(struct taken_list *list, const struct visit_slot *slot, day from)
{
    if (!member_is(slot->member) || slot->on.n < from.n)
        return;
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 32;
        list->at = arena_grow(list->arena, list->at, list->room * sizeof *list->at,
                              room * sizeof *list->at);
        list->room = room;
    }
    list->at[list->n++] = (struct taken){
        slot->member, {slot->on.n, (int16_t)slot->from, (int16_t)slot->to}};
}

static bool has_own(const struct became *own, size_t n, day d)
{
    for (size_t i = 0; i < n; i++)
        if (own[i].original.n == d.n)
            return true;
    return false;
}

static struct taken_list taken_of(struct tx *tx, const struct seat *seat,
                                  const struct plan_row *row)
{
    struct taken_list list = {.arena = tx_arena(tx)};
    struct planned planned = plan_open(tx, seat, row);
    struct occasion_row_list rows = occasions_of_plan(tx, seat->room, row->id);
    struct became *own = NEW_ARRAY(list.arena, struct became, rows.n + 1);
    day from = day_after(tx_today(tx), -DAYS_KEPT_BACK);
    for (size_t i = 0; i < rows.n; i++) {
        own[i] = occasion_open(tx, seat, &rows.at[i]);
        if (own[i].state != VISIT_CANCELLED && visit_stands(&planned, &own[i]))
            take(&list, &own[i].slot, from);
    }
    struct visit_slot slot = planned.slot;
    for (slot.on = visit_next_day(&planned.rule, from); day_is(slot.on);
         slot.on = visit_next_day(&planned.rule, day_after(slot.on, 1)))
        if (!has_own(own, rows.n, slot.on))
            take(&list, &slot, from);
    return list;
}

// Those of one person; what was taken is marked as used.
static struct busy_times times_of(struct taken_list *list, size_t first)
{
    struct busy_times times = {0, NEW_ARRAY(list->arena, struct busy_time, list->n)};
    member_id member = list->at[first].member;
    for (size_t i = first; i < list->n; i++)
        if (member_same(list->at[i].member, member)) {
            times.at[times.n++] = list->at[i].time;
            list->at[i].member = (member_id){0};
        }
    return times;
}

static void write_person(struct tx *tx, const struct seat *seat, visit_id plan, member_id member,
                         const struct busy_times *times)
{
    struct key key;
    int32_t least = INT32_MAX, most = INT32_MIN;
    for (size_t i = 0; i < times->n; i++) {
        least = times->at[i].on < least ? times->at[i].on : least;
        most = times->at[i].on > most ? times->at[i].on : most;
    }
    vault_key(city_vault(tx), S("visit busy"), &key);
    bytes plain = {(const uint8_t *)times->at, times->n * sizeof *times->at};
    busy_insert(tx, &(struct busy_insert_params){
                        .room = seat->room,
                        .plan = plan,
                        .person = person_token(tx, member),
                        .from_month = visit_month((day){least}),
                        .to_month = visit_month((day){most}),
                        .sealed = seal(tx_arena(tx), &key, place_of(seat->room, plan), plain),
                    });
    key_forget(&key);
}

void busy_write(struct tx *tx, const struct seat *seat, visit_id plan)
{
    struct plan_row row;
    busy_drop(tx, seat->room, plan);
    if (!plan_now(tx, seat->room, plan, &row))
        return;
    struct taken_list list = taken_of(tx, seat, &row);
    for (size_t i = 0; i < list.n; i++) {
        member_id member = list.at[i].member;
        if (!member_is(member))
            continue;
        struct busy_times times = times_of(&list, i);
        write_person(tx, seat, plan, member, &times);
    }
}

// --- reading -------------------------------------------------------------------------------------

static struct busy_times opened(struct tx *tx, const struct key *key, const struct busy_row *row)
{
    bytes plain = {0};
    if (!unseal(tx_arena(tx), key, place_of(row->room, row->plan), row->sealed, &plain))
        tx_fail(tx, "the times of a person do not open");
    struct busy_times times = {plain.n / sizeof(struct busy_time), NULL};
    times.at = NEW_ARRAY(tx_arena(tx), struct busy_time, times.n + 1);
    if (times.n)
        memcpy(times.at, plain.p, times.n * sizeof *times.at);
    return times;
}

struct busy_rooms busy_elsewhere(struct tx *tx, member_id member, room_id here, day from, day to)
{
    struct key key;
    struct busy_row_list rows =
        busy_of(tx, person_token(tx, member), member, visit_month(from), visit_month(to));
    struct busy_rooms rooms = {0, NEW_ARRAY(tx_arena(tx), struct busy_room, rows.n + 1)};
    vault_key(city_vault(tx), S("visit busy"), &key);
    for (size_t i = 0; i < rows.n; i++)
        if (!room_same(rows.at[i].room, here))
            rooms.at[rooms.n++] =
                (struct busy_room){rows.at[i].room, opened(tx, &key, &rows.at[i])};
    key_forget(&key);
    return rooms;
}
