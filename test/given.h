// SPDX-License-Identifier: AGPL-3.0-or-later
// "Given a city, an office, a member …": what the rules of src/ begin with. All of it is written
// in the transaction at hand. The names are invented.
#ifndef TEST_GIVEN_H
#define TEST_GIVEN_H

#include "city/city.h"
#include "room/room.h"
#include "seat/seat.h"
#include "signin/signin.h"
#include "test/world.h"
#include "turn.h"

// A person who is signed in on an active device and owes nothing. `acting` is what the gate would
// hand to a page; nobody is made the transaction's actor.
struct given_person {
    struct acting acting;
    str personal_id, password, cookie;
    struct peer peer; // as if TLS had shown the device's certificate
};

// 流山市 with its desk, its notice room and one officer.
struct given_city {
    struct city city;
    office_id desk;
    room_id notice;
    struct given_person officer;
};
struct given_city given_city(struct tx *tx);
struct given_city given_neighbour(struct tx *tx); // 松戸市, the same way

office_id given_office(struct tx *tx, city_id city, str name); // a care office, open
struct given_person given_member(struct tx *tx, city_id city, office_id office, str name);
struct given_person given_administrator(struct tx *tx, city_id city, office_id office, str name);
// An officer or operator at the city's desk.
struct given_person given_official(struct tx *tx, const struct given_city *city, enum member_role role);
device_id given_device(struct tx *tx, city_id city, member_id member, struct peer *out); // active
void given_ending(struct tx *tx, device_id device, int days); // its certificate, in so many days

patient_id given_patient(struct tx *tx, city_id city, str name); // born 1941-03-08
void given_consent(struct tx *tx, const struct acting *officer, patient_id patient); // today
// A patient of that name with consent, and an open room.
room_id given_room(struct tx *tx, const struct acting *officer, str name);
// seat_open for tests that go on with the seat at once: after a fault an empty seat, as the
// fault sweep then ends the test at its commit.
const struct seat *given_open(struct tx *tx, const struct acting *me, room_id room);
// Invites the person and opens the room with the seat.
const struct seat *given_seat(struct tx *tx, const struct acting *officer, room_id room,
                              const struct acting *member);

// Two people of one office in a room, and a colleague of theirs without a seat there.
struct given_talk {
    struct given_city city;
    office_id office; // あおば
    struct given_person nurse, helper, stranger; // the nurse administers the office
    room_id room; // of 川村 はな
    const struct seat *nurse_seat, *helper_seat;
};
struct given_talk given_talk(struct tx *tx);
struct given_talk given_talk_in(struct world *w); // in a transaction of its own, without the seats

// A city and one member who works there, in a transaction of its own.
struct given_worker {
    struct given_city city;
    struct given_person member;
};
struct given_worker given_worker(struct world *w);

#endif
