// SPDX-License-Identifier: AGPL-3.0-or-later
// The listener: libmicrohttpd and GnuTLS in front, plain blocking handlers
// behind. TLS 1.3 only. Readers run on the connection's thread; routes that
// write or are slow run on workers, so that one waiting for the disk never
// holds up another's page. Bodies, headers, connections and times are limited.
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "web/request.h"
#include "web/response.h"

struct server;

// Decided from method and path alone, before the body is read.
struct admission {
    size_t max_body; // over it: 413
    bool tells_size; // over it: the handler answers; see request.too_large
    bool on_worker; // run on a worker thread
};

struct server_options {
    enum site site;
    str address; // "127.0.0.1", "::", …
    int port; // 0: any free one; see server_port
    str certificate_pem; // chain of this server
    str key_pem;
    str device_ca_pem; // member site: ask for certificates of this authority; empty: do not ask
    str revoked_pem; // CRL, may be empty
    int threads; // connection threads; 0: one per core, at most 4
    int workers; // 0: 32
    int max_connections; // 0: 10,000
    int idle_seconds; // 0: 60
    void *app;
    struct admission (*admit)(void *app, enum method method, str path);
    // Called with a complete request; fills the response. The arena is reset
    // after the response was handed to the connection.
    void (*handle)(void *app, const struct request *request, struct response *response);
};

enum server_outcome { SERVER_UP, SERVER_PORT_TAKEN, SERVER_BAD_TLS, SERVER_FAILED };
enum server_outcome server_start(const struct server_options *options, struct server **out);
int server_port(const struct server *s);
int server_live_streams(const struct server *s);
// Stops accepting, lets running handlers finish (at most `seconds`), ends streams.
void server_stop(struct server *s, int seconds);

struct live_sink;
// Delivers live events to the streams of all servers of this process.
const struct live_sink *server_live_sink(void);

#endif
