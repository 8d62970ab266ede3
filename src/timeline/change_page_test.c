// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "post/post.h"
#include "test/browser.h"

struct given_team {
    struct given_city city;
    struct given_person nurse, helper, doctor;
    room_id room;
    post_id post;
    str nurse_seat;
    struct arena *arena;
};

static struct given_team given_team(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_team g = {.city = given_city(tx), .arena = world_arena(world)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, office, S("山田 花子"));
    g.helper = given_member(tx, city, office, S("加藤 美咲"));
    g.doctor = given_administrator(tx, city, given_office(tx, city, S("みどり医院")), S("森 健"));
    g.room = given_room(tx, officer, S("川村 はな"));
    const struct seat *nurse = given_seat(tx, officer, g.room, &g.nurse.acting);
    given_seat(tx, officer, g.room, &g.helper.acting);
    given_seat(tx, officer, g.room, &g.doctor.acting);
    post_write(tx, nurse, &(struct post_new){.body = S("体温は37.8℃です。")}, &g.post);
    g.nurse_seat = base32_from_id(world_arena(world), nurse->id.v);
    world_commit(world);
    return g;
}

static const char *under(const struct given_team *g, const char *word, const char *rest)
{
    struct arena *a = g->arena;
    str path = str_print(a, "/rooms/%.*s/%s/%.*s%s", STR(base32_from_id(a, g->room.v)), word,
                         STR(base32_from_id(a, g->post.v)), rest);
    return str_zero(a, path);
}

static const char *at(const struct given_team *g, const char *rest)
{
    return under(g, "posts", rest);
}

PAGE("the author corrects a post; everybody sees the new text, the mark of it and both versions")
{
    struct given_team g = given_team(world);
    struct browser *nurse = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    world_wait(world, MINUTES(11));
    assert_int_equal(browser_get(nurse, at(&g, "/change")), 200);
    assert_true(browser_says(nurse, "投稿を訂正する"));
    assert_int_equal(browser_post(nurse, at(&g, "/change"), "revision", "0", "body", "体温は36.8℃です。"), 303);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(helper, "体温は36.8℃です。"));
    assert_true(browser_says(helper, "訂正（"));
    assert_false(browser_says(helper, "37.8℃"));
    assert_int_equal(browser_get(helper, at(&g, "/versions")), 200);
    assert_true(browser_says(helper, "体温は37.8℃です。") && browser_says(helper, "体温は36.8℃です。"));
}

PAGE("a correction of what was changed meanwhile keeps what was typed and shows what stands now")
{
    struct given_team g = given_team(world);
    struct browser *nurse = browser_of(world, &g.nurse);
    const char *to = at(&g, "/change");
    assert_int_equal(browser_post(nurse, to, "revision", "0", "body", "一つ目"), 303);
    assert_int_equal(browser_post(nurse, to, "revision", "0", "body", "二つ目"), 422);
    assert_true(browser_says(nurse, "書き換えられています"));
    assert_true(browser_says(nurse, "一つ目"));
    assert_true(browser_says(nurse, "二つ目"));
    assert_int_equal(browser_post(nurse, to, "revision", "1", "body", " "), 422);
    assert_int_equal(browser_post(nurse, to, "revision", "1", "body", "一つ目"), 422);
    assert_true(browser_says(nurse, "前の文と同じです"));
}

PAGE("to a colleague's post the pages of correcting and withdrawing do not exist")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(helper, at(&g, "/change")), 404);
    assert_int_equal(browser_get(helper, at(&g, "/withdraw")), 404);
    assert_int_equal(browser_post(helper, at(&g, "/change"), "revision", "0", "body", "ちがう"), 404);
    assert_int_equal(browser_post(helper, at(&g, "/withdraw"), "revision", "0", "reason", "ちがう"), 404);
}

PAGE("a post is withdrawn with a reason that stands in its place")
{
    struct given_team g = given_team(world);
    struct browser *nurse = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(nurse, at(&g, "/withdraw")), 200);
    assert_true(browser_says(nurse, "取り消しは元に戻せません"));
    assert_int_equal(browser_post(nurse, at(&g, "/withdraw"), "revision", "0", "reason", ""), 422);
    assert_int_equal(browser_post(nurse, at(&g, "/withdraw"), "revision", "0", "reason", "部屋を間違えました"), 303);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(helper, "この投稿は取り消されました。理由：部屋を間違えました"));
    assert_false(browser_says(helper, "体温は37.8℃です。"));
}

PAGE("a post for somebody says so, asks until a time, and refuses whom nobody finds in the room")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper), *nurse = browser_of(world, &g.nurse);
    const char *posts = browser_at(helper, "/rooms/%i/posts", g.room.v);
    const char *to = str_zero(g.arena, str_print(g.arena, "seat-%.*s", STR(g.nurse_seat)));
    assert_int_equal(browser_post(helper, posts,
                              "kind", "question", "body", "眠れていません。", "to", to, "due",
                              "tomorrow"), 303);
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i?newest=1", g.room.v)), 200);
    assert_true(browser_says(nurse, "（わたし宛て）"));
    assert_true(browser_says(nurse, "要確認"));
    assert_int_equal(browser_post(helper, posts,
                              "kind", "question", "body", "だれか", "to", "seat-77777", "due",
                              "none"), 422);
    assert_true(browser_says(helper, "いまこの部屋にいません"));
    assert_true(browser_says(helper, "だれか"));
    assert_int_equal(browser_post(helper, posts,
                              "kind", "question", "body", "急ぎ", "due", "today"), 422);
    assert_true(browser_says(helper, "だれに確認してほしいかを選んでください"));
    assert_int_equal(browser_post(helper, posts,
                              "kind", "question", "body", "急ぎ", "to", "all", "due", "at",
                              "due_at", "昨日"), 422);
    assert_true(browser_says(helper, "これから1年以内の日時"));
}

PAGE("the box of addressees lists 職種, offices and people of the room, and opens without script too")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i?whom=1", g.room.v)), 200);
    assert_true(browser_says(helper, "みどり医院") && browser_says(helper, "森 健さん"));
    assert_true(browser_says(helper, "山田 花子さんの言葉"));
    assert_false(browser_says(helper, "森 健さんの言葉"));
    helper->as.wants_fragment = true;
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i/whom", g.room.v)), 200);
    assert_false(str_contains(helper->body, S("<html")));
    assert_true(browser_says(helper, "全員"));
}

PAGE("a matter is read by itself, ended and reopened; an answer to an ended one keeps its text")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper);
    const char *id =
        str_zero(world_arena(world), base32_from_id(world_arena(world), g.post.v));
    const char *posts = browser_at(helper, "/rooms/%i/posts", g.room.v);
    const char *thread = under(&g, "threads", "");
    const char *close = under(&g, "threads", "/close"), *reopen = under(&g, "threads", "/reopen");
    assert_int_equal(browser_post(helper, posts,
                              "kind", "report", "body", "承知しました。", "reply_to", id), 303);
    assert_int_equal(browser_get(helper, thread), 200);
    assert_true(browser_says(helper, "ひとつの話（2件）"));
    assert_int_equal(browser_post(helper, close), 303);
    assert_int_equal(browser_get(helper, thread), 200);
    assert_true(browser_says(helper, "この話は終了しています"));
    assert_int_equal(browser_post(helper, posts,
                              "kind", "report", "body", "遅れて返事", "reply_to", id), 422);
    assert_true(browser_says(helper, "返信先の話は終了しています") && browser_says(helper, "遅れて返事"));
    assert_int_equal(browser_post(helper, reopen), 303);
    assert_int_equal(browser_post(helper, posts,
                              "kind", "report", "body", "遅れて返事", "reply_to", id), 303);
}

PAGE("a pinned post stands above the timeline for everybody until it is let go")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper), *nurse = browser_of(world, &g.nurse);
    assert_int_equal(browser_post(helper, at(&g, "/pin")), 303);
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(nurse, "固定された投稿 1件"));
    assert_int_equal(browser_post(nurse, at(&g, "/unpin")), 303);
    assert_int_equal(browser_get(nurse, browser_at(nurse, "/rooms/%i", g.room.v)), 200);
    assert_false(browser_says(nurse, "固定された投稿"));
}

PAGE("a post that was read is put back to unread, one that was confirmed is not")
{
    struct given_team g = given_team(world);
    struct browser *helper = browser_of(world, &g.helper);
    const char *id =
        str_zero(world_arena(world), base32_from_id(world_arena(world), g.post.v));
    const char *read = browser_at(helper, "/rooms/%i/read", g.room.v);
    assert_int_equal(browser_post(helper, read, "post", id), 303);
    assert_int_equal(browser_get(helper, "/"), 200);
    assert_false(browser_says(helper, "1件の未読"));
    assert_int_equal(browser_post(helper, at(&g, "/unread")), 303);
    assert_int_equal(browser_get(helper, "/"), 200);
    assert_true(browser_says(helper, "1件の未読"));
    assert_int_equal(browser_post(helper, at(&g, "/confirm")), 303);
    assert_int_equal(browser_post(helper, at(&g, "/unread")), 303);
    assert_int_equal(browser_get(helper, "/"), 200);
    assert_false(browser_says(helper, "1件の未読"));
}
