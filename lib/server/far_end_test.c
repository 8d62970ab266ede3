// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/far_end.h"

#include "base/base32.h"
#include "base/check.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// --- certificates --------------------------------------------------------------------

static void identity_dress(gnutls_x509_crt_t c, enum identity_kind kind)
{
    static atomic_int serial = 1;
    int n = atomic_fetch_add(&serial, 1);
    uint8_t number[4] = {0x10, 0x20, (uint8_t)(n >> 8), (uint8_t)n};
    char name[32];
    snprintf(name, sizeof name, "test %d", n);
    gnutls_x509_crt_set_version(c, 3);
    gnutls_x509_crt_set_serial(c, number, sizeof number);
    gnutls_x509_crt_set_dn_by_oid(c, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)strlen(name));
    gnutls_x509_crt_set_basic_constraints(c, kind == IDENTITY_AUTHORITY, -1);
    if (kind == IDENTITY_AUTHORITY)
        gnutls_x509_crt_set_key_usage(c, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN);
    else
        gnutls_x509_crt_set_key_purpose_oid(
            c, kind == IDENTITY_SERVER ? GNUTLS_KP_TLS_WWW_SERVER : GNUTLS_KP_TLS_WWW_CLIENT, 0);
    if (kind == IDENTITY_SERVER)
        gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_DNSNAME, "localhost", 9,
                                             GNUTLS_FSAN_SET);
}

struct identity identity_make(enum identity_kind kind, const struct identity *authority, int days)
{
    struct identity i;
    time_t now = time(NULL), one_day = 24 * 3600;
    check(gnutls_x509_crt_init(&i.certificate) == 0 && gnutls_x509_privkey_init(&i.key) == 0);
    unsigned curve = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    check(gnutls_x509_privkey_generate(i.key, GNUTLS_PK_ECDSA, curve, 0) == 0);
    identity_dress(i.certificate, kind);
    gnutls_x509_crt_set_activation_time(i.certificate, now - (days < 0 ? 10 - days : 1) * one_day);
    gnutls_x509_crt_set_expiration_time(i.certificate, now + days * one_day);
    gnutls_x509_crt_set_key(i.certificate, i.key);
    const struct identity *by = authority ? authority : &i;
    check(gnutls_x509_crt_sign2(i.certificate, by->certificate, by->key, GNUTLS_DIG_SHA256, 0) ==
          0);
    return i;
}

static str datum_take(struct arena *a, gnutls_datum_t d)
{
    str s = str_copy(a, (str){(const char *)d.data, d.size});
    gnutls_free(d.data);
    return s;
}

str identity_pem(struct arena *a, const struct identity *i)
{
    gnutls_datum_t d;
    check(gnutls_x509_crt_export2(i->certificate, GNUTLS_X509_FMT_PEM, &d) == 0);
    return datum_take(a, d);
}

str identity_key_pem(struct arena *a, const struct identity *i)
{
    gnutls_datum_t d;
    check(gnutls_x509_privkey_export2(i->key, GNUTLS_X509_FMT_PEM, &d) == 0);
    return datum_take(a, d);
}

str identity_revoke(struct arena *a, const struct identity *authority, const struct identity *i,
                    int days)
{
    gnutls_x509_crl_t list;
    gnutls_datum_t d;
    time_t now = time(NULL), one_day = 24 * 3600;
    check(gnutls_x509_crl_init(&list) == 0);
    gnutls_x509_crl_set_version(list, 2);
    gnutls_x509_crl_set_this_update(list, now - 10 * one_day);
    gnutls_x509_crl_set_next_update(list, now + days * one_day);
    gnutls_x509_crl_set_number(list, "\x01", 1);
    check(gnutls_x509_crl_set_crt(list, i->certificate, now - 10 * one_day) == 0);
    check(gnutls_x509_crl_sign2(list, authority->certificate, authority->key, GNUTLS_DIG_SHA256,
                                0) == 0);
    check(gnutls_x509_crl_export2(list, GNUTLS_X509_FMT_PEM, &d) == 0);
    gnutls_x509_crl_deinit(list);
    return datum_take(a, d);
}

void identity_free(struct identity *i)
{
    gnutls_x509_crt_deinit(i->certificate);
    gnutls_x509_privkey_deinit(i->key);
}

// --- the application --------------------------------------------------------------------

atomic_int far_slow_begun;

static struct admission app_admit(void *app, enum method method, str path)
{
    (void)app;
    (void)method;
    if (str_starts(path, S("/files")))
        return (struct admission){.max_body = 2 << 20, .tells_size = str_eq(path, S("/files/told"))};
    return (struct admission){.max_body = 100000, .on_worker = str_eq(path, S("/slow"))};
}

static void app_echo(const struct request *q, struct response *r)
{
    size_t n = 0;
    for (size_t i = 0; i < q->form.n; i++)
        n += q->form.at[i].value.n;
    buf_print(&r->body, "fields=%zu bytes=%zu files=%zu%s", q->form.n, n, q->uploads.n,
              q->too_large ? " too large" : "");
}

static void app_live(struct response *r)
{
    r->kind = BODY_LIVE;
    r->n_topics = 2;
    r->topics = NEW_ARRAY(r->arena, int64_t, 2);
    r->topics[0] = 7;
    r->topics[1] = 8;
    r->live_key = 9;
}

static void app_handle(void *app, const struct request *q, struct response *r)
{
    (void)app;
    if (str_eq(q->path, S("/peer"))) {
        bytes print = {q->peer.fingerprint, sizeof q->peer.fingerprint};
        buf_put(&r->body, q->peer.has_certificate ? hex_from_bytes(r->arena, print) : S("none"));
    } else if (str_eq(q->path, S("/echo")) || str_starts(q->path, S("/files"))) {
        app_echo(q, r);
    } else if (str_eq(q->path, S("/page"))) {
        for (int i = 0; i < 1000; i++)
            buf_print(&r->body, "<p>A line of text, no. %05d</p>", i);
    } else if (str_eq(q->path, S("/slow"))) {
        atomic_fetch_add(&far_slow_begun, 1);
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        buf_put(&r->body, S("at last"));
    } else if (str_eq(q->path, S("/live"))) {
        app_live(r);
    } else {
        r->status = 404;
    }
}

// --- the server ---------------------------------------------------------------------------

struct stand stand_up(struct server_options options)
{
    struct stand s = {.arena = arena_new()};
    s.authority = identity_make(IDENTITY_AUTHORITY, NULL, 10);
    s.site = identity_make(IDENTITY_SERVER, &s.authority, 10);
    s.device = identity_make(IDENTITY_DEVICE, &s.authority, 10);
    options.address = S("127.0.0.1");
    options.certificate_pem = identity_pem(s.arena, &s.site);
    options.key_pem = identity_key_pem(s.arena, &s.site);
    options.device_ca_pem = identity_pem(s.arena, &s.authority);
    options.admit = app_admit;
    options.handle = app_handle;
    if (!options.workers)
        options.workers = 4;
    check(server_start(&options, &s.server) == SERVER_UP);
    s.port = server_port(s.server);
    return s;
}

void stand_down(struct stand *s)
{
    server_stop(s->server, 5);
    identity_free(&s->authority);
    identity_free(&s->site);
    identity_free(&s->device);
    arena_free(s->arena);
}

// --- the other side -------------------------------------------------------------------------

static bool far_session(struct far_end *f, const struct far_options *o)
{
    gnutls_init(&f->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
    gnutls_certificate_allocate_credentials(&f->own);
    if (o->identity) {
        gnutls_x509_crt_t chain[] = {o->identity->certificate};
        gnutls_certificate_set_x509_key(f->own, chain, 1, o->identity->key);
    }
    gnutls_credentials_set(f->session, GNUTLS_CRD_CERTIFICATE, f->own);
    const char *priorities = o->priorities ? o->priorities : "NORMAL";
    if (gnutls_priority_set_direct(f->session, priorities, NULL) < 0)
        return false;
    if (o->resume.data)
        gnutls_session_set_data(f->session, o->resume.data, o->resume.size);
    gnutls_transport_set_int(f->session, f->fd);
    gnutls_handshake_set_timeout(f->session, 5000);
    int e;
    do
        e = gnutls_handshake(f->session);
    while (e < 0 && !gnutls_error_is_fatal(e));
    return e >= 0;
}

bool far_open(const struct stand *s, const struct far_options *options, struct far_end *out)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)s->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    *out = (struct far_end){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    check(connect(out->fd, (struct sockaddr *)&at, sizeof at) == 0);
    if (far_session(out, options ? options : &(struct far_options){0}))
        return true;
    far_close(out);
    return false;
}

void far_close(struct far_end *f)
{
    gnutls_bye(f->session, GNUTLS_SHUT_WR);
    gnutls_deinit(f->session);
    gnutls_certificate_free_credentials(f->own);
    close(f->fd);
}

void far_send(struct far_end *f, str text)
{
    while (text.n) {
        ssize_t n = gnutls_record_send(f->session, text.p, text.n);
        if (n <= 0)
            return;
        text = str_from(text, (size_t)n);
    }
}

static int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

str far_read(struct far_end *f, struct arena *a, str until, int ms)
{
    struct buf got = buf_in(a);
    int64_t end = ms_now() + ms;
    while (until.n == 0 || !str_contains(buf_str(&got), until)) {
        int left = (int)(end - ms_now());
        struct pollfd p = {.fd = f->fd, .events = POLLIN};
        if (!gnutls_record_check_pending(f->session) && (left <= 0 || poll(&p, 1, left) <= 0))
            break;
        ssize_t n = gnutls_record_recv(f->session, buf_reserve(&got, 16384), 16384);
        if (n > 0)
            got.n += (size_t)n;
        else if (n != GNUTLS_E_AGAIN && n != GNUTLS_E_INTERRUPTED)
            break;
    }
    return buf_str(&got);
}

static size_t answer_size(str answer)
{
    size_t head = str_find(answer, S("\r\n\r\n")), at = str_find(answer, S("Content-Length: "));
    if (head == answer.n || at > head)
        return SIZE_MAX;
    return head + 4 + strtoul(answer.p + at + 16, NULL, 10);
}

str far_ask(struct far_end *f, struct arena *a, str request)
{
    far_send(f, request);
    struct buf all = buf_in(a);
    buf_put(&all, far_read(f, a, S("\r\n\r\n"), 5000));
    while (all.n && all.n < answer_size(buf_str(&all))) {
        size_t before = all.n;
        buf_put(&all, far_read(f, a, S(""), 50));
        if (all.n == before && answer_size(buf_str(&all)) == SIZE_MAX)
            break;
    }
    return buf_str(&all);
}

int far_status(str answer)
{
    return str_starts(answer, S("HTTP/1.1 ")) && answer.n > 12 ? atoi(answer.p + 9) : 0;
}

str far_body(str answer)
{
    return str_from(answer, str_find(answer, S("\r\n\r\n")) + 4);
}
