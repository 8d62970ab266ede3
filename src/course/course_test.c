// SPDX-License-Identifier: AGPL-3.0-or-later
#include "course/course.h"

#include "base/base32.h"
#include "base/text.h"
#include "test/browser.h"
#include "test/given.h"

struct given_plan {
    struct given_city city;
    struct given_person manager, nurse;
    const struct seat *seat, *nurse_seat;
    room_id room, other_room;
};

static struct given_plan given_plan(struct tx *tx)
{
    struct given_plan g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.manager = given_member(tx, city, given_office(tx, city, S("ひなた居宅")), S("加藤 美咲"));
    g.nurse = given_member(tx, city, given_office(tx, city, S("あおば訪問看護")), S("山田 花子"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.other_room = given_room(tx, officer, S("別の方"));
    g.seat = given_seat(tx, officer, g.room, &g.manager.acting);
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    return g;
}

static void permit(struct tx *tx, const struct given_plan *g)
{
    struct permission p = {0};
    permission_ask_for(tx, &g->manager.acting, g->seat, PERMISSION_COURSE, S("綴じるため"));
    permission_of_seat(tx, g->seat, PERMISSION_COURSE, &p);
    permission_grant(tx, &g->city.officer.acting, p.id, day_after(tx_today(tx), 30));
}

static post_id write(struct tx *tx, const struct seat *seat, str body)
{
    post_id id = {0};
    post_write(tx, seat, &(struct post_new){.body = body, .request_key = body}, &id);
    return id;
}

RULE("第5表 holds the picked posts in the order of time, word for word, each with who said it and its 項目")
{
    struct tx *tx = world_write(world);
    struct given_plan g = given_plan(tx);
    post_id first = write(tx, g.nurse_seat, S("食欲がありません"));
    post_id second = write(tx, g.seat, S("調整します"));
    post_id gone = write(tx, g.seat, S("まちがい"));
    post_withdraw(tx, g.seat, gone, 0, S("別の方"));
    const struct seat *elsewhere = given_seat(tx, &g.city.officer.acting, g.other_room, &g.manager.acting);
    post_id foreign = write(tx, elsewhere, S("別の部屋のこと"));
    struct course_pick at[] = {{second, POST_KINDS + 2}, {gone, 0}, {foreign, 0}, {first, POST_REPORT}};
    struct course_lines lines = course_lines(tx, g.seat, &(struct course_picks){4, at});
    bytes csv = course_csv(world_arena(world), &lines, COURSE_UTF8);
    bytes pdf = course_sheet(tx, &g.manager.acting, g.seat, S("加藤 美咲"), &lines);
    world_commit(world);

    assert_int_equal(lines.n, 2);
    assert_str(lines.at[0].item, S("報告"));
    assert_str(lines.at[1].item, S("連絡調整"));
    assert_true(str_starts(bytes_str(csv), S("\xef\xbb\xbf年月日,項目,内容\r\n2026-11-02 09:00,報告,〔")));
    assert_true(str_contains(bytes_str(csv), S("山田 花子（あおば訪問看護）〕食欲がありません\r\n")));
    assert_false(str_contains(bytes_str(csv), S("まちがい")) || str_contains(bytes_str(csv), S("別の")));
    assert_true(str_starts(bytes_str(pdf), S("%PDF")));
}

RULE("what MS932 cannot write is named, never lost; no cell of the CSV becomes a formula")
{
    struct tx *tx = world_write(world);
    struct given_plan g = given_plan(tx);
    post_id odd = write(tx, g.nurse_seat, S("𠮷田様、☃と☃、髙い～－"));
    post_id sum = write(tx, g.nurse_seat, S("=1+1\n+82\n@x"));
    struct course_pick at[] = {{odd, 0}, {sum, 0}};
    struct course_lines lines = course_lines(tx, g.seat, &(struct course_picks){2, at});
    struct arena *a = world_arena(world);
    str lost = course_not_ms932(a, &lines), back = NONE;
    bool read = text_from_ms932(a, course_csv(a, &lines, COURSE_MS932), &back);
    world_commit(world);

    assert_str(lost, S("𠮷☃"));
    assert_true(read && str_contains(back, S("〓田様、〓と〓、髙い～－")));
    assert_false(str_contains(back, S("\n=")) || str_contains(back, S(",=")) || str_contains(back, S(",@")));
    assert_true(str_contains(back, S(",\"〔")));
}

PAGE("picks stay from page to page without script; the sheet takes a permission and a reason, and is written down")
{
    struct tx *tx = world_write(world);
    struct given_plan g = given_plan(tx);
    str text = S("投稿01");
    post_id first = {0};
    for (int i = 0; i < COURSE_ON_A_PAGE + 2; i++) {
        text = str_print(world_arena(world), "投稿%02d", i + 1);
        post_id id = write(tx, g.nurse_seat, text);
        first = i ? first : id;
    }
    world_commit(world);
    struct browser *b = browser_of(world, &g.manager);
    const char *path = browser_at(b, "/rooms/%i/course", g.room.v);
    assert_int_equal(browser_get(b, path), 303);
    tx = world_write(world);
    permit(tx, &g);
    world_commit(world);
    assert_int_equal(browser_get(b, path), 200);
    assert_true(browser_says(b, "投稿01") && !browser_says(b, "投稿22"));
    const char *id = str_zero(world_arena(world), base32_from_id(world_arena(world), first.v));
    const char *item = str_zero(world_arena(world), str_print(world_arena(world), "item-%s", id));
    assert_int_equal(browser_post(b, path, "pick", id, item, "11", "go", "after", "page", "0"), 200);
    assert_true(browser_says(b, "投稿22") && browser_says(b, "いま選んでいるのは1件です"));
    assert_str(browser_value(b, item), S("11"));
    assert_int_equal(browser_post(b, path, "pick", id, "go", "make", "form", "utf8", "maker", "加藤 美咲"), 422);
    assert_int_equal(browser_post(b, path, "go", "make", "form", "utf8",
                                  "maker", "加藤 美咲", "reason", "綴じる"), 422);
    assert_true(browser_says(b, "投稿に印を付けてから"));
    assert_int_equal(browser_post(b, path, "pick", id, item, "11", "go", "make", "form", "utf8",
                                  "maker", "加藤 美咲",
                                  "reason", "綴じる"), 200);
    assert_true(str_contains(b->body, S("モニタリング")) && str_contains(b->body, S("投稿01")));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/export", g.room.v)), 200);
    assert_true(browser_says(b, "第5表に写しました（1件）"));
}

PAGE("a character that MS932 lacks is told before; the sheet comes when its 〓 is agreed to; junk gives no file")
{
    struct tx *tx = world_write(world);
    struct given_plan g = given_plan(tx);
    post_id post = write(tx, g.nurse_seat, S("𠮷田様"));
    permit(tx, &g);
    world_commit(world);
    struct browser *b = browser_of(world, &g.manager);
    const char *path = browser_at(b, "/rooms/%i/course", g.room.v);
    const char *id = str_zero(world_arena(world), base32_from_id(world_arena(world), post.v));
    assert_int_equal(browser_post(b, path, "pick", id, "go", "make", "form", "ms932",
                                  "maker", "加藤", "reason", "綴じる"), 422);
    assert_true(browser_says(b, "MS932で書けない文字があります：𠮷"));
    assert_int_equal(browser_post(b, path, "pick", id, "go", "make", "form", "ms932",
                                  "maker", "加藤", "reason", "綴じる",
                                  "replace", "1"), 200);
    assert_true(b->body.n > 0 && !text_is_clean(str_bytes(b->body)));
    assert_int_equal(browser_post(b, path, "pick", "!!", "go", "make", "form", "pdf",
                                  "maker", "加藤", "reason", "綴じる"), 422);
    assert_int_equal(browser_post(b, path, "pick", id, "go", "make", "form", "exe",
                                  "maker", "加藤", "reason", "綴じる"), 422);
    assert_int_equal(browser_post(b, path, "from", "2026-99-99", "to", "x", "go", "after", "page", "-5"), 200);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/course", g.city.notice.v)), 404);
}
