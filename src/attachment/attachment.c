// SPDX-License-Identifier: AGPL-3.0-or-later
#include "attachment/attachment.h"

#include "attachment/attachment.sql.h"
#include "audit/audit.h"
#include "seat/seat.h"
#include "server/image.h"
#include "server/pdf.h"

// --- making an upload safe -----------------------------------------------------------------

// What a file is, is told by its first bytes; names and announced types are not trusted.
static bool is_pdf(bytes content)
{
    return content.n > 4 && memcmp(content.p, "%PDF-", 5) == 0;
}

// The extension says what the content now is: a photo is always JPEG.
static str name_with(struct arena *a, str name, str extension)
{
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.')
        dot--;
    str stem = dot > 1 ? str_part(name, 0, dot - 1) : name;
    if (stem.n == 0)
        stem = S("添付");
    return str_print(a, "%.*s%.*s", STR(stem), STR(extension));
}

static enum attachment_outcome prepare_photo(struct image_worker *images, struct arena *a,
                                             const struct upload *upload,
                                             struct attachment_new *out)
{
    struct image image;
    switch (image_make(images, a, upload->content, &image)) {
    case IMAGE_OK:
        *out = (struct attachment_new){
            .kind = ATTACHMENT_PHOTO,
            .file_name = name_with(a, upload->file_name, S(".jpg")),
            .content = image.full,
            .thumbnail = image.thumbnail,
            .width = image.width,
            .height = image.height,
        };
        return ATTACHMENT_READY;
    case IMAGE_NOT_AN_IMAGE:
        return ATTACHMENT_WRONG_KIND;
    case IMAGE_TOO_LARGE:
        return ATTACHMENT_TOO_LARGE;
    case IMAGE_WORKER_DIED:
        return ATTACHMENT_DAMAGED;
    }
    return ATTACHMENT_DAMAGED;
}

enum attachment_outcome attachment_prepare(struct image_worker *images, struct arena *a,
                                           const struct upload *upload, struct attachment_new *out)
{
    if (upload->content.n > ATTACHMENT_MOST_BYTES)
        return ATTACHMENT_TOO_LARGE;
    if (!is_pdf(upload->content))
        return prepare_photo(images, a, upload, out);
    *out = (struct attachment_new){
        .kind = ATTACHMENT_PDF,
        .file_name = name_with(a, upload->file_name, S(".pdf")),
        .content = upload->content,
    };
    return ATTACHMENT_READY;
}

enum attachment_outcome attachment_prepare_shown(struct image_worker *images, struct arena *a,
                                                 const struct upload *upload,
                                                 struct attachment_new *out)
{
    struct pdf_page page;
    enum attachment_outcome outcome = attachment_prepare(images, a, upload, out);
    if (outcome != ATTACHMENT_READY || out->kind != ATTACHMENT_PDF)
        return outcome;
    switch (pdf_look(images, a, out->content, &(struct pdf_question){.page = 1}, &page)) {
    case PDF_OK:
        return ATTACHMENT_READY;
    case PDF_LOCKED:
        return ATTACHMENT_LOCKED;
    case PDF_TOO_LARGE:
        return ATTACHMENT_TOO_MANY_PAGES;
    case PDF_BROKEN:
    case PDF_NO_PAGE:
    case PDF_WORKER_DIED:
        return ATTACHMENT_DAMAGED;
    }
    return ATTACHMENT_DAMAGED;
}

const char *attachment_sentence(enum attachment_outcome outcome)
{
    switch (outcome) {
    case ATTACHMENT_READY:
        return "";
    case ATTACHMENT_WRONG_KIND:
        return "添付できるのは、写真（HEIC・JPEG・PNG）とPDFです。別の形式のファイルは、PDFにしてから添付してください。";
    case ATTACHMENT_TOO_LARGE:
        return "ファイルが大きすぎます。1つ30MBまで、写真は5,000万画素までです。";
    case ATTACHMENT_DAMAGED:
        return "ファイルを読み取れませんでした。壊れていないか確かめて、もう一度添付してください。";
    case ATTACHMENT_LOCKED:
        return pdf_sentence(PDF_LOCKED);
    case ATTACHMENT_TOO_MANY_PAGES:
        return pdf_sentence(PDF_TOO_LARGE);
    }
    return "";
}

// --- rows ------------------------------------------------------------------------------------

static struct place name_place(room_id room, attachment_id id)
{
    return (struct place){S("attachment"), S("file_name"), id.v, room.v};
}

void attachment_store(struct tx *tx, struct blobs *blobs, const struct seat *seat,
                      struct attachment_new *new)
{
    new->id = (attachment_id){tx_new_id(tx)};
    blob_put(blobs, tx, &seat->key, new->id.v, S("full"), new->content);
    if (new->thumbnail.n)
        blob_put(blobs, tx, &seat->key, new->id.v, S("thumbnail"), new->thumbnail);
}

void attachment_add(struct tx *tx, const struct seat *seat, post_id post,
                    const struct attachment_new *new)
{
    attachment_insert(tx, &(struct attachment_insert_params){
                              .room = seat->room,
                              .post = post,
                              .id = new->id,
                              .kind = new->kind,
                              .file_name = seal_text(tx_arena(tx), &seat->key,
                                                     name_place(seat->room, new->id), new->file_name),
                              .size = (int64_t)new->content.n,
                              .width = new->width,
                              .height = new->height,
                          });
}

static struct attachment opened(struct tx *tx, const struct seat *seat,
                                const struct attachment_row *row)
{
    struct attachment file = {
        .id = row->id,
        .post = row->post,
        .kind = row->kind,
        .size = row->size,
        .width = row->width,
        .height = row->height,
    };
    if (!unseal_text(tx_arena(tx), &seat->key, name_place(seat->room, row->id), row->file_name,
                     &file.file_name))
        tx_fail(tx, "the name of an attachment does not open");
    return file;
}

static struct attachment_list all_opened(struct tx *tx, const struct seat *seat,
                                         const struct attachment_row_list *rows)
{
    struct attachment_list list = {rows->n, NEW_ARRAY(tx_arena(tx), struct attachment, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        list.at[i] = opened(tx, seat, &rows->at[i]);
    return list;
}

struct attachment_list attachment_list_between(struct tx *tx, const struct seat *seat,
                                               post_id first, post_id last)
{
    struct attachment_row_list rows = attachment_between(tx, seat->room, first, last);
    return all_opened(tx, seat, &rows);
}

struct attachment_list attachment_list_thread(struct tx *tx, const struct seat *seat,
                                              post_id thread, post_id last)
{
    struct attachment_row_list rows = attachment_of_thread(tx, seat->room, thread, last);
    return all_opened(tx, seat, &rows);
}

struct text_list attachment_names(struct tx *tx, room_id room, const struct key *key, post_id post)
{
    struct attachment_row_list rows = attachment_between(tx, room, post, post);
    struct text_list names = {rows.n, NEW_ARRAY(tx_arena(tx), str, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        if (!unseal_text(tx_arena(tx), key, name_place(room, rows.at[i].id), rows.at[i].file_name,
                         &names.at[i]))
            tx_fail(tx, "the name of an attachment does not open");
    return names;
}

bool attachment_find(struct tx *tx, const struct seat *seat, post_id post, attachment_id id,
                     struct attachment *out)
{
    struct attachment_row row;
    if (!attachment_by_id(tx, seat->room, post, id, &row))
        return false;
    *out = opened(tx, seat, &row);
    return tx_ok(tx);
}

bool attachment_is_known(struct tx *tx, attachment_id id)
{
    attachment_id found;
    return attachment_known(tx, id, &found);
}

bool attachment_has_any(struct tx *tx)
{
    attachment_id found;
    return attachment_first(tx, &found);
}
