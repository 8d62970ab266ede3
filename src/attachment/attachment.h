// SPDX-License-Identifier: AGPL-3.0-or-later
// Attachment (添付): photos (turned upright, metadata removed, with a thumbnail) and PDF,
// sealed with the room's key outside the database. Mission E2.
#ifndef ATTACHMENT_ATTACHMENT_H
#define ATTACHMENT_ATTACHMENT_H

#include "blob/blob.h"
#include "db/typed.h"
#include "ids.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum attachment_kind { ATTACHMENT_PHOTO, ATTACHMENT_PDF };

enum { ATTACHMENT_MOST_BYTES = 30 * 1024 * 1024 };

struct attachment_new {
    attachment_id id; // given by attachment_store
    enum attachment_kind kind;
    str file_name;
    bytes content, thumbnail;
    int width, height;
};
enum attachment_outcome {
    ATTACHMENT_READY,
    ATTACHMENT_WRONG_KIND, // by its content: not HEIC, JPEG, PNG or PDF
    ATTACHMENT_TOO_LARGE,
    ATTACHMENT_DAMAGED,
    ATTACHMENT_LOCKED, // a PDF with a password
    ATTACHMENT_TOO_MANY_PAGES,
};
// Makes an upload safe; touches no database. The extension of a photo becomes .jpg.
enum attachment_outcome attachment_prepare(struct image_worker *images, struct arena *a,
                                           const struct upload *upload, struct attachment_new *out);
// The same for what is shown in a room: a PDF must open too, without a password, in the worker
// that will show its pages.
enum attachment_outcome attachment_prepare_shown(struct image_worker *images, struct arena *a,
                                                 const struct upload *upload,
                                                 struct attachment_new *out);
const char *attachment_sentence(enum attachment_outcome outcome);

struct attachment {
    attachment_id id;
    post_id post;
    enum attachment_kind kind;
    str file_name;
    int64_t size, width, height;
};
struct attachment_list {
    size_t n;
    struct attachment *at;
};
// Writes the sealed contents, before the transaction that writes the post: what is never
// referred to is swept away after a day.
void attachment_store(struct tx *tx, struct blobs *blobs, const struct seat *seat,
                      struct attachment_new *new);
void attachment_add(struct tx *tx, const struct seat *seat, post_id post,
                    const struct attachment_new *new);
// Of posts from `first` to `last`, in order of post and id.
struct attachment_list attachment_list_between(struct tx *tx, const struct seat *seat,
                                               post_id first, post_id last);
// Of the post that began the thread and of its answers up to `last`.
struct attachment_list attachment_list_thread(struct tx *tx, const struct seat *seat,
                                              post_id thread, post_id last);
// The names of a post's files, for whoever holds the room's key without a seat: the index.
struct text_list attachment_names(struct tx *tx, room_id room, const struct key *key, post_id post);
bool attachment_find(struct tx *tx, const struct seat *seat, post_id post, attachment_id id,
                     struct attachment *out);

// For sweeping the store: whether a post has that file; whether there is any file at all.
bool attachment_is_known(struct tx *tx, attachment_id id);
bool attachment_has_any(struct tx *tx);

extern const struct routes attachment_routes;

#endif
