// SPDX-License-Identifier: AGPL-3.0-or-later
// Document (書類): what stands on a room's shelf: plans, doctors' orders, summaries, consents … as
// photos, PDF or the CSV of ケアプランデータ連携. A newer version takes the place of an older one,
// which stays; what is withdrawn stays too, with the reason. Titles, days, notes and names of
// files are sealed with the room's key, the files as attachments are. Mission E10.
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "attachment/attachment.h"
#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "seat/seat.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum document_kind {
    DOCUMENT_PLAN, // 計画書
    DOCUMENT_ORDER, // 指示書
    DOCUMENT_REPORT, // 報告書
    DOCUMENT_SUMMARY, // サマリー
    DOCUMENT_CONSENT, // 同意書
    DOCUMENT_DISCHARGE, // 退院時共同指導書
    DOCUMENT_TEST, // 検査結果
    DOCUMENT_MEDICINES, // お薬
    DOCUMENT_CARDS, // 保険証・認定
    DOCUMENT_MEETING, // 会議の記録
    DOCUMENT_OTHER, // その他
    DOCUMENT_KINDS,
};
extern const str document_kind_names[DOCUMENT_KINDS]; // in addresses and forms
str document_kind_label(enum document_kind kind);

enum document_format { DOCUMENT_PHOTO, DOCUMENT_PDF, DOCUMENT_CSV };
enum { DOCUMENT_MOST = 1000, DOCUMENT_MOST_VERSIONS = 200, DOCUMENT_MOST_FILES = 10 };
enum { DOCUMENT_MOST_TITLE = 100, DOCUMENT_MOST_NOTE = 1000, DOCUMENT_SOON_DAYS = 14 };
struct document_file {
    attachment_id id; // of the file in the store
    post_id post; // that it came with; {0}: it belongs to the shelf
    enum document_format format;
    str name;
    int64_t size, width, height;
};
struct document_files {
    size_t n;
    struct document_file *at;
};
struct document_text {
    enum document_kind kind;
    str title, note; // an empty title becomes the kind's label
    day dated_on; // 書類の日付
    day starts_on, ends_on; // 期間; the last day is a day of it
    office_id office; // that is told when the end is near; {0}: the author's
};
struct document_new {
    struct document_text text;
    struct document_files files; // made safe and stored; none in a change: those that stand
    str request_key; // of the form; the same key of the same seat writes once
};

enum document_outcome {
    DOCUMENT_PUT,
    DOCUMENT_PUT_BEFORE, // the same request again
    DOCUMENT_NO_FILE,
    DOCUMENT_TOO_MANY, // files, documents or versions
    DOCUMENT_TOO_LONG, // title or note
    DOCUMENT_NO_TERM, // ends before it begins
    DOCUMENT_NO_OFFICE, // the office has nobody in the room
    DOCUMENT_NO_REASON, // withdrawing asks for one
    DOCUMENT_CHANGED_MEANWHILE, // `revision` is not what stands
    DOCUMENT_NOT_ALLOWED, // closed, no patient's room, withdrawn, or (withdrawing) another office's
};
enum document_outcome document_put(struct tx *tx, const struct seat *seat,
                                   const struct document_new *new, document_id *out);
enum document_outcome document_change(struct tx *tx, const struct seat *seat, document_id document,
                                      int64_t revision, const struct document_new *new);
// By the office that put the version that stands.
enum document_outcome document_withdraw(struct tx *tx, const struct seat *seat,
                                        document_id document, int64_t revision, str reason);

// What attachment_prepare and attachment_store have made of an upload.
struct document_file document_file_of(const struct attachment_new *stored);

enum document_term { DOCUMENT_ENDLESS, DOCUMENT_NOT_YET, DOCUMENT_RUNS, DOCUMENT_SOON, DOCUMENT_OVER };
struct document {
    document_id id;
    int64_t revision;
    struct document_text text;
    struct document_files files;
    seat_id seat;
    office_id author_office;
    str author, office_name, reminded; // the office that is told
    instant written_at;
    bool withdrawn, may_withdraw;
    str reason; // of withdrawing
    enum document_term term;
    int days_left; // of DOCUMENT_SOON
};
struct documents {
    size_t n;
    struct document *at;
};
// What stands, the newest first; with the withdrawn ones at the end.
struct documents document_list(struct tx *tx, const struct seat *seat);
// What is over or soon will be, the first end first; for 「いま」.
struct documents document_list_ending(struct tx *tx, const struct seat *seat);
bool document_find(struct tx *tx, const struct seat *seat, document_id id, struct document *out);
struct documents document_versions(struct tx *tx, const struct seat *seat, document_id id);
// Versions written from `from` until before `until`, for what leaves the room: document by document,
// `most` after the first `skip` ones.
struct documents document_list_between(struct tx *tx, const struct seat *seat, instant from,
                                       instant until, int64_t skip, int64_t most);
int64_t document_count_between(struct tx *tx, const struct seat *seat, instant from, instant until);
// A file of any version.
bool document_file_find(struct tx *tx, const struct seat *seat, document_id id,
                        attachment_id file, struct document_file *out);

// Tells the people of the office that must renew: two weeks and three days before the end, and
// when it is over. The count of documents. A job's.
int document_remind(struct tx *tx);

// For sweeping the store: whether a shelf has that file; whether there is any at all.
bool document_file_is_known(struct tx *tx, attachment_id id);
bool document_has_any_file(struct tx *tx);
// Checks that every version opens as it was written, and calls `file` for each one's own files.
size_t document_verify(struct tx *tx, room_id room, const struct key *key,
                       void (*broken)(void *context, document_id document),
                       void (*file)(void *context, const struct document_file *file), void *context);

extern const struct routes document_routes;

#endif
