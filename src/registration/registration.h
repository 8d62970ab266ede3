// SPDX-License-Identifier: AGPL-3.0-or-later
// Registration (登録・削除): a person enters and leaves the system as a whole: ID, seat in the
// notice room, devices, sessions, letter. Guide 1, 様式1-1 (with ※5), 様式1-2.
#ifndef REGISTRATION_REGISTRATION_H
#define REGISTRATION_REGISTRATION_H

#include "device/device.h"
#include "member/member.h"
#include "seat/seat.h"
#include "signin/signin.h"
#include "turn.h"

struct registration_new {
    struct member_new member;
    bool devices[DEVICE_KINDS]; // one of each kind ticked
    bool personal; // 個人管理端末
};
enum registration_outcome {
    REGISTRATION_DONE,
    REGISTRATION_NO_OFFICE, // not an open office of this city
    REGISTRATION_FIRST_MUST_ADMINISTER, // the office's first person is its administrator
};
// Person, affiliation, devices, seat in the notice room. `me` may be NULL (command line).
enum registration_outcome registration_add(struct tx *tx, const struct acting *me,
                                           const struct registration_new *new, member_id *out);

// Ends the ID with the given day: when it has come, sessions end, devices are revoked, seats are
// removed with that day; what the person wrote stays. Guide 1 "登録削除の手続".
enum leave_outcome { LEAVE_SET, LEAVE_LAST_ADMINISTRATOR, LEAVE_IN_PAST, LEAVE_NOT_FOUND };
enum leave_outcome registration_leave(struct tx *tx, city_id city, member_id id, day leave_on);
int registration_carry_out_leaves(struct tx *tx); // daily, by a job; the count

// 通知書: fresh initial passwords and install IDs for the people given, one page per person, as
// one PDF. Everything printed earlier for them is void. People of other cities are passed over.
bytes letter_sheet(struct tx *tx, const struct services *services, city_id city,
                   const member_id *members, size_t n);

extern const struct routes registration_routes;

#endif
