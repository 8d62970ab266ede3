// SPDX-License-Identifier: AGPL-3.0-or-later
// Seat (席): a member's place in one room, from 招待日 to 削除日. It is the only key to a
// room, and carries the room's data key: code without a seat cannot open a byte.
// Made only by seat_open(). Guide 様式4.
#ifndef SEAT_SEAT_H
#define SEAT_SEAT_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "member/member.h"
#include "room/room.h"
#include "turn.h"
#include "vault/vault.h"

struct seat {
    room_id room;
    seat_id id;
    member_id member;
    city_id city; // that manages the room
    enum room_kind kind;
    str room_name;
    day closed_on; // NO_DAY: open
    bool may_write; // room open; in a notice room only the city's officers
    struct key key;
};

// NULL for "no such room", "no seat", "seat ended" alike.
const struct seat *seat_open(struct tx *tx, const struct acting *me, room_id room);

// Every room in which the member has a seat in force, also of other cities, each proved and opened
// as seat_open does; a city's key is opened once.
struct seat_list {
    size_t n;
    struct seat *at;
};
struct seat_list seat_open_all(struct tx *tx, const struct acting *me);

enum seat_outcome {
    SEAT_INVITED,
    SEAT_ALREADY,
    SEAT_NOBODY, // no such active member
    SEAT_NO_ROOM, // not a room of this city, or closed
};
struct seat_guest {
    member_id member;
    office_id office; // as a person of which the member comes
};
// 招待日 is today. Members of other cities may be invited (guide: 市外の事業所).
enum seat_outcome seat_invite(struct tx *tx, const struct acting *me, room_id room,
                              member_id member);
// The same as a person of that office, for who works at several: posts are written under it.
// SEAT_NOBODY: does not work there.
enum seat_outcome seat_invite_as(struct tx *tx, const struct acting *me, room_id room,
                                 member_id member, office_id office);
// Into a group. It is its city's: SEAT_NOBODY also when that office is in another city; {0}: the
// newest in this one. Whether `me` may is the caller's to know.
enum seat_outcome seat_invite_to_group(struct tx *tx, const struct acting *me, city_id city,
                                       room_id group, const struct seat_guest *guest);
// 削除日 is today; the member's streams of the room end at once. False: no such seat.
bool seat_remove(struct tx *tx, const struct acting *me, room_id room, seat_id seat);
// The invitation is known from now on, and the inbox shows it no more. False: it was known before.
bool seat_welcome(struct tx *tx, const struct seat *seat);
// For every room of the member: at the leave date.
void seat_remove_all(struct tx *tx, member_id member, day on);
// The rooms where the member has a seat in force, notice rooms left out; also of other cities.
struct room_id_list seat_rooms_of(struct tx *tx, member_id member);
// The member's seats in force under that office, notice rooms too; also of other cities.
struct seat_under {
    seat_id id;
    room_id room;
    city_id city; // that manages the room
    enum room_kind kind;
    bool closed;
};
struct seats_under {
    size_t n;
    struct seat_under *at;
};
struct seats_under seat_list_under(struct tx *tx, member_id member, office_id office);
// The seat ends today and a new one begins today, under that office and profession and with the
// present name: what was written keeps the old ones, what was unread stays unread. {0}: no such
// seat in force. Whether it may is the caller's to know.
seat_id seat_renew(struct tx *tx, room_id room, seat_id seat, office_id office,
                   enum profession profession);
// All of the member's seats under the office, closed rooms left out: the name or profession changed.
void seat_renew_all(struct tx *tx, member_id member, office_id office, enum profession profession);
// Ends one seat today, whatever city manages the room; seat_remove is the officer's.
void seat_end(struct tx *tx, room_id room, seat_id seat);
// Into the city's notice room, at registration.
void seat_invite_to_notice(struct tx *tx, city_id city, member_id member);

// One line of the roster: 事業所・氏名・職種.
struct seat_row {
    seat_id id;
    member_id member;
    office_id office;
    str name, office_name;
    enum profession profession;
    day invited_on, removed_on;
};
struct seat_rows {
    size_t n;
    struct seat_row *at;
};
// All seats ever, in force first; by office, then invitation. For members of the room.
struct seat_rows seat_roster(struct tx *tx, const struct seat *seat);
// The same for the desk of the city that manages the room; empty otherwise.
struct seat_rows seat_list_for_desk(struct tx *tx, city_id city, room_id room);
struct member_id_list seat_holders(struct arena *a, const struct seat_rows *rows); // seats in force

// Checks that every seat of the room says what it said when it was written. The count.
size_t seat_verify(struct tx *tx, room_id room, const struct key *key,
                   void (*broken)(void *context, seat_id seat), void *context);

extern const struct routes seat_routes;

#endif
