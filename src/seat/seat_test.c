// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seat/seat.h"

#include "test/given.h"

// A room of 川村 はな with one helper in it.
struct given_team {
    struct given_city city;
    struct given_person helper, stranger;
    room_id room;
    const struct seat *seat;
};

static struct given_team given_team(struct tx *tx)
{
    struct given_team g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("ひまわり"));
    g.helper = given_member(tx, g.city.city.id, office, S("加藤 美咲"));
    g.stranger = given_member(tx, g.city.city.id, office, S("田中 実"));
    g.room = given_room(tx, &g.city.officer.acting, S("川村 はな"));
    g.seat = given_seat(tx, &g.city.officer.acting, g.room, &g.helper.acting);
    return g;
}

RULE("a room opens to a member with a seat; without one it is like a room that does not exist")
{
    struct given_team g = given_team(world_write(world));
    world_commit(world);

    struct tx *tx = world_read(world);
    const struct seat *seat = given_open(tx, &g.helper.acting, g.room);
    const struct seat *stranger = given_open(tx, &g.stranger.acting, g.room);
    const struct seat *officer = given_open(tx, &g.city.officer.acting, g.room);
    const struct seat *nowhere = given_open(tx, &g.helper.acting, (room_id){g.room.v + 1});
    world_commit(world);
    assert_str(seat->room_name, S("川村 はな"));
    assert_true(seat->may_write);
    assert_null(stranger);
    assert_null(officer);
    assert_null(nowhere);
}

RULE("a removed seat opens nothing, keeps 招待日 and 削除日, and a new invitation is a new seat")
{
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    bool removed = seat_remove(tx, &g.city.officer.acting, g.room, g.seat->id);
    bool again = seat_remove(tx, &g.city.officer.acting, g.room, g.seat->id);
    const struct seat *ended = given_open(tx, &g.helper.acting, g.room);
    const struct seat *seat = given_seat(tx, &g.city.officer.acting, g.room, &g.helper.acting);
    struct seat_rows rows = seat ? seat_roster(tx, seat) : (struct seat_rows){0};
    world_commit(world);

    assert_true(removed && !again);
    assert_null(ended);
    assert_int_equal(rows.n, 2);
    assert_false(day_is(rows.at[0].removed_on)); // those in force first
    assert_int_equal(rows.at[1].removed_on.n, day_make(2026, 11, 2).n);
    assert_str(rows.at[1].name, S("加藤 美咲"));
}

RULE("a person has one seat in a room at a time, and a closed room invites nobody")
{
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    const struct acting *officer = &g.city.officer.acting;
    enum seat_outcome twice = seat_invite(tx, officer, g.room, g.helper.acting.member);
    enum seat_outcome nobody = seat_invite(tx, officer, g.room, (member_id){7});
    room_close(tx, officer, g.room, tx_today(tx));
    enum seat_outcome closed = seat_invite(tx, officer, g.room, g.stranger.acting.member);
    const struct seat *seat = given_open(tx, &g.helper.acting, g.room);
    world_commit(world);

    assert_int_equal(twice, SEAT_ALREADY);
    assert_int_equal(nobody, SEAT_NOBODY);
    assert_int_equal(closed, SEAT_NO_ROOM);
    assert_non_null(seat); // what was written stays readable
    assert_false(seat->may_write);
}

RULE("another city's officer neither invites into a room nor removes from it, but may be the host")
{
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    struct given_city other = given_neighbour(tx);
    office_id office = given_office(tx, other.city.id, S("隣の薬局"));
    struct given_person guest = given_member(tx, other.city.id, office, S("隣 薫"));
    enum seat_outcome theirs =
        seat_invite(tx, &other.officer.acting, g.room, guest.acting.member);
    bool removed = seat_remove(tx, &other.officer.acting, g.room, g.seat->id);
    const struct seat *seat = given_seat(tx, &g.city.officer.acting, g.room, &guest.acting);
    world_commit(world);

    assert_int_equal(theirs, SEAT_NO_ROOM);
    assert_false(removed);
    assert_non_null(seat); // 市外の事業所 may be invited by the room's own city
    assert_true(seat->may_write);
}

RULE("everybody reads the notice room and only the city's officers write in it")
{
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    const struct seat *member = given_open(tx, &g.helper.acting, g.city.notice);
    const struct seat *officer = given_open(tx, &g.city.officer.acting, g.city.notice);
    world_commit(world);

    assert_non_null(member);
    assert_false(member->may_write);
    assert_non_null(officer);
    assert_true(officer->may_write);
    assert_str(member->room_name, S("流山市からの重要なお知らせ"));
}

RULE("who leaves gives up every seat on that day")
{
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    seat_remove_all(tx, g.helper.acting.member, tx_today(tx));
    const struct seat *room = given_open(tx, &g.helper.acting, g.room);
    const struct seat *notice = given_open(tx, &g.helper.acting, g.city.notice);
    struct seat_rows rows = seat_list_for_desk(tx, g.city.city.id, g.room);
    world_commit(world);

    assert_null(room);
    assert_null(notice);
    assert_int_equal(rows.n, 1);
    assert_true(day_is(rows.at[0].removed_on));
}

// --- behind the program's back -----------------------------------------------------------

// Does a change of the table, made without the keys, let this person into the room?
static bool opens_after(struct world *w, const struct given_team *g, const struct acting *who,
                        const char *change)
{
    struct query sql = {.name = "forge", .sql = change, .n_params = 2, .kinds = "ii"};
    struct value params[] = {value_int(who->member.v), value_int(g->room.v)};
    struct tx *tx = tx_begin(world_db(w), TX_WRITE, world_arena(w));
    tx_set(tx, TX_VAULT, world_vault(w));
    assert_int_equal(query_run(tx, &sql, params), 1);
    bool opened = seat_open(tx, who, g->room) != NULL;
    tx_rollback(tx);
    return opened;
}

RULE("a seat that was written into the table without the room's key opens nothing")
{
    world_without_sweep(world); // the transactions here are at fault on purpose
    struct tx *tx = world_write(world);
    struct given_team g = given_team(tx);
    seat_remove(tx, &g.city.officer.acting, g.room, g.seat->id);
    world_commit(world);

    assert_false(opens_after(world, &g, &g.stranger.acting,
                             "UPDATE seat SET member = ?1, removed_on = NULL WHERE room = ?2"));
    assert_false(opens_after(world, &g, &g.helper.acting,
                             "UPDATE seat SET removed_on = NULL WHERE member = ?1 AND room = ?2"));
}
