// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include "base/buf.h"

// Browsers send plain ASCII here; anything else counts as not sent, so that no
// odd byte reaches a page, a comparison or the audit.
static str header_text(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0x20 || p[i] > 0x7e)
            return NONE;
    return (str){p, n};
}

static void header_first(struct headers *h, str *to, bool framing, str value)
{
    if (framing && to->p)
        h->doubled = true;
    if (!to->p)
        *to = value;
}

static enum MHD_Result header_take(void *into, enum MHD_ValueKind kind, const char *name,
                                   size_t n_name, const char *value, size_t n_value)
{
    (void)kind;
    struct headers *h = into;
    const struct {
        str name;
        str *to;
        bool framing;
    } known[] = {{S("Host"), &h->host, true},
                 {S("Cookie"), &h->cookie, false},
                 {S("Origin"), &h->origin, true},
                 {S("Sec-Fetch-Site"), &h->fetch_site, true},
                 {S("Accept-Encoding"), &h->accept_encoding, false},
                 {S("User-Agent"), &h->browser, false},
                 {S("HX-Request"), &h->htmx, false},
                 {S("X-Live"), &h->live, false},
                 {S("If-None-Match"), &h->if_none_match, false},
                 {S("Content-Type"), &h->content_type, true},
                 {S("Content-Length"), &h->content_length, true},
                 {S("Transfer-Encoding"), &h->transfer_encoding, true}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (n_name == known[i].name.n && str_eq_nocase((str){name, n_name}, known[i].name)) {
            header_first(h, known[i].to, known[i].framing, header_text(value, value ? n_value : 0));
            break;
        }
    return MHD_YES;
}

void headers_read(struct MHD_Connection *mhd, struct headers *out)
{
    *out = (struct headers){0};
    MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, header_take, out);
}

bool headers_body(const struct headers *h)
{
    return h->transfer_encoding.p || (h->content_length.p && !str_eq(h->content_length, S("0")));
}

// Two ways of counting a body, or an unknown one, are how requests are smuggled
// past a proxy (RFC 9112, 6.3): refused, never guessed.
int headers_refusal(const struct wire *w)
{
    const struct headers *h = &w->headers;
    if (h->doubled || (h->transfer_encoding.p && h->content_length.p))
        return 400;
    if (h->transfer_encoding.p && !str_eq_nocase(h->transfer_encoding, S("chunked")))
        return 501;
    return headers_body(h) && w->method != METHOD_POST ? 400 : 0;
}

// --- the whole request ------------------------------------------------------------

static enum MHD_Result query_take(void *into, enum MHD_ValueKind kind, const char *name,
                                  size_t n_name, const char *value, size_t n_value)
{
    (void)kind;
    struct buf *query = into;
    if (query->n)
        buf_byte(query, '&');
    buf_put(query, (str){name, n_name});
    if (value) {
        buf_byte(query, '=');
        buf_put(query, (str){value, n_value});
    }
    return MHD_YES;
}

// The library has cut the query into its parts without decoding them; they are
// put together again so that one parser decides what is acceptable.
static bool query_read(struct wire *w, struct request *r)
{
    struct buf query = buf_in(r->arena);
    MHD_get_connection_values_n(w->mhd, MHD_GET_ARGUMENT_KIND, query_take, &query);
    return query.n == 0 || parse_urlencoded(r->arena, buf_str(&query), &r->query) == PARSE_OK;
}

static int parse_status(enum parse_outcome outcome)
{
    switch (outcome) {
    case PARSE_OK:
        return 0;
    case PARSE_TOO_MANY:
        return 413;
    case PARSE_BAD_ENCODING:
    case PARSE_BAD_FORM:
        return 400;
    }
    return 400;
}

static str media_type(str content_type)
{
    return str_trim(str_part(content_type, 0, str_find_byte(content_type, ';')));
}

static int body_read(struct wire *w, struct request *r)
{
    bytes body = {w->body, w->body_n};
    str type = media_type(w->headers.content_type);
    if (body.n == 0)
        return 0;
    if (r->too_large) {
        if (str_eq_nocase(type, S("multipart/form-data")))
            parse_multipart_begun(r->arena, w->headers.content_type, body, &r->form);
        return 0;
    }
    if (str_eq_nocase(type, S("application/x-www-form-urlencoded")))
        return parse_status(parse_urlencoded(r->arena, bytes_str(body), &r->form));
    if (str_eq_nocase(type, S("multipart/form-data")))
        return parse_status(
            parse_multipart(r->arena, w->headers.content_type, body, &r->form, &r->uploads));
    return 415;
}

// True when the list ("gzip;q=0.5, br") names the coding and does not rule it
// out with q=0.
static bool accepts(str list, str coding)
{
    str part;
    while (str_split(&list, ',', &part)) {
        size_t at = str_find_byte(part, ';');
        if (!str_eq_nocase(str_trim(str_part(part, 0, at)), coding))
            continue;
        str weight = str_trim(str_from(part, at + 1));
        return !str_eq(weight, S("q=0")) && !str_eq(weight, S("q=0.0")) &&
               !str_eq(weight, S("q=0.00")) && !str_eq(weight, S("q=0.000"));
    }
    return false;
}

int request_read(struct wire *w, struct arena *a, struct request *out)
{
    const struct headers *h = &w->headers;
    *out = (struct request){.arena = a,
                            .site = w->server->options.site,
                            .method = w->method,
                            .origin = h->origin,
                            .host = h->host,
                            .fetch_site = h->fetch_site,
                            .if_none_match = h->if_none_match,
                            .browser = h->browser,
                            .wants_fragment = str_eq(h->htmx, S("true")),
                            .by_itself = str_eq(h->live, S("1")),
                            .accepts_gzip = accepts(h->accept_encoding, S("gzip")),
                            .accepts_brotli = accepts(h->accept_encoding, S("br")),
                            .peer = w->peer,
                            .remote = str_of(w->remote)};
    if (!parse_path(a, str_of(w->raw_path), &out->path) || !query_read(w, out))
        return 400;
    parse_cookies(a, h->cookie, &out->cookies);
    out->too_large = w->refusal == 413;
    return body_read(w, out);
}
