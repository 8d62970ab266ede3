// SPDX-License-Identifier: AGPL-3.0-or-later
// One response, complete before anything leaves the process: the server sends
// it only after the transaction has committed.
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/html.h"
#include "web/request.h"

enum body_kind {
    BODY_TEXT, // `body`, compressed when the request accepts it
    BODY_BYTES, // `body` as it is (PDF, images)
    BODY_ASSET, // constant memory of the binary, already compressed
    BODY_LIVE, // a stream of server-sent events
};

enum { RESPONSE_HEADERS = 24, LIVE_TOPICS = 256 };

struct response {
    struct arena *arena;
    int status;
    enum body_kind kind;
    str type; // Content-Type
    struct buf body;
    str policy; // see response_policy
    size_t n_headers;
    struct param headers[RESPONSE_HEADERS];
    // BODY_LIVE
    size_t n_topics;
    int64_t *topics;
    int64_t live_key; // live_close() of this key ends the stream
};

struct response response_start(struct arena *a); // 200, text/html, empty
// A header once more replaces its value (Set-Cookie adds). Values are visible
// ASCII and blanks: a line break is a bug and stops the process. Those that
// response_secure sets are not a page's to set. At most twelve.
void response_header(struct response *r, str name, str value);
// A page's own Content-Security-Policy in place of the fixed one, for a page that
// stands without other files. It begins with default-src 'none' and holds
// nothing 'unsafe'.
void response_policy(struct response *r, str policy);
void response_redirect(struct response *r, url to); // 303
// Types that could carry script are saved even when as_download is false. The
// content is not copied; an empty file name leaves the name to the browser.
void response_file(struct response *r, bytes content, str type, str file_name, bool as_download);
// The name begins with "__Host-". An age of 0 removes the cookie, a negative one
// keeps it until the browser closes. Secure, HttpOnly, SameSite=Strict, Path=/.
void response_cookie(struct response *r, str name, str value, int64_t max_age_seconds);

// The headers that every answer carries (CSP, COOP, CORP, HSTS, nosniff, …),
// and Cache-Control: no-store on everything but assets. Once, at the very end.
void response_secure(struct response *r);

#endif
