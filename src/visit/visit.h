// SPDX-License-Identifier: AGPL-3.0-or-later
// Visit (訪問予定): who comes to the patient when, planned once or in a series. A plan holds the rule;
// what becomes of a single day (moved, done, cancelled) is an occasion of it and leaves the series as
// it is. Nothing is ever overwritten: each change is a further revision. Mission E8.
//
// Sealed under the room's key: days, times, kind, office, person, note, reason. In the clear: who
// wrote it when, and in which months it falls.
#ifndef VISIT_VISIT_H
#define VISIT_VISIT_H

#include "base/time.h"
#include "seat/seat.h"
#include "visit/rule.h"

// Stored as numbers: never change the order.
enum visit_kind {
    VISIT_DOCTOR, // 訪問診療
    VISIT_NURSE, // 訪問看護
    VISIT_HELPER, // 訪問介護
    VISIT_REHABILITATION, // リハビリ
    VISIT_PHARMACIST, // 薬剤師
    VISIT_DENTIST, // 訪問歯科
    VISIT_BATH, // 訪問入浴
    VISIT_CARE_MANAGER, // ケアマネ訪問
    VISIT_MEETING, // サービス担当者会議
    VISIT_AWAY, // 通所・受診: the patient is not at home
    VISIT_OTHER, // その他
    VISIT_KINDS,
};
str visit_kind_label(enum visit_kind kind);
str visit_kind_word(enum visit_kind kind); // in forms
bool visit_kind_find(str word, enum visit_kind *out);
int visit_kind_minutes(enum visit_kind kind); // how long it usually takes
enum visit_kind visit_kind_of(enum profession profession);
str visit_clock(struct arena *a, int minutes); // 9:00
str visit_times(struct arena *a, int from, int to); // 9:00〜10:00

// Who comes: a person of the room, an office of the room whoever it sends, or the whole team ({0}, {0}).
enum { VISIT_NOTE_MOST = 200, VISIT_DAYS_BACK = 366, VISIT_DAYS_AHEAD = 731 };
struct visit_slot {
    day on;
    int from, to; // minutes since 0:00 of that day
    enum visit_kind kind;
    office_id office;
    member_id member;
    str note;
};
struct visit_new {
    struct visit_slot slot; // its day is the rule's first
    struct visit_rule rule;
    str request_key; // of the form: sent twice it is one plan
};

enum visit_outcome {
    VISIT_SAVED,
    VISIT_SAVED_BEFORE,
    VISIT_TIMES, // it ends before it begins
    VISIT_DAY, // more than a year back, or two years ahead
    VISIT_UNTIL, // the last day is before the first, or more than two years ahead
    VISIT_NEVER, // the rule has no day
    VISIT_LONG, // note or reason
    VISIT_NOBODY, // no such person or office in the room now
    VISIT_NO_REASON,
    VISIT_SAME,
    VISIT_CHANGED_MEANWHILE,
    VISIT_AHEAD, // nothing is done before its day
    VISIT_DONE_LATER, // a series cannot be changed before what is done already
    VISIT_SETTLED, // done or cancelled: that has to be taken back first
    VISIT_NOT_YOURS, // another office's
    VISIT_REFUSED, // room closed, not a patient's, no such visit
};
enum visit_outcome visit_add(struct tx *tx, const struct seat *seat, const struct visit_new *new,
                             visit_id *out);

enum visit_state { VISIT_PLANNED, VISIT_DONE, VISIT_CANCELLED };
struct visit {
    const struct seat *seat; // of the reader, which opened it
    visit_id plan;
    day original; // names the visit within its plan, also after it was moved
    int64_t version; // grows with every change of the plan or of the visit
    int64_t revision; // of the visit alone; 0: as the plan says
    struct visit_slot slot;
    struct visit_rule rule;
    enum visit_state state;
    str reason; // why cancelled
    str who, office_name; // who comes; the person's name, or empty
    enum profession profession; // PROFESSIONS: of an office
    str author; // of the last change
    instant changed_at;
    bool moved; // not as the series says
    bool gone; // who should come has left the room
    bool may_change, may_settle; // the reader
    bool overlaps; // with another visit to the patient
    bool elsewhere; // the person is planned for another room at that time …
    str elsewhere_name; // … named only for who has a seat there
};
str visit_who(struct arena *a, const struct visit *visit); // "山田 花子（あおば）", "チーム全体"
struct visits {
    size_t n;
    struct visit *at; // by day and time
};
// At most 124 days.
struct visits visit_list_between(struct tx *tx, const struct seat *seat, day from, day to);
// Sets `elsewhere`.
void visit_mark_elsewhere(struct tx *tx, const struct acting *me, struct visits *visits);
bool visit_find(struct tx *tx, const struct seat *seat, visit_id plan, day original,
                struct visit *out);
// In every room of the member; `mine`: of the member, or of the member's office without a name.
// `overlaps` is then set between rooms too.
struct visits visit_list_everywhere(struct tx *tx, const struct acting *me, day from, day to,
                                    bool mine);
// The next ones from now on that are planned; at most `most`.
struct visits visit_list_next(struct tx *tx, const struct seat *seat, size_t most);

// What stood when, oldest first: the plan's revisions and those of this one visit.
struct visit_version {
    instant at;
    str author, what;
};
struct visit_versions {
    size_t n;
    struct visit_version *at;
};
struct visit_versions visit_history(struct tx *tx, const struct seat *seat, visit_id plan,
                                    day original);

// --- changing: `version` is what the page showed; who comes is told (NOTICE_VISIT) --------------
enum visit_outcome visit_change(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version, const struct visit_slot *slot);
// This one and all after it become a plan of their own. Days cancelled before stay cancelled.
enum visit_outcome visit_change_onward(struct tx *tx, const struct seat *seat,
                                       const struct visit *visit, int64_t version,
                                       const struct visit_new *new, visit_id *out);
enum visit_outcome visit_cancel(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version, str reason);
enum visit_outcome visit_end(struct tx *tx, const struct seat *seat, const struct visit *visit,
                             int64_t version, str reason);
enum visit_outcome visit_do(struct tx *tx, const struct seat *seat, const struct visit *visit,
                            int64_t version);
// Neither done nor cancelled after all.
enum visit_outcome visit_reopen(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version);

// Every row of the room opens, says what was sealed, and no revision is missing.
size_t visit_verify(struct tx *tx, room_id room, const struct key *key,
                    void (*broken)(void *context, const char *table, int64_t row), void *context);

extern const struct routes visit_routes;

#endif
