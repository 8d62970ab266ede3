// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of a document: photos as they are, PDF through the viewer, care plans as sheets.
#include "blob/blob.h"
#include "document/document_web.h"
#include "document/sheet.h"
#include "document/sheet_page.html.h"
#include "viewer/viewer.h"

static bool find_file(struct turn *t, struct document_file *out)
{
    document_id id = {turn_param(t, 1)};
    attachment_id file = {turn_param(t, 2)};
    if (frame_is_patients(t) && document_file_find(t->tx, t->seat, id, file, out))
        return true;
    turn_missing(t);
    return false;
}

static bool find_file_of(struct turn *t, enum document_format format, struct document_file *out)
{
    if (!find_file(t, out))
        return false;
    if (out->format == format)
        return true;
    turn_missing(t);
    return false;
}

static bool read_part(struct turn *t, const struct document_file *file, str part, bytes *out)
{
    if (blob_get(t->services->blobs, t->arena, &t->seat->key, file->id.v, part, out))
        return true;
    tx_fail(t->tx, "a document's file does not open");
    return false;
}

static void send_part(struct turn *t, const struct document_file *file, str part, str type)
{
    bytes content;
    if (read_part(t, file, part, &content))
        response_file(t->response, content, type, file->name, false);
}

#define HERE "/rooms/%i/documents/%i/files/%i"

static url file_url(struct turn *t, const struct document_file *file, const char *pattern)
{
    return url_make(t->arena, pattern, t->seat->room.v, turn_param(t, 1), file->id.v);
}

static void show_pdf(struct turn *t, const struct document_file *file)
{
    viewer_show(t, &(struct viewer_file){
                       .id = file->id,
                       .name = file->name,
                       .tab = FRAME_DOCUMENTS,
                       .page = S("書類"),
                       .here = file_url(t, file, HERE),
                       .picture = file_url(t, file, HERE "/picture"),
                       .original = file_url(t, file, HERE "/original"),
                       .back = document_url(t, (document_id){turn_param(t, 1)}),
                       .back_label = S("書類に戻る"),
                   });
}

static void show_sheet(struct turn *t, const struct document_file *file)
{
    bytes content;
    if (!read_part(t, file, S("full"), &content))
        return;
    struct careplan plan = careplan_read(t->arena, file->name, content);
    struct care_sheet_page page = {
        .base = turn_base(t, S("書類")),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .room_name = t->seat->room_name,
        .opens = plan.refused.n == 0,
        .has_everything = params_has(&t->request->query, S("all")),
        .fault = {"warn", S("このCSVは、表として読めません"), plan.refused, .to_label = NONE},
        .everything = url_with(t->arena, file_url(t, file, HERE), S("all"), S("1")),
        .original = file_url(t, file, HERE "/original"),
        .back = document_url(t, (document_id){turn_param(t, 1)}),
    };
    page.base.look = S("page-wide");
    if (page.opens)
        page.sheet = care_sheet_of(t->arena, &plan, page.has_everything);
    care_sheet_page_html(turn_out(t), &page);
}

void document_file_page(struct turn *t)
{
    struct document_file file;
    if (!find_file(t, &file))
        return;
    switch (file.format) {
    case DOCUMENT_PHOTO:
        send_part(t, &file, S("full"), S("image/jpeg"));
        break;
    case DOCUMENT_PDF:
        show_pdf(t, &file);
        break;
    case DOCUMENT_CSV:
        show_sheet(t, &file);
        break;
    }
    document_viewed(t, "document.file", file.id.v);
}

void document_picture_page(struct turn *t)
{
    struct document_file file;
    if (!find_file_of(t, DOCUMENT_PDF, &file))
        return;
    viewer_picture(t, file.id);
    document_viewed(t, "document.file", file.id.v);
}

void document_thumbnail_page(struct turn *t)
{
    struct document_file file;
    if (!find_file_of(t, DOCUMENT_PHOTO, &file))
        return;
    send_part(t, &file, S("thumbnail"), S("image/jpeg"));
    document_viewed(t, "document.file", file.id.v);
}
