// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share; nothing outside includes it.
//
// A `wire` is one TLS connection. It carries one request at a time, so the
// request's state lives in it. Between its first byte and its answer a request
// belongs to exactly one thread: the connection's, or, while the connection is
// suspended, the worker's.
#ifndef SERVER_INSIDE_H
#define SERVER_INSIDE_H

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
    SWALLOW_MOST = 1 << 20, // bytes dropped after a refusal before hanging up
    SERIAL_MOST = 32,
};
#define UPLOADS_MOST ((size_t)256 << 20) // bytes of bodies in memory, all connections

// What each thread that answers keeps for itself.
struct kit {
    struct arena *arena;
    struct libdeflate_compressor *compressor;
};
struct kit *kit_mine(void); // made at first use, freed with the thread

// Views into the connection's memory, good until the answer is sent.
struct headers {
    str host, origin, fetch_site, if_none_match, browser, cookie;
    str accept_encoding, content_type, content_length, transfer_encoding, htmx;
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
    uint8_t *body;
    size_t body_n, body_room, body_most, swallowed;
    struct MHD_Response *reply;
    int status;
    struct wire *next_job;

    bool holds_next; // see transport.c
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

int64_t seconds_now(void); // monotonic

// --- tls.c
bool tls_check(const struct server_options *o); // certificate and key load and belong together
bool tls_trust(const struct server_options *o, gnutls_x509_trust_list_t *out);
void tls_begin(struct wire *w); // on a new connection
void tls_learn_peer(struct wire *w); // once per connection, after the handshake
extern const char tls_priorities[];

// --- listen.c
enum server_outcome listen_at(const struct server_options *o, int *out);
int listen_port(int fd);

// --- wires.c
void wire_notice(void *server, struct MHD_Connection *mhd, void **context,
                 enum MHD_ConnectionNotificationCode what);
void *wires_sweeper(void *server); // a thread

// --- body.c
bool body_take(struct wire *w, const char *data, size_t n); // false: hang up
void body_free(struct wire *w);

// --- transport.c
void transport_begin(struct wire *w);
void transport_drop(struct wire *w);

// --- request.c
void headers_read(struct MHD_Connection *mhd, struct headers *out);
int headers_refusal(const struct wire *w); // 0: well framed
bool headers_body(const struct headers *h); // a body follows
int request_read(struct wire *w, struct arena *a, struct request *out); // 0 or a status

// --- exchange.c
enum MHD_Result exchange_step(void *server, struct MHD_Connection *mhd, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **state);
void exchange_done(void *server, struct MHD_Connection *mhd, void **state,
                   enum MHD_RequestTerminationCode why);
void exchange_answer(struct wire *w, struct kit *kit); // fills reply and status

// --- reply.c
struct MHD_Response *reply_make(struct wire *w, struct kit *kit, const struct request *request,
                                struct response *response);
struct MHD_Response *reply_refusal(struct kit *kit, int status);

// --- workers.c
struct workers *workers_start(int threads); // NULL when threads cannot be had
bool workers_reserve(struct workers *k); // false: the queue is full
void workers_take(struct workers *k, struct wire *w); // after workers_reserve, suspended
bool workers_stop(struct workers *k, int seconds); // takes no more; false: some still run
void workers_free(struct workers *k); // after the daemon, which may still ask for room

// --- streams.c
struct MHD_Response *stream_open(struct wire *w, const struct response *response);
void streams_sweep(const struct server *s, int64_t now);
void streams_end(const struct server *s);
int streams_count(const struct server *s);

#endif
