// SPDX-License-Identifier: AGPL-3.0-or-later
#include "member/member.h"

#include "member/member.sql.h"
#include "test/given.h"

RULE("a personal ID is eight digits, the last a check digit: one wrong or two exchanged are found")
{
    assert_true(personal_id_is_good(S("12345674")));
    assert_false(personal_id_is_good(S("12345675")));
    assert_false(personal_id_is_good(S("12345764")));
    assert_false(personal_id_is_good(S("1234567")));
    assert_false(personal_id_is_good(S("123456744")));
    assert_false(personal_id_is_good(S("1234567a")));
}

RULE("every new person has a good personal ID, found again in whatever city, with the name")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct member found = {0}, none;

    bool by_id = member_find_by_personal_id(tx, other.officer.personal_id, &found);
    bool wrong = member_find_by_personal_id(tx, S("00000000"), &none);
    const struct member *ours = member_find(tx, city.city.id, other.officer.acting.member);
    world_commit(world);
    assert_true(personal_id_is_good(other.officer.personal_id));
    assert_true(by_id);
    assert_str(found.name, S("役所 守"));
    assert_true(city_same(found.city, other.city.id));
    assert_false(wrong);
    assert_null(ours);
}

RULE("a member's name and reading are sealed")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct member_row row = {0};

    member_by_id(tx, city.officer.acting.member, &row);
    world_commit(world);
    assert_true(row.name.n > 0 && row.kana.n > 0);
    assert_false(str_contains(bytes_str(row.name), S("役所")));
    assert_false(str_contains(bytes_str(row.kana), S("やくしょ")));
}

RULE("people of an office are counted until they have a leave date; the ID is good on that day")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    day last = day_after(tx_today(tx), 3);

    int64_t before = member_count_at(tx, office);
    member_set_leave(tx, p.acting.member, last);
    int64_t after = member_count_at(tx, office);
    const struct member *m = member_find(tx, city.city.id, p.acting.member);
    bool on_the_day = m && member_is_active(m, last), later = m && member_is_active(m, day_after(last, 1));
    world_commit(world);
    assert_int_equal(before, 1);
    assert_int_equal(after, 0);
    assert_true(on_the_day);
    assert_false(later);
}

RULE("a role that was changed in the table without the city's key is found")
{
    world_without_sweep(world); // the transaction is at fault on purpose
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("ひまわり"));
    struct given_person helper = given_member(tx, city.city.id, office, S("加藤 美咲"));
    world_commit(world);

    struct query sql = {.name = "forge",
                        .sql = "UPDATE member SET role = 1 WHERE id = ?1",
                        .n_params = 1,
                        .kinds = "i"};
    struct value id = value_int(helper.acting.member.v);
    tx = tx_begin(world_db(world), TX_WRITE, world_arena(world));
    tx_set(tx, TX_VAULT, world_vault(world));
    assert_int_equal(query_run(tx, &sql, &id), 1);
    assert_null(member_find_anywhere(tx, helper.acting.member));
    assert_false(tx_ok(tx));
    tx_rollback(tx);
}
