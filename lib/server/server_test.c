// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/far_end.h"
#include "test/rule.h"

#include <time.h>

static const char get_peer[] = "GET /peer HTTP/1.1\r\nHost: localhost\r\n\r\n";

static str ask_once(struct stand *s, const struct far_options *o, str request)
{
    struct far_end f;
    if (!far_open(s, o, &f))
        return NONE;
    str answer = far_ask(&f, s->arena, request);
    far_close(&f);
    return answer;
}

static int status_of(struct stand *s, const char *request)
{
    return far_status(ask_once(s, NULL, str_of(request)));
}

static bool admitted(struct stand *s, const struct identity *i)
{
    struct far_options o = {.identity = i};
    str answer = ask_once(s, &o, str_of(get_peer));
    assert_int_equal(far_status(answer), 200);
    return far_body(answer).n == 64;
}

RULE("a device certificate of our own authority is recognised, its absence is no error")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    assert_true(admitted(&s, &s.device));
    assert_false(admitted(&s, NULL));
    stand_down(&s);
}

RULE("an expired, a foreign and a server's certificate count as none")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct identity other = identity_make(IDENTITY_AUTHORITY, NULL, 10);
    struct identity bad[] = {identity_make(IDENTITY_DEVICE, &s.authority, -2),
                             identity_make(IDENTITY_DEVICE, &other, 10),
                             identity_make(IDENTITY_SERVER, &s.authority, 10)};
    for (size_t i = 0; i < 3; i++) {
        assert_false(admitted(&s, &bad[i]));
        identity_free(&bad[i]);
    }
    identity_free(&other);
    stand_down(&s);
}

// The same stand with a list of revoked certificates.
static struct stand stand_beside(const struct stand *s, str revoked)
{
    struct stand t = *s;
    struct server_options o = s->server->options;
    o.port = 0;
    o.certificate_pem = identity_pem(s->arena, &s->site);
    o.key_pem = identity_key_pem(s->arena, &s->site);
    o.device_ca_pem = identity_pem(s->arena, &s->authority);
    o.revoked_pem = revoked;
    assert_int_equal(server_start(&o, &t.server), SERVER_UP);
    t.port = server_port(t.server);
    return t;
}

RULE("a revoked certificate counts as none; an overdue list locks nobody else out")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct identity other = identity_make(IDENTITY_DEVICE, &s.authority, 10);
    for (int days = -2; days <= 2; days += 4) {
        str list = identity_revoke(s.arena, &s.authority, &other, days);
        struct stand t = stand_beside(&s, list);
        assert_false(admitted(&t, &other));
        assert_true(admitted(&t, &s.device));
        server_stop(t.server, 5);
    }
    identity_free(&other);
    stand_down(&s);
}

RULE("the public site asks for no certificate")
{
    struct stand s = stand_up((struct server_options){.site = SITE_PUBLIC});
    assert_false(admitted(&s, &s.device));
    stand_down(&s);
}

RULE("TLS 1.2 is refused")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_options old = {.priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.2"};
    struct far_end f;
    assert_false(far_open(&s, &old, &f));
    assert_true(far_open(&s, NULL, &f));
    far_close(&f);
    stand_down(&s);
}

RULE("a resumed session keeps the certificate")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_options o = {.identity = &s.device};
    struct far_end f;
    assert_true(far_open(&s, &o, &f));
    str first = far_body(far_ask(&f, s.arena, str_of(get_peer)));
    assert_int_equal(gnutls_session_get_data2(f.session, &o.resume), 0);
    far_close(&f);

    o.identity = NULL;
    assert_true(far_open(&s, &o, &f));
    assert_true(gnutls_session_is_resumed(f.session));
    assert_str(far_body(far_ask(&f, s.arena, str_of(get_peer))), first);
    far_close(&f);
    gnutls_free(o.resume.data);
    stand_down(&s);
}

RULE("a connection carries one request after the other, on workers too")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    assert_true(far_open(&s, NULL, &f));
    for (int i = 0; i < 3; i++) {
        str page = far_ask(&f, s.arena, S("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
        assert_int_equal(far_body(page).n, 32000);
        str slow = far_ask(&f, s.arena, S("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
        assert_str(far_body(slow), S("at last"));
        str echo =
            far_ask(&f, s.arena,
                    S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nContent-Type: "
                      "application/x-www-form-urlencoded\r\n\r\na=1&b=22&c="));
        assert_str(far_body(echo), S("fields=3 bytes=3 files=0"));
    }
    far_close(&f);
    stand_down(&s);
}

RULE("files of a form arrive with its fields")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    str body = S("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc\r\n"
                 "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"g.jpg\"\r\n"
                 "Content-Type: image/jpeg\r\n\r\n\xff\xd8\r\n--x--\r\n");
    struct buf request = buf_in(s.arena);
    buf_print(&request,
              "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n"
              "Content-Type: multipart/form-data; boundary=x\r\n\r\n%.*s",
              body.n, STR(body));
    assert_str(far_body(ask_once(&s, NULL, buf_str(&request))), S("fields=1 bytes=3 files=1"));
    stand_down(&s);
}

RULE("slow requests run beside each other and hold up no page")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER, .threads = 1});
    struct far_end slow[4], quick;
    for (int i = 0; i < 4; i++)
        assert_true(far_open(&s, NULL, &slow[i]));
    assert_true(far_open(&s, NULL, &quick));
    for (int i = 0; i < 4; i++)
        far_send(&slow[i], S("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    far_send(&quick, str_of(get_peer));

    assert_str(far_body(far_read(&quick, s.arena, S("none"), 180)), S("none"));
    for (int i = 0; i < 4; i++) {
        assert_str(far_body(far_read(&slow[i], s.arena, S("at last"), 500)), S("at last"));
        far_close(&slow[i]);
    }
    far_close(&quick);
    stand_down(&s);
}

RULE("a body is turned away when the memory for bodies is used up, and told when to come back")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    str request = S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Type: "
                    "application/x-www-form-urlencoded\r\n\r\na=1");
    atomic_store(&s.server->uploads, UPLOADS_MOST);
    str answer = ask_once(&s, NULL, request);
    atomic_store(&s.server->uploads, 0);
    assert_int_equal(far_status(answer), 503);
    assert_true(str_contains(answer, S("Retry-After: ")));
    assert_int_equal(far_status(ask_once(&s, NULL, request)), 200);
    stand_down(&s);
}

RULE("a far end that asks much and reads late misses no byte")
{
    enum { ASKED = 300 };
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    assert_true(far_open(&s, NULL, &f));
    for (int i = 0; i < ASKED; i++)
        far_send(&f, S("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
    far_send(&f, str_of(get_peer));
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);

    str all = far_read(&f, s.arena, S("\r\n\r\nnone"), 60000);
    size_t head = str_find(all, S("\r\n\r\n")) + 4;
    str last = str_from(all, ASKED * (head + 32000));
    assert_true(str_starts(last, S("HTTP/1.1 200 ")));
    assert_true(str_ends(last, S("none")) && last.n < 2 * head);
    far_close(&f);
    stand_down(&s);
}

RULE("pages are compressed only for who accepts it")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    str plain = ask_once(&s, NULL, S("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
    str small =
        ask_once(&s, NULL, S("GET /page HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n"));
    str ruled_out =
        ask_once(&s, NULL, S("GET /page HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\n\r\n"));
    assert_false(str_contains(plain, S("Content-Encoding")));
    assert_true(str_contains(small, S("Content-Encoding: gzip\r\n")));
    assert_true(far_body(small).n > 100 && far_body(small).n < 15000);
    assert_int_equal(far_body(ruled_out).n, 32000);
    stand_down(&s);
}

RULE("a HEAD request gets the headers alone")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    assert_true(far_open(&s, NULL, &f));
    far_send(&f, S("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n"));
    str answer = far_read(&f, s.arena, S(""), 300);
    assert_int_equal(far_status(answer), 200);
    assert_true(str_contains(answer, S("Content-Length: 32000\r\n")));
    assert_int_equal(far_body(answer).n, 0);
    far_close(&f);
    stand_down(&s);
}

RULE("a body over the route's limit is refused, declared or not")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    assert_int_equal(status_of(&s, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                   "application/x-www-form-urlencoded\r\n"
                                   "Content-Length: 100001\r\n\r\n"),
                     413);
    struct buf chunked = buf_in(s.arena);
    buf_put(&chunked, S("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"));
    for (int i = 0; i < 11; i++)
        buf_print(&chunked, "2710\r\n%010000d\r\n", 0);
    buf_put(&chunked, S("0\r\n\r\n"));
    assert_int_equal(far_status(ask_once(&s, NULL, buf_str(&chunked))), 413);
    assert_int_equal(atomic_load(&s.server->uploads), 0);
    stand_down(&s);
}

// A form of n bytes whose length is told before.
static str large_form(struct arena *a, const char *path, size_t n)
{
    struct buf out = buf_in(a);
    buf_print(&out,
              "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n"
              "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
              path, n);
    memset(buf_reserve(&out, n), 'x', n);
    out.n += n;
    return buf_str(&out);
}

RULE("whoever sends a file that is too large gets to the end and is told; where a page asks for it, by "
     "that page")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    str plain = ask_once(&s, NULL, large_form(s.arena, "/files", 5 << 20));
    str told = ask_once(&s, NULL, large_form(s.arena, "/files/told", 5 << 20));
    assert_int_equal(far_status(plain), 413);
    assert_true(str_contains(plain, S("大きすぎて")));
    assert_int_equal(far_status(told), 200);
    assert_true(str_contains(told, S("fields=0 bytes=0 files=0 too large")));
    assert_int_equal(atomic_load(&s.server->uploads), 0);
    stand_down(&s);
}

// A form with a name and a file that is too large; `chunked` does not say how long it is.
static str form_with_file(struct arena *a, const char *path, size_t n, bool chunked)
{
    struct buf body = buf_in(a), out = buf_in(a);
    buf_put(&body, S("--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nchihiro\r\n--B\r\n"
                     "Content-Disposition: form-data; name=\"scan\"; filename=\"a.pdf\"\r\n\r\n"));
    memset(buf_reserve(&body, n), 'x', n);
    body.n += n;
    buf_put(&body, S("\r\n--B--\r\n"));
    buf_print(&out, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=B\r\n", path);
    if (chunked)
        buf_print(&out, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", body.n);
    else
        buf_print(&out, "Content-Length: %zu\r\n\r\n", body.n);
    buf_put(&out, buf_str(&body));
    if (chunked)
        buf_put(&out, S("\r\n0\r\n\r\n"));
    return buf_str(&out);
}

RULE("what was typed beside a file that is too large reaches the page that tells so, and only that")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    for (int chunked = 0; chunked < 2; chunked++) {
        str told = ask_once(&s, NULL, form_with_file(s.arena, "/files/told", 5 << 20, chunked));
        str plain = ask_once(&s, NULL, form_with_file(s.arena, "/files", 5 << 20, chunked));
        assert_int_equal(far_status(told), 200);
        assert_true(str_contains(told, S("fields=1 bytes=7 files=0 too large")));
        assert_int_equal(far_status(plain), 413);
        assert_int_equal(atomic_load(&s.server->uploads), 0);
    }
    stand_down(&s);
}

RULE("headers over the limit get 431, unknown methods 405 or 501")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct buf large = buf_in(s.arena);
    buf_print(&large, "GET /peer HTTP/1.1\r\nHost: a\r\nX: %020000d\r\n\r\n", 0);
    assert_int_equal(far_status(ask_once(&s, NULL, buf_str(&large))), 431);
    assert_int_equal(status_of(&s, "DELETE /peer HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    assert_int_equal(status_of(&s, "BREW /peer HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
    stand_down(&s);
}

RULE("requests that two readers could take differently are refused")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    static const char *const bad[] = {
        "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /peer?q=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /peer HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /peer HTTP/1.1\r\n\r\n",
        "GET /peer HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\n\r\n%ff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(status_of(&s, bad[i]), 400);
    stand_down(&s);
}

RULE("who is silent in the middle of a body is hung up on")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER, .idle_seconds = 1});
    struct far_end f;
    assert_true(far_open(&s, NULL, &f));
    far_send(&f, S("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"));
    assert_int_equal(far_read(&f, s.arena, S("\r\n\r\n"), 4000).n, 0);
    ssize_t n = gnutls_record_recv(f.session, (char[1]){0}, 1);
    assert_true(n <= 0 && n != GNUTLS_E_AGAIN);
    assert_int_equal(atomic_load(&s.server->uploads), 0);
    far_close(&f);
    stand_down(&s);
}

RULE("a taken port and a key of another certificate are told apart")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct server_options again = s.server->options;
    struct server *second = NULL;
    again.certificate_pem = identity_pem(s.arena, &s.site);
    again.key_pem = identity_key_pem(s.arena, &s.site);
    again.port = s.port;
    assert_int_equal(server_start(&again, &second), SERVER_PORT_TAKEN);
    again.key_pem = identity_key_pem(s.arena, &s.device);
    assert_int_equal(server_start(&again, &second), SERVER_BAD_TLS);
    stand_down(&s);
}

RULE("stopping lets a running handler finish and its answer be read")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    assert_true(far_open(&s, NULL, &f));
    int before = atomic_load(&far_slow_begun);
    far_send(&f, S("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    for (int i = 0; i < 100 && atomic_load(&far_slow_begun) == before; i++)
        far_read(&f, s.arena, S("x"), 20);
    struct arena *kept = s.arena;
    s.arena = arena_new();
    stand_down(&s);
    assert_str(far_body(far_read(&f, kept, S("at last"), 1000)), S("at last"));
    far_close(&f);
    arena_free(kept);
}
