// SPDX-License-Identifier: AGPL-3.0-or-later
// Web Push: a short message to a browser that is not open, through the push service of its maker.
// The message is encrypted to the browser (RFC 8291 over RFC 8188, aes128gcm), we prove who we are
// with a signed token (VAPID, RFC 8292, ES256), and the service is asked over HTTPS (RFC 8030).
//
// The address of the service is typed by a browser, so it is not to be trusted: see
// webpush_endpoint_parse and webpush_open.
#ifndef WEBPUSH_WEBPUSH_H
#define WEBPUSH_WEBPUSH_H

#include "base/arena.h"
#include "base/time.h"

// --- keys and encryption --------------------------------------------------------------

enum { P256_SECRET = 32, P256_OPEN = 65, WEBPUSH_AUTH = 16, WEBPUSH_SALT = 16 };

// A key pair on P-256. `open` is the uncompressed point: 4, x, y.
struct p256_pair {
    uint8_t secret[P256_SECRET], open[P256_OPEN];
};
void p256_new(struct p256_pair *out);
bool p256_of(const uint8_t secret[P256_SECRET], struct p256_pair *out); // false: out of range
// False when `open` is no point of the curve.
bool p256_shared(const struct p256_pair *pair, const uint8_t open[P256_OPEN], uint8_t out[32]);

// What a browser hands over to be written to.
struct webpush_reader {
    uint8_t open[P256_OPEN], auth[WEBPUSH_AUTH];
};
// Both base64url, with or without padding. False: a wrong length, or no point of the curve.
bool webpush_reader_parse(struct arena *a, str open, str auth, struct webpush_reader *out);

// One record, with `padding` zeros behind the plain text so that its length says nothing. A push
// service takes at least 4,096 bytes: plain and padding together stay below 3,900.
bytes webpush_seal(struct arena *a, const struct webpush_reader *reader, bytes plain, size_t padding);

// The parts, for those who test against the examples of the RFCs.
struct webpush_made { // what is otherwise made anew for each message
    const struct p256_pair *sender;
    const uint8_t *salt;
};
bytes webpush_seal_with(struct arena *a, const struct webpush_reader *reader,
                        const struct webpush_made *made, bytes plain, size_t padding);
struct record_key {
    bytes secret; // input keying material
    const uint8_t *salt; // WEBPUSH_SALT bytes
    bytes id; // at most 255 bytes
};
bytes record_seal(struct arena *a, const struct record_key *key, bytes plain, size_t padding);

// The token for the push service at `origin` (https://host), good until then: at most 24 hours
// ahead. `contact` is a mailto: or https: address for its operators.
str vapid_token(struct arena *a, const struct p256_pair *pair, str origin, str contact, instant until);

// --- where it goes --------------------------------------------------------------------

enum { ENDPOINT_MOST = 1024 };
// https only, a host name in letters (no number that stands for an address), no name and password;
// `origin` in small letters. The host must stand in `hosts`, names with blanks between them: "*.x"
// is any name below x; a port other than 443 has to stand there too, "name:port".
bool webpush_endpoint_parse(struct arena *a, str endpoint, str hosts, str *origin);

struct sockaddr;
// False for what is not on the public internet: loopback, private, link-local, multicast, reserved,
// also inside an IPv6 address.
bool address_is_public(const struct sockaddr *address);

struct webpush_settings {
    str root; // PEM file of the authority behind the services' certificates; empty: the system's
    str proxy; // http://host:port; empty: none, whatever the environment says
    bool private_too; // connects to private addresses: tests only
};

enum webpush_answer {
    WEBPUSH_TAKEN,
    WEBPUSH_GONE, // the browser gave it up (404, 410)
    WEBPUSH_REFUSED, // another attempt would end alike
    WEBPUSH_LATER, // busy or out of order (429, 5xx)
    WEBPUSH_NO_ANSWER,
    WEBPUSH_UNREACHABLE,
    WEBPUSH_NO_TLS,
    WEBPUSH_FORBIDDEN, // it stands at an address that is not public
    WEBPUSH_STOPPED, // by us; does not count as an attempt
};
const char *webpush_answer_word(enum webpush_answer answer);
enum webpush_answer webpush_judge(int status); // of an HTTP answer

struct webpush_letter {
    str endpoint;
    bytes body; // webpush_seal
    str token, key; // vapid_token; the pair's `open` in base64url
    str topic; // a later letter replaces one of the same topic; letters of base64url, at most 32
    int64_t ttl; // seconds that the service keeps it
    bool urgent;
    // the answer
    enum webpush_answer answer;
    int64_t retry_after; // seconds that the service asks for; 0: nothing said
};

struct webpush;
// 10 seconds to connect, 20 for a letter; answers are not read beyond 16 kB, redirects not
// followed. The address that is really connected to must be public, whatever the name resolved to
// before; with a proxy it is the proxy that resolves and connects. `is_stopping` ends all within about
// a second. NULL when libcurl cannot start.
struct webpush *webpush_open(struct arena *a, const struct webpush_settings *settings,
                             bool (*is_stopping)(void *context), void *context);
// All of them, several at once; each letter has its answer afterwards.
void webpush_send(struct webpush *w, struct webpush_letter *letters, size_t n);
void webpush_close(struct webpush *w); // NULL is fine

#endif
