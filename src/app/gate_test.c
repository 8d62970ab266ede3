// SPDX-License-Identifier: AGPL-3.0-or-later
// The gate's policy, seen from outside.
#include "assets.h"
#include "device/device.h"
#include "signin/signin.h"
#include "test/browser.h"

// --- the certificate -----------------------------------------------------------------

PAGE("without a certificate every address shows the same help and nothing else")
{
    struct browser *b = browser_without_certificate(world);

    static const char *const paths[] = {"/", "/signin", "/nowhere", "/desk/offices", "/live"};
    assert_int_equal(browser_get(b, "/"), 403);
    str first = b->body;
    assert_true(browser_says(b, "証明書"));
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        assert_int_equal(browser_get(b, paths[i]), 403);
        assert_str(b->body, first);
        assert_int_equal(browser_post(b, paths[i]), 403);
        assert_str(b->body, first);
    }
}

PAGE("a certificate that no device has shows the help page")
{
    struct peer stranger = {.has_certificate = true, .fingerprint = {1, 2, 3}};
    struct browser *b = browser_on(world, &stranger);

    assert_int_equal(browser_get(b, "/signin"), 403);
    assert_true(browser_says(b, "証明書"));
}

PAGE("without a certificate not even a style sheet is given")
{
    struct browser *b = browser_without_certificate(world);
    struct browser *open = browser_public(world);
    const char *path = str_zero(world_arena(world), asset_url("tsunagi.css").s);

    assert_int_equal(browser_get(b, path), 403);
    assert_int_equal(browser_get(open, path), 200);
}

PAGE("a revoked device is refused at the very next request")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);

    assert_int_equal(browser_get(b, "/devices"), 200);
    device_revoke(world_write(world), p.city.city.id, p.member.acting.device, REVOKED_LOST);
    world_commit(world);
    assert_int_equal(browser_get(b, "/devices"), 403);
    assert_false(browser_says(b, "介護 太郎"));
    assert_int_equal(browser_get(b, "/signin"), 403);
}

PAGE("a person who loses a device stops it alone, and is out with the same tap")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member), *officer = browser_of(world, &p.city.officer);
    const char *lost = browser_at(b, "/devices/%i/lost", p.member.acting.device.v);

    assert_int_equal(browser_post(officer, lost), 404);
    assert_int_equal(browser_get(b, "/devices"), 200);
    assert_int_equal(browser_post(b, lost), 303);
    assert_int_equal(browser_follow(b), 403);
}

// --- the session ---------------------------------------------------------------------

PAGE("a session is worth nothing on another device")
{
    struct given_worker p = given_worker(world);
    struct given_person thief = p.city.officer;
    thief.cookie = p.member.cookie;
    struct browser *b = browser_of(world, &thief);

    assert_int_equal(browser_get(b, "/devices"), 303);
    assert_str(browser_went_to(b), S("/signin?next=%2Fdevices"));
    thief.peer = p.member.peer;
    assert_int_equal(browser_get(browser_of(world, &thief), "/devices"), 200);
}

PAGE("after fifteen idle minutes a session asks to sign in again")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);

    world_wait(world, MINUTES(14));
    assert_int_equal(browser_get(b, "/devices"), 200);
    browser_settle(world);
    world_wait(world, MINUTES(14));
    assert_int_equal(browser_get(b, "/devices"), 200);
    browser_settle(world);
    world_wait(world, MINUTES(16));
    assert_int_equal(browser_get(b, "/devices"), 303);
}

PAGE("signing out ends the session, not only the cookie")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member), *kept = browser_of(world, &p.member);

    assert_int_equal(browser_post(b, "/signout"), 303);
    assert_str(browser_cookie(b, "__Host-session"), NONE);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "サインアウトしました。"));
    assert_int_equal(browser_get(kept, "/devices"), 303);
}

PAGE("personal ID and password open a session; a wrong one does not say what is wrong")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_on(world, &p.member.peer);
    const char *id = str_zero(world_arena(world), p.member.personal_id);

    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password", "違う"), 422);
    str wrong_password = b->text;
    assert_int_equal(browser_post(b, "/signin", "personal_id", "99999999", "password", "違う"), 422);
    assert_int_equal(b->text.n, wrong_password.n);
    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password",
                                  str_zero(world_arena(world), p.member.password), "next",
                                  "/devices"), 303);
    assert_int_equal(browser_follow(b), 200);
}

PAGE("after signing in nobody is sent to another site")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_on(world, &p.member.peer);
    const char *id = str_zero(world_arena(world), p.member.personal_id);
    const char *password = str_zero(world_arena(world), p.member.password);

    static const char *const foreign[] = {"https://evil.example/", "//evil.example", "/\\evil.example"};
    for (size_t i = 0; i < 3; i++) {
        browser_post(b, "/signin", "personal_id", id, "password", password, "next", foreign[i]);
        assert_str(browser_went_to(b), S("/"));
    }
}

// --- steps owed ----------------------------------------------------------------------

PAGE("an initial password opens nothing but its change; then the terms; then the door")
{
    struct given_worker p = given_worker(world);
    struct password_initial initial = password_initial(world_arena(world));
    struct tx *tx = world_write(world);
    password_issue(tx, p.member.acting.member, &initial);
    world_commit(world);
    struct browser *b = browser_on(world, &p.member.peer);
    const char *old = str_zero(world_arena(world), initial.plain);
    browser_post(b, "/signin", "personal_id", str_zero(world_arena(world), p.member.personal_id),
                 "password", old);

    assert_int_equal(browser_get(b, "/devices"), 303);
    assert_str(browser_went_to(b), S("/password"));
    browser_post(b, "/password", "old", old, "new", "short", "again", "short");
    assert_true(browser_error(b, "new").n > 0);
    assert_true(str_contains(b->body, S("data-live=\"\"")));
    browser_post(b, "/password", "old", old, "new", "Kawa-no-42 nagare", "again", "Kawa-no-42 nagare");
    assert_int_equal(b->status, 303);
    assert_int_equal(browser_get(b, "/devices"), 200);
}

static struct query q_forget_acceptance = {
    .name = "forget_acceptance",
    .sql = "DELETE FROM acceptance WHERE member = ?1",
    .n_params = 1,
    .kinds = "i",
};

PAGE("who has not accepted terms and pledge is asked to, both of them")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person new = given_member(tx, city.city.id, city.desk, S("新 人"));
    query_run(tx, &q_forget_acceptance, (struct value[]){value_int(new.acting.member.v)});
    world_commit(world);
    struct browser *b = browser_of(world, &new);

    assert_int_equal(browser_get(b, "/devices"), 303);
    assert_str(browser_went_to(b), S("/terms"));
    assert_int_equal(browser_post(b, "/terms", "terms", "1"), 422);
    assert_true(browser_error(b, "pledge").n > 0);
    assert_int_equal(browser_post(b, "/terms", "terms", "1", "pledge", "1"), 303);
    assert_int_equal(browser_get(b, "/devices"), 200);
}

// --- other sites ---------------------------------------------------------------------

PAGE("a form sent from another site is refused and does nothing")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);

    b->as.fetch_site = S("cross-site");
    assert_int_equal(browser_post(b, "/signout"), 403);
    b->as.fetch_site = S("same-site");
    assert_int_equal(browser_post(b, "/signout"), 403);
    b->as.fetch_site = NONE;
    assert_int_equal(browser_post(b, "/signout"), 403);
    b->as.origin = S("https://member.example.evil.example");
    assert_int_equal(browser_post(b, "/signout"), 403);
    assert_int_equal(browser_get(b, "/devices"), 200);
    b->as.origin = S("https://member.example");
    assert_int_equal(browser_post(b, "/signout"), 303);
}

// --- not yours, not there ------------------------------------------------------------

PAGE("a room that is not yours looks exactly like one that does not exist")
{
    struct given_worker p = given_worker(world);
    struct tx *tx = world_write(world);
    room_id room = given_room(tx, &p.city.officer.acting, S("川村 はな"));
    world_commit(world);
    struct browser *b = browser_of(world, &p.member);

    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v)), 404);
    str not_yours = b->body;
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v + 1)), 404);
    assert_str(b->body, not_yours);
    assert_int_equal(browser_get(b, "/rooms/zzz"), 404);
    assert_str(b->body, not_yours);
    tx = world_write(world);
    given_seat(tx, &p.city.officer.acting, room, &p.member.acting);
    world_commit(world);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v)), 200);
}

PAGE("every answer carries the headers that keep browsers careful")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);

    static const char *const paths[] = {"/devices", "/nowhere", "/signin"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(browser_get(b, paths[i]), i == 1 ? 404 : 200);
        assert_true(str_starts(browser_header(b, "Content-Security-Policy"), S("default-src 'none'")));
        assert_str(browser_header(b, "Cache-Control"), S("no-store"));
        assert_str(browser_header(b, "X-Content-Type-Options"), S("nosniff"));
    }
}
