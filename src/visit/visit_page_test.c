// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/visit.h"

#include "device/device.h"
#include "frame/frame.h"
#include "test/browser.h"
#include "test/hear.h"

struct given_home {
    struct given_city city, neighbour;
    struct given_person nurse, helper, stranger;
    room_id room, other;
    const struct seat *nurse_seat, *helper_seat, *other_seat;
};

// The helper works in the neighbouring city's office; the stranger has no seat.
static struct given_home given_home(struct tx *tx)
{
    struct given_home g = {.city = given_city(tx), .neighbour = given_neighbour(tx)};
    city_id city = g.city.city.id, neighbour = g.neighbour.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, city, S("あおば訪問看護"));
    g.nurse = given_administrator(tx, city, office, S("山田 花子"));
    g.stranger = given_member(tx, city, office, S("田中 実"));
    g.helper = given_administrator(tx, neighbour, given_office(tx, neighbour, S("ひなた")), S("加藤 美咲"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.other = given_room(tx, officer, S("佐藤 茂"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    g.other_seat = given_seat(tx, officer, g.other, &g.nurse.acting);
    return g;
}

// "s" and the seat's id, as in the list of people.
static const char *who(struct browser *b, const struct seat *seat)
{
    str id = str_from(url_make(world_arena(b->world), "/%i", seat->id.v).s, 1);
    return str_zero(world_arena(b->world), str_print(world_arena(b->world), "s%.*s", STR(id)));
}

#define DAY "2026-11-02"

PAGE("three boxes put a visit into the week: the day is there, the end and the kind follow")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *visits = browser_at(b, "/rooms/%i/visits", g.room.v);
    const char *me = who(b, g.nurse_seat);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/visits/new?day=2026-11-04", g.room.v)), 200);
    assert_str(browser_value(b, "day"), S("2026-11-04"));
    assert_true(browser_says(b, "川村 はな 様"));
    assert_int_equal(browser_post(b, visits, "day", "2026-11-04", "from", "9:30", "kind", "nurse",
                                  "who", me, "repeat", "once"),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "予定に入れました。"));
    assert_true(browser_says(b, "9:30〜10:30 訪問看護 山田 花子（あおば訪問看護）"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/visits?view=month", g.room.v)), 200);
    assert_true(browser_says(b, "9:30 訪問看護"));
}

PAGE("what was typed stays, and beside each box stands what is wrong with it")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *visits = browser_at(b, "/rooms/%i/visits", g.room.v);
    const char *me = who(b, g.nurse_seat);
    assert_int_equal(browser_post(b, visits, "day", "あした", "from", "25:00", "kind", "x", "who", "s1"), 422);
    assert_str(browser_value(b, "day"), S("あした"));
    assert_true(browser_error(b, "day").n && browser_error(b, "from").n);
    assert_true(browser_error(b, "kind").n && browser_error(b, "who").n);
    assert_int_equal(browser_post(b, visits, "day", DAY, "from", "10:00", "to", "9:00", "kind",
                                 "nurse", "who", me), 422);
    assert_true(str_contains(browser_error(b, "to"), S("始まりよりあと")));
    assert_int_equal(browser_post(b, visits, "day", "2036-01-01", "from", "10:00", "kind", "nurse", "who", me), 422);
    assert_true(str_contains(browser_error(b, "day"), S("2年先まで")));
    assert_int_equal(browser_post(b, visits, "day", DAY, "from", "10:00", "kind", "nurse", "who", me,
                                  "repeat", "weekly", "weekday", "1", "until", DAY),
                     422);
    assert_true(browser_says(b, "当たる日が1日もありません"));
    assert_int_equal(browser_post(b, visits, "day", DAY, "from", "10:00", "kind", "nurse", "who", me,
                                  "repeat", "weekly", "until", "2026-10-01"),
                     422);
    assert_true(browser_error(b, "until").n > 0);
    assert_int_equal(browser_post(b, visits, "day", DAY, "from", "10:00", "kind", "nurse", "who", me,
                                  "repeat", "hourly"),
                     422);
    assert_true(browser_error(b, "repeat").n > 0);
}

static struct visit_new tens(const struct given_person *p, day on)
{
    return (struct visit_new){.slot = {.on = on,
                                       .from = 600,
                                       .to = 660,
                                       .kind = VISIT_NURSE,
                                       .office = p->acting.administers,
                                       .member = p->acting.member}};
}

// The nurse's visits on four Mondays.
static visit_id four(struct tx *tx, const struct given_home *g)
{
    day today = tx_today(tx);
    struct visit_new new = tens(&g->nurse, today);
    visit_id id = {0};
    new.rule = (struct visit_rule){.repeat = VISIT_WEEKLY, .until = day_after(today, 21)};
    visit_add(tx, g->nurse_seat, &new, &id);
    return id;
}

PAGE("one press says that a visit was done; the wrong press is taken back")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    visit_id id = four(tx, &g);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *one = browser_at(b, "/rooms/%i/visits/%i/20261102", g.room.v, id.v);
    const char *done = browser_at(b, "/rooms/%i/visits/%i/20261102/done", g.room.v, id.v);
    const char *reopen = browser_at(b, "/rooms/%i/visits/%i/20261102/reopen", g.room.v, id.v);
    assert_int_equal(browser_get(b, "/visits"), 200);
    assert_true(browser_says(b, "川村 はな 様") && browser_says(b, "実施した"));
    assert_int_equal(browser_post(b, done, "version", "1", "mine", "1"), 303);
    assert_str(browser_went_to(b), S("/visits"));
    assert_int_equal(browser_post(b, done, "version", "1"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "予定が変わっていました"));
    assert_int_equal(browser_post(b, reopen, "version", "2"), 303);
    assert_int_equal(browser_get(b, one), 200);
    assert_true(browser_says(b, "予定に戻しました") && browser_says(b, "これまでの変更（3件）"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/visits/%i/20261109/done", g.room.v,
                                 id.v), "version", "1"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "まだ実施にできません"));
}

PAGE("this one or from here on: two ways to change, two ways to call off, each with its reason")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    visit_id id = four(tx, &g);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *me = who(b, g.nurse_seat);
    const char *second = browser_at(b, "/rooms/%i/visits/%i/20261109/change", g.room.v, id.v);
    const char *third = browser_at(b, "/rooms/%i/visits/%i/20261116/onward", g.room.v, id.v);
    const char *off = browser_at(b, "/rooms/%i/visits/%i/20261109/cancel", g.room.v, id.v);
    assert_int_equal(browser_get(b, second), 200);
    assert_str(browser_value(b, "from"), S("10:00"));
    assert_int_equal(browser_post(b, second, "version", "1", "day", "2026-11-10", "from", "13:00",
                                 "kind", "nurse", "who", me), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "13:00〜14:00 訪問看護") && browser_says(b, "変更"));
    assert_int_equal(browser_get(b, third), 200);
    assert_int_equal(browser_post(b, third, "version", "1", "day", "2026-11-17", "from", "15:00",
                                 "kind", "nurse", "who",
                                  me, "repeat", "weekly", "until", "2026-11-24"),
                     303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/visits?day=2026-11-24", g.room.v)), 200);
    assert_true(browser_says(b, "15:00〜16:00") && !browser_says(b, "10:00〜11:00"));
    assert_int_equal(browser_get(b, off), 200);
    assert_int_equal(browser_post(b, off, "version", "3", "scope", "one"), 422);
    assert_true(browser_says(b, "中止の理由を入力してください"));
    assert_int_equal(browser_post(b, off, "version", "3", "scope", "one", "reason", "入院"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "中止 入院"));
}

PAGE("visits are found with a seat alone: other people, other cities, lost devices, seats that ended")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    visit_id id = four(tx, &g);
    world_commit(world);
    struct browser *helper = browser_of(world, &g.helper), *stranger = browser_of(world, &g.stranger);
    struct browser *officer = browser_of(world, &g.city.officer), *nurse = browser_of(world, &g.nurse);
    const char *visits = browser_at(helper, "/rooms/%i/visits", g.room.v);
    const char *one = browser_at(helper, "/rooms/%i/visits/%i/20261102", g.room.v, id.v);
    const char *elsewhere = browser_at(helper, "/rooms/%i/visits/%i/20261102", g.other.v, id.v);
    assert_int_equal(browser_get(helper, one), 200); // of another city, with a seat
    assert_false(browser_says(helper, "実施した"));
    assert_int_equal(browser_get(stranger, visits), 404);
    assert_int_equal(browser_get(officer, one), 404);
    assert_int_equal(browser_get(nurse, elsewhere), 404);
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i/visits/%i/20261103", g.room.v, id.v)), 404);
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i/visits", g.city.notice.v)), 404);
    tx = world_write(world);
    seat_remove(tx, &g.city.officer.acting, g.room, g.helper_seat->id);
    device_revoke(tx, g.city.city.id, g.nurse.acting.device, REVOKED_LOST);
    world_commit(world);
    assert_int_equal(browser_get(helper, visits), 404);
    assert_int_equal(browser_get(helper, "/visits"), 200);
    assert_false(browser_says(helper, "川村"));
    assert_int_equal(browser_get(nurse, visits), 403);
}

PAGE("the week of all own rooms shows where a person would be at two places")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    four(tx, &g);
    struct visit_new new = tens(&g.nurse, tx_today(tx));
    visit_id id;
    visit_add(tx, g.other_seat, &new, &id);
    world_commit(world);
    struct browser *nurse = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(nurse, "/visits?view=week&whose=all"), 200);
    assert_true(browser_says(nurse, "佐藤 茂 様と重なる"));
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i/visits", g.room.v)), 200);
    assert_true(browser_says(helper, "担当者に別の予定あり"));
    assert_false(browser_says(helper, "佐藤"));
    assert_int_equal(browser_get(helper, "/visits?view=week"), 200);
    assert_true(browser_says(helper, "この週の訪問はありません"));
}

// What an open page asks for when it has heard that something is new.
static int renew(struct browser *b, const char *path)
{
    b->as.wants_fragment = true;
    int status = browser_get(b, path);
    b->as.wants_fragment = false;
    return status;
}

PAGE("what a colleague does to a visit tells the open pages of the room, and the page asks for its part only")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    visit_id id = four(tx, &g);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    str event = str_print(world_arena(world), "%ld visits ", (long)g.room.v);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i/visits", g.room.v)), 200);
    assert_true(str_contains(helper->body, S("data-live-on=\"visits-")));
    const struct buf *told = hear(world);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/visits/%i/20261102/done", g.room.v, id.v),
                                  "version", "1"),
                     303);
    assert_true(str_contains(buf_str(told), event));
    assert_int_equal(renew(helper, browser_at(helper, "/rooms/%i/visits", g.room.v)), 200);
    assert_true(browser_says(helper, "実施"));
    assert_false(str_contains(helper->body, S("<html")));
    assert_int_equal(renew(helper, browser_at(helper, "/rooms/%i/visits?view=month", g.room.v)), 200);
    assert_true(browser_says(helper, "10:00 訪問看護 実施"));
    assert_int_equal(renew(helper, "/visits?whose=all"), 200);
    assert_true(browser_says(helper, "川村 はな 様"));
    assert_false(str_contains(helper->body, S("<html")));
}

PAGE("わたしの訪問 renews itself after each of my rooms, and after no other one")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    four(tx, &g);
    world_commit(world);
    struct browser *helper = browser_of(world, &g.helper), *stranger = browser_of(world, &g.stranger);
    assert_int_equal(browser_get(helper, "/visits?whose=all"), 200);
    str mine = frame_event(world_arena(world), "visits", g.room);
    str other = frame_event(world_arena(world), "visits", g.other);
    assert_true(str_contains(helper->body, mine));
    assert_false(str_contains(helper->body, other));
    assert_int_equal(renew(stranger, browser_at(stranger, "/rooms/%i/visits", g.room.v)), 404);
}
