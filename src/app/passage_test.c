// SPDX-License-Identifier: AGPL-3.0-or-later
// How a request passes through the gate: transactions, faults, slow work. Pages of its own stand in for what
// the product's pages do not do at will: fail, fill the disk, lose a race.
#include "db/driver.h"
#include "test/browser.h"

static int n_calls; // of the pages below
static int n_prepared;

static void retry_page(struct turn *t)
{
    response_header(t->response, S("X-Attempt"), str_print(t->arena, "%d", ++n_calls));
    if (n_calls < 3)
        tx_fault(t->tx, TX_RETRY);
}

static void lost_race_page(struct turn *t)
{
    n_calls++;
    tx_fault(t->tx, TX_RETRY);
}

static void full_page(struct turn *t)
{
    buf_put(turn_out(t), S("half a page"));
    tx_fail_full(t->tx);
}

static void broken_page(struct turn *t)
{
    n_calls++;
    buf_put(turn_out(t), S("half a page"));
    response_cookie(t->response, S("__Host-half"), S("1"), 60);
    tx_fail(t->tx, "a test");
}

static void *count_prepare(struct turn *t)
{
    n_prepared++;
    return t->arena;
}

static void prepared_page(struct turn *t)
{
    buf_put(turn_out(t), t->prepared ? S("prepared") : S("not prepared"));
}

static const struct route test_routes[] = {
    {METHOD_POST, "/retry", retry_page, .who = WHO_DEVICE},
    {METHOD_POST, "/lost-race", lost_race_page, .who = WHO_DEVICE},
    {METHOD_POST, "/full", full_page, .who = WHO_DEVICE},
    {METHOD_GET, "/broken", broken_page, .who = WHO_DEVICE},
    {METHOD_POST, "/prepared", prepared_page, .prepare = count_prepare, .who = WHO_MEMBER},
    {METHOD_GET, "/officers", prepared_page, .who = WHO_OFFICER},
    {METHOD_GET, "/operators", prepared_page, .who = WHO_OPERATOR},
};

static void use_test_routes(struct world *w)
{
    static struct router *router;
    const struct routes table = {sizeof test_routes / sizeof test_routes[0], test_routes};
    if (!router)
        router = router_new(&table, 1);
    browser_app(w)->routers[SITE_MEMBER] = router;
    n_calls = n_prepared = 0;
}

PAGE("an address for others looks exactly like one that does not exist")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_get(b, "/officers"), 404);
    str not_yours = b->body;
    assert_int_equal(browser_get(b, "/operators"), 404);
    assert_str(b->body, not_yours);
    assert_int_equal(browser_get(b, "/nowhere"), 404);
    assert_str(b->body, not_yours);
    assert_int_equal(browser_get(browser_of(world, &p.city.officer), "/officers"), 200);
}

// --- transactions --------------------------------------------------------------------

PAGE("a transaction that lost a race runs again, and only the last answer counts")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_post(b, "/retry"), 200);
    assert_int_equal(n_calls, 3);
    assert_str(browser_header(b, "X-Attempt"), S("3"));
    assert_int_equal(b->answer->n_headers > 1, true);
}

PAGE("a transaction that loses every race is given up after five times")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_post(b, "/lost-race"), 500);
    assert_int_equal(n_calls, 5);
}

PAGE("a full disk is said plainly, and nothing of the page gets out")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_post(b, "/full"), 503);
    assert_true(browser_says(b, "今は保存できません"));
    assert_false(browser_says(b, "half a page"));
}

PAGE("after a fault neither page nor cookie of it gets out")
{
    struct given_worker p = given_worker(world);
    struct browser *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_get(b, "/broken"), 500);
    assert_int_equal(n_calls, 1);
    assert_false(browser_says(b, "half a page"));
    assert_str(browser_cookie(b, "__Host-half"), NONE);
    assert_true(browser_says(b, "もう一度"));
}

PAGE("slow work is not begun for somebody who may not come in")
{
    struct given_worker p = given_worker(world);
    struct browser *stranger = browser_on(world, &p.member.peer), *b = browser_of(world, &p.member);
    use_test_routes(world);

    assert_int_equal(browser_post(stranger, "/prepared"), 303);
    b->as.fetch_site = S("cross-site");
    assert_int_equal(browser_post(b, "/prepared"), 403);
    assert_int_equal(n_prepared, 0);
    b->as.fetch_site = S("same-origin");
    assert_int_equal(browser_post(b, "/prepared"), 200);
    assert_int_equal(n_prepared, 1);
    assert_true(browser_says(b, "prepared"));
}
