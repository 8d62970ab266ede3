// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "group/group.h"
#include "test/browser.h"

struct scene {
    struct given_city city;
    office_id office;
    struct given_person nurse, helper;
    room_id group;
    struct browser *desk;
};

// A group that the desk opened on its pages, with the nurse in it.
static struct scene scene(struct world *w, const char *invites)
{
    struct scene s = {0};
    struct tx *tx = world_write(w);
    s.city = given_city(tx);
    s.office = given_office(tx, s.city.city.id, S("あおば"));
    s.nurse = given_administrator(tx, s.city.city.id, s.office, S("山田 花子"));
    s.helper = given_member(tx, s.city.city.id, s.office, S("加藤 美咲"));
    world_commit(w);
    s.desk = browser_of(w, &s.city.officer);
    assert_int_equal(browser_post(s.desk, "/desk/groups/new", "name", "看取り支援検討委員会", "purpose",
                                  "手順を話し合う", "invites", invites),
                     303);
    assert_int_equal(browser_follow(s.desk), 200);
    struct groups groups = group_list(world_read(w), s.city.city.id);
    world_commit(w);
    assert_int_equal(groups.n, 1);
    s.group = groups.at[0].id;
    return s;
}

static const char *value_of(struct scene *s, const struct given_person *who)
{
    struct arena *a = world_arena(s->desk->world);
    return str_zero(a, str_print(a, "%.*s.%.*s", STR(base32_from_id(a, who->acting.member.v)),
                                 STR(base32_from_id(a, s->office.v))));
}

static void invite(struct scene *s, const struct given_person *who)
{
    struct browser *b = s->desk;
    assert_int_equal(browser_post(b, browser_at(b, "/desk/groups/%i/seats", s->group.v), "people",
                                  value_of(s, who)),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "招待しました。"));
}

static seat_id seat_in(struct scene *s, const struct given_person *who)
{
    struct tx *tx = world_read(s->desk->world);
    const struct seat *seat = given_open(tx, &who->acting, s->group);
    seat_id id = seat->id;
    world_commit(s->desk->world);
    return id;
}

static void make_leader(struct scene *s, const struct given_person *who)
{
    struct browser *b = s->desk;
    assert_int_equal(browser_post(b, browser_at(b, "/desk/groups/%i/seats/%i/lead", s->group.v,
                                                seat_in(s, who).v),
                                  "leads", "1"),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "世話人にしました。"));
}

PAGE("the desk opens a group with name and purpose; without them it says what is missing")
{
    struct scene s = scene(world, "desk");
    assert_true(browser_says(s.desk, "連携グループを開きました。"));
    assert_true(browser_says(s.desk, "招待する人介護支援課 "));
    assert_int_equal(browser_post(s.desk, "/desk/groups/new", "name", " ", "purpose", "", "invites", "x"),
                     422);
    assert_true(browser_error(s.desk, "name").n > 0);
    assert_true(browser_error(s.desk, "purpose").n > 0);
    assert_true(browser_error(s.desk, "invites").n > 0);
    assert_int_equal(browser_get(s.desk, "/desk/groups"), 200);
    assert_true(browser_says(s.desk, "看取り支援検討委員会 手順を話し合う 0人"));
}

PAGE("a group's pages say that nothing about a patient is to be written; patients' pages are not there")
{
    static const char *const none[] = {"/rooms/%i/summary", "/rooms/%i/vitals",
                                       "/rooms/%i/vitals/new", "/rooms/%i/medicines",
                                       "/rooms/%i/evidence",   "/rooms/%i/visits",
                                       "/rooms/%i/documents",  "/rooms/%i/export"};
    struct scene s = scene(world, "desk");
    invite(&s, &s.nurse);
    struct browser *b = browser_of(world, &s.nurse);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", s.group.v)), 200);
    assert_true(browser_says(b, "患者さん・利用者さんのことは、ここに書かないでください。"));
    assert_true(browser_says(b, "書き込むグループ：看取り支援検討委員会"));
    assert_false(browser_says(b, "看取り支援検討委員会 様"));
    assert_false(browser_says(b, "バイタル"));
    assert_false(browser_says(b, "服薬"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", s.group.v)), 200);
    assert_true(browser_says(b, "ここに書かないでください。"));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(browser_get(b, browser_at(b, none[i], s.group.v)), 404);
}

PAGE("what is written in a group is read there and on the home page, by those who are in it alone")
{
    struct scene s = scene(world, "desk");
    invite(&s, &s.nurse);
    struct browser *b = browser_of(world, &s.nurse), *other = browser_of(world, &s.helper);
    const char *posts = browser_at(b, "/rooms/%i/posts", s.group.v);
    assert_int_equal(browser_post(b, posts, "kind", "medicine", "body", "薬のこと"), 422);
    assert_true(browser_says(b, "種類を選んでください。"));
    assert_int_equal(browser_post(b, posts, "kind", "meeting", "body", "次回は金曜です"), 303);
    assert_int_equal(browser_post(other, posts, "kind", "meeting", "body", "割り込み"), 404);
    assert_int_equal(browser_get(other, browser_at(other, "/rooms/%i/group", s.group.v)), 404);
    invite(&s, &s.helper);
    assert_int_equal(browser_post(b, posts, "kind", "report", "body", "資料を送ります"), 303);
    assert_int_equal(browser_get(other, "/"), 200);
    assert_true(browser_says(other, "連携グループ 看取り支援検討委員会"));
    assert_int_equal(browser_get(other, browser_at(other, "/rooms/%i", s.group.v)), 200);
    assert_true(browser_says(other, "次回は金曜です"));
    assert_true(browser_says(other, "ここから未読"));
    assert_true(browser_says(other, "既読 0/1"));
}

PAGE("leaders find and invite people of the city when the desk allows it; others do not see the form")
{
    struct scene s = scene(world, "leaders");
    invite(&s, &s.nurse);
    struct browser *b = browser_of(world, &s.nurse);
    const char *page = browser_at(b, "/rooms/%i/group", s.group.v);
    const char *seats = browser_at(b, "/rooms/%i/group/seats", s.group.v);
    assert_int_equal(browser_get(b, page), 200);
    assert_false(browser_says(b, "招待する人を選"));
    assert_int_equal(browser_post(b, page, "q", "加藤"), 404);
    assert_int_equal(browser_post(b, seats, "people", value_of(&s, &s.helper)), 404);
    make_leader(&s, &s.nurse);
    assert_int_equal(browser_post(b, page, "q", "加藤"), 303);
    assert_false(str_contains(browser_went_to(b), S("%E")));
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "加藤 美咲（訪問介護員・あおば）"));
    assert_true(browser_says(b, "世話人山田 花子"));
    assert_int_equal(browser_post(b, seats), 422);
    assert_true(browser_says(b, "招待する人を選んでください。"));
    assert_int_equal(browser_post(b, seats, "people", value_of(&s, &s.helper)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", s.group.v)), 200);
    assert_true(browser_says(b, "加藤 美咲"));
}

PAGE("a member leaves a group alone; a room of a patient is not left that way")
{
    struct scene s = scene(world, "desk");
    invite(&s, &s.nurse);
    struct tx *tx = world_write(world);
    room_id room = given_room(tx, &s.city.officer.acting, S("川村 はな"));
    given_seat(tx, &s.city.officer.acting, room, &s.nurse.acting);
    world_commit(world);
    struct browser *b = browser_of(world, &s.nurse);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/group/leave", room.v)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/group", room.v)), 404);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/group/leave", s.group.v)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "グループから退会しました。"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", s.group.v)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v)), 200);
}

PAGE("a group's facts change, people are taken out, and it is closed: read, and written no more")
{
    struct scene s = scene(world, "desk");
    invite(&s, &s.nurse);
    invite(&s, &s.helper);
    struct browser *b = s.desk, *nurse = browser_of(world, &s.nurse);
    const char *change = browser_at(b, "/desk/groups/%i/change", s.group.v);
    assert_int_equal(browser_get(b, change), 200);
    assert_int_equal(browser_post(b, change, "name", "研修の会", "purpose", "", "invites", "desk"), 422);
    assert_int_equal(browser_post(b, change, "name", "研修の会", "purpose", "学ぶ", "invites", "leaders"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "研修の会"));
    assert_int_equal(browser_post(b, browser_at(b, "/desk/groups/%i/seats/%i/remove", s.group.v,
                                                seat_in(&s, &s.helper).v)),
                     303);
    assert_int_equal(browser_post(b, browser_at(b, "/desk/groups/%i/seats/7/remove", s.group.v)), 404);
    assert_int_equal(browser_post(b, browser_at(b, "/desk/groups/%i/close", s.group.v)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "に閉じました"));
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i", s.group.v)), 200);
    assert_true(browser_says(nurse, "この連携グループは2026年11月2日（月）に終了しました"));
    assert_false(browser_says(nurse, "投稿する"));
}

PAGE("the desk of another city finds no group here, and an officer without a seat reads nothing of it")
{
    struct scene s = scene(world, "desk");
    struct tx *tx = world_write(world);
    struct given_city other = given_neighbour(tx);
    world_commit(world);
    struct browser *theirs = browser_of(world, &other.officer);
    assert_int_equal(browser_get(theirs, browser_at(theirs, "/desk/groups/%i", s.group.v)), 404);
    assert_int_equal(browser_post(theirs, browser_at(theirs, "/desk/groups/%i/close", s.group.v)), 404);
    assert_int_equal(browser_get(s.desk, browser_at(s.desk, "/rooms/%i", s.group.v)), 404);
    assert_int_equal(browser_get(s.desk, browser_at(s.desk, "/desk/rooms/%i", s.group.v)), 404);
    assert_int_equal(browser_get(theirs, "/desk/groups"), 200);
    assert_true(browser_says(theirs, "まだ連携グループがありません"));
}
