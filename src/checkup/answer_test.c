// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/application.h"
#include "checkup/campaign.h"
#include "test/browser.h"

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

// What the register does not know is added; the rest as it stands in the form.
// `pledge`: the name that the last field is sent by; a box that is not ticked is not sent.
static int answer(struct browser *b, const char *pledge)
{
    return browser_post(
        b, "/checkup", "applied_on", "2026-11-02", "corporation_name", "株式会社ひだまり",
        "corporation_kana", "カブシキガイシャヒダマリ", "representative_title", "代表取締役",
        "representative", "日向 一郎", "corporation_postal", "270-0192", "corporation_phone",
        "04-7150-0000", "corporation_address", "千葉県流山市平和台1-1-1", "office_name",
        "ひだまり訪問介護", "office_kind", "訪問介護", "office_manager", "日向 一郎",
        "office_postal", "270-0192", "office_address", "千葉県流山市平和台1-1-1", "office_mail",
        "hidamari@example.jp", "office_phone", "04-7150-0001", "people.0.name", "管理 花子",
        "people.0.kana", "てすと", "people.0.administrator", "1", "people.0.profession",
        "介護支援専門員", "people.1.name", "介護 太郎", "people.1.kana", "てすと",
        "people.1.profession", "訪問介護員", pledge, "1");
}

PAGE("the office's administrator finds office and roster in the form and hands it in (guide 4, 様式5)")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_str(browser_value(b, "office_name"), S("ひだまり訪問介護"));
    assert_true(browser_value(b, "people.0.name").n > 0);
    assert_true(browser_value(b, "people.1.name").n > 0);

    assert_int_equal(answer(b, "pledge"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "今年の現況届は、もう届いています"));
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 1);
}

PAGE("without the pledge nothing is handed in, and what was typed stays (guide, 誓約事項)")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(answer(b, "nothing"), 422);

    assert_true(browser_error(b, "pledge").n > 0);
    assert_str(browser_value(b, "corporation_kana"), S("カブシキガイシャヒダマリ"));
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 0);
}

PAGE("who does not administer the office, and who was not asked, is told so and sends nothing")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.helper);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "システム利用管理担当者です"));
    assert_int_equal(answer(b, "pledge"), 422);
    assert_int_equal(count(world, &o.campaign, REQUEST_WAITING), 0);

    b = browser_of(world, &o.city.officer);
    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "市からの依頼がありません"));
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

PAGE("an answer that the city gave back is corrected from the list, not written a second time (guide 4)")
{
    struct office_asked o = office_asked(world);
    struct browser *b = browser_of(world, &o.administrator);
    assert_int_equal(answer(b, "pledge"), 303);
    give_back(world, &o);

    assert_int_equal(browser_get(b, "/checkup"), 200);
    assert_true(browser_says(b, "直していただきたいところがあります"));
    assert_true(str_contains(b->body, S("href=\"/office/applications\"")));
    assert_int_equal(answer(b, "pledge"), 422);
    assert_int_equal(browser_get(b, "/office/applications"), 200);
    assert_true(browser_says(b, "差し戻し"));
}
