// SPDX-License-Identifier: AGPL-3.0-or-later
#include "terms/terms.h"

#include "test/browser.h"

static struct terms_acceptance newest_of(struct tx *tx, const struct given_person *p)
{
    struct terms_acceptance a = {0};
    terms_acceptance_of(tx, p->acting.member, &a);
    return a;
}

RULE("規約 5条4: thirty days after the notice consent is deemed given, recorded once with that day")
{
    struct tx *tx = world_write(world); // 11月2日
    struct given_city city = given_city(tx);
    terms_notice(tx, &city.officer.acting, S("第4条"), S("新しい第4条"));
    world_commit(world);
    world_wait(world, DAYS(30));
    tx = world_write(world); // 12月2日, the thirtieth day
    int on_the_day = terms_deem(tx);
    world_commit(world);
    world_wait(world, DAYS(3));
    tx = world_write(world); // the job was down for two days
    int after = terms_deem(tx), again = terms_deem(tx);
    struct terms_acceptance a = newest_of(tx, &city.officer);
    world_commit(world);
    assert_int_equal(on_the_day, 0);
    assert_int_equal(after, 1);
    assert_int_equal(again, 0);
    assert_int_equal(a.version, 2);
    assert_true(a.deemed);
    assert_int_equal(day_of(a.at).n, day_make(2026, 12, 3).n);
}

RULE("who accepts within the thirty days is recorded as such; who never accepted anything is never deemed to")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_city other = given_neighbour(tx);
    struct member_new new = {.city = city.city.id, .office = city.desk, .name = S("新 人"), .kana = S("しん じん")};
    struct given_person newcomer = {.acting = {.member = member_add(tx, &new)}};
    terms_notice(tx, &city.officer.acting, S("第4条"), S("新しい第4条"));
    terms_accept(tx, city.officer.acting.member);
    world_commit(world);
    world_wait(world, DAYS(40));
    tx = world_write(world);
    int deemed = terms_deem(tx);
    struct terms_acceptance own = newest_of(tx, &city.officer), none = newest_of(tx, &newcomer);
    struct terms_acceptance elsewhere = newest_of(tx, &other.officer);
    world_commit(world);
    assert_int_equal(deemed, 0);
    assert_int_equal(own.version, 2);
    assert_false(own.deemed);
    assert_int_equal(none.version, 0);
    assert_int_equal(elsewhere.version, 1);
}

PAGE("a change of the terms is noticed by the desk, read and accepted by members, listed with dates")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    world_commit(world);
    struct browser *desk = browser_of(world, &city.officer), *b = browser_of(world, &p);
    assert_int_equal(browser_post(desk, "/desk/signin/terms", "summary", "保存の期間", "content",
                                  "5年から6年に改めます。"), 422);
    assert_true(browser_error(desk, "sure").n > 0);
    assert_int_equal(browser_post(desk, "/desk/signin/terms", "summary", "保存の期間", "content",
                                  "5年から6年に改めます。", "sure", "1"), 303);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "利用規約が変わります"));
    assert_true(browser_says(b, "2026年12月2日"));
    assert_int_equal(browser_get(b, "/terms/changes"), 200);
    assert_true(browser_says(b, "5年から6年に改めます。"));
    assert_int_equal(browser_post(b, "/terms/changes"), 303);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "利用規約が変わります"));
    assert_int_equal(browser_get(desk, "/desk/signin/terms"), 200);
    assert_true(browser_says(desk, "通知中"));
    assert_int_equal(browser_get(desk, "/desk/signin/terms/export"), 200);
    assert_true(str_contains(desk->body, S("森 緑,訪問介護もり,第2版,2026-11-02,本人の同意")));
}
