// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/browser.h"

PAGE("help and the handling of personal data open before anybody signs in, on both sites, and lead to each other")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *sites[] = {browser_public(world), browser_on(world, &city.officer.peer)};

    for (int i = 0; i < 2; i++) {
        assert_int_equal(browser_get(sites[i], "/help"), 200);
        assert_true(browser_says(sites[i], "端末をなくしたとき"));
        assert_true(str_contains(sites[i]->body, S("href=\"/help/privacy\"")));
        assert_int_equal(browser_get(sites[i], "/help/privacy"), 200);
        assert_true(browser_says(sites[i], "原則として5年間保存します"));
    }
}

PAGE("the page without a certificate needs nothing else: no link, no file, no script, one style allowed by its hash")
{
    struct browser *b = browser_without_certificate(world);

    assert_int_equal(browser_get(b, "/"), 403);
    assert_false(str_contains(b->body, S("href=")) || str_contains(b->body, S("src=")) ||
                 str_contains(b->body, S("<script")) || str_contains(b->body, S(" style=")));
    str policy = browser_header(b, "Content-Security-Policy");
    assert_true(str_starts(policy, S("default-src 'none'; style-src 'sha256-")));
    assert_true(browser_says(b, "ブラウザの窓をすべて閉じて"));
}
