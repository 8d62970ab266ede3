// SPDX-License-Identifier: AGPL-3.0-or-later
// Post (投稿): what a member writes into a room, sealed with the room's key. Nothing is erased: a
// post that is corrected or withdrawn keeps what it said before, with time and person, and is
// unread again for everybody. Mission E1, E4; 安全管理ガイドライン on 確定, 訂正 and 代行入力.
#ifndef POST_POST_H
#define POST_POST_H

#include "addressee/addressee.h"
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
// In a group nothing is about a patient: 報告 相談 連絡 緊急 会議 only.
bool post_kind_fits(enum post_kind kind, enum room_kind room);
str post_kind_class(enum post_kind kind); // of the chip: "red" for 緊急, …

enum { POST_MOST_CHARACTERS = 10000, POST_MOST_FILES = 10, POST_MOST_PINS = 20 };
enum { POST_PAGE = 30, POST_READS = 120 };
struct post_new {
    enum post_kind kind;
    post_id reply_to, quotes; // {0}: none
    seat_id for_seat; // 代行入力: whose words these are, of the same office; {0}: the author's own
    struct addressees to;
    bool asks; // 要確認: those addressed confirm until due_at
    instant due_at;
    str body;
    str request_key; // of the form; the same key of the same seat writes once
    struct attachment_new *files; // already made safe and stored
    size_t n_files;
    str tokens; // of the text and the files, from post_tokens; NONE: made when it is written
};
// What the search needs of a post, made before the transaction that writes it.
str post_tokens(struct tx *tx, const struct seat *seat, const struct post_new *new);
// The marks of the index (index/index.h) for a search: a part of the author's name, folded, or empty;
// PROFESSIONS and POST_KINDS: any.
enum { POST_MARKS_MOST = 64 };
struct post_traits {
    str person;
    enum profession profession;
    enum post_kind kind;
    bool has_files;
};
struct text_list post_index_marks(struct arena *a, const struct post_traits *traits);

str post_excerpt(struct arena *a, str body); // the text's beginning on one line

enum post_outcome {
    POST_WRITTEN,
    POST_WRITTEN_BEFORE, // the same request again: *out is the first one
    POST_EMPTY, // neither text nor file
    POST_TOO_LONG,
    POST_NO_SUCH_REPLY, // the post answered or quoted is not of this room
    POST_THREAD_CLOSED, // the answer belongs to a thread that is settled
    POST_NO_SUCH_PERSON, // addressed, or spoken for, but not in the room (or of another office)
    POST_NOBODY_ASKED, // a due time without anybody addressed
    POST_DUE_PAST, // a due time that is over, or more than a year away
    POST_NOT_ALLOWED, // the room is closed, or a notice room; or a kind that a group does not have
};
enum post_outcome post_write(struct tx *tx, const struct seat *seat, const struct post_new *new,
                             post_id *out);

enum post_standing { POST_STANDS, POST_EDITED, POST_CORRECTED, POST_WITHDRAWN };
enum post_change {
    POST_CHANGED,
    POST_SAME, // the text is what it was
    POST_CHANGE_EMPTY, // no text, or no reason for withdrawing
    POST_CHANGE_LONG,
    POST_CHANGED_MEANWHILE, // `revision` is not the post's any more
    POST_CHANGE_REFUSED, // not one's own, withdrawn, room closed, or no such post
};
// 編集 within the city's grace, 訂正 after it; by the author, or in whose name it stands.
enum post_change post_correct(struct tx *tx, const struct seat *seat, post_id post,
                              int64_t revision, str body);
// 取消: the reason stands in the place of the text.
enum post_change post_withdraw(struct tx *tx, const struct seat *seat, post_id post,
                               int64_t revision, str reason);
instant post_final_at(struct tx *tx, const struct seat *seat, instant written_at);

struct post_version {
    int64_t revision;
    enum post_standing standing;
    instant since; // written or changed
    str by, body; // who wrote or changed it, to what
    int64_t readers, confirmers; // of this version
};
struct post_versions {
    size_t n;
    struct post_version *at; // oldest first; the last is what stands
};
struct post_versions post_versions(struct tx *tx, const struct seat *seat, post_id post);

struct post {
    post_id id;
    seat_id seat, for_seat;
    str author, office, for_author; // 代行入力: whose words these are
    enum profession profession;
    enum post_kind kind;
    post_id reply_to, thread, quotes;
    str reply_author, reply_excerpt, quote_author, quote_excerpt; // when there is one
    instant written_at, due_at, changed_at;
    int64_t revision;
    enum post_standing standing;
    struct addressees to;
    str body;
    bool to_me, mine; // mine: written by me, or in my name
    bool read_by_me, confirmed_by_me;
    int64_t readers, confirmers; // without the author; in a notice room for its officers only
    // 医師 who sit here, were here when it was written, and have not read it; of a patient's room.
    struct seat_id_list unread_doctors;
    int64_t replies, unread_replies; // of the thread that this post began
    struct attachment_list files;
};
struct post_list {
    size_t n;
    struct post *at; // oldest first
    bool more; // there are further ones
    post_id thread; // when the list is one thread
    // Of a room or group: everybody who ever had a seat; of a notice room: the authors.
    struct seat_rows people;
};
// The newest POST_PAGE posts, or those before `before`.
struct post_list post_list_before(struct tx *tx, const struct seat *seat, post_id before);
// What came after `after`, at most POST_PAGE.
struct post_list post_list_after(struct tx *tx, const struct seat *seat, post_id after);
// What was written from `from` until before `until`, for what leaves the room: `most` after the
// first `skip` ones.
struct post_list post_list_between(struct tx *tx, const struct seat *seat, instant from,
                                   instant until, int64_t skip, int64_t most);
int64_t post_count_between(struct tx *tx, const struct seat *seat, instant from, instant until);
// From a few posts before that one on, at most POST_PAGE.
struct post_list post_list_around(struct tx *tx, const struct seat *seat, post_id first);
// Around the first post that is unread and came after the invitation; n is 0 when there is none.
struct post_list post_list_unread(struct tx *tx, const struct seat *seat);
// The post that began the thread, and its answers after `after`, at most POST_PAGE.
struct post_list post_list_thread(struct tx *tx, const struct seat *seat, post_id thread,
                                  post_id after);
// From `first` on, at most POST_READS: id, author's seat, time and counts only, for renewing them.
struct post_list post_list_reads(struct tx *tx, const struct seat *seat, post_id first);
struct post_list post_list_one(struct tx *tx, const struct seat *seat, post_id id);
bool post_find(struct tx *tx, const struct seat *seat, post_id id, struct post *out);
// What a search looks at: seats, kind, standing, time and text only.
bool post_glance(struct tx *tx, const struct seat *seat, post_id id, struct post *out);

// 固定: posts that everybody should see first; POST_MOST_PINS in a room. Last pinned first.
struct post_list post_list_pinned(struct tx *tx, const struct seat *seat);
enum pin_outcome { PIN_DONE, PIN_TOO_MANY, PIN_REFUSED };
enum pin_outcome post_pin(struct tx *tx, const struct seat *seat, post_id post);
enum pin_outcome post_unpin(struct tx *tx, const struct seat *seat, post_id post);

// Posts of the room between both, newest first, at most `most`: for searches by date alone.
struct post_id_list post_ids_between(struct tx *tx, const struct seat *seat, int64_t after,
                                     int64_t before, int64_t most);

// Puts up to `most` posts before `before` into the index. The oldest of them; {0}: none is older.
post_id post_index_before(struct tx *tx, room_id room, const struct key *key, post_id before,
                          int64_t most);

// Checks up to 1,000 posts of the room after `after`: that each opens and that its row says what
// was sealed, all its versions too. n is 0 when there are none left.
struct post_check {
    size_t n;
    post_id last;
};
struct post_check post_verify(struct tx *tx, room_id room, const struct key *key, post_id after,
                              void (*broken)(void *context, post_id post), void *context);

#endif
