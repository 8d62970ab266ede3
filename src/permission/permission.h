// SPDX-License-Identifier: AGPL-3.0-or-later
// Permission (持ち出しの許可): what is in the rooms is not copied to other systems without the city's
// permission (guide 9(3)③). Off until the desk grants it: for an office, because the office answers
// for its people (guide 9(3)③, システム利用管理担当者); for one kind of data; until a day, a year at
// most. A member of the office asks from a room, with a reason. What is taken back ends at once.
#ifndef PERMISSION_PERMISSION_H
#define PERMISSION_PERMISSION_H

#include "base/time.h"
#include "ids.h"
#include "seat/seat.h"

// Stored as numbers: never change the order.
enum permission_kind {
    PERMISSION_PDF, // posts of a period on paper
    PERMISSION_COURSE, // 第5表
    PERMISSION_FHIR,
    PERMISSION_FILES, // what is in the files, too, inside FHIR
    PERMISSION_ORIGINAL, // a file of a post or of the shelf, as it is kept
    PERMISSION_EVIDENCE, // the month's print for 在宅医療情報連携加算
    PERMISSION_KINDS,
};
str permission_kind_label(enum permission_kind kind);
const char *permission_kind_word(enum permission_kind kind); // "pdf", of the audit

enum permission_state {
    PERMISSION_ASKED,
    PERMISSION_GRANTED,
    PERMISSION_REFUSED,
    PERMISSION_ENDED, // taken back
};
enum { PERMISSION_REASON_MOST = 200, PERMISSION_DAYS_MOST = 366 };

struct permission {
    permission_id id;
    office_id office;
    str office_name;
    enum permission_kind kind;
    enum permission_state state;
    instant asked_at, decided_at, ended_at;
    str asker, reason; // "山田 花子（看護師）"
    str decider, answer; // answer: why it was refused or taken back
    day until; // the last day; NO_DAY: never granted
    member_id member; // who asked, and from where; {0}: nobody kept that
    room_id room;
};
struct permissions {
    size_t n;
    struct permission *at;
};

enum permission_ask {
    PERMISSION_ASK_DONE,
    PERMISSION_ASK_BEFORE, // the office waits already
    PERMISSION_ASK_HAS, // or has it
    PERMISSION_ASK_NO_REASON, // or too long
    PERMISSION_ASK_NOT_HERE, // no patient's room
};
enum permission_ask permission_ask_for(struct tx *tx, const struct acting *me,
                                       const struct seat *seat, enum permission_kind kind,
                                       str reason);

// Whether the office of this seat may take that out today. *until (may be NULL) is the last day.
bool permission_holds(struct tx *tx, const struct seat *seat, enum permission_kind kind, day *until);
// The newest of that kind of the seat's office, whatever its state. False: nobody ever asked.
bool permission_of_seat(struct tx *tx, const struct seat *seat, enum permission_kind kind,
                        struct permission *out);

// Answers that this person asked for and has not seen yet, newest first; each names a room whose
// page of exports shows it. Who has no seat for that office any more is not told.
struct permissions permission_unseen(struct tx *tx, member_id member);
str permission_answer_text(struct arena *a, const struct permission *answered);
// Who reads the answers of that seat's office has seen their own.
void permission_see(struct tx *tx, const struct seat *seat);

// --- the desk's ------------------------------------------------------------------------------

// Waiting first, then in force, then what is over; the newest 200.
struct permissions permission_list(struct tx *tx, city_id city);
int64_t permission_waiting(struct tx *tx, city_id city);

enum permission_decision {
    PERMISSION_DONE,
    PERMISSION_GONE, // no such one in that state in this city
    PERMISSION_BAD_DAY, // over already, or more than a year away
    PERMISSION_NO_ANSWER, // for refusing: why is told to the office
};
// The asker is told that there is an answer.
enum permission_decision permission_grant(struct tx *tx, const struct acting *me, permission_id id,
                                          day until);
enum permission_decision permission_refuse(struct tx *tx, const struct acting *me, permission_id id,
                                           str why);
enum permission_decision permission_end(struct tx *tx, const struct acting *me, permission_id id,
                                        str why);
// The last day of the fiscal year, which the desk is offered: 31 March, a month away at least.
day permission_usual_end(day today);

// Checks that up to 500 of the installation's rows after `after` say what was sealed. The last id.
permission_id permission_verify(struct tx *tx, permission_id after,
                                void (*broken)(void *context, permission_id id), void *context);

#endif
