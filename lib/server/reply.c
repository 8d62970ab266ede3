// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include "base/check.h"
#include "base/log.h"

#include <stdlib.h>
#include <string.h>

enum { COMPRESS_FROM = 1024 };

// --- what a thread keeps --------------------------------------------------------------

static pthread_key_t kit_key;
static pthread_once_t kit_once = PTHREAD_ONCE_INIT;

static void kit_free(void *of)
{
    struct kit *kit = of;
    arena_free(kit->arena);
    libdeflate_free_compressor(kit->compressor);
    free(kit);
}

static void kit_prepare(void)
{
    check(pthread_key_create(&kit_key, kit_free) == 0);
}

struct kit *kit_mine(void)
{
    pthread_once(&kit_once, kit_prepare);
    struct kit *kit = pthread_getspecific(kit_key);
    if (kit)
        return kit;
    kit = calloc(1, sizeof *kit);
    check(kit != NULL);
    kit->arena = arena_new();
    kit->compressor = libdeflate_alloc_compressor(1);
    check(kit->compressor != NULL);
    pthread_setspecific(kit_key, kit);
    return kit;
}

// --- bodies ----------------------------------------------------------------------------

// A body outlives the arena it was made in, because it is sent piece by piece.
// It is wiped like the arena.
struct kept {
    size_t n;
    _Alignas(16) char p[];
};

static struct kept *kept_new(size_t n)
{
    struct kept *k = malloc(sizeof *k + n);
    check(k != NULL);
    k->n = n;
    return k;
}

static void kept_free(void *of)
{
    struct kept *k = of;
    explicit_bzero(k->p, k->n);
    free(k);
}

static struct MHD_Response *reply_kept(struct kept *k)
{
    struct MHD_Response *reply =
        MHD_create_response_from_buffer_with_free_callback_cls(k->n, k->p, kept_free, k);
    check(reply != NULL);
    return reply;
}

static struct MHD_Response *reply_copy(str body)
{
    struct kept *k = kept_new(body.n);
    if (body.n)
        memcpy(k->p, body.p, body.n);
    return reply_kept(k);
}

static void put_header(struct arena *a, struct MHD_Response *reply, str name, str value)
{
    if (MHD_add_response_header(reply, str_zero(a, name), str_zero(a, value)) != MHD_YES)
        log_error("server.header", "name=%.*s", STR(name));
}

// NULL when compressing does not make it smaller.
static struct MHD_Response *reply_compressed(struct kit *kit, str body)
{
    struct kept *k = kept_new(body.n);
    size_t n = libdeflate_gzip_compress(kit->compressor, body.p, body.n, k->p, body.n - 1);
    if (n == 0) {
        kept_free(k);
        return NULL;
    }
    k->n = n;
    struct MHD_Response *reply = reply_kept(k);
    put_header(kit->arena, reply, S("Content-Encoding"), S("gzip"));
    return reply;
}

static struct MHD_Response *reply_text(struct kit *kit, bool gzip, str body)
{
    struct MHD_Response *reply = NULL;
    if (gzip && body.n > COMPRESS_FROM)
        reply = reply_compressed(kit, body);
    if (!reply)
        reply = reply_copy(body);
    if (body.n > COMPRESS_FROM)
        put_header(kit->arena, reply, S("Vary"), S("Accept-Encoding"));
    return reply;
}

static struct MHD_Response *reply_asset(str body)
{
    struct MHD_Response *reply =
        MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p, MHD_RESPMEM_PERSISTENT);
    check(reply != NULL);
    return reply;
}

// --- the answer --------------------------------------------------------------------------

static struct MHD_Response *reply_body(struct wire *w, struct kit *kit,
                                       const struct request *request, struct response *response)
{
    str body = buf_str(&response->body);
    switch (response->kind) {
    case BODY_TEXT:
        return reply_text(kit, request->accepts_gzip, body);
    case BODY_BYTES:
        return reply_copy(body);
    case BODY_ASSET:
        return reply_asset(body);
    case BODY_LIVE:
        return w->method == METHOD_GET ? stream_open(w, response) : reply_copy(NONE);
    }
    return reply_copy(NONE);
}

struct MHD_Response *reply_make(struct wire *w, struct kit *kit, const struct request *request,
                                struct response *response)
{
    struct MHD_Response *reply = reply_body(w, kit, request, response);
    bool live = response->kind == BODY_LIVE;
    w->holds_next = response->body.n > 0 && !live && w->method != METHOD_HEAD &&
                    response->status != 204 && response->status != 304;
    if (live)
        response->type = S("text/event-stream");
    if (response->type.n)
        put_header(kit->arena, reply, S("Content-Type"), response->type);
    for (size_t i = 0; i < response->n_headers; i++)
        put_header(kit->arena, reply, response->headers[i].name, response->headers[i].value);
    atomic_store_explicit(&w->deadline, live ? 0 : seconds_now() + ANSWER_SECONDS,
                          memory_order_relaxed);
    return reply;
}

static str refusal_sentence(int status)
{
    switch (status) {
    case 405:
    case 501:
        return S("この操作には対応していません。前の画面に戻ってください。");
    case 413:
        return S("送られた内容が大きすぎて、受け取れませんでした。ブラウザの「戻る」で前の画面に戻り"
                 "、写真やファイルを減らすか小さくして、もう一度お送りください。");
    case 415:
        return S("送られた内容の形式を読み取れません。前の画面に戻って、もう一度お送りください。");
    case 503:
        return S("ただいま混み合っています。1分ほど待ってから、もう一度お試しください。");
    default:
        return S("送られた内容を読み取れませんでした。前の画面に戻って、もう一度お試しください。");
    }
}

struct MHD_Response *reply_refusal(struct kit *kit, int status)
{
    struct response r = response_start(kit->arena);
    r.status = status;
    if (status == 405)
        response_header(&r, S("Allow"), S("GET, HEAD, POST"));
    if (status == 503)
        response_header(&r, S("Retry-After"), S("30"));
    response_secure(&r);
    buf_put(&r.body, S("<!DOCTYPE html>\n<html lang=\"ja\"><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width\">"
                       "<title>お知らせ</title><p>"));
    buf_put(&r.body, refusal_sentence(status));
    buf_put(&r.body, S("</p></html>\n"));
    struct MHD_Response *reply = reply_copy(buf_str(&r.body));
    put_header(kit->arena, reply, S("Content-Type"), S("text/html; charset=utf-8"));
    for (size_t i = 0; i < r.n_headers; i++)
        put_header(kit->arena, reply, r.headers[i].name, r.headers[i].value);
    arena_reset(kit->arena);
    return reply;
}
