// SPDX-License-Identifier: AGPL-3.0-or-later
// One request from its headers to its answer. The library calls exchange_step
// once after the headers, once per piece of the body, and once at the end (again
// after a suspended connection was resumed). An answer given at the first call
// closes the connection, so only refusals are given there.
#include "server/inside.h"

#include "base/log.h"

#include <string.h>
#include <time.h>

int64_t seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec;
}

static void wire_until(struct wire *w, int seconds)
{
    atomic_store_explicit(&w->deadline, seconds ? seconds_now() + seconds : 0,
                          memory_order_relaxed);
}

// --- the beginning --------------------------------------------------------------------

static enum method method_of(const char *name)
{
    if (!strcmp(name, "GET"))
        return METHOD_GET;
    if (!strcmp(name, "POST"))
        return METHOD_POST;
    return strcmp(name, "HEAD") ? METHOD_OTHER : METHOD_HEAD;
}

static int method_refusal(const char *name)
{
    static const char *const registered[] = {"PUT",   "DELETE",  "OPTIONS",
                                             "PATCH", "CONNECT", "TRACE"};
    for (size_t i = 0; i < sizeof registered / sizeof *registered; i++)
        if (!strcmp(name, registered[i]))
            return 405;
    return 501;
}

static enum MHD_Result refuse(struct wire *w, int status)
{
    struct MHD_Response *reply = reply_refusal(kit_mine(), status);
    wire_until(w, GRACE_SECONDS);
    enum MHD_Result queued = MHD_queue_response(w->mhd, (unsigned)status, reply);
    MHD_destroy_response(reply);
    return queued;
}

static int admission_refusal(struct wire *w)
{
    struct kit *kit = kit_mine();
    const struct server_options *o = &w->server->options;
    int64_t declared = 0;
    str path;
    if (!parse_path(kit->arena, str_of(w->raw_path), &path))
        return 400;
    struct admission admission = o->admit(o->app, w->method, path);
    w->body_most = admission.max_body;
    w->tells_size = admission.tells_size;
    arena_reset(kit->arena);
    if (w->headers.content_length.p && !str_to_int(w->headers.content_length, &declared))
        return 400;
    if (declared < 0)
        return 413;
    if ((uint64_t)declared > w->body_most)
        w->refusal = 413;
    // What is soon dropped is waited for: the answer would be lost on a browser that still sends.
    bool waits = w->body_most > SWALLOW_MOST && (uint64_t)declared <= body_swallow_most(w);
    return waits ? 0 : w->refusal;
}

static enum MHD_Result exchange_begin(struct wire *w, const char *path, const char *method)
{
    w->raw_path = path;
    w->method = method_of(method);
    w->refusal = 0;
    w->tells_size = false;
    w->swallowed = 0;
    headers_read(w->mhd, &w->headers);
    int status = atomic_load(&w->server->stopping) ? 503
                 : w->method == METHOD_OTHER       ? method_refusal(method)
                                                   : headers_refusal(w);
    bool body = headers_body(&w->headers);
    if (!status && body)
        status = admission_refusal(w);
    if (status)
        return refuse(w, status);
    w->stage = body ? STAGE_BODY : STAGE_WHOLE;
    if (body)
        wire_until(w, BODY_SECONDS);
    return MHD_YES;
}

// --- the end ----------------------------------------------------------------------------

static void exchange_log(const struct wire *w)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "other"};
    log_line(LOG_DEBUG, "request", "method=%s status=%d", names[w->method], w->status);
}

void exchange_answer(struct wire *w, struct kit *kit)
{
    const struct server_options *o = &w->server->options;
    struct request request;
    w->status = request_read(w, kit->arena, &request);
    if (w->status) {
        w->reply = reply_refusal(kit, w->status);
    } else {
        struct response response = response_start(kit->arena);
        o->handle(o->app, &request, &response);
        w->status = response.status;
        w->reply = reply_make(w, kit, &request, &response);
    }
    arena_reset(kit->arena);
    exchange_log(w);
}

static enum MHD_Result exchange_queue(struct wire *w)
{
    struct MHD_Response *reply = w->reply;
    w->reply = NULL;
    body_free(w);
    enum MHD_Result queued = MHD_queue_response(w->mhd, (unsigned)w->status, reply);
    MHD_destroy_response(reply);
    return queued;
}

static bool wants_worker(struct wire *w)
{
    const struct server_options *o = &w->server->options;
    struct arena *a = kit_mine()->arena;
    str path;
    bool wants = w->method == METHOD_POST;
    if (!wants && parse_path(a, str_of(w->raw_path), &path))
        wants = o->admit(o->app, w->method, path).on_worker;
    arena_reset(a);
    return wants;
}

static enum MHD_Result exchange_end(struct wire *w)
{
    if (w->refusal && !(w->refusal == 413 && w->tells_size))
        return refuse(w, w->refusal);
    tls_learn_peer(w);
    wire_until(w, 0);
    if (!wants_worker(w)) {
        exchange_answer(w, kit_mine());
        return exchange_queue(w);
    }
    if (!workers_reserve(w->server->workers))
        return refuse(w, 503);
    w->stage = STAGE_WORKING;
    MHD_suspend_connection(w->mhd);
    workers_take(w->server->workers, w);
    return MHD_YES;
}

enum MHD_Result exchange_step(void *server, struct MHD_Connection *mhd, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **state)
{
    (void)server;
    (void)version;
    struct wire *w = *state;
    if (!w) {
        w = *state =
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
        atomic_fetch_add(&w->server->in_hand, 1);
        return exchange_begin(w, path, method);
    }
    if (*n_data) {
        bool go_on = body_take(w, data, *n_data);
        *n_data = 0;
        return go_on ? MHD_YES : MHD_NO;
    }
    return w->stage == STAGE_READY ? exchange_queue(w) : exchange_end(w);
}

void exchange_done(void *server, struct MHD_Connection *mhd, void **state,
                   enum MHD_RequestTerminationCode why)
{
    (void)mhd;
    (void)why;
    struct wire *w = *state;
    if (!w)
        return;
    transport_flush(w);
    body_free(w);
    if (w->reply)
        MHD_destroy_response(w->reply);
    w->reply = NULL;
    w->stage = STAGE_HEAD;
    atomic_fetch_sub(&w->server->in_hand, 1);
    wire_until(w, ((struct server *)server)->options.idle_seconds + GRACE_SECONDS);
}
