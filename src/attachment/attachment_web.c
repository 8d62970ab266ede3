// SPDX-License-Identifier: AGPL-3.0-or-later
// Attachments are shown inside the app: opened with the seat's key for each request, never
// cached by the browser, never run.
#include "attachment/attachment.h"
#include "audit/audit.h"
#include "seat/seat.h"
#include "viewer/viewer.h"

static void viewed(struct turn *t, const struct attachment *file)
{
    audit_viewed(t->me, t->seat->city, "attachment.view", t->seat->room, file->id.v,
                 tx_now(t->tx));
}

static void send_photo(struct turn *t, const struct attachment *file, str part)
{
    bytes content;
    if (!blob_get(t->services->blobs, t->arena, &t->seat->key, file->id.v, part, &content)) {
        tx_fail(t->tx, "an attachment does not open");
        return;
    }
    response_file(t->response, content, S("image/jpeg"), file->file_name, false);
    viewed(t, file);
}

static bool find(struct turn *t, struct attachment *file)
{
    post_id post = {turn_param(t, 1)};
    attachment_id id = {turn_param(t, 2)};
    if (attachment_find(t->tx, t->seat, post, id, file))
        return true;
    turn_missing(t);
    return false;
}

static url pages_url(struct turn *t, const struct attachment *file)
{
    return url_make(t->arena, "/rooms/%i/posts/%i/files/%i/pages", t->seat->room.v, file->post.v,
                    file->id.v);
}

// A photo as it is shown; of a PDF the viewer: the file itself leaves through src/export alone.
static void file_page(struct turn *t)
{
    struct attachment file;
    if (!find(t, &file))
        return;
    if (file.kind == ATTACHMENT_PHOTO)
        send_photo(t, &file, S("full"));
    else
        turn_go(t, pages_url(t, &file));
}

static void thumbnail_page(struct turn *t)
{
    struct attachment file;
    if (!find(t, &file))
        return;
    if (file.kind == ATTACHMENT_PHOTO)
        send_photo(t, &file, S("thumbnail"));
    else
        turn_missing(t);
}

// --- a PDF, page by page ------------------------------------------------------------------------

static bool find_pdf(struct turn *t, struct attachment *file)
{
    if (!find(t, file))
        return false;
    if (file->kind == ATTACHMENT_PDF)
        return true;
    turn_missing(t);
    return false;
}

static void pages_page(struct turn *t)
{
    struct attachment file;
    if (!find_pdf(t, &file))
        return;
    struct arena *a = t->arena;
    int64_t room = t->seat->room.v, post = file.post.v, id = file.id.v;
    bool keeps = t->seat->may_write && frame_is_patients(t);
    viewer_show(t, &(struct viewer_file){
                       .id = file.id,
                       .name = file.file_name,
                       .tab = FRAME_NONE,
                       .page = S("添付ファイル"),
                       .here = pages_url(t, &file),
                       .picture = url_make(a, "/rooms/%i/posts/%i/files/%i/picture", room, post, id),
                       .original = url_make(a, "/rooms/%i/posts/%i/files/%i/original", room, post, id),
                       .back = url_make(a, "/rooms/%i/posts/%i", room, post),
                       .back_label = S("投稿に戻る"),
                       .keep = url_make(a, "/rooms/%i/documents/new?post=%i&file=%i", room, post, id),
                       .keep_label = keeps ? S("書類の棚に置く") : NONE,
                   });
    viewed(t, &file);
}

static void picture_page(struct turn *t)
{
    struct attachment file;
    if (!find_pdf(t, &file))
        return;
    viewer_picture(t, file.id);
    viewed(t, &file);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/posts/:post/files/:file", file_page, .who = WHO_SEAT,
     .flags = ROUTE_SLOW},
    {METHOD_GET, "/rooms/:room/posts/:post/files/:file/pages", pages_page, .who = WHO_SEAT,
     .flags = ROUTE_SLOW},
    {METHOD_GET, "/rooms/:room/posts/:post/files/:file/picture", picture_page, .who = WHO_SEAT,
     .flags = ROUTE_SLOW},
    {METHOD_GET, "/rooms/:room/posts/:post/thumbnails/:file", thumbnail_page, .who = WHO_SEAT,
     .flags = ROUTE_SLOW},
};
const struct routes attachment_routes = {sizeof routes / sizeof routes[0], routes};
