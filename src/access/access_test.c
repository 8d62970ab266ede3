// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/access.h"

#include "base/base32.h"
#include "signin/signin.h"
#include "test/browser.h"

static void guess(struct tx *tx, const struct given_person *p, int times)
{
    for (int i = 0; i < times; i++)
        guess_count(tx, p->acting.device);
}

PAGE("the desk sees who is locked and unlocks with a reason; the administrator only sees it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    struct given_person administrator = given_administrator(tx, city.city.id, office, S("林 葉"));
    guess(tx, &p, 10);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer), *stranger = browser_of(world, &other.officer);
    struct browser *a = browser_of(world, &administrator);
    const char *unlock = browser_at(b, "/desk/members/%i/signin/unlock", p.acting.member.v);
    assert_int_equal(browser_get(stranger, "/desk/signin"), 200);
    assert_false(browser_says(stranger, "森 緑"));
    assert_int_equal(browser_get(a, "/office/signin"), 200);
    assert_true(browser_says(a, "停止中"));
    assert_int_equal(browser_post(a, unlock, "why", "急ぐため"), 404);
    assert_int_equal(browser_get(b, "/desk/signin"), 200);
    assert_true(browser_says(b, "森 緑") && browser_says(b, "10回"));
    assert_int_equal(browser_post(b, unlock), 422);
    assert_true(browser_error(b, "why").n > 0);
    assert_int_equal(browser_post(b, unlock, "why", "事業所に電話して確認"), 303);
    assert_int_equal(browser_get(b, "/desk/signin"), 200);
    assert_false(browser_says(b, "森 緑"));
}

PAGE("who administers two offices chooses which one the pages are about, and nobody chooses another's")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id first = given_office(tx, city.city.id, S("訪問介護もり"));
    office_id second = given_office(tx, city.city.id, S("訪問介護はやし"));
    office_id foreign = given_office(tx, city.city.id, S("となりの薬局"));
    struct given_person p = given_administrator(tx, city.city.id, first, S("林 葉"));
    struct given_person one = given_administrator(tx, city.city.id, foreign, S("別 人"));
    given_member(tx, city.city.id, first, S("森 緑"));
    member_join(tx, p.acting.member, &(struct member_work){second, PROFESSION_NURSE, true});
    member_join(tx, p.acting.member, &(struct member_work){foreign, PROFESSION_NURSE, false});
    world_commit(world);
    struct browser *b = browser_of(world, &p), *other = browser_of(world, &one);
    const char *to_first = str_zero(world_arena(world), base32_from_id(world_arena(world), first.v));
    const char *to_foreign = str_zero(world_arena(world), base32_from_id(world_arena(world), foreign.v));
    assert_int_equal(browser_get(other, "/office/signin"), 200);
    assert_false(browser_says(other, "事業所を切り替える"));
    assert_int_equal(browser_post(other, "/office/choose", "office", to_first), 422);
    assert_int_equal(browser_get(b, "/office/signin"), 200);
    assert_true(browser_says(b, "事業所を切り替える"));
    assert_false(browser_says(b, "森 緑")); // the newest office's people
    assert_int_equal(browser_get(b, "/office/choose"), 200);
    assert_true(browser_says(b, "いまは 訪問介護はやし の画面です"));
    assert_false(str_contains(b->body, str_of(to_foreign))); // works there, but does not administer it
    assert_int_equal(browser_post(b, "/office/choose", "office", to_foreign), 422);
    assert_true(browser_error(b, "office").n > 0);
    assert_int_equal(browser_post(b, "/office/choose", "office", to_first), 303);
    assert_int_equal(browser_get(b, "/office/signin"), 200);
    assert_true(browser_says(b, "森 緑"));
    assert_int_equal(browser_get(b, "/office/devices"), 200);
    assert_true(browser_says(b, "訪問介護もり"));
    assert_int_equal(browser_get(b, "/office/applications"), 200);
    assert_true(browser_says(b, "訪問介護もりの管理担当者として"));
}

PAGE("who is locked is told how long, and what to do")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    guess(tx, &city.officer, 10);
    world_commit(world);
    struct browser *b = browser_on(world, &city.officer.peer);
    const char *id = str_zero(world_arena(world), city.officer.personal_id);
    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password", "x"), 422);
    assert_true(browser_says(b, "あと30分お待ちください"));
    assert_true(browser_says(b, "市の介護支援課にご連絡ください"));
}

static int64_t n_with(struct tx *tx, city_id city, enum stale_why why)
{
    return (int64_t)stale_list_of(tx, city, (office_id){0}, 1u << why).n;
}

RULE("an ID is stale when it was not used for the city's days, never used, or used only half")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct member_new new = {.city = city.city.id, .office = city.desk, .name = S("新 人"), .kana = S("しん じん")};
    member_id newcomer = member_add(tx, &new);
    struct password_initial initial = {S("x"), S("x")};
    password_issue(tx, newcomer, &initial);
    world_commit(world);
    world_wait(world, DAYS(90));
    tx = world_read(world);
    int64_t at_90 = n_with(tx, city.city.id, STALE_LONG), never = n_with(tx, city.city.id, STALE_NEVER);
    int64_t first = n_with(tx, city.city.id, STALE_INITIAL), terms = n_with(tx, city.city.id, STALE_TERMS);
    world_commit(world);
    world_wait(world, 1);
    tx = world_read(world);
    int64_t after = n_with(tx, city.city.id, STALE_LONG);
    world_commit(world);
    assert_int_equal(at_90, 0);
    assert_int_equal(after, 1);
    assert_int_equal(never, 1);
    assert_int_equal(first, 1);
    assert_int_equal(terms, 1);
}

PAGE("the desk lists unused IDs, saves them as CSV and asks the office once a day")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person administrator = given_administrator(tx, city.city.id, office, S("林 葉"));
    struct member_new new = {.city = city.city.id, .office = office, .name = S("新 人"), .kana = S("しん じん")};
    member_add(tx, &new);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer), *stranger = browser_of(world, &other.officer);
    assert_int_equal(browser_get(b, "/desk/signin/stale?why=never"), 200);
    assert_true(browser_says(b, "新 人"));
    assert_false(browser_says(b, "林 葉"));
    assert_int_equal(browser_get(b, "/desk/signin/stale/export"), 200);
    assert_true(str_contains(b->body, S("一度も使っていない、規約・誓約が未同意")));
    const char *id = str_zero(world_arena(world), base32_from_id(world_arena(world), office.v));
    assert_int_equal(browser_post(stranger, "/desk/signin/stale/ask", "office", id), 404);
    assert_int_equal(browser_post(b, "/desk/signin/stale/ask", "office", id), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "電話で確かめてください") && browser_says(b, "11/2（月）に依頼"));
    assert_int_equal(browser_post(b, "/desk/signin/stale/ask", "office", id), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "今日すでに依頼しています"));
    struct browser *a = browser_of(world, &administrator);
    assert_int_equal(browser_get(a, "/office/signin"), 200);
    assert_true(browser_says(a, "新 人") && browser_says(a, "一度も使っていない"));
}

PAGE("an officer sees a member's last sign-in and signs them out everywhere")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer), *own = browser_of(world, &p);
    assert_int_equal(browser_get(b, browser_at(b, "/desk/members/%i/signin", p.acting.member.v)), 200);
    assert_true(browser_says(b, "2026年11月2日（月） 09:00") || browser_says(b, "2026年11月2日（月） 9:00"));
    assert_true(browser_says(b, "期限は2026年12月2日"));
    assert_int_equal(browser_get(own, "/devices"), 200);
    assert_int_equal(browser_post(b, browser_at(b, "/desk/members/%i/signin/end", p.acting.member.v)), 303);
    assert_int_equal(browser_get(own, "/devices"), 303);
}

PAGE("whoever comes back after the time was over is told so, and where the way goes on")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    world_wait(world, MINUTES(16));
    assert_int_equal(browser_get(b, "/desk/members"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "サインインの時間が切れました"));
    assert_str(browser_value(b, "next"), S("/desk/members"));
}
