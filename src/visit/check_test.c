// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/visit.h"

#include "test/given.h"

static void count_broken(void *context, const char *table, int64_t row)
{
    (void)table;
    (void)row;
    ++*(int *)context;
}

static int verify(struct tx *tx, const struct seat *seat)
{
    int broken = 0;
    visit_verify(tx, seat->room, &seat->key, count_broken, &broken);
    return broken;
}

// Planned, done, and taken back: one plan and two states of its visit.
static const struct seat *given_taken_back(struct tx *tx)
{
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("あおば"));
    struct given_person nurse = given_administrator(tx, city.city.id, office, S("山田 花子"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    const struct seat *seat = given_seat(tx, &city.officer.acting, room, &nurse.acting);
    struct visit_new new = {.slot = {.on = tx_today(tx), .from = 600, .to = 660}};
    struct visit v = {.seat = seat};
    visit_id id = {0};
    visit_add(tx, seat, &new, &id);
    visit_find(tx, seat, id, new.slot.on, &v);
    visit_do(tx, seat, &v, v.version);
    visit_find(tx, seat, id, new.slot.on, &v);
    visit_reopen(tx, seat, &v, v.version);
    return seat;
}

RULE("the check finds a visit whose row says another month, or whose last state was taken away")
{
    static struct query
        later = {.name = "visit_later", .sql = "UPDATE visit_plan SET to_month = to_month + 1"},
        back = {.name = "visit_back", .sql = "UPDATE visit_plan SET to_month = to_month - 1"},
        drop = {.name = "visit_drop", .sql = "DELETE FROM visit_occasion WHERE revision = 2"};
    struct tx *tx = world_write(world);
    const struct seat *seat = given_taken_back(tx);
    int good = verify(tx, seat);
    query_run(tx, &later, NULL);
    int changed = verify(tx, seat);
    query_run(tx, &back, NULL);
    query_run(tx, &drop, NULL);
    int taken = verify(tx, seat);
    world_commit(world);

    assert_int_equal(good, 0);
    assert_int_equal(changed, 1);
    assert_int_equal(taken, 1);
}
