// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk asks, at home.
#include "inbox/inbox.h"

#include "loan/loan.h"
#include "memo/memo.h"
#include "stocktake/stocktake.h"
#include "test/browser.h"

struct given_home {
    struct given_city city;
    struct given_person lead, helper;
};

static struct given_home given_home(struct tx *tx)
{
    struct given_home g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("あおば"));
    g.lead = given_administrator(tx, g.city.city.id, office, S("山田 花子"));
    g.helper = given_member(tx, g.city.city.id, office, S("加藤 美咲"));
    return g;
}

static int64_t badge(struct world *world, const struct given_person *p)
{
    struct tx *tx = world_read(world);
    int64_t n = inbox_count(tx, &(struct acting){.member = p->acting.member}); // as push asks
    world_commit(world);
    return n;
}

PAGE("what the desk asks is one list at home, what ends first stands first, with the days left; the badge counts it")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    stocktake_id id;
    stocktake_open(tx, &g.city.officer.acting, 2026, day_after(tx_today(tx), 12), &id);
    given_ending(tx, g.lead.acting.device, 5);
    given_ending(tx, g.helper.acting.device, 80);
    memo_write_to(tx, g.city.city.id, g.helper.acting.member, S("申請の手続が終わりました。"));
    world_commit(world);
    struct browser *lead = browser_of(world, &g.lead), *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_get(lead, "/"), 200);
    assert_true(browser_says(lead, "手続きと連絡 3件"));
    size_t own = str_find(lead->body, S("端末の証明書を更新してください"));
    size_t stocktake = str_find(lead->body, S("端末の棚卸しに答えてください"));
    size_t office = str_find(lead->body, S("期限が近い端末が1台あります"));
    assert_true(own < stocktake && stocktake < office && office < lead->body.n);
    assert_true(browser_says(lead, "あと5日") && browser_says(lead, "あと12日"));
    assert_false(str_contains(lead->body, S("class=\"banner")));
    assert_int_equal(badge(world, &g.lead), 3);

    assert_int_equal(browser_get(helper, "/"), 200);
    assert_true(browser_says(helper, "手続きと連絡 2件") && browser_says(helper, "あと80日"));
    assert_true(browser_says(helper, "申請の手続が終わりました。介護支援課・2026年11月2日"));
    assert_false(browser_says(helper, "棚卸し"));
    assert_int_equal(badge(world, &g.helper), 2);
}

PAGE("a memo to one person is put away by that person, and by nobody else")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    memo_write_to(tx, g.city.city.id, g.helper.acting.member, S("申請の手続が終わりました。"));
    struct memos list = memo_list(tx, g.helper.acting.member);
    memo_id memo = list.n ? list.at[0].id : (memo_id){0};
    world_commit(world);
    struct browser *lead = browser_of(world, &g.lead), *helper = browser_of(world, &g.helper);
    assert_int_equal(browser_post(lead, browser_at(lead, "/memos/%i/seen", memo.v)), 303);
    assert_int_equal(browser_get(helper, "/"), 200);
    assert_true(browser_says(helper, "申請の手続が終わりました。"));
    assert_int_equal(browser_post(helper, browser_at(helper, "/memos/%i/seen", memo.v)), 303);
    assert_int_equal(browser_get(helper, "/"), 200);
    assert_false(browser_says(helper, "申請の手続が終わりました。"));
    assert_false(browser_says(helper, "手続きと連絡"));
    assert_int_equal(badge(world, &g.helper), 0);
}

PAGE("a lent device stands at home of the person until it ends, and is no task")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    struct enrolment_letter letter;
    loan_open(tx, &g.city.officer.acting,
              &(struct loan_new){.member = g.helper.acting.member, .kind = DEVICE_PC,
                                 .cause = LOAN_BROKEN, .hours = 4, .reason = S("電話で確認")},
              &letter);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "一時的な端末を使えます11/2（月） 13:00まで。"));
    assert_int_equal(badge(world, &g.helper), 0);
    tx = world_write(world);
    struct loan loan = {0};
    loan_find(tx, g.city.city.id, g.helper.acting.member, &loan);
    loan_end(tx, g.city.city.id, loan.device);
    world_commit(world);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "一時的な端末"));
}

PAGE("certificates that end in the city are the desk's work: a tile with their number, no banner")
{
    struct tx *tx = world_write(world);
    struct given_home g = given_home(tx);
    given_ending(tx, g.helper.acting.device, 20);
    world_commit(world);
    struct browser *b = browser_of(world, &g.city.officer);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "端末台帳 1件 証明書の期限が近い端末"));
    assert_false(browser_says(b, "手続きと連絡"));
}
