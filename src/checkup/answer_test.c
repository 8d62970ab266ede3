// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/application.h"
#include "checkup/request.h"
#include "test/browser.h"
#include "test/given_form.h"

struct office_asked {
    struct given_city city;
    office_id office;
    struct given_person administrator, helper;
    struct campaign campaign;
};

static struct office_asked office_asked(struct world *world)
{
    struct tx *tx = world_write(world);
    struct office_asked o = {.city = given_city(tx)};
    city_id city = o.city.city.id;
    struct campaign_new new = {2026, tx_today(tx), day_after(tx_today(tx), 30)};
    campaign_id id;
    o.office = given_office(tx, city, S("ひだまり訪問介護"));
    o.administrator = given_administrator(tx, city, o.office, S("管理 花子"));
    o.helper = given_member(tx, city, o.office, S("介護 太郎"));
    campaign_open(tx, &o.city.officer.acting, &new, &id);
    campaign_find(tx, city, id, &o.campaign);
    world_commit(world);
    return o;
}

static int64_t count(struct world *world, const struct campaign *c, enum request_state state)
{
    struct tx *tx = world_read(world);
    int64_t n = campaign_requests(tx, c).counts[state];
    world_commit(world);
    return n;
}

static const char *seen(struct browser *b)
{
    return str_zero(world_arena(b->world), browser_value(b, "seen"));
}

// One step: the page, the tick, the button.
static int answer(struct browser *b)
{
    assert_int_equal(browser_get(b, "/checkup"), 200);
    return browser_post(b, "/checkup", "seen", seen(b), "pledge", "1");
}

static struct params answered_values(struct world *world, const struct office_asked *o)
{
    struct tx *tx = world_read(world);
    struct application_filter all = {.city = o->city.city.id, .state = -1, .kind = APPLICATION_STATUS};
    struct application_list list = application_list_of(tx, &all);
    struct application found = {0};
    if (list.n == 1)
        application_find(tx, all.city, list.at[0].id, &found);
    world_commit(world);
    return found.values;
}

PAGE("an office without changes confirms office and roster in one step, whatever forms came before (guide 4, 様式5)")
{
    struct office_asked o = office_asked(world); // registered, never by a 様式1-1
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "ひだまり訪問介護"));
    assert_true(browser_says(b, "管理 花子"));
    assert_true(browser_says(b, "介護 太郎"));

    assert_int_equal(answer(b), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "今年の現況届は、令和8年11月2日に届いています"));
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 1);
    struct params values = answered_values(world, &o);
    assert_str(value_of(&values, "office_name"), S("ひだまり訪問介護"));
    assert_true(value_in_row(&values, "people", 1, "name").n > 0);
    assert_str(value_of(&values, "pledge"), S("1"));
}

PAGE("without the pledge nothing is handed in (様式5, 誓約事項)")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_int_equal(browser_post(b, "/checkup", "seen", seen(b)), 422);

    assert_true(browser_error(b, "pledge").n > 0);
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 0);
}

PAGE("what was not on the screen is not confirmed: a change meanwhile is shown first")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    const char *before = seen(b);
    struct tx *tx = world_write(world);
    given_member(tx, o.city.city.id, o.office, S("新人 次郎"));
    world_commit(world);

    assert_int_equal(browser_post(b, "/checkup", "seen", before, "pledge", "1"), 422);
    assert_true(browser_says(b, "この画面を開いたあとに、登録の内容が変わりました"));
    assert_true(browser_says(b, "新人 次郎"));
    assert_int_equal(browser_post(b, "/checkup", "pledge", "1"), 422);
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 0);
}

PAGE("who does not administer the office, and who was not asked, is told so and sends nothing")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.helper);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "システム利用管理担当者です"));
    assert_int_equal(browser_post(b, "/checkup", "seen", "x", "pledge", "1"), 422);
    assert_int_equal(browser_get(b, "/checkup/correct"), 404);
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 0);
}

PAGE("home reminds the administrator of the last day with the days left, until the answer is there; nobody else")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator), *other = browser_of(world, &o.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "現況届を出してください2026年12月2日（水）まで"));
    assert_true(browser_says(b, "あと30日"));
    assert_true(str_contains(b->body, S("href=\"/checkup\"")));
    assert_int_equal(browser_get(other, "/"), 200);
    assert_false(browser_says(other, "現況届"));

    assert_int_equal(answer(b), 303);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "現況届を出して"));
}

static void give_back(struct world *world, const struct office_asked *o)
{
    struct tx *tx = world_write(world);
    struct application_filter all = {.city = o->city.city.id, .state = -1, .kind = -1};
    struct application_list list = application_list_of(tx, &all);
    struct application found;
    struct reason reason = {S("office_phone"), S("番号を確かめてください。")};
    if (list.n == 1 && application_find(tx, all.city, list.at[0].id, &found))
        application_return(tx, &o->city.officer.acting, &found, &reason, 1);
    world_commit(world);
}

PAGE("an answer that the city gave back is corrected, not written a second time (guide 4)")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(answer(b), 303);
    give_back(world, &o);

    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "直していただきたいところがあります"));
    assert_true(str_contains(b->body, S("href=\"/office/applications/")));
    assert_int_equal(browser_post(b, "/checkup", "seen", "x", "pledge", "1"), 422);
    assert_int_equal(browser_get(b, "/office/applications"), 200);
    assert_true(browser_says(b, "差し戻し"));
}

static const char *revision(struct browser *b, const char *page)
{
    assert_int_equal(browser_get(b, page), 200);
    return str_zero(world_arena(b->world), browser_value(b, "revision"));
}

PAGE("様式5 from inside goes its whole way: returned, corrected, approved, carried out, and the office has answered")
{
    struct office_asked o = office_asked(world);
    struct browser *own = browser_of(world, &o.administrator);
    struct browser *desk = browser_of(world, &o.city.officer);
    assert_int_equal(answer(own), 303);
    struct tx *tx = world_read(world);
    struct application_filter all = {.city = o.city.city.id, .state = -1, .kind = APPLICATION_STATUS};
    struct application_list list = application_list_of(tx, &all);
    application_id id = list.n ? list.at[0].id : (application_id){0};
    world_commit(world);
    const char *here = browser_at(desk, "/desk/applications/%i", id.v);
    const char *there = browser_at(own, "/office/applications/%i", id.v);
    assert_int_equal(browser_post(desk, browser_at(desk, "/desk/applications/%i/return", id.v), "revision",
                                  revision(desk, here), "back", "office_manager",
                                  "why.office_manager", "管理者を確かめてください。"),
                     303);
    assert_int_equal(count(world, &o.campaign, REQUEST_RETURNED), 1);
    assert_int_equal(browser_post(own, there, "revision", revision(own, there), "do", "submit",
                                  "office_manager", "次の 人"),
                     303);
    assert_int_equal(browser_post(desk, browser_at(desk, "/desk/applications/%i/approve", id.v), "revision",
                                  revision(desk, here)),
                     303);
    const char *approved = revision(desk, here);
    assert_true(browser_says(desk, "この事業所の現況届を、届け出済みにします。"));
    const char *carry_out = browser_at(desk, "/desk/applications/%i/carry-out", id.v);
    assert_int_equal(browser_post(desk, carry_out, "revision", approved), 303);
    assert_int_equal(browser_post(desk, carry_out, "revision", approved), 409); // sent twice
    assert_int_equal(count(world, &o.campaign, REQUEST_ANSWERED), 1);
    assert_int_equal(browser_get(desk, here), 200);
    assert_true(browser_says(desk, "→ 次の 人"));
    assert_true(browser_says(desk, "役所 守（あなた） 処理しました"));
}

PAGE("an answer after the last day is taken and marked as late, until the city has closed the round (guide 4)")
{
    struct office_asked o = office_asked(world);
    world_wait(world, DAYS(33));
    struct tx *tx = world_write(world);
    struct given_person late = given_administrator(tx, o.city.city.id, o.office, S("管理 二郎"));
    world_commit(world);
    struct browser *b = browser_of(world, &late);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "令和8年12月2日（3日過ぎています）"));
    assert_int_equal(answer(b), 303);

    tx = world_write(world);
    struct application_filter all = {.city = o.city.city.id, .state = -1, .kind = APPLICATION_STATUS};
    struct application_list list = application_list_of(tx, &all);
    struct application found;
    if (list.n == 1 && application_find(tx, all.city, list.at[0].id, &found))
        carry(tx, &o.city.officer.acting, &found);
    world_commit(world);
    assert_int_equal(count(world, &o.campaign, REQUEST_ANSWERED_LATE), 1);
}

// The form as the clerk finds it prefilled, with the copy of the paper.
static int key_in(struct browser *b, const char *applied_on, const char *copy)
{
    struct arena *a = world_arena(b->world);
    struct upload scan = {.name = S("scan"), .file_name = S("現況届.pdf"),
                          .type = S("application/pdf"), .content = str_bytes(str_of(copy))};
    const char *const pairs[] = {
        "", "applied_on", applied_on, "office_name", str_zero(a, browser_value(b, "office_name")),
        "office_kind", "訪問介護", "people.0.name", str_zero(a, browser_value(b, "people.0.name")),
        "people.0.kana", str_zero(a, browser_value(b, "people.0.kana")), "people.0.administrator",
        "1", "people.0.profession", "介護支援専門員", "pledge", "1", NULL};
    return browser_upload(b, "/desk/applications/paper/new?kind=4", &scan, 1, pairs);
}

PAGE("a 現況届 on paper is keyed in with its copy from what is known, and counts from the day that stands on it (様式5)")
{
    struct office_asked o = office_asked(world);
    world_wait(world, DAYS(33)); // it came in time and lay on the desk
    struct tx *tx = world_write(world);
    struct given_person clerk = given_official(tx, &o.city, ROLE_OFFICER);
    world_commit(world);
    struct browser *b = browser_of(world, &clerk);
    const char *form = browser_at(b, "/desk/applications/paper/new?kind=4&office=%i", o.office.v);
    assert_int_equal(browser_get(b, form), 200);
    assert_str(browser_value(b, "office_name"), S("ひだまり訪問介護"));
    assert_int_equal(key_in(b, "2026-11-30", "これはPDFではありません"), 422);
    assert_true(browser_error(b, "scan").n > 0);
    assert_int_equal(browser_get(b, form), 200);
    assert_int_equal(key_in(b, "2026-11-30", "%PDF-1.4"), 303);
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 1);

    tx = world_write(world);
    struct application_filter all = {.city = o.city.city.id, .state = -1, .kind = APPLICATION_STATUS};
    struct application_list list = application_list_of(tx, &all);
    struct application found;
    if (list.n == 1 && application_find(tx, all.city, list.at[0].id, &found))
        carry(tx, &clerk.acting, &found);
    world_commit(world);
    assert_int_equal(count(world, &o.campaign, REQUEST_ANSWERED), 1);
    assert_int_equal(count(world, &o.campaign, REQUEST_ANSWERED_LATE), 0);
}
