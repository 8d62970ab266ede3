// SPDX-License-Identifier: AGPL-3.0-or-later
#include "stocktake/stocktake.h"

#include "base/base32.h"
#include "test/browser.h"

struct scene {
    struct given_city city;
    struct given_person administrator, helper, stranger;
    stocktake_id id;
};

static struct scene scene(struct tx *tx)
{
    struct scene s = {.city = given_city(tx)};
    city_id city = s.city.city.id;
    office_id office = given_office(tx, city, S("訪問介護もり"));
    s.administrator = given_administrator(tx, city, office, S("森 緑"));
    s.helper = given_member(tx, city, office, S("林 葉"));
    s.stranger = given_administrator(tx, city, given_office(tx, city, S("みほん薬局")), S("薬 子"));
    stocktake_open(tx, &s.city.officer.acting, 2026, day_after(tx_today(tx), 30), &s.id);
    return s;
}

RULE("mission B4: one stock-take a year, a week at least to answer; every device not stopped is asked about")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    device_id gone = device_add(tx, city.city.id, p.acting.member, DEVICE_IOS, false);
    device_revoke(tx, city.city.id, gone, REVOKED_LOST);
    const struct acting *me = &city.officer.acting;
    stocktake_id id;
    struct stocktake s = {0};
    enum stocktake_outcome soon = stocktake_open(tx, me, 2026, day_after(tx_today(tx), 6), &id);
    enum stocktake_outcome good = stocktake_open(tx, me, 2026, day_after(tx_today(tx), 7), &id);
    stocktake_find(tx, city.city.id, id, &s);
    struct stocktake_lines lines = stocktake_lines_of(tx, &s, office);
    stocktake_id second;
    enum stocktake_outcome twice = stocktake_open(tx, me, 2026, day_after(tx_today(tx), 9), &second);
    world_commit(world);
    assert_int_equal(soon, STOCKTAKE_BAD_DATE);
    assert_int_equal(good, STOCKTAKE_DONE);
    assert_int_equal(twice, STOCKTAKE_EXISTS);
    assert_int_equal(lines.n, 1);
    assert_true(device_same(lines.at[0].device.id, p.acting.device));
}

PAGE("mission B4, B5: an administrator answers for all devices with one tap; their surroundings are confirmed of today")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &s.administrator), *o = browser_of(world, &s.city.officer);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "棚卸し"));
    assert_int_equal(browser_get(b, "/office/stocktake"), 200);
    assert_true(browser_says(b, "林 葉"));
    assert_false(browser_says(b, "薬 子"));
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "all", "network", "携帯電話の回線"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "棚卸しが終わりました"));
    assert_int_equal(browser_get(b, "/office/stocktake"), 200);
    assert_true(browser_says(b, "いま答える棚卸しはありません"));
    assert_int_equal(browser_get(o, browser_at(o, "/desk/stocktakes/%i?only=silent", s.id.v)), 200);
    assert_true(browser_says(o, "3事業所のうち1事業所"));
    assert_true(browser_says(o, "みほん薬局"));
    assert_false(browser_says(o, "訪問介護もり"));
    struct device d = {0};
    device_find(world_read(world), s.city.city.id, s.helper.acting.device, &d);
    world_commit(world);
    assert_int_equal(d.network, NETWORK_MOBILE);
    assert_int_equal(d.confirmed_on.n, day_make(2026, 11, 2).n);
}

PAGE("mission B4: a device that is lost or thrown away is stopped with the answer; what is not said stays open")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &s.administrator);
    const char *name = str_zero(world_arena(world),
                                str_print(world_arena(world), "found-%.*s",
                                          STR(base32_from_id(world_arena(world),
                                                             s.helper.acting.device.v))));
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "some", "network", "事業所の回線"), 422);
    assert_true(browser_says(b, "1台以上選んでください"));
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "some", name, "なくした", "network",
                                  "だれでも使える無線LAN"),
                     422);
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "some", name, "なくした", "network",
                                  "事業所の回線"),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "残りの端末も確かめてください"));
    struct device d = {0};
    device_find(world_read(world), s.city.city.id, s.helper.acting.device, &d);
    world_commit(world);
    assert_int_equal(d.state, DEVICE_REVOKED);
    assert_int_equal(d.why, REVOKED_LOST);
}

PAGE("mission B4: nobody answers for another office or after the end; the closing list holds what was said")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct stocktake st = {0};
    stocktake_find(tx, s.city.city.id, s.id, &st);
    struct stocktake_answer foreign = {s.helper.acting.device, FOUND_HERE};
    enum stocktake_outcome theirs =
        stocktake_tell(tx, &s.stranger.acting, &st, &foreign, NETWORK_OFFICE);
    enum stocktake_outcome ours =
        stocktake_tell(tx, &s.administrator.acting, &st, &foreign, NETWORK_OFFICE);
    enum stocktake_outcome twice =
        stocktake_tell(tx, &s.administrator.acting, &st, &foreign, NETWORK_OFFICE);
    world_commit(world);
    assert_int_equal(theirs, STOCKTAKE_NOT_NOW);
    assert_int_equal(ours, STOCKTAKE_DONE);
    assert_int_equal(twice, STOCKTAKE_NOT_NOW);

    struct browser *o = browser_of(world, &s.city.officer), *b = browser_of(world, &s.administrator);
    assert_int_equal(browser_post(o, browser_at(o, "/desk/stocktakes/%i/close", s.id.v)), 303);
    assert_int_equal(browser_get(o, browser_at(o, "/desk/stocktakes/%i/export", s.id.v)), 200);
    assert_true(str_contains(o->body, S("訪問介護もり,林 葉")));
    assert_true(str_contains(o->body, S("手元にある,2026-11-02,2026-11-02")));
    assert_true(str_contains(o->body, S("まだ届いていません")));
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "all", "network", "事業所の回線"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "いま答える棚卸しはありません"));
    assert_int_equal(browser_post(o, "/desk/stocktakes", "year", "2026", "due_on", "2026-12-31"), 422);
    assert_int_equal(browser_post(o, "/desk/stocktakes", "year", "2027", "due_on", "x"), 422);
}

PAGE("mission B4: officers answer at the desk for the devices of their own desk, and for no others")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    world_commit(world);
    struct browser *o = browser_of(world, &s.city.officer), *b = browser_of(world, &s.administrator);
    const char *here = browser_at(o, "/desk/stocktakes/%i", s.id.v);
    assert_int_equal(browser_get(o, here), 200);
    assert_true(browser_says(o, "介護支援課の端末も確かめてください"));
    assert_int_equal(browser_get(b, "/desk/stocktake"), 404);
    assert_int_equal(browser_get(o, "/desk/stocktake"), 200);
    assert_false(browser_says(o, "林 葉"));
    assert_int_equal(browser_post(o, "/desk/stocktake", "do", "all", "network", "事業所の回線"), 303);
    assert_str(browser_went_to(o), S("/desk/stocktakes"));
    assert_int_equal(browser_get(o, here), 200);
    assert_false(browser_says(o, "介護支援課の端末も確かめてください"));
    assert_int_equal(browser_get(o, "/desk/stocktake"), 200);
    assert_true(browser_says(o, "介護支援課の端末は、すべて確かめてあります"));
    assert_int_equal(browser_get(b, "/office/stocktake"), 200);
    assert_true(browser_says(b, "林 葉"));
}

PAGE("mission B4: the answer for all others keeps what was chosen: a lost device is not taken as found")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &s.administrator);
    const char *name = str_zero(world_arena(world),
                                str_print(world_arena(world), "found-%.*s",
                                          STR(base32_from_id(world_arena(world),
                                                             s.helper.acting.device.v))));
    assert_int_equal(browser_post(b, "/office/stocktake", "do", "all", name, "なくした", "network",
                                  "事業所の回線"),
                     303);
    struct device lost = {0}, kept = {0};
    struct tx *read = world_read(world);
    device_find(read, s.city.city.id, s.helper.acting.device, &lost);
    device_find(read, s.city.city.id, s.administrator.acting.device, &kept);
    world_commit(world);
    assert_int_equal(lost.why, REVOKED_LOST);
    assert_int_equal(kept.confirmed_on.n, day_make(2026, 11, 2).n);
}
