// SPDX-License-Identifier: AGPL-3.0-or-later
#include "feed/feed.h"

#include "device/device.h"
#include "member/member.h"
#include "pace/pace.h"
#include "test/browser.h"
#include "visit/visit.h"

struct given_feed {
    struct given_city city;
    struct given_person nurse;
    room_id room;
    const struct seat *seat;
    str token;
};

// A nurse with one visit today, and a feed.
static struct given_feed given_feed(struct tx *tx)
{
    struct given_feed g = {.city = given_city(tx)};
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, g.city.city.id, S("あおば訪問看護"));
    g.nurse = given_administrator(tx, g.city.city.id, office, S("山田 花子"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    struct visit_new new = {.slot = {.on = tx_today(tx),
                                     .from = 600,
                                     .to = 24 * 60,
                                     .kind = VISIT_NURSE,
                                     .office = office,
                                     .member = g.nurse.acting.member,
                                     .note = S("褥瘡の処置")}};
    visit_id id;
    visit_add(tx, g.seat, &new, &id);
    g.token = feed_start(tx, &g.nurse.acting);
    return g;
}

static const char *address(struct browser *b, str token)
{
    return str_zero(world_arena(b->world), str_print(world_arena(b->world), "/calendar/%.*s", STR(token)));
}

PAGE("a calendar fetches times and a mark, without session, and no name, office or note")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    str mark = feed_mark(tx, g.nurse.acting.member, g.room);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
    assert_str(b->answer->type, S("text/calendar; charset=utf-8"));
    assert_true(str_contains(b->body, S("\r\nDTSTART;TZID=Asia/Tokyo:20261102T100000\r\n")));
    assert_true(str_contains(b->body, S("\r\nDTEND;TZID=Asia/Tokyo:20261103T000000\r\n")));
    assert_true(str_contains(b->body, S("\r\nDTSTAMP:20261102T000000Z\r\n")));
    assert_true(str_contains(b->body, str_print(world_arena(world), "SUMMARY:訪問 %.*s\r\n", STR(mark))));
    assert_false(str_contains(b->body, S("川村")) || str_contains(b->body, S("あおば")));
    assert_false(str_contains(b->body, S("褥瘡")) || str_contains(b->body, S("看護")));
    assert_int_equal(browser_get(b, address(b, str_print(world_arena(world), "%.*s.ics", STR(g.token)))), 200);
}

PAGE("nothing is sent again that the calendar has; what was called off is sent as cancelled")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
    b->as.if_none_match = str_copy(world_arena(world), browser_header(b, "ETag"));
    assert_int_equal(browser_get(b, address(b, g.token)), 304);
    assert_int_equal(b->body.n, 0);
    tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    struct visits list = visit_list_between(tx, seat, tx_today(tx), tx_today(tx));
    if (list.n)
        visit_cancel(tx, seat, &list.at[0], list.at[0].version, S("入院"));
    world_commit(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
    assert_true(str_contains(b->body, S("STATUS:CANCELLED\r\n")) && !str_contains(b->body, S("入院")));
}

PAGE("renewed, ended, left, or never given out: the address is not there")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    str second = feed_start(tx, &g.nurse.acting);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 404);
    assert_int_equal(browser_get(b, address(b, second)), 200);
    assert_int_equal(browser_get(b, "/calendar/x"), 404);
    tx = world_write(world);
    bool ended = feed_end(tx, &g.nurse.acting), again = feed_end(tx, &g.nurse.acting);
    str third = feed_start(tx, &g.nurse.acting);
    world_commit(world);
    assert_true(ended && !again);
    assert_int_equal(browser_get(b, address(b, second)), 404);
    assert_int_equal(browser_get(b, address(b, third)), 200);
    tx = world_write(world);
    member_set_leave(tx, g.nurse.acting.member, day_after(tx_today(tx), -1));
    world_commit(world);
    assert_int_equal(browser_get(b, address(b, third)), 404);
}

PAGE("whose last device was revoked or is over has no calendar any more, as with every other notice")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    struct peer phone;
    given_device(tx, g.city.city.id, g.nurse.acting.member, &phone);
    device_revoke(tx, g.city.city.id, g.nurse.acting.device, REVOKED_LOST);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
    tx = world_write(world);
    device_revoke_all(tx, g.nurse.acting.member, REVOKED_LOST);
    world_commit(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 404);
}

PAGE("a seat that ended takes its visits out of the calendar")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    seat_remove(tx, &g.city.officer.acting, g.room, g.seat->id);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
    assert_false(str_contains(b->body, S("VEVENT")));
}

PAGE("the token stands in the database as a keyed hash alone, and on the page once")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, "/visits/calendar"), 200);
    assert_true(browser_says(b, "作ったアドレスが使えます") && browser_says(b, "川村 はな 様"));
    assert_int_equal(browser_post(b, "/visits/calendar"), 200);
    str shown = str_copy(world_arena(world), browser_value(b, "address"));
    assert_true(str_find(shown, S("/calendar/")) < shown.n);
    assert_int_equal(browser_get(b, "/visits/calendar"), 200);
    assert_false(str_contains(b->body, shown));
    assert_int_equal(browser_post(b, "/visits/calendar/end"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "アドレスを使えなくしました"));
}

PAGE("wrong tokens close no calendar: others are fetched from the same address")
{
    struct tx *tx = world_write(world);
    struct given_feed g = given_feed(tx);
    world_commit(world);
    world_without_sweep(world);
    struct browser *b = browser_public(world);
    b->as.remote = S("127.0.0.1"); // a proxy of ours
    for (int i = 0; i < 10 * PACE_MOST + 5; i++)
        assert_int_equal(browser_get(b, "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), 404);
    assert_int_equal(browser_get(b, address(b, g.token)), 200);
}
