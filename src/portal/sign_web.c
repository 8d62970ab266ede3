// SPDX-License-Identifier: AGPL-3.0-or-later
// The signature: drawn on the screen, or the photo or scan of the signed paper.
#include "application/application.h"
#include "attachment/attachment.h"
#include "portal/portal.h"
#include "portal/sign_page.html.h"
#include "portal/stay.h"

// A little more than a file may have; what is larger still is dropped and told all the same.
enum { SIGN_MOST_BYTES = 40 * 1024 * 1024 };

struct ready {
    enum attachment_outcome outcome;
    enum application_file_kind kind;
    struct attachment_new file;
    bool given;
};

static const struct upload *given_file(const struct request *r, enum application_file_kind *kind)
{
    const struct upload *scan = form_upload(r, S("scan"));
    *kind = scan ? FILE_SCAN : FILE_SIGNATURE;
    return scan ? scan : form_upload(r, S("drawn"));
}

static void *sign_prepare(struct turn *t)
{
    struct ready *ready = NEW(t->arena, struct ready);
    struct city city;
    struct stay v;
    const struct upload *upload = given_file(t->request, &ready->kind);
    if (!upload || !portal_city(t, &city) || !stay_find(t, &city, &v) || !stay_may_change(&v))
        return ready;
    ready->given = true;
    ready->outcome = attachment_prepare(t->services->images, t->arena, upload, &ready->file);
    if (ready->outcome == ATTACHMENT_READY)
        application_file_store(t->tx, t->services->blobs, city.id, &ready->file);
    return ready;
}

static struct signed_files files_of(struct turn *t, const struct stay *v)
{
    struct application_file_list list = application_files(t->tx, &v->of);
    struct signed_files files = {list.n, NEW_ARRAY(t->arena, struct signed_file, list.n)};
    for (size_t i = 0; i < list.n; i++)
        files.at[i] = (struct signed_file){
            .kind = application_file_kind_label(list.at[i].kind),
            .name = list.at[i].file_name,
            .when = turn_instant(t, list.at[i].added_at),
            .to = url_make(t->arena, "/apply/%s/files/%i", v->city.code, list.at[i].id.v),
            .remove =
                url_make(t->arena, "/apply/%s/files/%i/remove", v->city.code, list.at[i].id.v),
            .removable = application_file_is_removable(&v->of, &list.at[i]),
        };
    return files;
}

static void show_sign(struct turn *t, const struct stay *v, struct form *form)
{
    struct sign_page page = {
        .base = portal_base(t, &v->city, str_of(v->paper->title)),
        .form = *form,
        .paper_number = str_of(v->paper->number),
        .receipt = v->of.number,
        .to = portal_url(t, &v->city, "/sign"),
        .back = part_url(t, &v->city, (int)v->paper->n - 1),
        .next = portal_url(t, &v->city, "/check"),
        .n = (int)v->paper->n + 1,
        .of = stay_steps(v),
        .scan = field_of(form, S("scan"), S("署名・押印した紙の写真、またはPDF"), NONE),
        .most = ATTACHMENT_MOST_BYTES,
        .too_large = str_of(attachment_sentence(ATTACHMENT_TOO_LARGE)),
        .wrong_kind = str_of(attachment_sentence(ATTACHMENT_WRONG_KIND)),
        .files = files_of(t, v),
    };
    page.base.look = S("page-narrow");
    page.scan.help = S("写真（HEIC・JPEG・PNG）かPDF、30MBまでです。");
    sign_page_html(turn_out(t), &page);
}

static bool open_for_signing(struct turn *t, struct stay *v)
{
    if (!stay_open(t, v))
        return false;
    if (stay_needs_signature(v) && stay_may_change(v))
        return true;
    turn_go(t, portal_url(t, &v->city, "/status"));
    return false;
}

static void sign_form_page(struct turn *t)
{
    struct stay v;
    if (!open_for_signing(t, &v))
        return;
    struct form form = form_empty(t->arena);
    show_sign(t, &v, &form);
}

// A person signs once: the newly drawn signature takes the place of the one before.
static void take_file(struct turn *t, const struct stay *v, const struct ready *ready)
{
    struct application_file_list before = application_files(t->tx, &v->of);
    for (size_t i = 0; i < before.n; i++)
        if (ready->kind == FILE_SIGNATURE && before.at[i].kind == FILE_SIGNATURE)
            application_file_remove(t->tx, &v->of, before.at[i].id);
    application_file_add(t->tx, &v->of, ready->kind, &ready->file);
}

static void sign_save_page(struct turn *t)
{
    const struct ready *ready = t->prepared;
    struct stay v;
    struct form form = form_of(t->request);
    if (!open_for_signing(t, &v))
        return;
    if (t->request->too_large)
        form_refuse(&form, S("scan"),
                    S("ファイルが大きすぎて受け取れませんでした。1つ30MBまでです。これまでに保存した内"
                      "容は残っています。写真を1枚ずつ撮り直すか、解像度を下げて、もう一度選んでくださ"
                      "い。"));
    else if (ready->given && ready->outcome != ATTACHMENT_READY)
        form_refuse(&form, S("scan"), str_of(attachment_sentence(ready->outcome)));
    else if (ready->given)
        take_file(t, &v, ready);
    else if (!application_has_file(t->tx, &v.of, FILE_SIGNATURE) &&
             !application_has_file(t->tx, &v.of, FILE_SCAN))
        form_refuse(&form, S("scan"),
                    S("署名がまだありません。上の枠に書くか、署名または押印した紙の写真を選んでくだ"
                      "さい。"));
    if (form_ok(&form)) {
        turn_go(t, portal_url(t, &v.city, "/check"));
        return;
    }
    turn_refuse_form(t);
    show_sign(t, &v, &form);
}

static void file_remove_page(struct turn *t)
{
    struct stay v;
    attachment_id id = {turn_param(t, 1)};
    if (!open_for_signing(t, &v))
        return;
    if (application_file_remove(t->tx, &v.of, id))
        turn_go_saying(t, portal_url(t, &v.city, "/sign"), "付いていたものを外しました。");
    else
        turn_go_saying(t, portal_url(t, &v.city, "/sign"),
                       "外せませんでした。もう外してあるか、市がすでに受け取ったものです。");
}

static void file_page(struct turn *t)
{
    struct stay v;
    struct application_file file;
    bytes content;
    bool is_pdf;
    int64_t id = turn_param(t, 1);
    if (!stay_open(t, &v))
        return;
    if (!application_file_open(t->tx, t->services->blobs, &v.of, (attachment_id){id}, &file,
                               &content, &is_pdf)) {
        turn_missing(t);
        return;
    }
    response_file(t->response, content, is_pdf ? S("application/pdf") : S("image/jpeg"),
                  file.file_name, is_pdf);
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/sign", sign_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/sign", sign_save_page, .prepare = sign_prepare, .who = WHO_ANYONE,
     .flags = ROUTE_TELLS_SIZE, .max_body = SIGN_MOST_BYTES},
    {METHOD_POST, "/apply/:city/files/:file/remove", file_remove_page, .who = WHO_ANYONE},
    {METHOD_GET, "/apply/:city/files/:file", file_page, .who = WHO_ANYONE},
};
const struct routes portal_sign_routes = {sizeof routes / sizeof routes[0], routes};
