// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "test/browser.h"

PAGE("the desk finds people by name or office, those of other cities by personal ID, and invites them")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id here = given_office(tx, city.city.id, S("訪問介護もり"));
    office_id there = given_office(tx, other.city.id, S("松戸薬局"));
    struct given_person member = given_member(tx, city.city.id, here, S("森 緑"));
    struct given_person guest = given_member(tx, other.city.id, there, S("松 千代"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    struct arena *a = world_arena(world);

    assert_int_equal(browser_get(b, browser_at(b, "/desk/rooms/%i?q=%s", room.v, S("松 千代"))), 200);
    assert_false(browser_says(b, "松戸薬局"));
    assert_int_equal(browser_get(b, browser_at(b, "/desk/rooms/%i?q=%s", room.v, guest.personal_id)), 200);
    assert_true(browser_says(b, "松 千代（訪問介護員・松戸薬局） 市外"));
    assert_int_equal(browser_get(b, browser_at(b, "/desk/rooms/%i?office=%i", room.v, here.v)), 200);
    assert_true(browser_says(b, "森 緑（訪問介護員・訪問介護もり）"));
    browser_post(b, browser_at(b, "/desk/rooms/%i/seats", room.v), "people",
                 str_zero(a, base32_from_id(a, member.acting.member.v)), "people",
                 str_zero(a, base32_from_id(a, guest.acting.member.v)));
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "招待しました。"));
    assert_true(browser_says(b, "松 千代 訪問介護員 松戸薬局 令和8年11月2日"));
}

PAGE("an officer reads the roster of a room, and nothing that was written in it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id here = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person member = given_member(tx, city.city.id, here, S("森 緑"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    const struct seat *seat = given_seat(tx, &city.officer.acting, room, &member.acting);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    struct browser *theirs = browser_of(world, &other.officer);

    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", room.v)), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/desk/rooms/%i", room.v)), 200);
    assert_true(browser_says(b, "森 緑"));
    assert_int_equal(browser_get(theirs, browser_at(theirs, "/desk/rooms/%i", room.v)), 404);
    browser_post(b, browser_at(b, "/desk/rooms/%i/seats/%i/remove", room.v, seat->id.v));
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "部屋から外しました。"));
    assert_int_equal(browser_get(b, browser_at(b, "/desk/rooms/%i/seats/1/remove", room.v)), 404);
}
