// SPDX-License-Identifier: AGPL-3.0-or-later
// The manual of installing, compared with test/golden/manual-*.txt.
#include "device/manual.h"

#include "assets.h"
#include "test/browser.h"
#include "test/golden.h"

static struct sheet *drawn(struct world *w, const struct manual *m)
{
    struct sheet_paper paper = {.title = S("x"), .at = clock_now(world_clock(w)), .bottom = 18};
    struct sheet *s = sheet_begin(world_arena(w), &paper);
    manual_put(world_arena(w), s, m, S("https://tsunagi.example.jp:8444"));
    return s;
}

RULE("the manual of installing says for each system the same on paper as in the golden text, on two pages at most")
{
    for (size_t i = 0; i < MANUALS; i++) {
        struct sheet *s = drawn(world, &manuals[i]);
        assert_true(sheet_pages(s) <= 2);
        golden_compare(world, str_print(world_arena(world), "manual-%.*s", STR(manuals[i].name)), s);
    }
}

RULE("every picture of a manual is there, is a PNG, and is told in words too")
{
    for (size_t i = 0; i < MANUALS; i++)
        for (size_t k = 0; k < manuals[i].n; k++) {
            const struct manual_step *step = &manuals[i].steps[k];
            bytes png = {0};
            for (size_t n = 0; step->picture && n < n_embedded_assets; n++)
                if (str_eq(embedded_assets[n].name, str_of(step->picture)))
                    png = embedded_assets[n].plain;
            assert_true(!step->picture || sheet_picture_height(png, 70) > 5);
            assert_true(!step->picture || str_of(step->says).n > 0);
        }
}

RULE("what is no picture has no height, and leaves its place empty")
{
    struct sheet *s = drawn(world, &manuals[0]);
    bytes junk = str_bytes(S("\x89PNG\r\n\x1a\n0000IHDR00000000junk"));

    assert_true(sheet_picture_height(str_bytes(S("GIF89a")), 70) <= 0);
    sheet_put_picture(s, (struct sheet_area){20, 20, 50, 20}, junk, S("x"));
    assert_true(sheet_finish(s).n > 0);
}

PAGE("the manual opens before anybody signs in, on both sites, as a page and as a PDF; others do not exist")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *sites[] = {browser_public(world), browser_on(world, &city.officer.peer)};

    for (int i = 0; i < 2; i++) {
        assert_int_equal(browser_get(sites[i], "/help/install/ios"), 200);
        assert_true(browser_says(sites[i], "証明書信頼設定"));
        assert_true(str_contains(sites[i]->body, S("alt=\"証明書信頼設定：つなぎをオンに\"")));
        assert_int_equal(browser_get(sites[i], "/help/install/ios/pdf"), 200);
        assert_true(str_starts(sites[i]->body, S("%PDF-")));
    }
    assert_int_equal(browser_get(sites[0], "/help/install/beos"), 404);
    assert_int_equal(browser_get(sites[0], "/help/install/beos/pdf"), 404);
    assert_int_equal(browser_get(sites[0], "/enrol"), 200);
    assert_true(str_contains(sites[0]->body, S("href=\"/help/install/android\"")));
}
