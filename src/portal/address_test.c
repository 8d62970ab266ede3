// SPDX-License-Identifier: AGPL-3.0-or-later
// 郵便番号から住所 on every page that shows the guide's forms.
#include "test/given_portal.h"

#define OFFICE_AT(postal, address)                                                                 \
    "office_name", "さくら訪問看護", "office_postal", postal, "office_address", address

PAGE("a button turns the postal code into the address, without script; hyphens and wide digits too")
{
    struct desk_and_applicant d = started(world, "usage");
    const char *const ways[] = {"2700121", "270-0121", "２７０－０１２１", "〒270-0121"};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(send_part(d.b, "/apply/122203/part/3", "postal", "office_postal",
                                   OFFICE_AT(ways[i], "")),
                         303);
        assert_int_equal(browser_follow(d.b), 200);
        assert_str(browser_value(d.b, "office_address"), S("千葉県流山市西初石"));
        assert_str(browser_value(d.b, "office_name"), S("さくら訪問看護"));
    }
}

PAGE("a postal code that is not in the table is told beside the field, and is taken all the same")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/3", "postal", "office_postal",
                               OFFICE_AT("2709999", "流山市新しい町1")),
                     422);
    assert_true(str_contains(browser_error(d.b, "office_postal"), S("一覧にありません")));
    assert_str(browser_value(d.b, "office_address"), S("流山市新しい町1"));
    assert_int_equal(send_part(d.b, "/apply/122203/part/3", "postal", "office_postal",
                               OFFICE_AT("27", "流山市新しい町1")),
                     422);
    assert_true(str_contains(browser_error(d.b, "office_postal"), S("7桁")));
    assert_int_equal(
        send_part(d.b, "/apply/122203/part/3", "go", "next", OFFICE("1260190017"),
                  "office_postal", "2709999"),
        303);
}

PAGE("the browser asks for three digits only, on both sites; the member site for members only")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, "/postal/270"), 200);
    assert_true(str_contains(b->body, S("\"0121\":\"千葉県流山市西初石\"")));
    assert_true(str_starts(b->answer->type, S("application/json")));
    assert_int_equal(browser_get(b, "/postal/000"), 404);
    assert_int_equal(browser_get(b, "/postal/2700121"), 404);
    assert_int_equal(browser_get(browser_of(world, &city.officer), "/postal/270"), 200);
    assert_int_equal(browser_get(browser_without_certificate(world), "/postal/270"), 403);
}

PAGE("an office inside and a clerk with a paper form get the address as well, and lose nothing")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("管理 花子"));
    world_commit(world);
    struct browser *inside = browser_of(world, &p), *desk = browser_of(world, &city.officer);
    assert_int_equal(browser_post(inside, "/office/applications", "kind", "0"), 303);
    const char *here = str_zero(world_arena(world), browser_went_to(inside));
    assert_int_equal(browser_follow(inside), 200);
    assert_int_equal(browser_post(inside, here, "revision", seen(inside), "postal",
                                  "office_postal", OFFICE_AT("270-0121", "")),
                     200);
    assert_str(browser_value(inside, "office_address"), S("千葉県流山市西初石"));
    assert_int_equal(browser_get(inside, here), 200);
    assert_str(browser_value(inside, "office_address"), S("千葉県流山市西初石"));
    assert_int_equal(browser_post(desk, "/desk/applications/paper/new?kind=0", "postal",
                                  "office_postal", OFFICE_AT("270-0121", "")),
                     200);
    assert_str(browser_value(desk, "office_address"), S("千葉県流山市西初石"));
    assert_str(browser_value(desk, "office_name"), S("さくら訪問看護"));
}
