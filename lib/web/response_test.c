// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/response.h"

#include "test/dies.h"
#include "test/world.h"
#include "web/url.h"

static str header(const struct response *r, str name)
{
    return params_get(&(struct params){r->n_headers, (struct param *)r->headers}, name);
}

RULE("every answer forbids foreign and inline script, framing, sniffing and keeping")
{
    struct response r = response_start(world_arena(world));
    response_secure(&r);
    str policy = header(&r, S("Content-Security-Policy"));
    assert_true(str_contains(policy, S("default-src 'none'")));
    assert_true(str_contains(policy, S("frame-ancestors 'none'")));
    assert_false(str_contains(policy, S("unsafe")));
    assert_str(header(&r, S("X-Content-Type-Options")), S("nosniff"));
    assert_str(header(&r, S("Cache-Control")), S("no-store"));
    assert_str(header(&r, S("Referrer-Policy")), S("no-referrer"));
    assert_true(str_starts(header(&r, S("Strict-Transport-Security")), S("max-age=")));
    assert_true(str_starts(header(&r, S("Permissions-Policy")), S("camera=(self), ")));
}

RULE("only an asset may be kept, for ever and per encoding")
{
    struct response r = response_start(world_arena(world));
    r.kind = BODY_ASSET;
    response_secure(&r);
    assert_str(header(&r, S("Cache-Control")), S("public, max-age=31536000, immutable"));
    assert_str(header(&r, S("Vary")), S("Accept-Encoding"));
    assert_str(header(&r, S("Cross-Origin-Resource-Policy")), S("same-origin"));
}

RULE("style sheets and modules carry what guards them and no more; what can be shown by itself carries all")
{
    struct response css = response_start(world_arena(world)), picture = css;
    css.kind = picture.kind = BODY_ASSET;
    css.type = S("text/css; charset=utf-8");
    picture.type = S("image/svg+xml");
    response_secure(&css);
    response_secure(&picture);
    assert_str(header(&css, S("X-Content-Type-Options")), S("nosniff"));
    assert_str(header(&css, S("Cross-Origin-Resource-Policy")), S("same-origin"));
    assert_str(header(&css, S("Content-Security-Policy")), NONE);
    struct response module = response_start(world_arena(world));
    module.kind = BODY_ASSET;
    module.type = S("text/javascript; charset=utf-8");
    response_secure(&module);
    assert_true(str_contains(header(&module, S("Content-Security-Policy")), S("default-src 'none'")));
    assert_str(header(&module, S("Permissions-Policy")), NONE);
    assert_true(str_contains(header(&picture, S("Content-Security-Policy")), S("default-src 'none'")));
}

RULE("a page is HTML until it says otherwise; a redirect is a 303 without content")
{
    struct response r = response_start(world_arena(world));
    assert_int_equal(r.status, 200);
    assert_str(r.type, S("text/html; charset=utf-8"));
    buf_put(&r.body, S("half a page"));
    response_redirect(&r, URL("/home"));
    assert_int_equal(r.status, 303);
    assert_int_equal(r.body.n, 0);
    assert_str(header(&r, S("Location")), S("/home"));
}

RULE("a header set again replaces its value, cookies add up")
{
    struct response r = response_start(world_arena(world));
    response_header(&r, S("ETag"), S("\"1\""));
    response_header(&r, S("etag"), S("\"2\""));
    assert_str(header(&r, S("ETag")), S("\"2\""));
    response_cookie(&r, S("__Host-a"), S("x"), 60);
    response_cookie(&r, S("__Host-b"), S(""), 0);
    assert_int_equal(r.n_headers, 3);
    assert_str(r.headers[1].value,
               S("__Host-a=x; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Strict"));
    response_cookie(&r, S("__Host-c"), S("y"), -1);
    assert_str(r.headers[3].value, S("__Host-c=y; Path=/; Secure; HttpOnly; SameSite=Strict"));
}

static str bad_name, bad_value;
static void set_header(void)
{
    struct response r = response_start(arena_new());
    response_header(&r, bad_name, bad_value);
}
static bool header_dies(str name, str value)
{
    bad_name = name;
    bad_value = value;
    return dies(set_header);
}

RULE("a header that would begin another one, or loosen the fixed ones, stops the process")
{
    assert_true(header_dies(S("X-A"), S("a\r\nSet-Cookie: b=c")));
    assert_true(header_dies(S("X-A"), S("a\nb")));
    assert_true(header_dies(S("X-A"), S("a\rb")));
    assert_true(header_dies(S("X-A"), S("a\0b")));
    assert_true(header_dies(S("X-A"), S("日本")));
    assert_true(header_dies(S("X A"), S("a")));
    assert_true(header_dies(S("content-security-policy"), S("default-src *")));
    assert_true(header_dies(S("Cache-Control"), S("public")));
    assert_false(header_dies(S("X-A"), S("a b")));
}

static void unsafe_policy(void)
{
    struct response r = response_start(arena_new());
    response_policy(&r, S("default-src 'none'; style-src 'unsafe-inline'"));
}
static void open_policy(void)
{
    struct response r = response_start(arena_new());
    response_policy(&r, S("style-src 'self'"));
}

RULE("a page may stand on a policy of its own, if that one begins by allowing nothing")
{
    struct response r = response_start(world_arena(world));
    response_policy(&r, S("default-src 'none'; style-src 'sha256-x'"));
    response_secure(&r);
    assert_str(header(&r, S("Content-Security-Policy")),
               S("default-src 'none'; style-src 'sha256-x'"));
    assert_str(header(&r, S("X-Content-Type-Options")), S("nosniff"));
    assert_true(dies(unsafe_policy));
    assert_true(dies(open_policy));
}

static void cookie_without_prefix(void)
{
    struct response r = response_start(arena_new());
    response_cookie(&r, S("session"), S("x"), 60);
}
static void cookie_with_attribute(void)
{
    struct response r = response_start(arena_new());
    response_cookie(&r, S("__Host-s"), S("x; Domain=example.com"), 60);
}

RULE(
    "a cookie that other hosts could set, or that carries attributes of its own, stops the process")
{
    assert_true(dies(cookie_without_prefix));
    assert_true(dies(cookie_with_attribute));
}

RULE("a file keeps its Japanese name, and nothing in the name can end the header")
{
    struct response r = response_start(world_arena(world));
    response_file(&r, str_bytes(S("%PDF")), S("application/pdf"), S("報告 \"1\".pdf"), false);
    assert_str(header(&r, S("Content-Disposition")),
               S("inline; filename=\"__ _1_.pdf\"; "
                 "filename*=UTF-8''%E5%A0%B1%E5%91%8A%20%221%22.pdf"));
    assert_int_equal(r.kind, BODY_BYTES);
    assert_str(buf_str(&r.body), S("%PDF"));
    response_file(&r, str_bytes(S("x")), S("text/csv"), S("a\r\nb: c"), true);
    assert_str(header(&r, S("Content-Disposition")),
               S("attachment; filename=\"a__b: c\"; filename*=UTF-8''a%0D%0Ab%3A%20c"));
}

RULE("what could carry script is saved and not opened under our name")
{
    struct response r = response_start(world_arena(world));
    static const char *const types[] = {"text/html", "image/svg+xml", "application/xhtml+xml",
                                        "text/xml", "application/octet-stream"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        response_file(&r, str_bytes(S("x")), str_of(types[i]), S("a"), false);
        assert_true(str_starts(header(&r, S("Content-Disposition")), S("attachment")));
    }
    response_file(&r, str_bytes(S("x")), S("image/jpeg"), NONE, false);
    assert_str(header(&r, S("Content-Disposition")), S("inline"));
}
