// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/review.h"

#include "base/base32.h"
#include "post/post.h"
#include "registration/registration.h"
#include "test/browser.h"

// 林 葉 moved from one office to another one and had a seat in a room here and in one of 松戸市.
struct moved {
    struct given_city city, other;
    office_id from, to;
    struct given_person lead, who;
    room_id room, far;
    bool done;
};

static struct moved move(struct tx *tx)
{
    struct moved m = {.city = given_city(tx), .other = given_neighbour(tx)};
    city_id city = m.city.city.id;
    m.from = given_office(tx, city, S("みほん訪問介護"));
    m.to = given_office(tx, city, S("みほん南訪問介護"));
    m.lead = given_administrator(tx, city, m.from, S("森 緑"));
    m.who = given_member(tx, city, m.from, S("林 葉"));
    given_administrator(tx, city, m.to, S("南 北"));
    m.room = given_room(tx, &m.city.officer.acting, S("川村 はな"));
    m.far = given_room(tx, &m.other.officer.acting, S("松戸 うめ"));
    given_seat(tx, &m.city.officer.acting, m.room, &m.who.acting);
    given_seat(tx, &m.other.officer.acting, m.far, &m.who.acting);
    struct member_work work = {m.to, PROFESSION_HOME_HELPER, false};
    m.done = registration_move(tx, city, m.who.acting.member, m.from, &work);
    return m;
}

static review_id first_of(struct tx *tx, city_id city)
{
    struct reviews list = review_list(tx, city, false);
    return list.n ? list.at[0].id : (review_id){0};
}

RULE("A8: each seat of who moved is proposed to the city that manages the room (guide 2 ※2, 5(2)①)")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);

    struct reviews here = review_list(tx, m.city.city.id, false);
    struct reviews there = review_list(tx, m.other.city.id, false);
    const struct seat *still = seat_open(tx, &m.who.acting, m.room);
    world_commit(world);
    assert_true(m.done);
    assert_int_equal(here.n, 1);
    assert_str(here.at[0].room_name, S("川村 はな"));
    assert_str(here.at[0].from_name, S("みほん訪問介護"));
    assert_str(here.at[0].to_name, S("みほん南訪問介護"));
    assert_int_equal(there.n, 1);
    assert_str(there.at[0].room_name, S("松戸 うめ"));
    assert_non_null(still); // until it is decided
}

RULE("A8: the roster of the city's notice room names the new office at once (様式1-1 ※5)")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    const struct seat *seat = given_open(tx, &m.who.acting, m.city.notice);
    struct seat_rows roster = seat_roster(tx, seat);
    world_commit(world);
    size_t in_force = 0, ended = 0;
    for (size_t i = 0; i < roster.n; i++)
        if (member_same(roster.at[i].member, m.who.acting.member)) {
            in_force += !day_is(roster.at[i].removed_on) && office_same(roster.at[i].office, m.to);
            ended += day_is(roster.at[i].removed_on) && office_same(roster.at[i].office, m.from);
        }
    assert_int_equal(in_force, 1);
    assert_int_equal(ended, 1);
}

RULE("A8: a seat that goes on is a new one under the new office; posts and history keep the old one")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    review_id id = first_of(tx, m.city.city.id);

    enum review_outcome outcome =
        review_decide(tx, &m.city.officer.acting, id, REVIEW_CONTINUED, S("引き続き訪問するため"));
    struct seat_rows seats = seat_list_for_desk(tx, m.city.city.id, m.room);
    struct reviews past = review_list(tx, m.city.city.id, true);
    enum review_outcome again =
        review_decide(tx, &m.city.officer.acting, id, REVIEW_ENDED, S("もう一度"));
    world_commit(world);
    assert_int_equal(outcome, REVIEW_DONE);
    assert_int_equal(seats.n, 2);
    assert_true(office_same(seats.at[0].office, m.to) && !day_is(seats.at[0].removed_on));
    assert_true(office_same(seats.at[1].office, m.from) && day_is(seats.at[1].removed_on));
    assert_int_equal(past.n, 1);
    assert_str(past.at[0].reason, S("引き続き訪問するため"));
    assert_str(past.at[0].decided_by, S("役所 守"));
    assert_int_equal(again, REVIEW_GONE);
}

RULE("A8: a seat that ends is closed from that moment, in this room only")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    review_id far = first_of(tx, m.other.city.id);

    enum review_outcome foreign =
        review_decide(tx, &m.city.officer.acting, far, REVIEW_ENDED, S("よその市の部屋"));
    enum review_outcome outcome = review_decide(tx, &m.city.officer.acting,
                                                first_of(tx, m.city.city.id), REVIEW_ENDED, S("担当交代"));
    const struct seat *here = seat_open(tx, &m.who.acting, m.room);
    const struct seat *there = seat_open(tx, &m.who.acting, m.far);
    int64_t waiting = review_count(tx, m.other.city.id);
    world_commit(world);
    assert_int_equal(foreign, REVIEW_GONE);
    assert_int_equal(outcome, REVIEW_DONE);
    assert_null(here);
    assert_non_null(there);
    assert_int_equal(waiting, 1);
}

RULE("A8: what was unread before the decision is unread after it, what was read is not news again")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    const struct seat *lead = given_seat(tx, &m.city.officer.acting, m.room, &m.lead.acting);
    struct post_new text = {.body = S("お願いします"), .request_key = S("moves-unread")};
    post_id written;
    post_write(tx, lead, &text, &written);
    review_decide(tx, &m.city.officer.acting, first_of(tx, m.city.city.id), REVIEW_CONTINUED, NONE);
    world_commit(world);
    struct browser *b = browser_of(world, &m.who);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "1件の未読"));
}

RULE("A8: who leaves the system, or moves on, before the decision leaves no stale proposal")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    struct member_work back = {m.from, PROFESSION_HOME_HELPER, false};
    registration_move(tx, m.city.city.id, m.who.acting.member, m.to, &back);
    review_id id = first_of(tx, m.city.city.id);
    enum review_outcome gone_on = review_decide(tx, &m.city.officer.acting, id, REVIEW_CONTINUED, NONE);
    registration_leave(tx, m.city.city.id, m.who.acting.member, tx_today(tx));
    int64_t waiting = review_count(tx, m.city.city.id);
    world_commit(world);
    assert_int_equal(gone_on, REVIEW_NOWHERE);
    assert_int_equal(waiting, 0);
}

PAGE("an officer decides seat by seat, with a reason where somebody is sent out")
{
    struct tx *tx = world_write(world);
    struct moved m = move(tx);
    review_id id = first_of(tx, m.city.city.id);
    world_commit(world);
    const char *value = str_zero(world_arena(world), base32_from_id(world_arena(world), id.v));
    struct browser *b = browser_of(world, &m.city.officer);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "席の見直し"));
    assert_int_equal(browser_get(b, "/desk/patients"), 200);
    assert_true(str_contains(b->body, S("href=\"/desk/seat-reviews\"")));
    assert_int_equal(browser_get(b, "/desk/seat-reviews"), 200);
    assert_true(str_contains(b->body, S("href=\"/desk/patients\" aria-current=\"page\"")));
    assert_true(browser_says(b, "林 葉"));
    assert_false(browser_says(b, "松戸 うめ"));
    assert_int_equal(browser_post(b, "/desk/seat-reviews", "review", value, "decision", "end"), 422);
    assert_true(browser_says(b, "部屋から外す理由を書いてください。"));
    int done = browser_post(b, "/desk/seat-reviews", "review", value, "decision", "end", "reason", "交代");
    assert_int_equal(done, 303);
    assert_int_equal(browser_get(b, "/desk/seat-reviews"), 200);
    assert_true(browser_says(b, "交代"));
    assert_true(browser_says(b, "見直しを待つ席はありません"));
}
