// SPDX-License-Identifier: AGPL-3.0-or-later
#include "member/member.h"

#include "base/text.h"
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

// --- finding among many --------------------------------------------------------------------------

static member_id named(struct tx *tx, city_id city, office_id office, str name, str kana)
{
    return member_add(tx, &(struct member_new){.city = city,
                                               .role = ROLE_MEMBER,
                                               .office = office,
                                               .profession = PROFESSION_NURSE,
                                               .name = name,
                                               .kana = kana});
}

RULE("様式1-1: the same person is found by name and reading in every city, however the name is written")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id here = given_office(tx, city.city.id, S("訪問介護もり"));
    office_id there = given_office(tx, other.city.id, S("訪問介護かわ"));
    named(tx, city.city.id, here, S("髙橋 緑"), S("たかはし みどり"));
    member_id away = named(tx, other.city.id, there, S("高橋 緑"), S("たかはし みどり"));
    named(tx, city.city.id, here, S("高橋 緑"), S("たかはし りょく"));

    size_t both = member_list_same(tx, S("高橋　緑"), S("タカハシ ミドリ")).n;
    size_t other_reading = member_list_same(tx, S("高橋緑"), S("たかはしりょく")).n;
    bool renamed = member_rename(tx, other.city.id, away, S("川 緑"), S("かわ みどり"));
    size_t after = member_list_same(tx, S("高橋緑"), S("たかはしみどり")).n;
    world_commit(world);
    assert_int_equal(both, 2);
    assert_int_equal(other_reading, 1);
    assert_true(renamed);
    assert_int_equal(after, 1);
}

static size_t found(struct tx *tx, city_id city, str words)
{
    struct member_filter f = {.city = city, .search = words};
    return member_slice_of(tx, &f).list.n;
}

RULE("the city's people come page by page, by office and reading, each once; a part of a name finds its own")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct arena *a = world_arena(world);
    office_id first = given_office(tx, city.city.id, S("あおい"));
    office_id second = given_office(tx, city.city.id, S("かえで"));
    for (int i = 0; i < 120; i++)
        named(tx, city.city.id, i % 3 ? second : first,
              str_print(a, "山田 %c%c", 'a' + i % 26, 'a' + i / 26), i % 2 ? S("やまだ はな") : S("あべ はな"));
    named(tx, city.city.id, second, S("林 葉"), S("はやし よう"));
    struct member_filter f = {.city = city.city.id};
    size_t seen = 0, pages = 0, wrong = 0;
    struct member last = {0};
    struct member_slice page = {.more = true};
    while (page.more && pages++ < 10) {
        page = member_slice_of(tx, &f);
        for (size_t i = 0; i < page.list.n; i++) {
            const struct member *m = &page.list.at[i];
            bool same_office = seen && office_same(m->office, last.office);
            wrong += same_office && text_collate(last.kana, m->kana) > 0;
            last = *m;
            seen++;
        }
        f.after = last.id;
    }
    size_t part = found(tx, city.city.id, S("ハヤシ")), begins = found(tx, city.city.id, S("林"));
    size_t nobody = found(tx, city.city.id, S("森田"));
    world_commit(world);
    assert_int_equal(seen, 122); // with the officer
    assert_int_equal(pages, 3);
    assert_int_equal(wrong, 0);
    assert_int_equal(part, 1);
    assert_int_equal(begins, 1);
    assert_int_equal(nobody, 0);
}

RULE("behind an office of very many people the list goes on")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id large = given_office(tx, city.city.id, S("あおい"));
    office_id small = given_office(tx, city.city.id, S("かえで"));
    for (int i = 0; i < 150; i++)
        named(tx, city.city.id, large, str_print(tx_arena(tx), "山田 %d", i), S("やまだ はな"));
    named(tx, city.city.id, small, S("林 葉"), S("はやし よう"));
    struct member_filter f = {.city = city.city.id};
    struct member_slice page = {.more = true};
    size_t seen = 0;
    for (int i = 0; i < 6 && page.more; i++) {
        page = member_slice_of(tx, &f);
        seen += page.list.n;
        if (page.list.n)
            f.after = page.list.at[page.list.n - 1].id;
    }
    world_commit(world);
    assert_int_equal(seen, 152); // with the officer
    assert_false(page.more);
}

static struct query q_forget_tokens = {
    .name = "member_test_forget_tokens",
    .sql = "DELETE FROM member_token",
};
static struct query q_without_tokens = {
    .name = "member_test_without_tokens",
    .sql = "UPDATE member SET tokens = 0",
};

RULE("who was registered before there were tokens is found after the job has run")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    named(tx, city.city.id, office, S("森 緑"), S("もり みどり"));
    query_run(tx, &q_forget_tokens, NULL);
    query_run(tx, &q_without_tokens, NULL);

    size_t before = member_list_same(tx, S("森 緑"), S("もり みどり")).n;
    member_write_tokens(tx);
    size_t after = member_list_same(tx, S("森 緑"), S("もり みどり")).n;
    world_commit(world);
    assert_int_equal(before, 0);
    assert_int_equal(after, 1);
}
