// SPDX-License-Identifier: AGPL-3.0-or-later
// Only for tests: the other side of a connection (a GnuTLS session on loopback),
// certificates made on the spot, and a small application behind the server.
#ifndef SERVER_FAR_END_H
#define SERVER_FAR_END_H

#include <stdatomic.h>

#include "server/inside.h"

struct identity {
    gnutls_x509_crt_t certificate;
    gnutls_x509_privkey_t key;
};
enum identity_kind { IDENTITY_AUTHORITY, IDENTITY_SERVER, IDENTITY_DEVICE };
// Signed by `authority` (NULL: by itself); valid from a day ago for `days` days
// (negative: expired that many days ago).
struct identity identity_make(enum identity_kind kind, const struct identity *authority, int days);
str identity_pem(struct arena *a, const struct identity *i);
str identity_key_pem(struct arena *a, const struct identity *i);
// A list with that one certificate, due again in `days` (negative: overdue).
str identity_revoke(struct arena *a, const struct identity *authority, const struct identity *i,
                    int days);
void identity_free(struct identity *i);

// A server on a free port of 127.0.0.1 with one authority. Its application:
//   GET /peer    "none" or the fingerprint in hex      POST /echo  number of body bytes, fields, files
//   GET /page    30 kB of text                         GET /slow   after 0.2 s, on a worker
//   GET /live    events of topics 7 and 8, key 9       other       404
struct stand {
    struct arena *arena;
    struct identity authority, site, device;
    struct server *server;
    int port;
};
struct stand stand_up(struct server_options options);
void stand_down(struct stand *s);

extern atomic_int far_slow_begun; // how many requests of /slow are or were being answered

struct far_end {
    int fd;
    gnutls_session_t session;
    gnutls_certificate_credentials_t own;
};
struct far_options {
    const struct identity *identity; // NULL: no certificate
    const char *priorities; // NULL: normal
    gnutls_datum_t resume; // an earlier session
};
bool far_open(const struct stand *s, const struct far_options *options, struct far_end *out);
void far_close(struct far_end *f);
void far_send(struct far_end *f, str text); // what is refused is dropped
// Reads until `until` was seen, the far end closed, or `ms` passed; what came.
str far_read(struct far_end *f, struct arena *a, str until, int ms);
// Sends a request and reads its whole answer.
str far_ask(struct far_end *f, struct arena *a, str request);
int far_status(str answer); // 0: no answer
str far_body(str answer);

#endif
