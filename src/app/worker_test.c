// SPDX-License-Identifier: AGPL-3.0-or-later
// つなぎ as an app: what the browser fetches to install it.
#include "assets.h"
#include "test/browser.h"
#include "test/given.h"
#include "test/rule.h"

static struct browser *given_browser(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    return browser_of(world, &city.officer);
}

static str asset_text(const char *name)
{
    for (size_t i = 0; i < n_embedded_assets; i++)
        if (str_eq(embedded_assets[i].name, str_of(name)))
            return bytes_str(embedded_assets[i].plain);
    return NONE;
}

PAGE("the service worker comes from the root as script, may fetch from us alone, and is asked for anew each time")
{
    struct browser *b = given_browser(world);

    assert_int_equal(browser_get(b, "/worker.js"), 200);

    assert_str(b->answer->type, S("text/javascript; charset=utf-8"));
    assert_str(browser_header(b, "Cache-Control"), S("no-store"));
    str policy = browser_header(b, "Content-Security-Policy");
    assert_true(str_starts(policy, S("default-src 'none'")));
    assert_true(str_contains(policy, S("connect-src 'self'")));
    assert_true(str_contains(b->body, S("tsunagi")));
}

PAGE("without a certificate, on the public site and by POST there is no service worker")
{
    struct browser *inside = given_browser(world);
    struct browser *stranger = browser_without_certificate(world), *visitor = browser_public(world);

    assert_int_equal(browser_get(stranger, "/worker.js"), 403);
    assert_int_equal(browser_get(visitor, "/worker.js"), 404);
    assert_int_equal(browser_post(inside, "/worker.js"), 404);
}

RULE("the service worker keeps our own files by name and the page without a line, and no address that is a page")
{
    str worker = asset_text("worker.js");
    size_t from = str_find(worker, S("const KEPT = [")), to = from + str_find(str_from(worker, from), S("];"));
    str kept = str_part(worker, from + 14, to - from - 14), rest = kept;
    int n = 0;
    for (str one; str_split(&rest, ',', &one); n++)
        assert_true(str_starts(str_trim(one), S("\"/assets/")) || str_eq(str_trim(one), S("OFFLINE")));

    assert_true(n >= 6);
    assert_true(str_contains(worker, S("const OFFLINE = \"/assets/offline-")));
    assert_false(str_contains(worker, S("cache.put")));
}

RULE("what the screen shows is one constant sentence: nothing of a message is ever shown")
{
    str worker = asset_text("worker.js");
    size_t at = str_find(worker, S("showNotification("));

    assert_true(str_starts(str_from(worker, at), S("showNotification(WORDS, { tag: TAG, renotify: true, "
                                                   "lang: \"ja\", icon, badge })")));
    assert_true(str_contains(worker, S("const WORDS = \"つなぎ: 新しいお知らせがあります\"")));
    assert_false(str_contains(str_from(worker, at + 1), S("showNotification(")));
}
