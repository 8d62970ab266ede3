// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/response.h"

#include "base/check.h"
#include "web/url.h"

#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "            \
    "base-uri 'none'; manifest-src 'self'"

// The camera photographs letters and wounds, the clipboard takes the address of a post; nothing else
// of the device is needed.
// Only names that Chromium knows: others fill its console with warnings.
#define PERMISSIONS                                                                                \
    "camera=(self), accelerometer=(), autoplay=(), clipboard-read=(), "                            \
    "clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), "  \
    "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), "   \
    "microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), "    \
    "screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"

// Made at build time and copied in one piece: the same for every answer, unless
// a page stands on a policy of its own, which takes the first place.
static const struct param guarded[] = {
    {S_CONST("Content-Security-Policy"), S_CONST(POLICY)},
    {S_CONST("X-Content-Type-Options"), S_CONST("nosniff")},
    {S_CONST("Referrer-Policy"), S_CONST("no-referrer")},
    {S_CONST("Cross-Origin-Opener-Policy"), S_CONST("same-origin")},
    {S_CONST("Cross-Origin-Resource-Policy"), S_CONST("same-origin")},
    {S_CONST("Cross-Origin-Embedder-Policy"), S_CONST("require-corp")},
    {S_CONST("Permissions-Policy"), S_CONST(PERMISSIONS)},
    {S_CONST("Strict-Transport-Security"), S_CONST("max-age=63072000")},
};
static const struct param no_store = {S_CONST("Cache-Control"), S_CONST("no-store")};
// An asset's name carries a hash of its content, so it never changes.
static const struct param for_ever[] = {
    {S_CONST("Cache-Control"), S_CONST("public, max-age=31536000, immutable")},
    {S_CONST("Vary"), S_CONST("Accept-Encoding")},
};
enum { GUARDED = sizeof guarded / sizeof guarded[0] };

struct response response_start(struct arena *a)
{
    return (struct response){
        .arena = a,
        .status = 200,
        .kind = BODY_TEXT,
        .type = S("text/html; charset=utf-8"),
        .body = buf_in(a),
    };
}

static bool guards_parts(str name)
{
    return str_eq(name, S("X-Content-Type-Options")) ||
           str_eq(name, S("Cross-Origin-Resource-Policy")) ||
           str_eq(name, S("Strict-Transport-Security"));
}

// A worker is governed by what its own file says.
static bool guards_workers(str name)
{
    return str_eq(name, S("Content-Security-Policy")) ||
           str_eq(name, S("Cross-Origin-Embedder-Policy"));
}

static bool is_header_name(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= 0x20 || s.p[i] >= 0x7f || memchr("()<>@,;:\\\"/[]?={}", s.p[i], 17))
            return false;
    return s.n > 0;
}

// A line break in a value would begin another header, or the body.
static bool is_header_value(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] < 0x20 || (uint8_t)s.p[i] >= 0x7f)
            return false;
    return true;
}

static bool is_guarded(str name)
{
    for (int i = 0; i < GUARDED; i++)
        if (str_eq_nocase(name, guarded[i].name))
            return true;
    return str_eq_nocase(name, S("Cache-Control")) || str_eq_nocase(name, S("Vary"));
}

static void add(struct response *r, str name, str value)
{
    check(r->n_headers < RESPONSE_HEADERS - GUARDED - 2);
    r->headers[r->n_headers++] = (struct param){name, value};
}

void response_header(struct response *r, str name, str value)
{
    check(is_header_name(name) && is_header_value(value) && !is_guarded(name));
    for (size_t i = 0; i < r->n_headers; i++) {
        if (str_eq_nocase(r->headers[i].name, name) && !str_eq_nocase(name, S("Set-Cookie"))) {
            r->headers[i].value = value;
            return;
        }
    }
    add(r, name, value);
}

void response_policy(struct response *r, str policy)
{
    check(is_header_value(policy) && str_starts(policy, S("default-src 'none'")));
    check(!str_contains(policy, S("unsafe")));
    r->policy = policy;
}

void response_redirect(struct response *r, url to)
{
    r->status = 303;
    r->kind = BODY_TEXT;
    r->body.n = 0;
    response_header(r, S("Location"), to.s);
}

// What a browser may open in its window. Everything else is saved: a page or a
// drawing with script inside must never open under our name.
static bool may_open_inside(str type)
{
    static const str types[] = {
        S_CONST("application/pdf"), S_CONST("image/jpeg"), S_CONST("image/png"),
        S_CONST("image/webp"),      S_CONST("image/gif"),  S_CONST("video/mp4"),
        S_CONST("video/webm"),      S_CONST("image/avif"), S_CONST("text/plain; charset=utf-8"),
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_eq_nocase(type, types[i]))
            return true;
    return false;
}

// RFC 6266: a plain name for old programs, then the real one.
static str disposition(struct arena *a, str file_name, bool as_download)
{
    struct buf out = buf_in(a);
    buf_put(&out, as_download ? S("attachment") : S("inline"));
    if (file_name.n) {
        buf_put(&out, S("; filename=\""));
        for (size_t i = 0; i < file_name.n; i++) {
            char c = file_name.p[i];
            bool plain = c >= 0x20 && c < 0x7f && !memchr("\"\\%/", c, 4);
            if (((uint8_t)c & 0xc0) != 0x80) // one mark per character
                buf_byte(&out, plain ? c : '_');
        }
        buf_put(&out, S("\"; filename*=UTF-8''"));
        url_encode(&out, file_name);
    }
    return buf_str(&out);
}

void response_file(struct response *r, bytes content, str type, str file_name, bool as_download)
{
    check(is_header_value(type));
    r->kind = BODY_BYTES;
    r->type = type;
    // A full buffer: it is only read, and whoever appends makes a copy.
    r->body = (struct buf){
        .arena = r->arena, .p = (char *)(uintptr_t)content.p, .n = content.n, .room = content.n};
    bool saved = as_download || !may_open_inside(type);
    response_header(r, S("Content-Disposition"), disposition(r->arena, file_name, saved));
}

static bool is_cookie_value(str s) // RFC 6265, 4.1.1
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= 0x20 || s.p[i] >= 0x7f || memchr("\",;\\", s.p[i], 4))
            return false;
    return true;
}

void response_cookie(struct response *r, str name, str value, int64_t max_age_seconds)
{
    check(str_starts(name, S("__Host-")) && is_header_name(name) && is_cookie_value(value));
    struct buf out = buf_in(r->arena);
    buf_put(&out, name);
    buf_byte(&out, '=');
    buf_put(&out, value);
    if (max_age_seconds >= 0) {
        buf_put(&out, S("; Max-Age="));
        buf_int(&out, max_age_seconds);
    }
    buf_put(&out, S("; Path=/; Secure; HttpOnly; SameSite=Strict"));
    response_header(r, S("Set-Cookie"), buf_str(&out));
}

// A style sheet or module is never shown by itself: what governs pages would only make it heavier,
// and an old phone fetches twenty of them.
static bool is_part(const struct response *r)
{
    return r->kind == BODY_ASSET &&
           (str_starts(r->type, S("text/css")) || str_starts(r->type, S("text/javascript")));
}

static void secure_part(struct response *r)
{
    bool is_script = str_starts(r->type, S("text/javascript"));
    for (int i = 0; i < GUARDED; i++)
        if (guards_parts(guarded[i].name) || (is_script && guards_workers(guarded[i].name)))
            r->headers[r->n_headers++] = guarded[i];
}

void response_secure(struct response *r)
{
    check(r->n_headers <= RESPONSE_HEADERS - GUARDED - 2);
    if (is_part(r)) {
        secure_part(r);
    } else {
        memcpy(r->headers + r->n_headers, guarded, sizeof guarded);
        if (r->policy.n)
            r->headers[r->n_headers].value = r->policy;
        r->n_headers += GUARDED;
    }
    if (r->kind != BODY_ASSET) {
        r->headers[r->n_headers++] = no_store;
        return;
    }
    memcpy(r->headers + r->n_headers, for_ever, sizeof for_ever);
    r->n_headers += 2;
}
