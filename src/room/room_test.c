// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/room.h"

#include "consent/consent.h"
#include "patient/patient.h"
#include "test/given.h"

RULE("no room without a consent in force")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    patient_id patient = given_patient(tx, city.city.id, S("川村 はな"));
    room_id room = {0};
    struct room_card card = {0};

    enum room_outcome without = room_open_for(tx, me, patient, &room);
    given_consent(tx, me, patient);
    enum room_outcome with = room_open_for(tx, me, patient, &room);
    room_find(tx, city.city.id, room, &card);
    world_commit(world);
    assert_int_equal(without, ROOM_NO_CONSENT);
    assert_int_equal(with, ROOM_OPENED);
    assert_str(card.name, S("川村 はな"));
    assert_true(patient_same(card.patient, patient));
}

RULE("a patient has one open room at a time; after closing, another may be opened")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    room_id first = given_room(tx, me, S("川村 はな")), second = {0};
    struct room_card card = {0};
    room_find(tx, city.city.id, first, &card);

    enum room_outcome twice = room_open_for(tx, me, card.patient, &second);
    bool closed = room_close(tx, me, first, tx_today(tx));
    bool again = room_close(tx, me, first, tx_today(tx));
    enum room_outcome anew = room_open_for(tx, me, card.patient, &second);
    struct room_cards rooms = room_list(tx, city.city.id);
    world_commit(world);
    assert_int_equal(twice, ROOM_ALREADY_OPEN);
    assert_true(closed);
    assert_false(again);
    assert_int_equal(anew, ROOM_OPENED);
    assert_int_equal(rooms.n, 2);
    assert_false(day_is(rooms.at[0].closed_on)); // open ones first
}

RULE("a city opens, sees and closes its own rooms only")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな")), none = {0};
    struct room_card card = {0}, unseen;
    room_find(tx, city.city.id, room, &card);

    bool found = room_find(tx, other.city.id, room, &unseen);
    bool closed = room_close(tx, &other.officer.acting, room, tx_today(tx));
    enum room_outcome opened = room_open_for(tx, &other.officer.acting, card.patient, &none);
    struct room_cards theirs = room_list(tx, other.city.id);
    world_commit(world);
    assert_false(found);
    assert_false(closed);
    assert_int_equal(opened, ROOM_NO_PATIENT);
    assert_int_equal(theirs.n, 0);
}

RULE("a withdrawn consent closes the room: it is read, and no longer written")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    room_id room = given_room(tx, me, S("川村 はな"));
    const struct seat *before = given_seat(tx, me, room, &p.acting);
    struct room_card card = {0};
    room_find(tx, city.city.id, room, &card);

    bool withdrawn = room_withdraw_consent(tx, me, card.patient, tx_today(tx));
    const struct seat *after = seat_open(tx, &p.acting, room);
    enum room_outcome anew = room_open_for(tx, me, card.patient, &room);
    world_commit(world);
    assert_true(withdrawn);
    assert_true(before->may_write);
    assert_non_null(after);
    assert_false(after->may_write);
    assert_int_equal(anew, ROOM_NO_CONSENT);
}

RULE("a withdrawal ends every consent of the patient, also one recorded before the last")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    patient_id patient = given_patient(tx, city.city.id, S("川村 はな"));
    given_consent(tx, me, patient);
    given_consent(tx, me, patient);
    room_id room = {0};

    bool withdrawn = room_withdraw_consent(tx, me, patient, tx_today(tx));
    bool again = room_withdraw_consent(tx, me, patient, tx_today(tx));
    enum room_outcome opened = room_open_for(tx, me, patient, &room);
    world_commit(world);
    assert_true(withdrawn);
    assert_false(again);
    assert_int_equal(opened, ROOM_NO_CONSENT);
}

RULE("the desk sees the rooms of one patient, the open one first, and of its own city only")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    const struct acting *me = &city.officer.acting;
    room_id closed = given_room(tx, me, S("川村 はな")), open = {0};
    given_room(tx, me, S("渡辺 春"));
    struct room_card card = {0};
    room_find(tx, city.city.id, closed, &card);
    room_close(tx, me, closed, tx_today(tx));
    room_open_for(tx, me, card.patient, &open);

    struct room_cards ours = room_list_of(tx, city.city.id, card.patient);
    struct room_cards theirs = room_list_of(tx, other.city.id, card.patient);
    world_commit(world);
    assert_int_equal(ours.n, 2);
    assert_true(room_same(ours.at[0].id, open));
    assert_true(room_same(ours.at[1].id, closed));
    assert_int_equal(theirs.n, 0);
}
