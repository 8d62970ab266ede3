// SPDX-License-Identifier: AGPL-3.0-or-later
// Who comes is told when somebody else changes what was planned.
#include "visit/visit.h"

#include "test/given_told.h"
#include "test/rule.h"

// Tomorrow from ten to eleven, the helper; planned by the nurse, who administers their office.
static struct visit planned(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    struct seat_rows people = seat_roster(tx, seat);
    struct visit_new new = {.slot = {.on = day_after(tx_today(tx), 1), .from = 600, .to = 660,
                                     .kind = VISIT_HELPER, .member = g->helper.acting.member}};
    for (size_t i = 0; i < people.n; i++)
        if (member_same(people.at[i].member, new.slot.member))
            new.slot.office = people.at[i].office;
    visit_id id = {0};
    struct visit v = {.seat = seat};
    assert_int_equal(visit_add(tx, seat, &new, &id), VISIT_SAVED);
    assert_true(visit_find(tx, seat, id, new.slot.on, &v));
    return v;
}

RULE("who comes is told when somebody else moves the visit, cancels it or gives it to another")
{
    struct given_team g = given_told(world);
    struct tx *tx = world_write(world);
    struct visit v = planned(tx, &g);
    struct visit_slot slot = v.slot;
    slot.from = 630, slot.to = 690;
    assert_int_equal(visit_change(tx, v.seat, &v, v.version, &slot), VISIT_SAVED);
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);

    tx = world_write(world);
    v = planned(tx, &g);
    assert_int_equal(visit_cancel(tx, v.seat, &v, v.version, S("入院のため")), VISIT_SAVED);
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);

    tx = world_write(world);
    v = planned(tx, &g);
    slot = v.slot;
    slot.member = g.nurse.acting.member;
    assert_int_equal(visit_change(tx, v.seat, &v, v.version, &slot), VISIT_SAVED);
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 1);
}

RULE("nobody is told of a visit that they moved themselves, that was done, or that is over")
{
    struct given_team g = given_told(world);
    struct tx *tx = world_write(world);
    struct visit v = planned(tx, &g);
    const struct seat *own = given_open(tx, &g.helper.acting, g.room);
    struct visit mine = {.seat = own};
    assert_true(visit_find(tx, own, v.plan, v.original, &mine));
    struct visit_slot slot = mine.slot;
    slot.from = 630, slot.to = 690;
    assert_int_equal(visit_change(tx, own, &mine, mine.version, &slot), VISIT_SAVED);
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 0);

    world_wait(world, DAYS(2));
    tx = world_write(world);
    const struct seat *nurse = given_open(tx, &g.nurse.acting, g.room);
    assert_true(visit_find(tx, nurse, v.plan, v.original, &v));
    assert_int_equal(visit_do(tx, nurse, &v, v.version), VISIT_SAVED);
    assert_true(visit_find(tx, nurse, v.plan, v.original, &v));
    assert_int_equal(visit_reopen(tx, nurse, &v, v.version), VISIT_SAVED);
    assert_true(visit_find(tx, nurse, v.plan, v.original, &v));
    assert_int_equal(visit_cancel(tx, nurse, &v, v.version, S("伺えませんでした")), VISIT_SAVED);
    world_commit(world);
    assert_int_equal(mails_after(world, MINUTES(20)), 0);
}
