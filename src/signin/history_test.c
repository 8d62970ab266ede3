// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/signin.h"
#include "test/browser.h"

static void try(struct tx *tx, const struct given_person *p, device_id device, str password)
{
    struct signin_proof proof = signin_prove(tx, p->personal_id, password, device);
    signin_start(tx, &proof, device);
}

RULE("guide 9(3)③: each attempt with a person's ID is kept for that person, also on devices of others")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    struct given_person other = given_member(tx, city.city.id, office, S("林 葉"));
    try(tx, &p, p.acting.device, S("wrong"));
    try(tx, &p, other.acting.device, S("wrong"));
    try(tx, &p, other.acting.device, p.password);
    struct attempt_list list = history_list(tx, p.acting.member, 50);
    struct attempt_list others = history_list(tx, other.acting.member, 50);
    world_commit(world);
    assert_int_equal(list.n, 4);
    assert_int_equal(list.at[0].outcome, ATTEMPT_FOREIGN_KNOWN);
    assert_int_equal(list.at[1].outcome, ATTEMPT_FOREIGN);
    assert_int_equal(list.at[2].outcome, ATTEMPT_WRONG);
    assert_int_equal(list.at[3].outcome, ATTEMPT_DONE);
    assert_int_equal(others.n, 1);
}

PAGE("the own history warns when the password was right on somebody else's device")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    world_commit(world);
    struct browser *b = browser_of(world, &p);
    assert_int_equal(browser_get(b, "/signins"), 200);
    assert_true(browser_says(b, "サインインしました"));
    assert_false(browser_says(b, "ほかの人が知っている"));
    tx = world_write(world);
    try(tx, &p, city.officer.acting.device, p.password);
    world_commit(world);
    assert_int_equal(browser_get(b, "/signins"), 200);
    assert_true(browser_says(b, "ほかの人が知っている"));
    assert_int_equal(browser_post(b, "/signins/mail", "mail", "mori"), 422);
    assert_true(browser_error(b, "mail").n > 0);
    assert_int_equal(browser_post(b, "/signins/mail", "mail", "mori@example.jp"), 303);
    assert_int_equal(browser_get(b, "/signins"), 200);
    assert_str(browser_value(b, "mail"), S("mori@example.jp"));
}

PAGE("signing out everywhere ends this session and all others, without any script")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *here = browser_of(world, &city.officer), *there = browser_of(world, &city.officer);
    assert_int_equal(browser_get(there, "/devices"), 200);
    assert_int_equal(browser_post(here, "/signout/all"), 303);
    assert_int_equal(browser_get(here, "/devices"), 303);
    assert_int_equal(browser_get(there, "/devices"), 303);
    assert_str(browser_went_to(there), S("/signin?next=%2Fdevices"));
}

PAGE("asking to stay keeps an idle session open, a page's own request does not")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    world_wait(world, MINUTES(14));
    assert_int_equal(browser_get(b, "/stay"), 204);
    browser_settle(world);
    world_wait(world, MINUTES(14));
    b->as.by_itself = true;
    assert_int_equal(browser_get(b, "/stay"), 204);
    browser_settle(world);
    world_wait(world, MINUTES(2));
    assert_int_equal(browser_get(b, "/stay"), 303);
}

PAGE("guide 9(3)③: no browser is offered a password to keep, and none comes back to the screen")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *b = browser_on(world, &city.officer.peer);
    assert_int_equal(browser_get(b, "/signin"), 200);
    assert_false(str_contains(b->body, S("current-password")));
    assert_true(str_contains(b->body, S("autocomplete=\"off\"")));
    assert_true(browser_says(b, "パスワードをブラウザに保存しないでください"));
    assert_int_equal(browser_post(b, "/signin", "personal_id", "12345674", "password", "himitsu-1"), 422);
    assert_false(str_contains(b->body, S("himitsu-1")));
}

static int64_t count(struct tx *tx, struct query *q)
{
    struct cursor rows = query_open(tx, q, NULL);
    int64_t n = cursor_next(&rows) ? cursor_int(&rows, 0) : 0;
    cursor_close(&rows);
    return n;
}

RULE("old sessions, guesses and attempts are dropped after 30 days, 2 days and a year; newer ones stay")
{
    static struct query sessions = {.name = "sessions", .sql = "SELECT count(*) FROM session", .n_columns = 1};
    static struct query guesses = {.name = "guesses", .sql = "SELECT count(*) FROM guess", .n_columns = 1};
    static const struct {
        int days;
        int64_t sessions, guesses, attempts;
    } steps[] = {{1, 1, 1, 2}, {3, 1, 0, 2}, {31, 0, 0, 2}, {366, 0, 0, 0}};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    try(tx, p, p->acting.device, S("wrong"));
    world_commit(world);
    for (int i = 0, passed = 0; i < 4; passed = steps[i].days, i++) {
        world_wait(world, DAYS(steps[i].days - passed));
        tx = world_write(world);
        signin_forget_old(tx);
        int64_t s = count(tx, &sessions), g = count(tx, &guesses);
        int64_t a = (int64_t)history_list(tx, p->acting.member, 50).n;
        bool known = instant_is(history_last_signin(tx, p->acting.member));
        world_commit(world);
        assert_int_equal(s, steps[i].sessions);
        assert_int_equal(g, steps[i].guesses);
        assert_int_equal(a, steps[i].attempts);
        assert_true(known);
    }
}
