// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/ledger.h"

#include "mail/mail.h"
#include "office/office.h"
#include "test/browser.h"

// An office with an administrator and a helper, and another office with its own.
struct scene {
    struct given_city city;
    office_id office;
    struct given_person administrator, helper, stranger;
};

static struct scene scene(struct tx *tx)
{
    struct scene s = {.city = given_city(tx)};
    city_id city = s.city.city.id;
    s.office = given_office(tx, city, S("訪問介護もり"));
    s.administrator = given_administrator(tx, city, s.office, S("森 緑"));
    s.helper = given_member(tx, city, s.office, S("林 葉"));
    s.stranger = given_administrator(tx, city, given_office(tx, city, S("みほん薬局")), S("薬 子"));
    return s;
}

static struct device now_of(struct world *w, const struct scene *s, device_id id)
{
    struct device d = {0};
    device_find(world_read(w), s->city.city.id, id, &d);
    world_commit(w);
    return d;
}

PAGE("mission B3: person, administrator and officer each stop a lost device with one tap; it is refused from then on")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct peer peer;
    device_id mine = given_device(tx, s.city.city.id, s.helper.acting.member, &peer);
    device_id theirs = given_device(tx, s.city.city.id, s.helper.acting.member, &peer);
    world_commit(world);
    struct browser *person = browser_of(world, &s.helper);
    struct browser *administrator = browser_of(world, &s.administrator);
    struct browser *officer = browser_of(world, &s.city.officer);

    assert_int_equal(browser_post(person, browser_at(person, "/devices/%i/lost", mine.v)), 303);
    assert_int_equal(
        browser_post(administrator, browser_at(administrator, "/office/devices/%i/lost", theirs.v)), 303);
    device_id last = s.helper.acting.device;
    assert_int_equal(browser_post(officer, browser_at(officer, "/desk/devices/%i/revoke", last.v), "why",
                                  "紛失・盗難"),
                     303);
    const device_id all[] = {mine, theirs, last};
    for (int i = 0; i < 3; i++) {
        struct device d = now_of(world, &s, all[i]);
        assert_int_equal(d.state, DEVICE_REVOKED);
        assert_int_equal(d.why, REVOKED_LOST);
    }
    assert_int_equal(browser_get(person, "/"), 403);
    assert_int_equal(browser_get(administrator, "/office/devices"), 200);
    assert_true(browser_says(administrator, "紛失・盗難"));
    assert_int_equal(browser_get(officer, "/desk/devices?show=4"), 200);
    assert_true(browser_says(officer, "紛失・盗難"));
}

PAGE("guide 2: a device is thrown away wiped, by its person, the administrator or an officer; the day stays with it")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct peer peer;
    device_id all[3];
    for (int i = 0; i < 3; i++)
        all[i] = given_device(tx, s.city.city.id, s.helper.acting.member, &peer);
    world_commit(world);
    struct browser *person = browser_of(world, &s.helper);
    struct browser *administrator = browser_of(world, &s.administrator);
    struct browser *officer = browser_of(world, &s.city.officer);

    assert_int_equal(browser_post(person, browser_at(person, "/devices/%i/retired", all[0].v)), 303);
    assert_int_equal(browser_post(administrator,
                                  browser_at(administrator, "/office/devices/%i/retired", all[1].v)),
                     303);
    assert_int_equal(browser_post(officer, browser_at(officer, "/desk/devices/%i/revoke", all[2].v),
                                  "why", "廃棄（データ消去済み）"),
                     303);
    for (int i = 0; i < 3; i++) {
        struct device d = now_of(world, &s, all[i]);
        assert_int_equal(d.why, REVOKED_RETIRED);
        assert_int_equal(d.wiped_on.n, day_make(2026, 11, 2).n);
    }
}

PAGE("devices of another office do not exist for an administrator, nor another person's for a member")
{
    struct scene s = scene(world_write(world));
    world_commit(world);
    struct browser *b = browser_of(world, &s.stranger), *m = browser_of(world, &s.helper);
    int64_t theirs = s.administrator.acting.device.v;

    assert_int_equal(browser_post(b, browser_at(b, "/office/devices/%i/lost", theirs)), 404);
    assert_int_equal(browser_post(b, browser_at(b, "/office/devices/%i/retired", theirs)), 404);
    assert_int_equal(browser_post(b, browser_at(b, "/office/devices/%i/renew", theirs)), 404);
    assert_int_equal(browser_post(m, browser_at(m, "/devices/%i/retired", theirs)), 404);
    assert_int_equal(browser_post(m, browser_at(m, "/devices/%i/renew", theirs)), 404);
    assert_int_equal(browser_get(b, "/office/devices"), 200);
    assert_false(browser_says(b, "森 緑"));
    assert_int_equal(now_of(world, &s, s.administrator.acting.device).state, DEVICE_ACTIVE);
}

PAGE("mission B4: the desk's register narrows by office, kind, state, end and surroundings, page by page")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    city_id city = s.city.city.id;
    for (int i = 0; i < 60; i++)
        device_add(tx, city, s.helper.acting.member, i ? DEVICE_IOS : DEVICE_ANDROID, true);
    device_confirm(tx, s.helper.acting.device, NETWORK_MOBILE, tx_today(tx));
    struct ledger_filter f = {.city = city, .kind = -1, .show = LEDGER_LIVE, .most = 50};
    struct ledger_lines first = ledger_list(tx, &f);
    f.after = first.n ? first.at[first.n - 1].device.number : 0;
    struct ledger_lines second = ledger_list(tx, &f);
    f.after = 0;
    f.kind = DEVICE_ANDROID;
    struct ledger_lines android = ledger_list(tx, &f);
    f.kind = -1;
    f.office = s.office;
    f.show = LEDGER_ACTIVE;
    struct ledger_lines here = ledger_list(tx, &f);
    f.unconfirmed = true;
    struct ledger_lines unsaid = ledger_list(tx, &f);
    f = (struct ledger_filter){.city = city, .kind = -1, .show = LEDGER_LIVE, .days = 90, .most = 50};
    struct ledger_lines ending = ledger_list(tx, &f);
    world_commit(world);
    assert_int_equal(first.n, 50);
    assert_true(first.more);
    assert_int_equal(second.n, 14); // 60, the scene's three and the officer's
    assert_int_equal(android.n, 1);
    assert_int_equal(here.n, 2);
    assert_int_equal(unsaid.n, 1);
    assert_int_equal(ending.n, 0);

    struct browser *b = browser_of(world, &s.city.officer);
    assert_int_equal(browser_get(b, "/desk/devices?kind=1"), 200);
    assert_true(browser_says(b, "次へ"));
    assert_int_equal(browser_get(b, "/desk/devices?kind=x&show=99&office=%20&after=-3"), 200);
    assert_true(browser_says(b, "未確認"));
}

PAGE("mission B4: the register as CSV holds number, office, person, kind, surroundings, certificate and state")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    device_confirm(tx, s.helper.acting.device, NETWORK_OFFICE, tx_today(tx));
    struct given_city other = given_neighbour(tx);
    office_id far = given_office(tx, other.city.id, S("まつど診療所"));
    given_administrator(tx, other.city.id, far, S("松 戸子"));
    world_commit(world);
    struct browser *b = browser_of(world, &s.city.officer);
    assert_int_equal(browser_get(b, "/desk/devices/export"), 200);
    assert_true(str_contains(b->body, S("登録番号,事業所,氏名,個人ID")));
    assert_true(str_contains(b->body, S("訪問介護もり,林 葉")));
    assert_true(str_contains(b->body, S("2026-11-02,事業所の回線")));
    assert_false(str_contains(b->body, S("松 戸子")));
    assert_int_equal(browser_get(b, "/desk/devices/export?office=zzz"), 200);
}

// --- reminders ---------------------------------------------------------------------------------

// Days with a reminder, from the day on which `left` days are left: mails queued on each.
static int remind_on(struct world *w, int *left_now, int to_left)
{
    world_wait(w, DAYS(*left_now - to_left));
    *left_now = to_left;
    struct tx *tx = world_write(w);
    int n = ledger_remind(tx, S("https://member.example"));
    int again = ledger_remind(tx, S("https://member.example"));
    world_commit(w);
    assert_int_equal(again, 0);
    return n;
}

RULE("mission B3: reminders at 90, 60, 30 and 15 days and daily from 7; never twice a day; what was missed once")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct office with_mail = {0};
    office_find(tx, city.city.id, office, &with_mail);
    with_mail.mail = S("mori@example.jp");
    office_change(tx, &with_mail);
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct device d = {0};
    device_find(tx, city.city.id, p.acting.device, &d);
    int left = ledger_days_left(tx, &d);
    world_commit(world);

    assert_int_equal(remind_on(world, &left, 91), 0);
    assert_int_equal(remind_on(world, &left, 90), 1);
    assert_int_equal(remind_on(world, &left, 89), 0);
    assert_int_equal(remind_on(world, &left, 28), 1); // nothing ran for two months
    assert_int_equal(remind_on(world, &left, 16), 0);
    assert_int_equal(remind_on(world, &left, 15), 1);
    assert_int_equal(remind_on(world, &left, 8), 0);
    for (int last = 7; last >= 0; last--)
        assert_int_equal(remind_on(world, &left, last), 1);
    assert_int_equal(remind_on(world, &left, -1), 0);
}

RULE("mission B3: the person's address and the office are both reminded, the office once a day; no name in the mail")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct office with_mail = {0};
    office_find(tx, city.city.id, office, &with_mail);
    with_mail.mail = S("mori@example.jp");
    office_change(tx, &with_mail);
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    device_id phone = device_register(tx, &(struct device_new){.city = city.city.id,
                                                               .member = p.acting.member,
                                                               .kind = DEVICE_IOS,
                                                               .mail = S("midori@example.jp")});
    given_ending(tx, phone, 30);
    given_ending(tx, p.acting.device, 29);
    struct ledger_own own = ledger_own_ending(tx, p.acting.member);
    int64_t at_office = ledger_ending_at(tx, office, (member_id){0}).n;
    int64_t others = ledger_ending_at(tx, office, p.acting.member).n;
    int64_t in_city = ledger_ending_in(tx, city.city.id);
    int n = ledger_remind(tx, S("https://member.example"));
    device_revoke(tx, city.city.id, p.acting.device, REVOKED_OTHER);
    struct ledger_own less = ledger_own_ending(tx, p.acting.member);
    int64_t left = ledger_ending_at(tx, office, (member_id){0}).n;
    day today = tx_today(tx);
    world_commit(world);
    assert_int_equal(n, 2);
    assert_int_equal(own.ends_on.n, today.n + 29);
    assert_int_equal(at_office, 2);
    assert_int_equal(others, 0);
    assert_int_equal(in_city, 2);
    assert_int_equal(less.ends_on.n, today.n + 30);
    assert_int_equal(left, 1);
}

PAGE("mission B3: the end of a certificate is told at home, with the devices and at the desk; asking once is enough")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    given_ending(tx, s.helper.acting.device, 12);
    world_commit(world);
    struct browser *b = browser_of(world, &s.helper), *a = browser_of(world, &s.administrator);
    struct browser *o = browser_of(world, &s.city.officer), *far = browser_of(world, &s.stranger);
    const char *renew = browser_at(b, "/devices/%i/renew", s.helper.acting.device.v);

    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "あと12日"));
    assert_int_equal(browser_get(a, "/"), 200);
    assert_true(browser_says(a, "期限が近い端末が1台"));
    assert_int_equal(browser_get(far, "/"), 200);
    assert_false(browser_says(far, "期限が近い"));
    assert_int_equal(browser_get(o, "/desk/devices"), 200);
    assert_true(browser_says(o, "期限が近い端末が1台"));
    assert_int_equal(browser_post(b, renew), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "更新を市に申し出ました"));
    assert_true(browser_says(b, "更新の申し出済み"));
    assert_int_equal(browser_post(b, renew), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "いまは更新を申し出られません"));
    assert_int_equal(browser_get(o, "/desk/devices?renewal=1"), 200);
    assert_true(browser_says(o, "林 葉"));
    assert_int_equal(browser_get(o, "/desk/letters"), 200);
}
