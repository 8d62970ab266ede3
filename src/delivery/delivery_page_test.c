// SPDX-License-Identifier: AGPL-3.0-or-later
#include "delivery/delivery.h"

#include "notice/notice.h"
#include "test/browser.h"

struct given_page {
    struct given_city city;
    struct given_person helper;
    room_id room;
};

static struct given_page given_page(struct world *w)
{
    struct tx *tx = world_write(w);
    struct given_page g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("あおば訪問看護"));
    given_administrator(tx, g.city.city.id, office, S("山田 花子"));
    g.helper = given_member(tx, g.city.city.id, office, S("加藤 美咲"));
    g.room = given_room(tx, &g.city.officer.acting, S("川村 はな"));
    given_seat(tx, &g.city.officer.acting, g.room, &g.helper.acting);
    world_commit(w);
    return g;
}

PAGE("the settings of notices are kept as they were chosen, and what cannot be is said")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/notices"), 200);
    assert_true(browser_says(b, "メールアドレスがまだ登録されていない"));
    assert_int_equal(browser_post(b, "/notices", "mine", "once", "rest", "digest", "hour", "23",
                                  "from", "21", "until", "7"), 422);
    assert_true(str_contains(browser_error(b, "hour"), S("知らせない時間の中")));
    assert_int_equal(browser_post(b, "/notices", "mine", "once", "rest", "x", "hour", "24", "from",
                                  "-1", "until", ""), 422);
    assert_int_equal(browser_post(b, "/notices", "by_mail", "on", "mine", "digest", "rest", "once",
                                  "hour", "18", "from", "20", "until", "6", "urgent", "on"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "通知の設定を保存しました。"));
    struct tx *tx = world_read(world);
    struct delivery_settings s = delivery_settings_of(tx, g.helper.acting.member);
    world_commit(world);
    assert_true(s.by_mail && s.mine == PACE_DIGEST && s.rest == PACE_AT_ONCE && s.urgent_passes);
    assert_true(s.digest_hour == 18 && s.quiet_from == 20 && s.quiet_until == 6);
}

PAGE("an address is entered, confirmed by its code, and forgotten when it is emptied")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_post(b, "/notices/mail", "mail", "misaki"), 422);
    assert_true(str_contains(browser_error(b, "mail"), S("形になっていません")));
    assert_int_equal(browser_post(b, "/notices/mail", "mail", "misaki@example.jp"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "misaki@example.jp に、6桁の番号をお送りしました"));
    assert_int_equal(browser_post(b, "/notices/mail/code", "code", "12345678"), 422);
    assert_int_equal(browser_post(b, "/notices/mail/code", "code", "x"), 422);
    assert_true(str_contains(browser_error(b, "code"), S("番号が違います")));
    for (int i = 2; i < CODE_TRIES; i++)
        assert_int_equal(browser_post(b, "/notices/mail/code", "code", "x"), 422);
    assert_int_equal(browser_post(b, "/notices/mail/code", "code", "x"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "もう一度、番号を受け取ってください") && browser_says(b, "まだ確かめていません"));
    assert_int_equal(browser_post(b, "/notices/mail", "mail", ""), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "メールアドレスがまだ登録されていない"));
}

PAGE("each room has its level, chosen by whoever sits there and shown in the inbox")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.helper);
    const char *level = browser_at(b, "/rooms/%i/level", g.room.v);
    assert_int_equal(browser_get(b, level), 200);
    assert_int_equal(browser_post(b, level, "level", "loud"), 422);
    assert_int_equal(browser_post(b, level, "level", "mine"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "川村 はな 様わたし宛てと緊急だけ"));
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "わたし宛てと緊急だけ"));
    struct browser *officer = browser_of(world, &g.city.officer);
    assert_int_equal(browser_get(officer, level), 404);
}
