// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registration/registration.h"

#include "post/post.h"
#include "test/given.h"

static struct registration_new someone(city_id city, office_id office, bool administrator)
{
    return (struct registration_new){
        .member = {.city = city,
                   .office = office,
                   .profession = PROFESSION_NURSE,
                   .administrator = administrator,
                   .name = S("森 緑"),
                   .kana = S("もり みどり")},
        .devices = {[DEVICE_PC] = true, [DEVICE_IOS] = true},
    };
}

static size_t seats_in_force(struct seat_rows rows)
{
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++)
        n += !day_is(rows.at[i].removed_on);
    return n;
}

// --- entering --------------------------------------------------------------------------

RULE("the first person of an office is its システム利用管理担当者")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct registration_new first = someone(city.city.id, office, false);
    member_id id = {0};

    enum registration_outcome refused = registration_add(tx, &city.officer.acting, &first, &id);
    first.member.administrator = true;
    enum registration_outcome taken = registration_add(tx, &city.officer.acting, &first, &id);
    struct registration_new second = someone(city.city.id, office, false);
    enum registration_outcome next = registration_add(tx, &city.officer.acting, &second, &id);
    world_commit(world);
    assert_int_equal(refused, REGISTRATION_FIRST_MUST_ADMINISTER);
    assert_int_equal(taken, REGISTRATION_DONE);
    assert_int_equal(next, REGISTRATION_DONE);
}

RULE("whoever is registered gets the devices ticked and a seat in the notice room")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct registration_new new = someone(city.city.id, office, true);
    member_id id = {0};

    registration_add(tx, &city.officer.acting, &new, &id);
    struct acting me = {.member = id, .city = city.city.id};
    const struct seat *seat = seat_open(tx, &me, city.notice);
    struct device_list devices = device_list_of(tx, id);
    world_commit(world);
    assert_non_null(seat);
    assert_str(seat->room_name, S("流山市からの重要なお知らせ"));
    assert_false(seat->may_write);
    assert_int_equal(devices.n, 2);
}

RULE("officers belong to their city's desk, nobody else does, and no office of another city takes anybody")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct registration_new at_desk = someone(city.city.id, city.desk, true);
    struct registration_new abroad = someone(city.city.id, other.desk, true);
    struct registration_new elsewhere = someone(other.city.id, other.desk, true);
    elsewhere.member.role = ROLE_OFFICER;
    member_id id = {0};

    enum registration_outcome member = registration_add(tx, &city.officer.acting, &at_desk, &id);
    at_desk.member.role = abroad.member.role = ROLE_OFFICER;
    enum registration_outcome officer = registration_add(tx, &city.officer.acting, &at_desk, &id);
    enum registration_outcome far = registration_add(tx, &city.officer.acting, &abroad, &id);
    enum registration_outcome theirs = registration_add(tx, &city.officer.acting, &elsewhere, &id);
    world_commit(world);
    assert_int_equal(member, REGISTRATION_NO_OFFICE);
    assert_int_equal(officer, REGISTRATION_DONE);
    assert_int_equal(far, REGISTRATION_NO_OFFICE);
    assert_int_equal(theirs, REGISTRATION_NO_OFFICE);
}

// --- leaving ---------------------------------------------------------------------------

RULE("an office keeps its last administrator while somebody else works there")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person lead = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct given_person other = given_member(tx, city.city.id, office, S("林 葉"));
    day later = day_after(tx_today(tx), 30), sooner = day_after(tx_today(tx), 10);

    enum leave_outcome refused = registration_leave(tx, city.city.id, lead.acting.member, later);
    registration_leave(tx, city.city.id, other.acting.member, sooner);
    enum leave_outcome early =
        registration_leave(tx, city.city.id, lead.acting.member, day_after(sooner, -1));
    enum leave_outcome last = registration_leave(tx, city.city.id, lead.acting.member, later);
    world_commit(world);
    assert_int_equal(refused, LEAVE_LAST_ADMINISTRATOR);
    assert_int_equal(early, LEAVE_LAST_ADMINISTRATOR);
    assert_int_equal(last, LEAVE_SET);
}

RULE("a city's desk keeps its last officer")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    day later = day_after(tx_today(tx), 30);

    enum leave_outcome alone =
        registration_leave(tx, city.city.id, city.officer.acting.member, later);
    world_commit(world);
    assert_int_equal(alone, LEAVE_LAST_ADMINISTRATOR);
}

RULE("a leave date in the past, and a person of another city, are refused")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    member_id id = p.acting.member;

    enum leave_outcome past = registration_leave(tx, city.city.id, id, day_after(tx_today(tx), -1));
    enum leave_outcome none = registration_leave(tx, city.city.id, id, NO_DAY);
    enum leave_outcome foreign = registration_leave(tx, other.city.id, id, tx_today(tx));
    world_commit(world);
    assert_int_equal(past, LEAVE_IN_PAST);
    assert_int_equal(none, LEAVE_IN_PAST);
    assert_int_equal(foreign, LEAVE_NOT_FOUND);
}

RULE("on the day after the leave date sessions, devices and seats have ended, with that date")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    given_seat(tx, &city.officer.acting, room, &p.acting);
    registration_leave(tx, city.city.id, p.acting.member, day_after(tx_today(tx), 1));
    day last = day_after(tx_today(tx), 1);
    world_commit(world);

    struct signin_state state;
    world_wait(world, HOURS(24));
    tx = world_write(world);
    assert_int_equal(registration_carry_out_leaves(tx), 0);
    bool still_device = device_is(device_of_peer(tx, &p.peer));
    world_commit(world);
    world_wait(world, HOURS(24));
    tx = world_write(world);
    int carried = registration_carry_out_leaves(tx), again = registration_carry_out_leaves(tx);
    struct seat_rows rows = seat_list_for_desk(tx, city.city.id, room);
    bool session = signin_find(tx, p.cookie, p.acting.device, &state);
    device_id device = device_of_peer(tx, &p.peer);
    const struct seat *seat = seat_open(tx, &p.acting, room);
    world_commit(world);
    assert_true(still_device);
    assert_int_equal(carried, 1);
    assert_int_equal(again, 0);
    assert_false(session);
    assert_false(device_is(device));
    assert_null(seat);
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.at[0].removed_on.n, last.n);
    assert_str(rows.at[0].name, S("森 緑"));
}

RULE("a leave date of today ends everything at once; the name stays on the roster")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    given_seat(tx, &city.officer.acting, room, &p.acting);

    registration_leave(tx, city.city.id, p.acting.member, tx_today(tx));
    struct seat_rows rows = seat_list_for_desk(tx, city.city.id, room);
    const struct seat *seat = seat_open(tx, &p.acting, room);
    device_id device = device_of_peer(tx, &p.peer);
    bool more = device_is(registration_add_device(
        tx, &(struct device_new){.city = city.city.id, .member = p.acting.member}));
    enum leave_outcome again = registration_leave(tx, city.city.id, p.acting.member, tx_today(tx));
    world_commit(world);
    assert_int_equal(rows.n, 1);
    assert_int_equal(seats_in_force(rows), 0);
    assert_str(rows.at[0].name, S("森 緑"));
    assert_null(seat);
    assert_false(device_is(device));
    assert_false(more);
    assert_int_equal(again, LEAVE_NOT_FOUND);
}

RULE("who has left cannot be invited into a room any more")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));

    registration_leave(tx, city.city.id, p.acting.member, tx_today(tx));
    enum seat_outcome left = seat_invite(tx, &city.officer.acting, room, p.acting.member);
    world_commit(world);
    assert_int_equal(left, SEAT_NOBODY);
}

RULE("what a person wrote stays in the room with the name after the person left")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    office_id chemist = given_office(tx, city.city.id, S("林薬局"));
    struct given_person reader = given_member(tx, city.city.id, chemist, S("林 葉"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    const struct seat *writer = given_seat(tx, &city.officer.acting, room, &p.acting);
    struct post_new new = {.body = S("昼食は全量。"), .request_key = S("key")};
    post_id id = {0};
    if (writer)
        post_write(tx, writer, &new, &id);

    registration_leave(tx, city.city.id, p.acting.member, tx_today(tx));
    const struct seat *seat = given_seat(tx, &city.officer.acting, room, &reader.acting);
    struct post_list posts = seat ? post_list_before(tx, seat, (post_id){0}) : (struct post_list){0};
    world_commit(world);
    assert_int_equal(posts.n, 1);
    assert_str(posts.at[0].author, S("森 緑"));
    assert_str(posts.at[0].body, S("昼食は全量。"));
}

// --- the same again ------------------------------------------------------------------------

RULE("the same form sent twice registers one person with one set of devices")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct registration_new new = someone(city.city.id, office, true), other = new;
    other.member.name = S("林 葉");
    member_id first = {0}, again = {0}, third = {0};

    registration_add(tx, &city.officer.acting, &new, &first);
    enum registration_outcome outcome = registration_add(tx, &city.officer.acting, &new, &again);
    registration_add(tx, &city.officer.acting, &other, &third);
    size_t devices = device_list_of(tx, first).n;
    world_commit(world);
    assert_int_equal(outcome, REGISTRATION_DONE);
    assert_true(member_same(first, again));
    assert_false(member_same(first, third));
    assert_int_equal(devices, 2);
}
