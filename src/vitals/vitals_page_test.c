// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "test/browser.h"
#include "test/hear.h"
#include "vitals/vitals.h"

static vitals_id newest_id(struct world *world, const struct given_talk *g)
{
    struct tx *tx = world_read(world);
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    struct vitals newest = {0};
    if (seat)
        vitals_newest(tx, seat, &newest);
    world_commit(world);
    return newest.id;
}

static int write_down(struct browser *b, const struct given_talk *g, const char *temperature,
                      const char *key)
{
    return browser_post(b, browser_at(b, "/rooms/%i/vitals", g->room.v), "temperature", temperature,
                        "date", "2026-11-02", "time", "08:05", "posts", "1", "request_key", key);
}

PAGE("what is measured stands on the tab, on the room's head and in the timeline")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/new", g.room.v)), 200);
    assert_true(browser_says(b, "測った人：川村 はな 様"));
    assert_str(browser_value(b, "time"), S("09:00"));
    assert_int_equal(write_down(b, &g, "36.5", "k"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "記録しました。"));
    assert_true(browser_says(b, "体温 36.5℃"));
    assert_true(str_contains(b->body, S("<svg")));
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(helper, "体温 36.5℃ 11月2日（月） 8:05 山田 花子"));
    assert_true(str_contains(helper->body, S("の測定<br>体温 36.5℃")));
}

PAGE("vitals are for those with a seat, and the city's notice room has none")
{
    struct given_talk g = given_talk_in(world);
    struct browser *stranger = browser_of(world, &g.stranger), *b = browser_of(world, &g.city.officer);
    assert_int_equal(browser_get(stranger, browser_at(stranger, "/rooms/%i/vitals", g.room.v)), 404);
    assert_int_equal(write_down(stranger, &g, "36.5", "k"), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals", g.city.notice.v)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/new", g.city.notice.v)), 404);
}

PAGE("what is impossible is refused beside its box with a guess, and what was typed stays")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(write_down(b, &g, "83.0", "k"), 422);
    assert_str(browser_error(b, "temperature"),
               S("体温 83.0℃ はあり得ない値です。38.0℃ ではありませんか。"));
    assert_str(browser_value(b, "temperature"), S("83.0"));
    assert_int_equal(write_down(b, &g, "高め", "k"), 422);
    assert_str(browser_error(b, "temperature"), S("体温は数字で入れてください（例：37.2）。"));
    assert_int_equal(write_down(b, &g, "", "k"), 422);
    assert_true(browser_says(b, "測った値を1つ以上入れてください。"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/vitals", g.room.v), "pulse", "72",
                                  "date", "2026-11-02", "time", "09:01"),
                     422);
    assert_str(browser_error(b, "time"), S("測った日時は、いまより前にしてください（10年前まで）。"));
}

PAGE("what is unlikely is asked once more; another unlikely value is asked again")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/vitals", g.room.v);
    assert_int_equal(write_down(b, &g, "41.2", "k"), 422);
    assert_true(browser_says(b, "もう一度、確かめてください"));
    assert_str(browser_value(b, "temperature"), S("41.2"));
    const char *sure = str_zero(world_arena(world), browser_value(b, "sure"));
    assert_int_equal(browser_post(b, to, "temperature", "41.3", "date", "2026-11-02", "time",
                                  "08:05", "sure", sure),
                     422);
    assert_int_equal(browser_post(b, to, "temperature", "41.2", "date", "2026-11-02", "time",
                                  "08:05", "sure", sure),
                     303);
}

PAGE("its writer corrects and withdraws a measuring; others read all of its versions")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    assert_int_equal(write_down(b, &g, "36.5", "k"), 303);
    int64_t id = newest_id(world, &g).v;
    const char *change = browser_at(b, "/rooms/%i/vitals/%i/change", g.room.v, id);
    assert_int_equal(browser_get(b, change), 200);
    assert_str(browser_value(b, "temperature"), S("36.5"));
    assert_int_equal(browser_get(helper, change), 404);
    assert_int_equal(browser_post(b, change, "temperature", "36.9", "date", "2026-11-02", "time",
                                  "08:05", "revision", "0"),
                     303);
    const char *withdraw = browser_at(b, "/rooms/%i/vitals/%i/withdraw", g.room.v, id);
    assert_int_equal(browser_get(b, withdraw), 200);
    assert_int_equal(browser_post(b, withdraw, "revision", "1", "reason", ""), 422);
    assert_int_equal(browser_post(b, withdraw, "revision", "0", "reason", "別の方"), 422);
    assert_int_equal(browser_post(b, withdraw, "revision", "1", "reason", "別の方の値"), 303);
    assert_int_equal(browser_get(helper, browser_at(b, "/rooms/%i/vitals/%i", g.room.v, id)), 200);
    assert_true(browser_says(helper, "36.5℃"));
    assert_true(browser_says(helper, "36.9℃"));
    assert_true(browser_says(helper, "別の方の値"));
    assert_int_equal(browser_get(helper, browser_at(b, "/rooms/%i/vitals", g.room.v)), 200);
    assert_true(browser_says(helper, "取り消されました。理由：別の方の値"));
}

// The first 職種 of the form's list; "" when there is none.
static const char *first_job(struct browser *b)
{
    size_t at = str_find(b->body, S("value=\"job-"));
    if (at >= b->body.n)
        return "";
    str rest = str_from(b->body, at + 7);
    return str_zero(world_arena(b->world), str_part(rest, 0, str_find_byte(rest, '"')));
}

PAGE("a limit is set and ended on its page, drawn into the figure, and marks values by a word")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/vitals/limits", g.room.v);
    assert_int_equal(browser_get(b, to), 200);
    const char *word = first_job(b);
    assert_true(str_of(word).n > 4);
    assert_int_equal(browser_post(b, to, "sign", "temperature", "side", "upper", "value", "38.0",
                                  "kind", "urgent"),
                     422);
    assert_true(browser_says(b, "知らせる職種を1つ以上選んでください。"));
    assert_int_equal(browser_post(b, to, "sign", "temperature", "side", "upper", "value", "x", "kind",
                                  "urgent", "jobs", word),
                     422);
    assert_int_equal(browser_post(b, to, "sign", "temperature", "side", "upper", "value", "38.0",
                                  "kind", "urgent", "jobs", word),
                     303);
    assert_int_equal(write_down(b, &g, "38.4", "k"), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals?range=month", g.room.v)), 200);
    assert_true(str_contains(b->body, S("chart-limit")));
    assert_true(browser_says(b, "知らせる値：体温 38.0℃以上"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "知らせる値になりました：体温 38.4℃"));
    struct tx *tx = world_read(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    struct vitals_limits limits = {0};
    if (seat)
        limits = vitals_limits_in_force(tx, seat);
    int64_t id = limits.n ? limits.at[0].id.v : 0;
    world_commit(world);
    const char *end = browser_at(b, "/rooms/%i/vitals/limits/%i/end", g.room.v, id);
    assert_int_equal(browser_post(b, end), 303);
    assert_int_equal(browser_post(b, end), 404);
    assert_int_equal(browser_get(b, to), 200);
    assert_true(browser_says(b, "以前の値 1件"));
}

PAGE("a device's file is looked at row by row before anything of it is taken")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    const char *to = browser_at(b, "/rooms/%i/vitals/import", g.room.v);
    const char *take = browser_at(b, "/rooms/%i/vitals/import/take", g.room.v);
    struct upload file = {S("file"), S("out.csv"), NONE,
                          str_bytes(S("日時,体温\n2026/11/01 8:05,36.5\n2026/11/01 9:05,83\n"))};
    const char *pairs[] = {"", NULL};
    assert_int_equal(browser_get(b, to), 200);
    assert_int_equal(browser_post(b, to), 422);
    assert_int_equal(browser_upload(b, to, &file, 1, pairs), 200);
    assert_true(browser_says(b, "取り込む 1件・もうある 0件・取り込めない 1件"));
    assert_false(vitals_is(newest_id(world, &g)));
    const char *sealed = str_zero(world_arena(world), browser_value(b, "file"));
    assert_int_equal(browser_post(helper, take, "file", sealed), 422);
    assert_int_equal(browser_post(b, take, "file", "AAAA"), 422);
    assert_int_equal(browser_post(b, take, "file", sealed), 303);
    assert_int_equal(browser_post(b, take, "file", sealed), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "何も取り込んでいません"));
    assert_true(vitals_is(newest_id(world, &g)));
}

PAGE("in a closed room vitals are read, and nothing of them can be changed")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(write_down(b, &g, "36.5", "k"), 303);
    int64_t id = newest_id(world, &g).v;
    struct tx *tx = world_write(world);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    world_commit(world);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals", g.room.v)), 200);
    assert_true(browser_says(b, "36.5℃"));
    assert_false(browser_says(b, "測定を書く"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/new", g.room.v)), 404);
    assert_int_equal(write_down(b, &g, "36.6", "k2"), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/%i/change", g.room.v, id)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/import", g.room.v)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/vitals/limits", g.room.v)), 200);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/vitals/limits", g.room.v)), 404);
}

PAGE("what a colleague measures, corrects or sets as a limit stands on open pages without a press")
{
    struct given_talk g = given_talk_in(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    const char *vitals = browser_at(b, "/rooms/%i/vitals", g.room.v);
    str event = str_print(world_arena(world), "%ld vitals ", (long)g.room.v);
    assert_int_equal(browser_get(helper, vitals), 200);
    assert_true(str_contains(helper->body, S("data-live-on=\"vitals-")));
    const struct buf *written = hear(world);
    assert_int_equal(write_down(b, &g, "38.2", "k"), 303);
    assert_true(str_contains(buf_str(written), event));
    helper->as.wants_fragment = true;
    assert_int_equal(browser_get(helper, vitals), 200);
    assert_true(browser_says(helper, "体温 38.2℃"));
    assert_false(str_contains(helper->body, S("<html")));
    const char *limits = browser_at(b, "/rooms/%i/vitals/limits", g.room.v);
    assert_int_equal(browser_get(b, limits), 200);
    const struct buf *limited = hear(world);
    assert_int_equal(browser_post(b, limits, "sign", "temperature", "value", "38.0", "side", "upper",
                                  "kind", "urgent", "jobs", first_job(b)),
                     303);
    assert_true(str_contains(buf_str(limited), event));
    const struct buf *gone = hear(world);
    assert_int_equal(browser_post(b,
                                  browser_at(b, "/rooms/%i/vitals/%i/withdraw", g.room.v,
                                             newest_id(world, &g).v),
                                  "revision", "0", "reason", "別の方の値でした"),
                     303);
    assert_true(str_contains(buf_str(gone), event));
    assert_int_equal(browser_get(helper, vitals), 200);
    assert_true(browser_says(helper, "取り消されました"));
}
