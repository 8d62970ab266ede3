// SPDX-License-Identifier: AGPL-3.0-or-later
// Registration (登録・削除): a person enters and leaves the system as a whole: ID, seat in the
// notice room, devices, sessions, letter. Guide 1, 様式1-1 (with ※5), 様式1-2.
#ifndef REGISTRATION_REGISTRATION_H
#define REGISTRATION_REGISTRATION_H

#include "device/device.h"
#include "member/member.h"
#include "registration/letter.h"
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
    REGISTRATION_NO_OFFICE, // not an open office of this city; officers belong to its desk, only they
    REGISTRATION_FIRST_MUST_ADMINISTER, // the office's first person is its administrator
};
// Person, affiliation, devices, seat in the notice room. `me` may be NULL (command line). The same
// person at the same office again within a minute is the one registered before.
enum registration_outcome registration_add(struct tx *tx, const struct acting *me,
                                           const struct registration_new *new, member_id *out);

// Somebody who has an ID, also of another city, works at a further office of the city: no new ID,
// a seat in the notice room. False: no such open office, or there already. Guide 1 ① (※).
bool registration_join(struct tx *tx, city_id city, member_id id, const struct member_work *work);
// Ends the work at one office, today or on a day to come, for somebody who works elsewhere too, or
// whose ID another city gave: the ID stays, seats are the desk's to review. False: does not work
// there, or must not go.
bool registration_part(struct tx *tx, city_id city, member_id id, office_id office, day on);
// From one office of the city to another one: ID, history and posts stay. Guide 2.
bool registration_move(struct tx *tx, city_id city, member_id id, office_id from,
                       const struct member_work *to);

// The name changed: the person's seats go on under the new one; what was written keeps the old one.
void registration_renew_seats(struct tx *tx, member_id id);

// Ends the ID with the given day, its last good one: when that day is over, sessions end, devices
// are revoked, seats are removed with that day; what the person wrote stays. Today means at once.
// Until it is carried out another day may be set. A city's desk keeps at least one officer.
// Guide 1 "登録削除の手続".
enum leave_outcome { LEAVE_SET, LEAVE_LAST_ADMINISTRATOR, LEAVE_IN_PAST, LEAVE_NOT_FOUND };
enum leave_outcome registration_leave(struct tx *tx, city_id city, member_id id, day leave_on);
// Takes the leave date back before it is over; why stands in the audit. LEAVE_LAST_ADMINISTRATOR: an
// office would have nobody to administer it then.
enum leave_outcome registration_cancel_leave(struct tx *tx, city_id city, member_id id, str why);
int registration_carry_out_leaves(struct tx *tx); // also of one office only; by a job; the count

// A further device of somebody who works in the city. {0}: no such person there, or gone.
device_id registration_add_device(struct tx *tx, const struct device_new *new);

extern const struct routes registration_routes;

#endif
