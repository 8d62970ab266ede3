// SPDX-License-Identifier: AGPL-3.0-or-later
// Post (投稿): what a member writes into a room, sealed with the room's key. 未読, 既読 and
// 確認しました are kept per person and honest: read is what was on the person's screen.
// Mission E1, E3.
#ifndef POST_POST_H
#define POST_POST_H

#include "attachment/attachment.h"
#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "seat/seat.h"

// Stored as numbers: never change the order.
enum post_kind {
    POST_REPORT, // 報告
    POST_QUESTION, // 相談
    POST_MESSAGE, // 連絡
    POST_URGENT, // 緊急
    POST_MEDICINE, // 服薬
    POST_VITALS, // バイタル
    POST_VISIT, // 訪問
    POST_HOSPITAL, // 入退院
    POST_WISHES, // 家族・意向
    POST_MEETING, // 会議
    POST_KINDS,
};
str post_kind_label(enum post_kind kind);
str post_kind_class(enum post_kind kind); // of the chip: "red" for 緊急, …

enum { POST_MOST_CHARACTERS = 10000, POST_MOST_FILES = 10, POST_PAGE = 30, POST_READS = 120 };

struct post_new {
    enum post_kind kind;
    post_id reply_to; // {0}: none
    str body;
    str request_key; // of the form; the same key of the same seat writes once
    struct attachment_new *files; // already made safe and stored
    size_t n_files;
};

// The beginning of a post's text on one line, for what refers to it.
str post_excerpt(struct arena *a, str body);

enum post_outcome {
    POST_WRITTEN,
    POST_WRITTEN_BEFORE, // the same request again: *out is the first one
    POST_EMPTY, // neither text nor file
    POST_TOO_LONG,
    POST_NO_SUCH_REPLY,
    POST_NOT_ALLOWED, // the room is closed, or a notice room
};
enum post_outcome post_write(struct tx *tx, const struct seat *seat, const struct post_new *new,
                             post_id *out);

struct post {
    post_id id;
    seat_id seat;
    str author, office;
    enum profession profession;
    enum post_kind kind;
    post_id reply_to;
    str reply_author, reply_excerpt; // of the post replied to, when there is one
    instant written_at;
    str body;
    bool mine;
    bool read_by_me, confirmed_by_me;
    int64_t readers, confirmers; // without the author; in a notice room for its officers only
    struct attachment_list files;
};
struct post_list {
    size_t n;
    struct post *at; // oldest first
    bool more; // there are further ones
    // Of a patient's room: everybody who ever had a seat; of a notice room: the authors.
    struct seat_rows people;
};
// The newest POST_PAGE posts, or those before `before`.
struct post_list post_list_before(struct tx *tx, const struct seat *seat, post_id before);
// What came after `after`, at most POST_PAGE.
struct post_list post_list_after(struct tx *tx, const struct seat *seat, post_id after);
// From `first` on, at most POST_READS: id, author's seat, time and counts only, for renewing them.
struct post_list post_list_reads(struct tx *tx, const struct seat *seat, post_id first);
struct post_list post_list_one(struct tx *tx, const struct seat *seat, post_id id);
bool post_find(struct tx *tx, const struct seat *seat, post_id id, struct post *out);

// Marks as read what was on the screen; unknown ids are passed over. Own posts are not marked.
void post_mark_read(struct tx *tx, const struct seat *seat, const post_id *posts, size_t n);
// 確認しました; marks read too. False: confirmed before, one's own, none, or the room is closed.
bool post_confirm(struct tx *tx, const struct seat *seat, post_id post);

enum reading { READING_UNREAD, READING_READ, READING_CONFIRMED };
struct reader {
    str name, office;
    enum profession profession;
    enum reading reading;
    instant read_at, confirmed_at;
};
struct readers {
    size_t n;
    struct reader *at; // grouped by profession, then office
};
// Everybody with a seat when the post was written or since, without the author.
struct readers post_readers(struct tx *tx, const struct seat *seat, post_id post);

// Checks up to 1,000 posts of the room after `after`: that each opens and that its row says what
// was sealed. n is 0 when there are none left.
struct post_check {
    size_t n;
    post_id last;
};
struct post_check post_verify(struct tx *tx, room_id room, const struct key *key, post_id after,
                              void (*broken)(void *context, post_id post), void *context);

#endif
