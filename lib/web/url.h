// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses. The only makers of `url`.
#ifndef WEB_URL_H
#define WEB_URL_H

#include "web/html.h"

// Fills a pattern's "%s" (text, percent-encoded) and "%i" (int64_t id as base32):
// url_make(a, "/rooms/%i/posts?q=%s", room.v, q). The pattern is a literal that
// begins with "/", and not with "/%s": an empty text there would name a host.
url url_make(struct arena *a, const char *pattern, ...);

#define URL(literal) ((url){S(literal)}) // for constant local addresses

// Adds "?name=value" or "&name=value", before a "#fragment".
url url_with(struct arena *a, url base, str name, str value);

// A local address that came from outside (a "next" parameter): only "/…" that
// is not "//…", without control characters and backslashes, at most 2,000 bytes;
// else `otherwise`. What may not stand in a URL is percent-encoded.
url url_local(struct arena *a, str s, url otherwise);

// Percent-decoding of one component; '+' is a blank when `form`. False on bad
// escapes and on what is not clean UTF-8.
bool url_decode(struct arena *a, str s, bool form, str *out);
// The same without looking at the bytes: for what passes text_clean next.
bool url_unescape(struct arena *a, str s, bool form, bytes *out);
void url_encode(struct buf *out, str s); // RFC 3986 unreserved stay

#endif
