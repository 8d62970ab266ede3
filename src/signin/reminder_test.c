// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/mail.h"
#include "signin/signin.h"
#include "test/browser.h"

static int mails_after(struct world *w, int days)
{
    world_wait(w, DAYS(days));
    struct tx *tx = world_write(w);
    int n = reminder_send(tx, S("https://example.jp"));
    n += 10 * reminder_send(tx, S("https://example.jp"));
    world_commit(w);
    return n;
}

RULE("a mail reminds 7, 3 and 1 days before a password is due, once each, and not afterwards")
{
    struct tx *tx = world_write(world); // 11月2日: due on 12月2日
    struct given_city city = given_city(tx);
    reminder_set_address(tx, city.city.id, city.officer.acting.member, S("mori@example.jp"));
    world_commit(world);
    assert_int_equal(mails_after(world, 22), 0); // 8 days left
    assert_int_equal(mails_after(world, 1), 1);
    assert_int_equal(mails_after(world, 2), 0);
    assert_int_equal(mails_after(world, 2), 1);
    assert_int_equal(mails_after(world, 2), 1);
    assert_int_equal(mails_after(world, 1), 0); // the day itself
}

RULE("after downtime only the latest reminder goes out; a changed password starts anew")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    reminder_set_address(tx, city.city.id, p->acting.member, S("mori@example.jp"));
    world_commit(world);
    assert_int_equal(mails_after(world, 28), 1); // 2 days left: the one of 3 days
    tx = world_write(world);
    struct password_change change = {.hash = S("x")};
    password_carry_out(tx, &p->acting, &change); // 11月30日: due on 12月30日
    world_commit(world);
    assert_int_equal(mails_after(world, 1), 0);
    assert_int_equal(mails_after(world, 22), 1);
}

RULE("nobody is reminded without an address, or where the city asks for no change")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct city wanted = other.city;
    wanted.password_months = 0;
    city_change(tx, other.city.id, &wanted);
    bool bad = reminder_set_address(tx, city.city.id, city.officer.acting.member, S("mori"));
    reminder_set_address(tx, other.city.id, other.officer.acting.member, S("hata@example.jp"));
    str kept = reminder_address(tx, other.city.id, other.officer.acting.member);
    world_commit(world);
    assert_false(bad);
    assert_str(kept, S("hata@example.jp"));
    assert_int_equal(mails_after(world, 27), 0);
}

static struct browser *signed_in(struct world *w, const struct given_person *p)
{
    struct browser *b = browser_on(w, &p->peer);
    const char *id = str_zero(world_arena(w), p->personal_id);
    const char *password = str_zero(world_arena(w), p->password);
    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password", password), 303);
    return b;
}

PAGE("the first page says a week before that the password is due; on the last day every page does")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    world_wait(world, DAYS(22));
    struct browser *b = signed_in(world, &city.officer);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "パスワードを変えてください"));
    world_wait(world, DAYS(1));
    b = signed_in(world, &city.officer);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "パスワードを変えてください") && browser_says(b, "あと7日"));
    assert_int_equal(browser_get(b, "/devices"), 200);
    assert_false(browser_says(b, "パスワードを変える期限まで"));
    world_wait(world, DAYS(6));
    b = signed_in(world, &city.officer);
    assert_int_equal(browser_get(b, "/devices"), 200);
    assert_true(browser_says(b, "パスワードを変える期限まで、あと1日です"));
    assert_int_equal(browser_get(b, "/"), 200); // there it stands in the list, once
    assert_false(browser_says(b, "パスワードを変える期限まで"));
    assert_true(browser_says(b, "パスワードを変えてください") && browser_says(b, "あと1日"));
}

PAGE("from the due day on signing in leads to the change, and nothing else opens before it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    world_wait(world, DAYS(30));
    struct browser *b = signed_in(world, &city.officer);
    static const char *const pages[] = {"/", "/devices", "/signins", "/desk/members", "/desk/settings"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        assert_int_equal(browser_get(b, pages[i]), 303);
        assert_str(browser_went_to(b), S("/password"));
    }
    const char *old = str_zero(world_arena(world), city.officer.password);
    assert_int_equal(browser_get(b, "/password"), 200);
    assert_int_equal(browser_post(b, "/password", "old", old, "new", "mamoru", "again", "mamoru"), 422);
    str told = browser_error(b, "new");
    assert_true(str_contains(told, S("8文字以上")) && str_contains(told, S("お名前")) && str_contains(told, S("3種類")));
    assert_false(str_contains(b->body, S("\"mamoru\"")));
    assert_int_equal(browser_post(b, "/password", "old", old, "new", "Kx7-Qw2p", "again", "Kx7-Qw2p"), 303);
    assert_int_equal(browser_get(b, "/"), 200);
}
