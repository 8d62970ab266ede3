// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/request.h"

#include "base/buf.h"
#include "test/world.h"

RULE("a path is decoded once, and a path that could be read in two ways is refused")
{
    struct arena *a = world_arena(world);
    static const char *const bad[] = {
        "",     "rooms",     "//",     "/a//b",  "/a/../b", "/..",    "/.",
        "/a/.", "/%2e%2e/a", "/a%2Fb", "/a%5cb", "/a\\b",   "/a%00",  "/a%0a",
        "/%ff", "/%c0%af",   "/a%",    "/a?b",   "/a#b",    "/a\x7f", "/a\tb",
    };
    str path = S("untouched");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(parse_path(a, str_of(bad[i]), &path));
    assert_str(path, S("untouched"));
    assert_true(parse_path(a, S("/rooms/%E7%97%9B/a+b%252F/..."), &path));
    assert_str(path, S("/rooms/痛/a+b%2F/..."));
    assert_true(parse_path(a, S("/"), &path));
}

RULE("a path has at most 2,000 bytes")
{
    char *long_path = arena_alloc(world_arena(world), 2001);
    memset(long_path, 'a', 2001);
    long_path[0] = '/';
    str path;
    assert_true(parse_path(world_arena(world), (str){long_path, 2000}, &path));
    assert_false(parse_path(world_arena(world), (str){long_path, 2001}, &path));
}

RULE("a form's fields are decoded and cleaned, the first of a name is read")
{
    struct params p;
    str body =
        S("name=%E6%A3%AE+%E3%81%82&memo=a%0D%0Ab%0Dc&&=x&tick&name=2&kana=%EF%BD%B6%EF%BE%9E");
    assert_int_equal(parse_urlencoded(world_arena(world), body, &p), PARSE_OK);
    assert_int_equal(p.n, 5);
    assert_str(params_get(&p, S("name")), S("森 あ"));
    assert_str(params_get(&p, S("memo")), S("a\nb\nc"));
    assert_str(params_get(&p, S("kana")), S("ガ"));
    assert_true(params_has(&p, S("tick")) && !params_has(&p, S("x")));
    assert_int_equal(params_get(&p, S("none")).n, 0);
}

RULE("a form that is not clean text is refused")
{
    struct params p;
    struct arena *a = world_arena(world);
    assert_int_equal(parse_urlencoded(a, S("a=%ff"), &p), PARSE_BAD_ENCODING);
    assert_int_equal(parse_urlencoded(a, S("a=%0"), &p), PARSE_BAD_ENCODING);
    assert_int_equal(parse_urlencoded(a, S("a=%00"), &p), PARSE_BAD_ENCODING);
    assert_int_equal(parse_urlencoded(a, S("%E3=1"), &p), PARSE_BAD_ENCODING);
    assert_int_equal(parse_urlencoded(a, S(""), &p), PARSE_OK);
    assert_int_equal(p.n, 0);
}

// "a=1&a=1&…" n times.
static str many_fields(struct arena *a, size_t n)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_put(&out, S("a=1&"));
    return buf_str(&out);
}

RULE("a form has at most 2,000 fields with names of at most 100 characters")
{
    struct arena *a = world_arena(world);
    struct params p;
    assert_int_equal(parse_urlencoded(a, many_fields(a, 2000), &p), PARSE_OK);
    assert_int_equal(p.n, 2000);
    assert_int_equal(parse_urlencoded(a, many_fields(a, 2001), &p), PARSE_TOO_MANY);
    str name = str_print(a, "%0100d=1", 7), longer = str_print(a, "%0101d=1", 7);
    assert_int_equal(parse_urlencoded(a, name, &p), PARSE_OK);
    assert_int_equal(parse_urlencoded(a, longer, &p), PARSE_BAD_FORM);
}

RULE("cookies are read one by one, and what is not plain ASCII is left out")
{
    struct params p;
    str header = S(" __Host-s=a=b; theme=dark ;x;=y; bad=\xff; n=痛; __Host-s=second; e=");
    parse_cookies(world_arena(world), header, &p);
    assert_int_equal(p.n, 4);
    assert_str(params_get(&p, S("__Host-s")), S("a=b"));
    assert_str(params_get(&p, S("theme")), S("dark"));
    assert_true(params_has(&p, S("e")));
}

RULE("no more than fifty cookies are read")
{
    struct params p;
    struct buf header = buf_in(world_arena(world));
    for (int i = 0; i < 80; i++)
        buf_print(&header, "c%d=1; ", i);
    parse_cookies(world_arena(world), buf_str(&header), &p);
    assert_int_equal(p.n, 50);
    parse_cookies(world_arena(world), NONE, &p);
    assert_int_equal(p.n, 0);
}
