// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/url.h"

#include "base/base32.h"
#include "test/dies.h"
#include "test/world.h"

RULE("an address is filled with percent-encoded text and base32 ids")
{
    struct arena *a = world_arena(world);
    str expected = str_print(a, "/rooms/%.*s/posts?q=%%E7%%97%%9B%%E3%%81%%BF%%20%%26%%2F1",
                             STR(base32_from_id(a, 123456)));
    assert_str(url_make(a, "/rooms/%i/posts?q=%s", (int64_t)123456, S("痛み &/1")).s, expected);
    assert_str(url_make(a, "/").s, S("/"));
    assert_str(url_make(a, "/x/%s", NONE).s, S("/x/"));
}

static void pattern_with_d(void)
{
    url_make(arena_new(), "/rooms/%d", 1);
}
static void pattern_with_lone_percent(void)
{
    url_make(arena_new(), "/rooms/%");
}
static void pattern_with_host(void)
{
    url_make(arena_new(), "https://example.com/");
}
static void pattern_with_text_first(void)
{
    url_make(arena_new(), "/%s/x", NONE);
}

RULE("a pattern that is not a local address, or asks for another kind of value, stops the process")
{
    assert_true(dies(pattern_with_d));
    assert_true(dies(pattern_with_lone_percent));
    assert_true(dies(pattern_with_host));
    assert_true(dies(pattern_with_text_first));
}

RULE("parameters are added before the fragment")
{
    struct arena *a = world_arena(world);
    url first = url_with(a, URL("/rooms#post-1"), S("page"), S("2"));
    assert_str(first.s, S("/rooms?page=2#post-1"));
    assert_str(url_with(a, first, S("検"), S("a&b")).s, S("/rooms?page=2&%E6%A4%9C=a%26b#post-1"));
}

RULE("an address from outside is followed only when it stays here")
{
    struct arena *a = world_arena(world);
    url home = URL("/home");
    static const char *const foreign[] = {
        "",      "rooms",   "//example.com",       "https://example.com", "/\\example.com",
        "/\t/x", "/\n/x",   "javascript:alert(1)", "\\\\example.com",     "/a\x7f",
        "/\xff", " /rooms",
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        assert_str(url_local(a, str_of(foreign[i]), home).s, S("/home"));
    assert_str(url_local(a, S("/rooms/7f3k?page=2&q=%E7"), home).s, S("/rooms/7f3k?page=2&q=%E7"));
    assert_str(url_local(a, S("/search?q=痛 <"), home).s, S("/search?q=%E7%97%9B%20%3C"));
}

RULE("percent-encoding is taken back, and broken escapes and broken text are refused")
{
    struct arena *a = world_arena(world);
    str out = S("untouched");
    static const char *const bad[] = {"%", "%4", "%zz", "a%ff", "%00", "%c3", "%0g", "%1b"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(url_decode(a, str_of(bad[i]), false, &out));
    assert_str(out, S("untouched"));
    assert_true(url_decode(a, S("%E7%97%9b+%2B"), true, &out));
    assert_str(out, S("痛 +"));
    assert_true(url_decode(a, S("a+b"), false, &out));
    assert_str(out, S("a+b"));
}

RULE("what was encoded decodes to the same text")
{
    struct arena *a = world_arena(world);
    struct buf out = buf_in(a);
    str s = S("日本 ~._-+%&=?/#\"'<>\n"), back;
    url_encode(&out, s);
    assert_true(url_decode(a, buf_str(&out), true, &back));
    assert_str(back, s);
}
