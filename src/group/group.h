// SPDX-License-Identifier: AGPL-3.0-or-later
// Group (連携グループ): a room without a patient, for a committee or a training, opened and closed by
// the city. Posting, reading and searching are those of every room, under a key of its own. Nothing
// about a patient belongs here: there is no consent, so there is no page for a patient's data.
//
// A group is its city's: only who works at an office there has a seat in it. (Offices elsewhere come
// into the room of a patient whom they care for; the guide knows no other reason.) The desk invites
// and removes; when it says so, named leaders (世話人) invite too. Everybody may leave.
#ifndef GROUP_GROUP_H
#define GROUP_GROUP_H

#include "db/db.h"
#include "ids.h"
#include "room/room.h"
#include "seat/seat.h"
#include "turn.h"

enum { GROUP_LEADERS_MOST = 20 };

struct group_facts {
    str name, purpose;
    bool leaders_invite; // else the desk alone
};
struct group {
    room_id id;
    city_id city;
    struct group_facts facts;
    struct member_id_list leaders;
    day opened_on, closed_on; // NO_DAY: open
    int64_t seats;
};
struct groups {
    size_t n;
    struct group *at;
};

// For the desk. Names are not empty.
room_id group_open(struct tx *tx, const struct acting *me, const struct group_facts *facts);
struct groups group_list(struct tx *tx, city_id city); // open ones first
bool group_find(struct tx *tx, city_id city, room_id id, struct group *out);
// For who sits in it; false in a room that is no group.
bool group_of(struct tx *tx, const struct seat *seat, struct group *out);
bool group_is_leader(const struct group *group, member_id member);
// The seat's holder may invite: an open group whose leaders invite, and one of them.
bool group_may_invite(const struct group *group, const struct seat *seat);

enum group_outcome {
    GROUP_DONE,
    GROUP_CLOSED, // closed, or no such group of this city
    GROUP_NOBODY, // no seat in force there, or not to be invited
    GROUP_TOO_MANY, // leaders
    GROUP_ALREADY,
};
enum group_outcome group_change(struct tx *tx, const struct acting *me, room_id id,
                                const struct group_facts *facts);
enum group_outcome group_set_leader(struct tx *tx, const struct acting *me, room_id id,
                                    seat_id seat, bool leads);
// By the desk, or by who may invite: the caller knows which.
enum group_outcome group_invite(struct tx *tx, const struct acting *me, const struct group *group,
                                const struct seat_guest *guest);
enum group_outcome group_remove(struct tx *tx, const struct acting *me, room_id id, seat_id seat);
enum group_outcome group_leave(struct tx *tx, const struct seat *seat);

// Checks that what is sealed of the group opens.
void group_verify(struct tx *tx, room_id room, const struct key *key,
                  void (*broken)(void *context, room_id room), void *context);

extern const struct routes group_routes;

#endif
