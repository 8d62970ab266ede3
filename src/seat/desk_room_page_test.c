// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "member/member.h"
#include "test/browser.h"

static void search(struct browser *b, room_id room, const char *words)
{
    assert_int_equal(browser_post(b, browser_at(b, "/desk/rooms/%i", room.v), "q", words), 303);
    assert_false(str_contains(browser_went_to(b), S("%E"))); // no name in the address
    assert_int_equal(browser_follow(b), 200);
}

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

    search(b, room, "松 千代");
    assert_false(browser_says(b, "松戸薬局"));
    search(b, room, "森");
    assert_true(browser_says(b, "森 緑（訪問介護員・訪問介護もり）"));
    search(b, room, str_zero(a, guest.personal_id));
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

PAGE("of an office with many people, those who may be invited are shown page by page")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id here = given_office(tx, city.city.id, S("訪問介護もり"));
    for (int i = 0; i < MEMBERS_ON_A_PAGE + 1; i++)
        member_add(tx, &(struct member_new){.city = city.city.id,
                                            .role = ROLE_MEMBER,
                                            .office = here,
                                            .profession = PROFESSION_NURSE,
                                            .name = str_print(tx_arena(tx), "森 花%02d", i),
                                            .kana = str_print(tx_arena(tx), "もり はな%02d", i)});
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    const char *first = browser_at(b, "/desk/rooms/%i?office=%i", room.v, here.v);
    assert_int_equal(browser_get(b, first), 200);
    assert_true(browser_says(b, "森 花00（"));
    assert_false(browser_says(b, "森 花50（"));
    size_t from = str_find(b->body, S("rel=\"next\" href=\""));
    assert_true(from < b->body.n);
    str rest = str_from(b->body, from + sizeof "rel=\"next\" href=\"" - 1);
    str next = str_part(rest, 0, str_find_byte(rest, '"'));
    assert_int_equal(browser_get(b, str_zero(world_arena(world), browser_words(world_arena(world), next))), 200);
    assert_true(browser_says(b, "森 花50（"));
    assert_false(browser_says(b, "森 花00（"));
}
