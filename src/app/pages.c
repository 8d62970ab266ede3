// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/pages.h"

#include "appearance/appearance.h"
#include "assets.h"
#include "base/check.h"
#include "base.html.h"
#include "fault_page.html.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>

// --- assets --------------------------------------------------------------------------

static const struct asset *find_asset(str path)
{
    for (size_t i = 0; i < n_embedded_assets; i++)
        if (str_eq(embedded_assets[i].path, path))
            return &embedded_assets[i];
    return NULL;
}

static const struct asset *asset_named(str name)
{
    for (size_t i = 0; i < n_embedded_assets; i++)
        if (str_eq(embedded_assets[i].name, name))
            return &embedded_assets[i];
    check_failed("the asset exists", __FILE__, __LINE__);
    return NULL;
}

static void put_asset(const struct asset *asset, const struct request *request,
                      struct response *response)
{
    bytes body = asset->plain;
    if (request->accepts_brotli && asset->brotli.n) {
        body = asset->brotli;
        response_header(response, S("Content-Encoding"), S("br"));
    } else if (request->accepts_gzip && asset->gzip.n) {
        body = asset->gzip;
        response_header(response, S("Content-Encoding"), S("gzip"));
    }
    response->kind = BODY_ASSET;
    response->type = asset->type;
    // Constant memory: the buffer only points at it.
    response->body = (struct buf){.p = (char *)(uintptr_t)body.p, .n = body.n, .room = body.n};
}

// The service worker serves the pages of the folder that it lies in, so it lies in the root, under
// a name that stays: browsers look there for a newer one.
static bool is_worker(const struct request *request)
{
    return request->site == SITE_MEMBER && str_eq(request->path, S("/worker.js"));
}

static void put_worker(struct response *response)
{
    const struct asset *worker = asset_named(S("worker.js"));
    response->type = worker->type;
    // Constant memory: it is only read.
    response->body = (struct buf){.p = (char *)(uintptr_t)worker->plain.p,
                                  .n = worker->plain.n,
                                  .room = worker->plain.n};
}

bool page_asset(const struct request *request, struct response *response)
{
    bool worker = is_worker(request);
    bool named = worker || str_starts(request->path, S("/assets/"));
    if (!named || request->method == METHOD_POST)
        return false;
    if (request->site == SITE_MEMBER && !request->peer.has_certificate)
        return false;
    const struct asset *asset = worker ? NULL : find_asset(request->path);
    if (!worker && !asset)
        return false;
    *response = response_start(request->arena);
    if (worker)
        put_worker(response);
    else
        put_asset(asset, request, response);
    response_secure(response);
    return true;
}

// --- the help page without a certificate -----------------------------------------------

// The page carries its own style, which the policy allows by its hash alone.
static char help_policy[512];

static void make_help_policy(void)
{
    str page = bytes_str(asset_named(S("certificate-help.html"))->plain);
    size_t from = str_find(page, S("<style>")) + 7;
    size_t to = str_find(page, S("</style>"));
    check(from < to && to < page.n);
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const uint8_t *)page.p + from, to - from);
    char text[64];
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    snprintf(help_policy, sizeof help_policy,
             "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'; "
             "form-action 'none'",
             text);
}

void page_certificate_help(struct turn *t)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_help_policy);
    bytes page = asset_named(S("certificate-help.html"))->plain;
    t->response->status = 403;
    buf_put(turn_out(t), bytes_str(page));
    response_policy(t->response, str_of(help_policy));
}

// --- refusals and faults -----------------------------------------------------------------

static void show(struct turn *t, int status, struct fault_page page)
{
    page.base = turn_base(t, page.title);
    page.base.look = S("page-narrow");
    t->response->status = status;
    fault_page_html(turn_out(t), &page);
}

void page_foreign_origin(struct turn *t)
{
    show(t, 403,
         (struct fault_page){
             .title = S("別のサイトから送られた操作です"),
             .what = S("安全のため、この操作は行いませんでした。"),
             .next = S("つなぎの画面を開き直して、もう一度操作してください。"),
         });
}

void page_fault(const struct request *request, struct response *response, enum tx_end end)
{
    *response = response_start(request->arena);
    struct turn t = {.arena = request->arena, .request = request, .response = response};
    t.appearance = appearance_of_cookie(&request->cookies);
    response->body.furigana = t.appearance.furigana;
    if (end == TX_FULL)
        show(&t, 503,
             (struct fault_page){
                 .title = S("今は保存できません"),
                 .what = S("サーバーの空き容量が足りないため、保存できませんでした。"
                           "これまでの内容は残っていて、読むことはできます。"),
                 .next = S("ブラウザの「戻る」で入力した内容に戻れます。しばらくしてから、"
                           "もう一度保存してください。急ぎの連絡は電話でお願いします。"),
             });
    else
        show(&t, 500,
             (struct fault_page){
                 .title = S("うまく処理できませんでした"),
                 .what = S("システムの中で問題が起き、この操作は行われませんでした。"),
                 .next = S("ブラウザの「戻る」で入力した内容に戻れます。もう一度お試しください。"
                           "続くときは、市の介護支援課かシステム提供者にご連絡ください。"),
             });
}
