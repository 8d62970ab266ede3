// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/campaign.h"
#include "test/browser.h"

#define browser_print(b, ...) \
    str_zero(world_arena((b)->world), str_print(world_arena((b)->world), __VA_ARGS__))

static struct given_city city_with_office(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("ひだまり訪問介護"));
    struct given_person helper = given_member(tx, city.city.id, office, S("介護 太郎"));
    room_id room = given_room(tx, &city.officer.acting, S("利用 はる"));
    given_seat(tx, &city.officer.acting, room, &helper.acting);
    world_commit(world);
    return city;
}

PAGE("an officer opens the campaign of the year and sees who has answered (guide 4)")
{
    struct given_city city = city_with_office(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-12-02"), 303);
    assert_int_equal(browser_follow(b), 200);

    assert_true(browser_says(b, "令和8年度の現況届"));
    assert_true(browser_says(b, "0% 依頼した1事業所のうち"));
    assert_true(browser_says(b, "ひだまり訪問介護"));
    assert_true(browser_says(b, "メールアドレスがありません。手紙を送ってください"));
}

PAGE("wrong dates and a second campaign of the year are refused beside the field, what was typed stays")
{
    struct given_city city = city_with_office(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-11-10"), 422);
    assert_true(browser_error(b, "due_on").n > 0);
    assert_str(browser_value(b, "due_on"), S("2026-11-10"));
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-12-02"), 303);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-12-02"), 422);
    assert_true(browser_error(b, "year").n > 0);
}

// Another officer, signed in on the day at hand.
static struct browser *officer_now(struct world *world, const struct given_city *city)
{
    struct tx *tx = world_write(world);
    struct given_person p = given_official(tx, city, ROLE_OFFICER);
    world_commit(world);
    return browser_of(world, &p);
}

PAGE("after the last day the officer decides seat by seat with a reason, closes, and prints the result")
{
    struct given_city city = city_with_office(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-11-16"), 303);
    const char *page = str_zero(world_arena(world), browser_went_to(b));
    world_wait(world, DAYS(15));
    b = officer_now(world, &city);
    const char *seats = browser_print(b, "%s/seats", page);
    assert_int_equal(browser_get(b, seats), 200);
    assert_true(browser_says(b, "介護 太郎"));
    const char *seat = str_zero(world_arena(world), browser_value(b, "seat"));

    assert_int_equal(browser_post(b, seats, "seat", seat, "decision", "withdraw"), 422);
    assert_true(browser_error(b, "reason").n > 0);
    assert_int_equal(browser_post(b, seats, "seat", seat, "decision", "withdraw", "reason",
                                  "連絡がつかない"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "決めるものはありません"));
    assert_true(browser_says(b, "理由：連絡がつかない（令和8年11月17日"));
    assert_int_equal(browser_post(b, browser_print(b, "%s/undo", seats), "seat", seat), 303);
    assert_int_equal(browser_post(b, browser_print(b, "%s/undo", seats), "seat", seat), 422);
    assert_int_equal(browser_post(b, seats, "seat", seat, "decision", "withdraw", "reason",
                                  "連絡がつかない"), 303);
    assert_int_equal(browser_post(b, browser_print(b, "%s/close", page)), 303);
    assert_int_equal(browser_post(b, seats, "seat", seat, "decision", "keep", "reason", "遅い"), 422);
    assert_int_equal(browser_get(b, page), 200);
    assert_true(browser_says(b, "取りやめ 1件"));
    assert_int_equal(browser_get(b, browser_print(b, "%s/result", page)), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
}

PAGE("no other city's officer comes to a campaign")
{
    struct given_city city = city_with_office(world);
    struct tx *tx = world_write(world);
    struct given_city other = given_neighbour(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-12-02"), 303);
    const char *page = str_zero(world_arena(world), browser_went_to(b));

    struct browser *stranger = browser_of(world, &other.officer);
    assert_int_equal(browser_get(stranger, page), 404);
    assert_int_equal(browser_get(stranger, browser_print(stranger, "%s/letters", page)), 404);
    assert_int_equal(browser_post(stranger, browser_print(stranger, "%s/extend", page), "due_on",
                                  "2027-01-31", "note", "x"), 404);
    assert_int_equal(browser_get(b, browser_print(b, "%s/letters", page)), 404); // none written yet
    assert_int_equal(browser_post(b, browser_print(b, "%s/letters", page)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
}

PAGE("an officer makes the term longer; a shorter one, a date that is none and no reason are told beside the field")
{
    struct given_city city = city_with_office(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_post(b, "/desk/campaigns", "year", "2026", "request_on", "2026-11-02",
                                  "due_on", "2026-12-02"), 303);
    const char *page = str_zero(world_arena(world), browser_went_to(b));
    const char *extend = browser_print(b, "%s/extend", page);
    assert_int_equal(browser_post(b, extend, "due_on", "2026-11-30", "note", "短く"), 422);
    assert_true(browser_error(b, "due_on").n > 0);
    assert_str(browser_value(b, "note"), S("短く"));
    assert_int_equal(browser_post(b, extend, "due_on", "きのう", "note", "x"), 422);
    assert_true(browser_error(b, "due_on").n > 0);
    assert_int_equal(browser_post(b, extend, "due_on", "2026-12-16", "note", ""), 422);
    assert_true(browser_error(b, "note").n > 0);

    assert_int_equal(browser_post(b, extend, "due_on", "令和8年12月16日", "note", "郵便の遅れ"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "期限 令和8年12月16日"));
    assert_true(browser_says(b, "令和8年12月2日から令和8年12月16日へ延ばしました。郵便の遅れ"));
    assert_int_equal(browser_get(b, browser_print(b, "%s/list", page)), 200);
    assert_true(str_contains(b->body, S("ひだまり訪問介護,")));
}
