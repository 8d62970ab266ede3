// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reshape/reshape.h"

#include "base/base32.h"
#include "device/device.h"
#include "memo/memo.h"
#include "registration/registration.h"
#include "review/review.h"
#include "seat/seat.h"
#include "test/browser.h"
#include "test/given_form.h"

// Two offices; 森 緑 administers the first, 林 葉 works there, 南 北 administers the second.
struct offices {
    struct given_city city;
    city_id id;
    office_id first, second;
    struct given_person lead, other, south;
    const struct acting *officer;
};

static void start(struct tx *tx, struct offices *o)
{
    o->city = given_city(tx);
    o->id = o->city.city.id;
    o->officer = &o->city.officer.acting;
    o->first = given_office(tx, o->id, S("みほん訪問介護"));
    o->second = given_office(tx, o->id, S("みほん南訪問介護"));
    o->lead = given_administrator(tx, o->id, o->first, S("森 緑"));
    o->other = given_member(tx, o->id, o->first, S("林 葉"));
    o->south = given_administrator(tx, o->id, o->second, S("南 北"));
}

static struct member at(struct tx *tx, office_id office, const struct given_person *p)
{
    struct member_list list = member_list_at(tx, office);
    struct member m = {.leave_on = NO_DAY};
    member_pick_id(&list, p->acting.member, &m);
    return m;
}

RULE("an office that is renamed or moves keeps what it was called, and stays the same office (guide 2 ②)")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    struct office changed = {.closed_on = NO_DAY};
    office_find(tx, o.id, o.first, &changed);
    changed.name = S("ひだまり訪問介護");
    enum reshape_outcome done = reshape_change(tx, o.officer, &changed);
    struct reshape_pasts past = reshape_past(tx, o.first);
    bool still = member_is(at(tx, o.first, &o.other).id);
    world_commit(world);
    assert_int_equal(done, RESHAPE_DONE);
    assert_int_equal(past.n, 1);
    assert_str(past.at[0].name, S("みほん訪問介護"));
    assert_true(still);
}

RULE("A10: one administrator off and another on is one step; nobody left to administer is refused")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    struct member_id_list nobody = {0}, other = {1, &o.other.acting.member};
    enum reshape_outcome refused = reshape_administrators(tx, o.officer, o.first, &nobody);
    bool before = at(tx, o.first, &o.lead).administrator;
    enum reshape_outcome done = reshape_administrators(tx, o.officer, o.first, &other);
    bool off = at(tx, o.first, &o.lead).administrator, on = at(tx, o.first, &o.other).administrator;
    world_commit(world);
    assert_int_equal(refused, RESHAPE_NO_ADMINISTRATOR);
    assert_true(before);
    assert_int_equal(done, RESHAPE_DONE);
    assert_true(on && !off);
}

RULE("A10: who leaves before others cannot be the only administrator, on whatever way")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    member_id other = o.other.acting.member;
    struct member_id_list leaving = {1, &other};
    day on = day_after(tx_today(tx), 10);
    enum leave_outcome leaves = registration_leave(tx, o.id, other, on);
    enum reshape_outcome refused = reshape_administrators(tx, o.officer, o.first, &leaving);
    enum leave_outcome both = registration_leave(tx, o.id, o.lead.acting.member, on);
    enum leave_outcome outstays = registration_leave(tx, o.id, other, day_after(on, 1));
    enum leave_outcome stays = registration_cancel_leave(tx, o.id, other, S("残ることになった"));
    enum leave_outcome lead = registration_cancel_leave(tx, o.id, o.lead.acting.member, S("続ける"));
    enum leave_outcome then = registration_cancel_leave(tx, o.id, other, S("残ることになった"));
    world_commit(world);
    assert_int_equal(leaves, LEAVE_SET);
    assert_int_equal(refused, RESHAPE_NO_ADMINISTRATOR);
    assert_int_equal(both, LEAVE_SET); // the last of all may go
    assert_int_equal(outstays, LEAVE_LAST_ADMINISTRATOR);
    assert_int_equal(stays, LEAVE_LAST_ADMINISTRATOR);
    assert_int_equal(lead, LEAVE_SET);
    assert_int_equal(then, LEAVE_SET);
}

RULE("a leave date is taken back or set anew before it is over, and not after it (guide 1 登録削除)")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    member_id other = o.other.acting.member;
    day today = tx_today(tx);
    enum leave_outcome none = registration_cancel_leave(tx, o.id, other, S("間違い"));
    registration_leave(tx, o.id, other, day_after(today, 5));
    enum leave_outcome corrected = registration_leave(tx, o.id, other, day_after(today, 1));
    world_commit(world);
    world_wait(world, DAYS(2));
    tx = world_write(world);
    enum leave_outcome late = registration_cancel_leave(tx, o.id, other, S("間違い"));
    registration_carry_out_leaves(tx);
    const struct member *m = member_find(tx, o.id, other);
    bool works = m && office_is(m->office);
    world_commit(world);
    assert_int_equal(none, LEAVE_NOT_FOUND);
    assert_int_equal(corrected, LEAVE_SET);
    assert_int_equal(late, LEAVE_IN_PAST);
    assert_false(works);
}

RULE("an office closes when nobody stays longer; those who would are named, or end with it")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    day on = day_after(tx_today(tx), 3);
    struct member_work also = {o.second, PROFESSION_HOME_HELPER, false};
    registration_join(tx, o.id, o.other.acting.member, &also);
    enum reshape_outcome past = reshape_close(tx, o.officer, o.first, day_after(tx_today(tx), -1), true);
    enum reshape_outcome people = reshape_close(tx, o.officer, o.first, on, false);
    size_t staying = reshape_staying(tx, o.first, on).n;
    enum reshape_outcome done = reshape_close(tx, o.officer, o.first, on, true);
    world_commit(world);
    world_wait(world, DAYS(4));
    tx = world_write(world);
    registration_carry_out_leaves(tx);
    int closed = reshape_close_due(tx);
    struct office now = {.closed_on = NO_DAY};
    office_find(tx, o.id, o.first, &now);
    const struct member *lead = member_find(tx, o.id, o.lead.acting.member);
    const struct member *other = member_find(tx, o.id, o.other.acting.member);
    world_commit(world);
    assert_int_equal(past, RESHAPE_IN_PAST);
    assert_int_equal(people, RESHAPE_PEOPLE);
    assert_int_equal(staying, 2);
    assert_int_equal(done, RESHAPE_DONE);
    assert_int_equal(closed, 1);
    assert_int_equal(now.closed_on.n, on.n);
    assert_false(office_is(lead->office));
    assert_true(office_same(other->office, o.second)); // works elsewhere too: the ID stays
    assert_false(day_is(other->leave_on));
}

RULE("a planned closing is taken back; an office with people does not close by itself")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    day on = day_after(tx_today(tx), 1);
    reshape_close(tx, o.officer, o.first, on, true);
    registration_cancel_leave(tx, o.id, o.lead.acting.member, S("続ける"));
    world_commit(world);
    world_wait(world, DAYS(2));
    tx = world_write(world);
    registration_carry_out_leaves(tx);
    int closed = reshape_close_due(tx);
    bool kept = reshape_keep_open(tx, o.officer, o.first);
    bool again = reshape_keep_open(tx, o.officer, o.first);
    world_commit(world);
    assert_int_equal(closed, 0);
    assert_true(kept);
    assert_false(again);
}

RULE("a merged office hands over people, administrators, devices, seats and open cases, and stays as history")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    room_id room = given_room(tx, o.officer, S("川村 はな"));
    given_seat(tx, o.officer, room, &o.other.acting);
    struct params values = given_values(tx, APPLICATION_CHANGE);
    struct application_new new = {.city = o.id, .kind = APPLICATION_CHANGE, .office = o.first, .values = values};
    struct application_receipt receipt = application_start(tx, &new);
    enum reshape_outcome same = reshape_merge(tx, o.officer, o.first, o.first);
    enum reshape_outcome done = reshape_merge(tx, o.officer, o.first, o.second);
    struct application of = {.id = {0}};
    application_find(tx, o.id, receipt.id, &of);
    struct reshape_facts facts = reshape_facts(tx, o.id, o.first);
    struct seat_rows seats = seat_list_for_desk(tx, o.id, room);
    struct member lead = at(tx, o.second, &o.lead), other = at(tx, o.second, &o.other);
    size_t left = member_list_at(tx, o.first).n, told = memo_list(tx, o.south.acting.member).n;
    size_t devices = device_list_of(tx, other.id).n;
    int64_t waiting = review_count(tx, o.id);
    world_commit(world);
    assert_int_equal(same, RESHAPE_SAME);
    assert_int_equal(done, RESHAPE_DONE);
    assert_true(office_same(of.office, o.second));
    assert_true(office_same(facts.merged_into, o.second));
    assert_true(lead.administrator && !other.administrator);
    assert_str(other.personal_id, o.other.personal_id);
    assert_true(office_same(seats.at[0].office, o.second));
    assert_int_equal(left, 0);
    assert_int_equal(told, 1);
    assert_int_equal(devices, 1);
    assert_int_equal(waiting, 0);
}

RULE("another city's office is neither changed, closed nor merged")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    struct given_city other = given_neighbour(tx);
    const struct acting *them = &other.officer.acting;
    struct member_id_list nobody = {0};
    enum reshape_outcome closed = reshape_close(tx, them, o.first, tx_today(tx), true);
    enum reshape_outcome merged = reshape_merge(tx, them, o.first, o.second);
    enum reshape_outcome led = reshape_administrators(tx, them, o.first, &nobody);
    world_commit(world);
    assert_int_equal(closed, RESHAPE_NO_OFFICE);
    assert_int_equal(merged, RESHAPE_NO_OFFICE);
    assert_int_equal(led, RESHAPE_NO_OFFICE);
}

PAGE("the desk changes, leads, closes and, after a look at what moves, merges an office; what is wrong stands "
     "beside its field")
{
    struct tx *tx = world_write(world);
    struct offices o;
    start(tx, &o);
    world_commit(world);
    struct browser *b = browser_of(world, &o.city.officer);
    const char *change = browser_at(b, "/desk/offices/%i/change", o.first.v);
    const char *lead = browser_at(b, "/desk/offices/%i/administrators", o.first.v);
    const char *close = browser_at(b, "/desk/offices/%i/close", o.first.v);
    const char *merge = browser_at(b, "/desk/offices/%i/merge", o.first.v);
    assert_int_equal(browser_get(b, change), 200);
    assert_true(browser_says(b, "森 緑"));
    assert_int_equal(browser_post(b, change, "name", "", "number", "12", "postal", "x", "mail", "x"), 422);
    assert_true(browser_error(b, "name").n && browser_error(b, "number").n);
    assert_true(browser_error(b, "postal").n && browser_error(b, "mail").n);
    assert_int_equal(browser_post(b, change, "name", "ひだまり訪問介護", "postal", "270-0192"), 303);
    assert_int_equal(browser_post(b, lead), 422);
    assert_true(browser_says(b, "システム利用管理担当者がいなくなります"));
    assert_int_equal(browser_post(b, close, "closes_on", "2026-12-31"), 422);
    assert_true(browser_says(b, "林 葉"));
    assert_int_equal(browser_post(b, merge, "into", "どこにもない"), 422);
    assert_true(browser_error(b, "into").n > 0);
    assert_int_equal(browser_post(b, merge, "into", "ひだまり訪問介護"), 422); // itself
    assert_int_equal(browser_post(b, merge, "into", "みほん南訪問介護"), 200);
    assert_true(browser_says(b, "まだ統合していません。") && browser_says(b, "2人：森 緑、林 葉"));
    const char *sure = str_zero(world_arena(world), browser_value(b, "sure"));
    assert_int_equal(browser_get(b, change), 200);
    assert_false(browser_says(b, "統合されました"));
    assert_int_equal(browser_post(b, merge, "into", "みほん南訪問介護", "sure", "x"), 200);
    assert_true(browser_says(b, "まだ統合していません。"));
    assert_int_equal(browser_post(b, merge, "into", "みほん南訪問介護", "sure", sure), 303);
    assert_int_equal(browser_get(b, change), 200);
    assert_true(browser_says(b, "みほん南訪問介護に統合されました"));
    assert_true(browser_says(b, "みほん訪問介護"));
}
