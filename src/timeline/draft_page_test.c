// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "draft/draft.h"
#include "post/post.h"
#include "test/browser.h"

struct given_box {
    struct given_city city;
    struct given_person nurse;
    room_id room;
    post_id post;
    struct peer other_device;
};

static struct given_box given_box(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_box g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.nurse = given_member(tx, city, given_office(tx, city, S("あおば")), S("山田 花子"));
    g.room = given_room(tx, officer, S("川村 はな"));
    const struct seat *seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    if (seat)
        post_write(tx, seat, &(struct post_new){.body = S("前の投稿")}, &g.post);
    given_device(tx, city, g.nurse.acting.member, &g.other_device);
    world_commit(world);
    return g;
}

// The same person on another device: a session of its own.
static struct browser *on_other_device(struct world *world, struct given_box *g)
{
    struct browser *b = browser_on(world, &g->other_device);
    assert_int_equal(browser_post(b, "/signin", "personal_id",
                                  str_zero(world_arena(world), g->nurse.personal_id), "password",
                                  str_zero(world_arena(world), g->nurse.password)),
                     303);
    return b;
}

static const char *room(struct browser *b, const struct given_box *g)
{
    return browser_at(b, "/rooms/%i", g->room.v);
}

static const char *draft(struct browser *b, const struct given_box *g)
{
    return browser_at(b, "/rooms/%i/draft", g->room.v);
}

// Its id as forms send it; empty: there is none.
static const char *draft_saying(struct world *world, const struct given_box *g, str body)
{
    str id = NONE;
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    struct drafts list = seat ? draft_list(tx, seat, NULL, 0) : (struct drafts){0};
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.at[i].text.body, body))
            id = base32_from_id(world_arena(world), list.at[i].id.v);
    world_commit(world);
    return str_zero(world_arena(world), id);
}

PAGE("what is typed on one device is in the box of another of the same person, which says so")
{
    struct given_box g = given_box(world);
    struct browser *phone = browser_of(world, &g.nurse), *desk = on_other_device(world, &g);
    phone->as.wants_fragment = true;
    assert_int_equal(browser_post(phone, draft(phone, &g), "kind", "urgent", "body", "転倒しました。<b>",
                                  "request_key", "box-1", "to", "all", "due", "hour"),
                     200);
    assert_true(browser_says(phone, "下書きを保存しました（"));
    phone->as.wants_fragment = false;
    assert_int_equal(browser_get(desk, room(desk, &g)), 200);
    assert_true(browser_says(desk, "・別の端末で書いたもの）"));
    assert_true(str_contains(desk->body, S(">転倒しました。&lt;b&gt;</textarea>")));
    assert_true(str_contains(desk->body, S("value=\"urgent\" autocomplete=\"off\" checked")));
    assert_true(str_contains(desk->body, S("value=\"all\" checked")));
    assert_true(str_contains(desk->body, S("value=\"hour\" selected")));
    assert_int_equal(browser_get(phone, room(phone, &g)), 200);
    assert_true(browser_says(phone, "転倒しました。"));
    assert_false(browser_says(phone, "別の端末"));
}

PAGE("without script a draft is saved and discarded by buttons")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, room(b, &g)), 200);
    assert_true(str_contains(b->body, S("下書きを保存</button>")));
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", "途中です", "request_key", "k"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "下書きを保存しました。"));
    assert_true(browser_says(b, "途中です"));
    str id = browser_value(b, "draft");
    const char *off = browser_at(b, "/rooms/%i/draft/discard", g.room.v);
    assert_int_equal(browser_post(b, off, "discard", str_zero(world_arena(world), id), "draft",
                                  str_zero(world_arena(world), id), "body", "途中です", "request_key", "k2"),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "下書きを捨てました。"));
    assert_false(browser_says(b, "途中です"));
}

PAGE("a draft of another box is told of, stays, and is taken up by a button while one's own stays too")
{
    struct given_box g = given_box(world);
    struct browser *phone = browser_of(world, &g.nurse), *desk = on_other_device(world, &g);
    assert_int_equal(browser_post(phone, draft(phone, &g), "kind", "report", "body", "電話で書いた文",
                                  "request_key", "p"),
                     303);
    desk->as.wants_fragment = true;
    assert_int_equal(browser_post(desk, draft(desk, &g), "kind", "report", "body", "机で書いた文", "request_key", "d"), 200);
    assert_true(browser_says(desk, "ほかにも下書きがあります"));
    assert_true(browser_says(desk, "「電話で書いた文」"));
    desk->as.wants_fragment = false;
    assert_int_equal(browser_get(phone, room(phone, &g)), 200);
    assert_true(str_contains(phone->body, S("机で書いた文</textarea>")));
    assert_true(browser_says(phone, "「電話で書いた文」"));
    const char *use = browser_at(phone, "/rooms/%i/draft/use", g.room.v);
    assert_int_equal(browser_post(phone, use, "use", draft_saying(world, &g, S("電話で書いた文")), "body", "三つめの文",
                                  "request_key", "t"),
                     303);
    assert_int_equal(browser_follow(phone), 200);
    assert_true(str_contains(phone->body, S("電話で書いた文</textarea>")));
    assert_true(browser_says(phone, "「机で書いた文」"));
    assert_true(browser_says(phone, "「三つめの文」"));
}

PAGE("sending removes the draft; a page that sends by itself hears which post it became, once")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/posts", g.room.v);
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", "送る文です", "request_key", "k"), 200);
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "送る文です", "request_key", "k"), 204);
    str first = browser_header(b, "Tsunagi-Post");
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "送る文です", "request_key", "k"), 204);
    assert_str(browser_header(b, "Tsunagi-Post"), first);
    b->as.wants_fragment = false;
    assert_int_equal(browser_get(b, room(b, &g)), 200);
    assert_false(str_contains(b->body, S("送る文です</textarea>")));
    assert_true(browser_says(b, "送る文です"));
    assert_str(browser_value(b, "draft"), NONE);
}

PAGE("a draft that was on its way when its post was sent, or when it was discarded, does not come back")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/posts", g.room.v);
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "送る文です", "request_key", "k", "serial", "20"),
                     204);
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", "送る文", "request_key", "k",
                                  "serial", "19"),
                     200);
    assert_string_equal(draft_saying(world, &g, S("送る文")), "");
    assert_int_equal(browser_post(b, draft(b, &g), "body", "捨てる文", "kind", "report", "request_key", "d",
                                  "serial", "21"),
                     200);
    const char *id = draft_saying(world, &g, S("捨てる文"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/draft/discard", g.room.v), "kind", "report", "body",
                                  "捨てる文で", "request_key", "d", "serial", "23", "draft", id,
                                  "discard", id),
                     303);
    assert_int_equal(browser_post(b, draft(b, &g), "body", "捨てる文で", "kind", "report", "request_key", "d",
                                  "serial", "22"),
                     200);
    assert_string_equal(draft_saying(world, &g, S("捨てる文で")), "");
    assert_string_equal(draft_saying(world, &g, S("捨てる文")), "");
}

PAGE("a refused post that was sent by the page comes back as the box alone, with the sentence in it")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/posts", g.room.v), "kind", "report", "body",
                                  "確認してください", "request_key", "k", "due", "hour"),
                     422);
    assert_true(browser_says(b, "だれに確認してほしいかを選んでください。"));
    assert_true(str_contains(b->body, S("確認してください</textarea>")));
    assert_false(str_contains(b->body, S("<html")));
    assert_false(browser_says(b, "前の投稿"));
}

PAGE("an answer that is begun keeps its draft apart from that of the room")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *reply = browser_at(b, "/rooms/%i?reply=%i", g.room.v, g.post.v);
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", "部屋への文", "request_key", "k"), 303);
    assert_int_equal(browser_get(b, reply), 200);
    assert_false(str_contains(b->body, S("部屋への文</textarea>")));
    assert_true(browser_says(b, "「部屋への文」"));
    str id = base32_from_id(world_arena(world), g.post.v);
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", "返信の文", "request_key", "r",
                                  "reply_to", str_zero(world_arena(world), id)),
                     303);
    assert_int_equal(browser_get(b, reply), 200);
    assert_true(str_contains(b->body, S("返信の文</textarea>")));
}

PAGE("a draft too long, with nonsense in its fields, or in the notice room is refused with a sentence")
{
    struct given_box g = given_box(world);
    struct browser *b = browser_of(world, &g.nurse);
    char *text = arena_alloc(world_arena(world), 10002);
    memset(text, 'a', 10001);
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "report", "body", text, "request_key", "k"), 422);
    assert_true(browser_says(b, "1万文字まで"));
    assert_int_equal(browser_post(b, draft(b, &g), "kind", "?", "body", "x", "request_key", "k", "draft", "!!",
                                  "reply_to", "zz", "draft_revision", "?"),
                     200);
    const char *notice = browser_at(b, "/rooms/%i/draft", g.city.notice.v);
    int status = browser_post(b, notice, "kind", "report", "body", "x", "request_key", "k");
    assert_true(status == 422 || status == 404);
}
