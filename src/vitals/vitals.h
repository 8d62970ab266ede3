// SPDX-License-Identifier: AGPL-3.0-or-later
// Vitals (バイタル): what was measured of a room's patient, one sealed row per measuring; limits
// whose crossing the team is told of. Nothing is erased: what is corrected or withdrawn keeps what
// it said before, with time and person. Mission E7; 安全管理ガイドライン on 確定 and 訂正.
#ifndef VITALS_VITALS_H
#define VITALS_VITALS_H

#include "ids.h"
#include "post/post.h"
#include "seat/seat.h"

// Stored as numbers: never change the order.
enum vitals_sign {
    VITALS_TEMPERATURE, // 体温, in tenths
    VITALS_PULSE, // 脈拍
    VITALS_SYSTOLIC, // 血圧（上）
    VITALS_DIASTOLIC, // 血圧（下）
    VITALS_SPO2,
    VITALS_BREATHS, // 呼吸
    VITALS_WEIGHT, // 体重, in tenths
    VITALS_GLUCOSE, // 血糖
    VITALS_PAIN, // 痛み, NRS 0–10
    VITALS_JCS, // 意識レベル: 0, 1, 2, 3, 10, 20, 30, 100, 200, 300
    VITALS_SIGNS,
};
enum { VITALS_NOTE_MOST = 500, VITALS_MOST_LISTED = 1000 };
#define VITALS_NOT INT64_MIN // not measured

struct vitals_values {
    int64_t at[VITALS_SIGNS];
};
struct vitals_values vitals_nothing(void);
bool vitals_is_empty(const struct vitals_values *values);

struct vitals_facts {
    str label, word, unit; // "体温", "temperature", "℃"
    int places; // decimals; the numbers below are whole alike
    int64_t least, most; // outside: impossible
    int64_t low, high; // outside: unlikely, asked again
};
const struct vitals_facts *vitals_facts_of(enum vitals_sign sign);

enum vitals_reading { VITALS_READ, VITALS_BLANK, VITALS_NO_NUMBER, VITALS_IMPOSSIBLE };
// Reads "36.5", "３６．５", and "365" for a temperature. *out is the number read also when it is
// impossible.
enum vitals_reading vitals_read(struct arena *a, enum vitals_sign sign, str typed, int64_t *out);
bool vitals_is_likely(enum vitals_sign sign, int64_t value);
// The likely value that this may be a slip of: digits changed places, a point forgotten. False: none.
bool vitals_slip_of(enum vitals_sign sign, int64_t value, int64_t *out);
bool vitals_is_jcs(int64_t value);

str vitals_number(struct arena *a, enum vitals_sign sign, int64_t value); // "36.5"
str vitals_amount(struct arena *a, enum vitals_sign sign, int64_t value); // "36.5℃"
// "体温 36.5℃、血圧 132/78mmHg": what was measured, joined by `between`.
str vitals_text(struct arena *a, const struct vitals_values *values, str between);

// --- measuring ---------------------------------------------------------------------------

struct vitals_new {
    instant measured_at;
    struct vitals_values values;
    str note, request_key; // of the form: the same form with the same values is one measuring
    bool posts; // stands in the timeline too; beyond a limit it does so anyway
};
enum vitals_outcome {
    VITALS_WRITTEN,
    VITALS_WRITTEN_BEFORE,
    VITALS_EMPTY,
    VITALS_OUT_OF_RANGE,
    VITALS_CROSSED, // the lower blood pressure is not below the upper
    VITALS_IN_FUTURE, // or more than ten years ago
    VITALS_NOTE_LONG,
    VITALS_SAME, // a correction that changes nothing
    VITALS_CHANGED_MEANWHILE,
    VITALS_NO_REASON, // for withdrawing
    VITALS_REFUSED, // not one's own, withdrawn, room closed, no patient's room
};
enum vitals_outcome vitals_write(struct tx *tx, const struct seat *seat,
                                 const struct vitals_new *new, vitals_id *out);
// By whoever wrote it down; the post in the timeline follows. `request_key` and `posts` count not.
enum vitals_outcome vitals_correct(struct tx *tx, const struct seat *seat, vitals_id id,
                                   int64_t revision, const struct vitals_new *new);
enum vitals_outcome vitals_withdraw(struct tx *tx, const struct seat *seat, vitals_id id,
                                    int64_t revision, str reason);

struct vitals {
    vitals_id id;
    seat_id seat;
    str author; // of this version: who wrote or changed it
    instant measured_at, written_at, changed_at;
    int64_t revision;
    enum post_standing standing;
    struct vitals_values values; // nothing when withdrawn
    str note; // when withdrawn: why
    post_id post;
    bool mine;
};
struct vitals_list {
    size_t n;
    struct vitals *at;
    bool more;
};
// Newest first, withdrawn ones too; at most VITALS_MOST_LISTED.
struct vitals_list vitals_list_since(struct tx *tx, const struct seat *seat, instant since);
// Measured from `from` until before `until`, oldest first, for what leaves the room: `most` after the
// first `skip` ones.
struct vitals_list vitals_list_between(struct tx *tx, const struct seat *seat, instant from,
                                       instant until, int64_t skip, int64_t most);
int64_t vitals_count_between(struct tx *tx, const struct seat *seat, instant from, instant until);
bool vitals_find(struct tx *tx, const struct seat *seat, vitals_id id, struct vitals *out);
// Oldest first; the last is what stands.
struct vitals_list vitals_versions(struct tx *tx, const struct seat *seat, vitals_id id);
// The newest that stands, in one query.
bool vitals_newest(struct tx *tx, const struct seat *seat, struct vitals *out);

// --- limits --------------------------------------------------------------------------------

struct vitals_limit {
    limit_id id;
    enum vitals_sign sign;
    bool upper; // told at that value or above; else at it or below
    int64_t value;
    bool urgent; // 緊急, else バイタル
    uint64_t professions; // a bit for each 職種 that is told
    instant set_at, ended_at;
    seat_id set_by, ended_by;
    str set_name, ended_name;
};
struct vitals_limits {
    size_t n;
    struct vitals_limit *at;
};
enum limit_outcome { LIMIT_SET, LIMIT_SAME, LIMIT_OUT_OF_RANGE, LIMIT_NOBODY, LIMIT_REFUSED };
// One for each sign and side: a former one ends.
enum limit_outcome vitals_limit_set(struct tx *tx, const struct seat *seat,
                                    const struct vitals_limit *new);
bool vitals_limit_end(struct tx *tx, const struct seat *seat, limit_id id);
struct vitals_limits vitals_limits_in_force(struct tx *tx, const struct seat *seat);
struct vitals_limits vitals_limits_ever(struct tx *tx, const struct seat *seat); // newest first
str vitals_limit_text(struct arena *a, const struct vitals_limit *limit); // "体温 38.0℃以上"
bool vitals_limit_crossed(const struct vitals_limit *limit, const struct vitals_values *values);

// Every measuring of the room with its versions and limits opens and says what was sealed.
size_t vitals_verify(struct tx *tx, room_id room, const struct key *key,
                     void (*broken)(void *context, const char *table, int64_t row), void *context);

extern const struct routes vitals_routes;

#endif
