// SPDX-License-Identifier: AGPL-3.0-or-later
// One request after parsing: text is clean UTF-8, sizes are inside the limits,
// the body is complete. The server fills it; pages only read it.
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/arena.h"
#include "base/time.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

struct param {
    str name;
    str value; // clean UTF-8, line ends as LF
};
struct params {
    size_t n;
    struct param *at;
};

struct upload {
    str name; // of the form field
    str file_name; // as the browser gave it; clean, never a path
    str type; // as claimed; never trusted
    bytes content;
};
struct uploads {
    size_t n;
    struct upload *at;
};

enum site { SITE_MEMBER, SITE_PUBLIC };

// What TLS learnt about the other side. `fingerprint` is the SHA-256 of the
// certificate; present only when the chain, the purpose and the dates are good.
struct peer {
    bool has_certificate;
    uint8_t fingerprint[32];
    bytes serial;
};

struct request {
    struct arena *arena;
    enum site site;
    enum method method;
    str path; // decoded, begins with "/", no "//", "." or ".." parts
    struct params query;
    struct params form; // urlencoded or multipart fields of a POST
    struct uploads uploads;
    // A body over the route's limit was dropped: no uploads, and of the form only what stood before
    // them. Nothing may be done with it but show it again.
    bool too_large;
    struct params cookies;
    str origin; // Origin header
    str host; // Host header
    str fetch_site; // Sec-Fetch-Site header
    str if_none_match;
    str browser; // User-Agent header
    bool wants_fragment; // HX-Request: true
    bool by_itself; // X-Live: 1; the page asked by itself, nobody pressed anything
    bool accepts_gzip;
    bool accepts_brotli;
    struct peer peer;
    str remote; // address of the other side, for slowing down and the audit
};

str params_get(const struct params *p, str name); // NONE when absent
bool params_has(const struct params *p, str name);

// --- parsers, each total over any bytes -----------------------------------------

enum parse_outcome {
    PARSE_OK,
    PARSE_BAD_ENCODING, // percent-encoding or UTF-8
    PARSE_BAD_FORM, // not the announced media type
    PARSE_TOO_MANY, // over 2,000 fields or 50 files
};

bool parse_path(struct arena *a, str raw, str *out);
enum parse_outcome parse_urlencoded(struct arena *a, str body, struct params *out);
enum parse_outcome parse_multipart(struct arena *a, str content_type, bytes body,
                                   struct params *fields, struct uploads *files);
// The fields that are whole in a body that was cut off.
void parse_multipart_begun(struct arena *a, str content_type, bytes body, struct params *fields);
void parse_cookies(struct arena *a, str header, struct params *out);

#endif
