// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "post/post.h"
#include "reading/reading.h"
#include "test/browser.h"
#include "test/pdfs.h"

static post_id given_post(struct world *world, const struct given_talk *g, str body)
{
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    post_id id = {0};
    if (seat)
        post_write(tx, seat, &(struct post_new){.body = body}, &id);
    world_commit(world);
    return id;
}

PAGE("the room is for those with a seat; for others it does not exist")
{
    struct given_talk g = given_talk_in(world);
    struct browser *helper = browser_of(world, &g.helper);
    struct browser *stranger = browser_of(world, &g.stranger);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(helper, "川村 はな様"));
    assert_true(browser_says(helper, "まだ投稿はありません"));
    assert_int_equal(browser_get(stranger, browser_at(stranger, "/rooms/%i", g.room.v)), 404);
    assert_int_equal(browser_post(stranger, browser_at(stranger, "/rooms/%i/posts", g.room.v),
                                  "kind", "report", "body", "書けない"),
                     404);
    assert_false(browser_says(stranger, "川村"));
}

PAGE("what is written appears in the room, in the colleague's too, and the box says whose room it is")
{
    struct given_talk g = given_talk_in(world);
    struct browser *nurse = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    browser_get(nurse, browser_at(nurse, "/rooms/%i", g.room.v));
    assert_true(browser_says(nurse, "書き込む部屋：川村 はな 様"));
    assert_true(browser_value(nurse, "request_key").n > 10);
    browser_post(nurse, browser_at(nurse, "/rooms/%i/posts", g.room.v), "kind", "urgent", "body",
                 "37.8℃ <b>です</b>\nお願いします", "request_key", "k");
    assert_int_equal(nurse->status, 303);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(helper, "ここから未読"));
    assert_true(browser_says(helper, "緊急"));
    assert_true(str_contains(helper->body, S("37.8℃ &lt;b&gt;です&lt;/b&gt;<br>お願いします")));
    assert_true(browser_says(helper, "既読 0/1"));
}

PAGE("a refused post says why beside the field and keeps what was typed")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/posts", g.room.v);
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "  "), 422);
    assert_true(browser_says(b, "本文を書くか、写真やPDFを添付してください。"));
    assert_int_equal(browser_post(b, to, "kind", "nonsense", "body", "本文はここです"), 422);
    assert_true(browser_says(b, "種類を選んでください。"));
    assert_true(browser_says(b, "本文はここです"));
    struct upload file = {S("files"), S("memo.exe"), NONE, str_bytes(S("MZ..."))};
    const char *pairs[] = {"", "kind", "report", "body", "写真です", NULL};
    assert_int_equal(browser_upload(b, to, &file, 1, pairs), 422);
    assert_true(browser_says(b, "memo.exe：添付できるのは、写真"));
    assert_true(browser_says(b, "写真です"));
}

PAGE("photos that are too much at once are told beside their box, the text stays, nothing is written without them")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/posts", g.room.v);
    b->as.too_large = true; // the server kept the fields and dropped the files
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "創部の写真です"), 422);
    assert_true(browser_says(b, "合わせて60MBまで") && browser_says(b, "創部の写真です"));
    b->as.wants_fragment = true; // the page that sends by itself knows this status
    assert_int_equal(browser_post(b, to, "kind", "report", "body", "創部の写真です"), 413);
    b->as.too_large = b->as.wants_fragment = false;
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_false(str_contains(b->body, S("<article class=\"post")));
}

// The first address on the page that holds the words; "/" when there is none.
static const char *link_to(struct browser *b, const char *words)
{
    size_t at = str_find(b->body, str_of(words)), from = at;
    while (from > 0 && from < b->body.n && b->body.p[from - 1] != '"')
        from--;
    str rest = str_from(b->body, from);
    return at < b->body.n ? str_zero(world_arena(b->world), str_part(rest, 0, str_find(rest, S("\""))))
                          : "/";
}

PAGE("a PDF goes with a post and is read in the app, page by page, as picture and as text")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    struct upload file = {S("files"), S("お薬.pdf"), NONE, pdf_of(world_arena(world), 2, S("お薬"))};
    const char *pairs[] = {"", "kind", "medicine", "body", "", NULL};
    assert_int_equal(browser_upload(b, browser_at(b, "/rooms/%i/posts", g.room.v), &file, 1, pairs), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "お薬.pdf（PDF・"));
    assert_int_equal(browser_get(b, link_to(b, "/pages")), 200);
    assert_true(browser_says(b, "1 / 2ページ"));
    assert_true(browser_says(b, "お薬 p. 1"));
    assert_int_equal(browser_get(b, link_to(b, "/picture?page=1")), 200);
    assert_true(str_starts(b->body, S("\x89PNG")));
}

PAGE("a post is answered by its link, and the answer names it")
{
    struct given_talk g = given_talk_in(world);
    post_id asked = given_post(world, &g, S("午後に変えられますか"));
    struct browser *b = browser_of(world, &g.helper);
    browser_get(b, browser_at(b, "/rooms/%i?reply=%i", g.room.v, asked.v));
    assert_true(browser_says(b, "山田 花子さんの投稿への返信：「午後に変えられますか」"));
    str id = base32_from_id(world_arena(world), asked.v);
    assert_str(browser_value(b, "reply_to"), id);
    browser_post(b, browser_at(b, "/rooms/%i/posts", g.room.v), "kind", "message", "body", "15時なら",
                 "reply_to", str_zero(world_arena(world), id));
    browser_get(b, browser_at(b, "/rooms/%i", g.room.v));
    assert_true(browser_says(b, "山田 花子さんの投稿への返信：「午後に変えられますか」"));
}

PAGE("reading is marked quietly by the page, or by a button without script, and confirmed by one")
{
    struct given_talk g = given_talk_in(world);
    post_id id = given_post(world, &g, S("お願いします"));
    const char *text = str_zero(world_arena(world), base32_from_id(world_arena(world), id.v));
    struct browser *b = browser_of(world, &g.helper);
    browser_get(b, browser_at(b, "/rooms/%i", g.room.v));
    assert_true(browser_says(b, "ここまで読みました"));
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/read", g.room.v), "post", text), 204);
    b->as.wants_fragment = false;
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_false(browser_says(b, "ここまで読みました"));
    assert_false(browser_says(b, "ここから未読"));
    assert_int_equal(
        browser_post(b, browser_at(b, "/rooms/%i/posts/%i/confirm", g.room.v, id.v)), 303);
    browser_get(b, browser_at(b, "/rooms/%i/posts/%i/readers", g.room.v, id.v));
    assert_true(browser_says(b, "確認しました 1人・既読 0人・未読 0人"));
    assert_true(browser_says(b, "訪問介護員加藤 美咲（あおば）"));
}

PAGE("an open page asks for what came after its last post, and for the counts")
{
    struct given_talk g = given_talk_in(world);
    post_id first = given_post(world, &g, S("はじめ")), second = given_post(world, &g, S("つぎ"));
    struct browser *b = browser_of(world, &g.helper);
    b->as.wants_fragment = true;
    browser_get(b, browser_at(b, "/rooms/%i/posts?after=%i", g.room.v, first.v));
    assert_true(browser_says(b, "つぎ") && !browser_says(b, "はじめ"));
    assert_false(str_contains(b->body, S("<html")));
    assert_int_equal(
        browser_get(b, browser_at(b, "/rooms/%i/posts?after=%i", g.room.v, second.v)), 204);
    browser_get(b, browser_at(b, "/rooms/%i/reads?first=%i", g.room.v, first.v));
    assert_str(b->text, S("既読 0/1既読 0/1"));
}

PAGE("a closed room says so, shows its posts and has no box to write in")
{
    struct given_talk g = given_talk_in(world);
    post_id id = given_post(world, &g, S("退院しました"));
    struct tx *tx = world_write(world);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    browser_get(b, browser_at(b, "/rooms/%i", g.room.v));
    assert_true(browser_says(b, "この部屋は2026年11月2日（月）に終了しました"));
    assert_true(browser_says(b, "退院しました"));
    assert_false(browser_says(b, "投稿する"));
    browser_post(b, browser_at(b, "/rooms/%i/posts", g.room.v), "kind", "report", "body", "遅い");
    browser_follow(b);
    assert_true(browser_says(b, "この部屋には書き込めません。"));
    assert_int_not_equal(
        browser_post(b, browser_at(b, "/rooms/%i/posts/%i/confirm", g.room.v, id.v)), 500);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_false(browser_says(b, "確認 1"));
}

PAGE("the roster tells 招待日 and 削除日 of everybody who was ever in the room")
{
    struct given_talk g = given_talk_in(world);
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.helper.acting, g.room);
    if (seat)
        seat_remove(tx, &g.city.officer.acting, g.room, seat->id);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v));
    assert_true(browser_says(b, "いまのメンバー 1人"));
    assert_true(browser_says(b, "以前のメンバー 1人"));
    assert_true(browser_says(b, "加藤 美咲訪問介護員あおば2026年11月2日（月）2026年11月2日（月）"));
    b->as.wants_fragment = true;
    browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v));
    assert_true(browser_says(b, "チーム 1人"));
}

PAGE("in the notice room members read, and only officers have a box to write in")
{
    struct given_talk g = given_talk_in(world);
    struct browser *member = browser_of(world, &g.helper);
    struct browser *officer = browser_of(world, &g.city.officer);
    const char *room = browser_at(member, "/rooms/%i", g.city.notice.v);
    browser_get(member, room);
    assert_true(browser_says(member, "この部屋に書き込めるのは、市の介護支援課だけです。"));
    assert_false(browser_says(member, "投稿する"));
    assert_true(browser_says(member, "この部屋の名簿を見る"));
    browser_get(officer, room);
    assert_true(browser_says(officer, "投稿する"));
}

PAGE("no page of a room names the patient in its title, which the browser's history keeps")
{
    struct given_talk g = given_talk_in(world);
    struct browser *nurse = browser_of(world, &g.nurse);
    int64_t room = g.room.v, post = given_post(world, &g, S("昼食は全量。")).v;
    const char *const pages[] = {
        browser_at(nurse, "/rooms/%i", room),
        browser_at(nurse, "/rooms/%i/team", room),
        browser_at(nurse, "/rooms/%i/posts/%i", room, post),
        browser_at(nurse, "/rooms/%i/posts/%i/readers", room, post),
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        assert_int_equal(browser_get(nurse, pages[i]), 200);
        size_t end = str_find(nurse->body, S("</title>"));
        assert_true(end < nurse->body.n);
        assert_false(str_contains(str_part(nurse->body, 0, end), S("川村")));
    }
}

PAGE("a pasted address of a post becomes a link that says its day; addresses of other hosts stay text")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("あおば"));
    struct given_person nurse = given_member(tx, city.city.id, office, S("山田 花子"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    const struct seat *seat = given_seat(tx, &city.officer.acting, room, &nurse.acting);
    world_commit(world);
    struct browser *b = browser_of(world, &nurse);
    str host = browser_app(world)->services.member_url;
    tx = world_write(world);
    post_id first = {0}, id;
    post_write(tx, seat, &(struct post_new){.body = S("朝の申し送り"), .request_key = S("1")}, &first);
    const char *path = browser_at(b, "/rooms/%i/posts/%i", room.v, first.v);
    str body = str_print(world_arena(world),
                         "まえの%.*s%sのつづき。%.*s.example.com%s %.*s%s/readers https://example.com/a <b>",
                         STR(host), path, STR(host), path, STR(host), path);
    post_write(tx, seat, &(struct post_new){.body = body, .request_key = S("2")}, &id);
    world_commit(world);

    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v)), 200);
    str link = str_print(world_arena(world), "まえの<a href=\"%s\">11月2日（月）の投稿</a>のつづき。", path);
    assert_true(str_contains(b->body, link));
    assert_false(str_contains(b->body, S("<a href=\"https://")));
    assert_true(browser_says(b, "https://example.com/a <b>") || browser_says(b, "https://example.com/a &lt;b&gt;"));
    str rest = str_from(b->body, str_find(b->body, link) + link.n);
    str text = str_part(rest, 0, str_find(rest, S("</div>")));
    assert_false(str_contains(text, S("<a ")));
}
