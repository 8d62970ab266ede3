// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection and a server, as the files of this folder see them; nothing
// outside includes this.
//
// A `wire` is one TLS connection. It carries one request at a time, so the
// request's state lives in it. Between its first byte and its answer a request
// belongs to exactly one thread: the connection's, or, while the connection is
// suspended, the worker's.
#ifndef SERVER_WIRE_H
#define SERVER_WIRE_H

#include "server/server.h"

// gnutls.h declares a union of that name, ours is a struct in web/request.h.
#define params gnutls_params_
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#undef params
#include <libdeflate.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    WIRE_MEMORY = 12 * 1024, // request line, headers and answer's headers together
    BODY_SECONDS = 120, // for a whole body
    ANSWER_SECONDS = 1800, // for the other side to take a whole answer
    GRACE_SECONDS = 30, // over idle_seconds, for a handshake and the headers
    QUEUE_MOST = 1024, // requests that wait for a worker
    // Bytes dropped after a refusal before hanging up. A browser reads the answer only after it has
    // sent everything, so whoever sends files (a route that takes over SWALLOW_MOST) may finish.
    SWALLOW_MOST = 1 << 20,
    SWALLOW_FILES = 512 << 20,
    FIELDS_KEPT = 256 << 10, // of a body that is too large, where a page tells so
    SERIAL_MOST = 32,
};
#define UPLOADS_MOST ((size_t)256 << 20) // bytes of bodies in memory, all connections

// What each thread that answers keeps for itself.
struct kit {
    struct arena *arena;
    struct libdeflate_compressor *compressor;
};

// Views into the connection's memory, good until the answer is sent.
struct headers {
    str host, origin, fetch_site, if_none_match, browser, cookie;
    str accept_encoding, content_type, content_length, transfer_encoding, htmx, live;
    bool doubled; // a header that frames the request stands there twice
};

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_WHOLE, STAGE_WORKING, STAGE_READY };

struct wire {
    struct server *server;
    struct MHD_Connection *mhd;
    gnutls_session_t session;
    int fd;
    struct wire *next, *previous; // the server's list
    atomic_llong deadline; // monotonic seconds, after which the sweeper hangs up; 0: none
    bool peer_known;
    struct peer peer;
    uint8_t serial[SERIAL_MOST];
    char remote[INET6_ADDRSTRLEN];

    enum stage stage;
    enum method method;
    const char *raw_path;
    struct headers headers;
    int refusal; // the status to answer instead of asking the handler
    bool tells_size; // after a 413 the handler is asked all the same
    uint8_t *body;
    size_t body_n, body_room, body_most, swallowed;
    struct MHD_Response *reply;
    int status;
    struct wire *next_job;

    bool holds_next, more_follows; // see transport.c
    char *held;
    size_t n_held;
};

struct workers;

struct server {
    struct server_options options; // texts inside are not kept
    struct MHD_Daemon *daemon;
    gnutls_x509_trust_list_t trust; // NULL: no certificates asked for
    gnutls_datum_t ticket_key;
    struct workers *workers;
    int port;
    atomic_bool stopping;
    atomic_int in_hand; // requests between their headers and the end of their answer
    atomic_size_t uploads; // bytes of bodies in memory
    pthread_mutex_t lock; // guards wires, swept
    pthread_cond_t wake;
    struct wire *wires;
    bool sweep_ends;
    pthread_t sweeper;
};

#endif
