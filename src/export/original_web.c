// SPDX-License-Identifier: AGPL-3.0-or-later
// The copy of one file, as it is kept: what came with a post, or stands on the shelf. Looking at it
// needs a seat; taking it along needs the city's permission and a reason (guide 9(3)③), except in
// rooms without a patient, whose papers are there to be used. docs/decisions/0014.
#include "audit/audit.h"
#include "blob/blob.h"
#include "city/city.h"
#include "document/document.h"
#include "export/allowance.h"
#include "export/export.h"
#include "export/original_page.html.h"

static const struct form_rule reason_rule = {S_CONST("理由"), EXPORT_REASON_MOST, false};

struct original {
    attachment_id id;
    str name, word, type;
    int64_t size;
    day on; // written, or put on the shelf
    bool gone; // the post or the document was withdrawn
    enum frame_tab tab;
    url to, back;
    str back_label;
};

// --- finding it ------------------------------------------------------------------------------

static bool of_post(struct turn *t, struct original *out)
{
    struct attachment file;
    struct post post = {0};
    post_id id = {turn_param(t, 1)};
    if (!attachment_find(t->tx, t->seat, id, (attachment_id){turn_param(t, 2)}, &file) ||
        !post_glance(t->tx, t->seat, id, &post))
        return false;
    int64_t room = t->seat->room.v;
    bool photo = file.kind == ATTACHMENT_PHOTO;
    *out = (struct original){
        .id = file.id,
        .name = file.file_name,
        .word = photo ? S("写真") : S("PDF"),
        .type = photo ? S("image/jpeg") : S("application/pdf"),
        .size = file.size,
        .on = day_of(post.written_at),
        .gone = post.standing == POST_WITHDRAWN,
        .tab = FRAME_NONE,
        .to = url_make(t->arena, "/rooms/%i/posts/%i/files/%i/original", room, id.v, file.id.v),
        .back = url_make(t->arena, "/rooms/%i/posts/%i", room, id.v),
        .back_label = S("投稿に戻る"),
    };
    return true;
}

// A file stands in several versions when only the words beside it changed: its day is the first's.
static bool find_in(const struct documents *versions, attachment_id id, struct document_file *out,
                    day *on)
{
    bool found = false;
    for (size_t v = 0; v < versions->n; v++)
        for (size_t i = 0; i < versions->at[v].files.n; i++)
            if (attachment_same(versions->at[v].files.at[i].id, id)) {
                *out = versions->at[v].files.at[i];
                *on = day_of(versions->at[v].written_at);
                found = true;
            }
    return found;
}

static str type_of(enum document_format format)
{
    switch (format) {
    case DOCUMENT_PHOTO:
        return S("image/jpeg");
    case DOCUMENT_PDF:
        return S("application/pdf");
    case DOCUMENT_CSV:
        return S("text/csv");
    }
    return S("application/octet-stream");
}

static bool of_document(struct turn *t, struct original *out)
{
    static const str words[] = {[DOCUMENT_PHOTO] = S_CONST("写真"), [DOCUMENT_PDF] = S_CONST("PDF"),
                                [DOCUMENT_CSV] = S_CONST("ケアプランCSV")};
    struct document_file file;
    document_id id = {turn_param(t, 1)};
    struct documents versions = {0};
    day on;
    if (t->seat->kind == ROOM_PATIENT)
        versions = document_versions(t->tx, t->seat, id);
    if (!find_in(&versions, (attachment_id){turn_param(t, 2)}, &file, &on))
        return false;
    int64_t room = t->seat->room.v;
    *out = (struct original){
        .id = file.id,
        .name = file.name,
        .word = words[file.format],
        .type = type_of(file.format),
        .size = file.size,
        .on = on,
        .gone = versions.at[0].withdrawn, // the newest
        .tab = FRAME_DOCUMENTS,
        .to = url_make(t->arena, "/rooms/%i/documents/%i/files/%i/original", room, id.v, file.id.v),
        .back = url_make(t->arena, "/rooms/%i/documents/%i", room, id.v),
        .back_label = S("書類に戻る"),
    };
    return true;
}

// --- the page --------------------------------------------------------------------------------

static str size_text(struct arena *a, int64_t size)
{
    if (size < 1000000)
        return str_print(a, "%ldKB", (long)(size < 1000 ? 1 : (size + 500) / 1000));
    return str_print(a, "%ld.%ldMB", (long)(size / 1000000), (long)(size / 100000 % 10));
}

static void show(struct turn *t, const struct original *o, const struct form *form)
{
    struct city city = {.name = S("市")};
    city_find(t->tx, t->seat->city, &city);
    struct original_page page = {
        .base = turn_base(t, S("元のファイルの写し")),
        .frame = frame_of(t, o->tab, S("元のファイルの写し")),
        .form = *form,
        .city = city.name,
        .name = o->name,
        .facts = str_print(t->arena, "%.*s・%.*s・%.*s", STR(o->word),
                           STR(size_text(t->arena, o->size)), STR(turn_day(t, o->on))),
        .to = o->to,
        .back = o->back,
        .back_label = o->back_label,
        .is_patients = frame_is_patients(t),
        .gone = o->gone,
        .reason = field_of(form, S("reason"), reason_rule.label, NONE),
    };
    page.reason.required = true;
    page.reason.help = S("例：入院先に渡すため。チームの全員と介護支援課が読めます。");
    if (page.is_patients) {
        page.no_consent = !export_has_consent(t->tx, t->seat);
        page.may = permission_holds(t->tx, t->seat, PERMISSION_ORIGINAL, NULL);
        page.allowance = allowance_of(t, form, PERMISSION_ORIGINAL);
        page.allowance.open = true;
    }
    original_page_html(turn_out(t), &page);
    audit_viewed(t->me, t->seat->city, "export.view", t->seat->room, o->id.v, tx_now(t->tx));
}

// --- taking it ---------------------------------------------------------------------------------

static struct export_wish wish_for(const struct original *o, struct form *form)
{
    return (struct export_wish){
        .kind = PERMISSION_ORIGINAL,
        .from = o->on,
        .to = o->on,
        .part = 1,
        .parts = 1,
        .posts = 1,
        .reason = form_line(form, S("reason"), reason_rule),
        .file = o->id,
        .file_name = o->name,
    };
}

static bool is_free(const struct turn *t)
{
    return t->seat->kind != ROOM_PATIENT;
}

// The content, when it may leave: opened here, where nobody waits for the one who writes. Empty: it
// may not.
static void *content_of(struct turn *t, bool found, const struct original *o)
{
    struct form form = form_of(t->request);
    bytes *content = NEW(t->arena, bytes);
    if (!found || o->gone)
        return content;
    struct export_wish wish = wish_for(o, &form);
    if (!is_free(t) && (!form_ok(&form) || export_may(t->tx, t->seat, &wish) != EXPORT_READY))
        return content;
    if (!blob_get(t->services->blobs, t->arena, &t->seat->key, o->id.v, S("full"), content))
        tx_fail(t->tx, "a file of a room does not open");
    return content;
}

static void *post_original_prepare(struct turn *t)
{
    struct original o;
    bool found = of_post(t, &o);
    return content_of(t, found, &o);
}

static void *document_original_prepare(struct turn *t)
{
    struct original o;
    bool found = of_document(t, &o);
    return content_of(t, found, &o);
}

static void refuse(struct turn *t, const struct original *o, struct form *form,
                   enum export_outcome outcome)
{
    if (outcome == EXPORT_NOT_ALLOWED)
        form_refuse(form, NONE, S("市の許可がないため、写しを取れません。"));
    if (outcome == EXPORT_NO_REASON)
        form_refuse(form, S("reason"), S("理由を200文字までで書いてください。"));
    turn_refuse_form(t);
    show(t, o, form); // says of withdrawals what there is to say
}

static enum export_outcome written_down(struct turn *t, const struct original *o, struct form *form)
{
    const bytes *content = t->prepared;
    struct export_wish wish = wish_for(o, form);
    if (o->gone || content->n == 0)
        return is_free(t) ? EXPORT_NOTHING : export_may(t->tx, t->seat, &wish);
    if (!is_free(t))
        return export_record(t->tx, t->me, t->seat, &wish, NULL);
    audit_record(t->tx, &(struct audit_entry){"attachment.copy", .city = t->seat->city,
                                              .room = t->seat->room, .subject = o->id.v});
    return EXPORT_READY;
}

static void take(struct turn *t, const struct original *o)
{
    const bytes *content = t->prepared;
    struct form form = form_of(t->request);
    enum export_outcome outcome = written_down(t, o, &form);
    if (outcome == EXPORT_READY && !o->gone && content->n)
        response_file(t->response, *content, o->type, o->name, true);
    else
        refuse(t, o, &form, outcome);
}

static void answer(struct turn *t, bool found, const struct original *o)
{
    struct form form = form_empty(t->arena);
    if (!found)
        turn_missing(t);
    else if (t->request->method == METHOD_POST)
        take(t, o);
    else
        show(t, o, &form);
}

static void post_original_page(struct turn *t)
{
    struct original o;
    bool found = of_post(t, &o);
    answer(t, found, &o);
}

static void document_original_page(struct turn *t)
{
    struct original o;
    bool found = of_document(t, &o);
    answer(t, found, &o);
}

#define OF_POST "/rooms/:room/posts/:post/files/:file/original"
#define OF_DOCUMENT "/rooms/:room/documents/:document/files/:file/original"

static const struct route routes[] = {
    {METHOD_GET, OF_POST, post_original_page, .who = WHO_SEAT},
    {METHOD_POST, OF_POST, post_original_page, .prepare = post_original_prepare, .who = WHO_SEAT},
    {METHOD_GET, OF_DOCUMENT, document_original_page, .who = WHO_SEAT},
    {METHOD_POST, OF_DOCUMENT, document_original_page, .prepare = document_original_prepare,
     .who = WHO_SEAT},
};
const struct routes export_original_routes = {sizeof routes / sizeof routes[0], routes};
