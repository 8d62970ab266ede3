// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder ask of each other; nothing outside includes it.
#ifndef SERVER_INSIDE_H
#define SERVER_INSIDE_H

#include "server/wire.h"

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
size_t body_swallow_most(const struct wire *w);
void body_free(struct wire *w);

// --- transport.c
void transport_begin(struct wire *w);
void transport_drop(struct wire *w);
void transport_flush(struct wire *w); // at the end of an answer

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
struct kit *kit_mine(void); // made at first use, freed with the thread
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
