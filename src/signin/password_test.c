// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/password.h"

#include "test/given.h"

static unsigned faults_of(const char *password)
{
    struct password_owner owner = {.personal_id = S("12345674"),
                                   .name = S("大橋 祥子"),
                                   .kana = S("おおはし しょうこ"),
                                   .office = S("訪問介護もり"),
                                   .office_kana = S("ほうもんかいごもり"),
                                   .office_number = S("1272100015")};
    struct arena *a = arena_new();
    unsigned faults = password_check(a, str_of(password), &owner);
    arena_free(a);
    return faults;
}

static bool has(const char *password, enum password_fault fault)
{
    return faults_of(password) >> fault & 1;
}

RULE("a password has eight characters of three kinds, or thirteen of any")
{
    assert_true(has("Kx7-Qw2", PASSWORD_SHORT));
    assert_int_equal(faults_of("Kx7-Qw2p"), 0);
    assert_true(has("kxqwzmrtbvg7", PASSWORD_ONE_KIND));
    assert_int_equal(faults_of("kxqwzmrtbvgnu"), 0);
    assert_true(has("あさひるよるはる", PASSWORD_ONE_KIND));
    char long_one[130] = {0};
    for (size_t i = 0; i < 129; i++)
        long_one[i] = "a9-K"[i % 4];
    assert_true(has(long_one, PASSWORD_LONG));
}

RULE("passwords with the personal ID, with common words or with runs of characters are refused")
{
    assert_true(has("Kx-12345674", PASSWORD_HAS_ID));
    assert_true(has("P@ssw0rd!", PASSWORD_COMMON));
    assert_true(has("Sakura2026", PASSWORD_COMMON));
    assert_true(has("Nagareyama-1", PASSWORD_COMMON));
    assert_true(has("1234567890123", PASSWORD_RUN));
    assert_true(has("Aaaaaaaa1-", PASSWORD_RUN));
    assert_true(has("Qwertyui-1", PASSWORD_RUN));
    assert_int_equal(faults_of("sakura no shita de neru 7"), 0);
}

RULE("one's own name is refused in its characters, in kana and in any Latin spelling")
{
    static const char *const spelt[] = {"Shouko-77k", "Syoko-77kq", "SHOKO_77kq", "5h0ko-77Kq",
                                        "Ohashi-77k", "oohasi-77K", "Kx7-祥子-Qw2", "Kx7しょうこQw"};
    for (size_t i = 0; i < sizeof spelt / sizeof spelt[0]; i++)
        assert_true(has(spelt[i], PASSWORD_HAS_NAME));
    assert_false(has("Tamako-77kq", PASSWORD_HAS_NAME));
}

RULE("the office's name and number, and every date, are refused")
{
    assert_true(has("HoumonKaigoMori-1", PASSWORD_HAS_OFFICE));
    assert_true(has("Kx-1272100015", PASSWORD_HAS_OFFICE));
    assert_true(has("Kx-19850321", PASSWORD_HAS_DATE));
    assert_true(has("Kx1985-03-21q", PASSWORD_HAS_DATE));
    assert_true(has("kx-S600321-Q", PASSWORD_HAS_DATE));
    assert_false(has("Kx-19851321", PASSWORD_HAS_DATE));
    assert_int_equal(faults_of("Umi-2026-kaze"), 0);
}

RULE("a password that is wrong in several ways is told all of them")
{
    assert_int_equal(faults_of("syoko"), 1u << PASSWORD_SHORT | 1u << PASSWORD_ONE_KIND | 1u << PASSWORD_HAS_NAME);
}

RULE("a password is due on the same date a month later, or on that month's last day (guide 9(3)③: 月に1度)")
{
    static const int dates[][6] = {{2026, 11, 2, 2026, 12, 2}, {2026, 12, 31, 2027, 1, 31},
                                   {2027, 1, 31, 2027, 2, 28}, {2028, 1, 30, 2028, 2, 29},
                                   {2026, 10, 31, 2026, 11, 30}};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        const int *d = dates[i];
        day due = password_due(day_make(d[0], d[1], d[2]), 1);
        assert_int_equal(due.n, day_make(d[3], d[4], d[5]).n);
    }
}

RULE("every refusal of a password has a sentence of its own")
{
    for (int i = PASSWORD_SHORT; i <= PASSWORD_WAIT; i++) {
        str sentence = str_of(password_fault_sentence((enum password_fault)i));
        assert_true(str_ends(sentence, S("。")));
        for (int other = PASSWORD_GOOD; other < i; other++)
            assert_false(str_eq(sentence, str_of(password_fault_sentence((enum password_fault)other))));
    }
}

RULE("a change needs the present password, and refuses the five used last")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    str fresh = S("Asa no umi 77"), first = p->password;

    enum password_fault wrong = password_prepare(tx, &p->acting, S("other"), fresh).fault;
    enum password_fault same = password_prepare(tx, &p->acting, first, first).fault;
    struct password_change change = password_prepare(tx, &p->acting, first, fresh);
    password_carry_out(tx, &p->acting, &change);
    enum password_fault used = password_prepare(tx, &p->acting, fresh, first).fault;
    world_commit(world);
    assert_int_equal(wrong, PASSWORD_OLD_WRONG);
    assert_int_equal(same, PASSWORD_USED);
    assert_int_equal(change.fault, PASSWORD_GOOD);
    assert_int_equal(used, PASSWORD_USED);
}

RULE("a changed password ends the person's other sessions and keeps this one")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    struct signin_proof proof =
        signin_prove(tx, p->personal_id, p->password, p->acting.device);
    str other = signin_start(tx, &proof, p->acting.device).cookie;
    struct signin_state state;

    struct password_change change =
        password_prepare(tx, &p->acting, p->password, S("Asa no umi 77"));
    password_carry_out(tx, &p->acting, &change);
    bool this_one = signin_find(tx, p->cookie, p->acting.device, &state);
    bool other_one = signin_find(tx, other, p->acting.device, &state);
    world_commit(world);
    assert_true(this_one);
    assert_false(other_one);
}

RULE("guessing at the present password on an open screen waits as when signing in")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person *p = &city.officer;
    str fresh = S("Asa no umi 77");
    struct password_change good = password_prepare(tx, &p->acting, p->password, fresh);
    enum password_fault last = PASSWORD_GOOD;
    for (int i = 0; i < 3; i++) {
        struct password_change wrong = password_prepare(tx, &p->acting, S("other"), fresh);
        last = password_settle(tx, &p->acting, &wrong);
    }

    enum password_fault tried = password_prepare(tx, &p->acting, p->password, fresh).fault;
    enum password_fault at_once = password_settle(tx, &p->acting, &good);
    world_commit(world);
    world_wait(world, SECONDS(5));
    tx = world_write(world);
    enum password_fault later = password_settle(tx, &p->acting, &good);
    world_commit(world);
    assert_int_equal(last, PASSWORD_OLD_WRONG);
    assert_int_equal(tried, PASSWORD_WAIT);
    assert_int_equal(at_once, PASSWORD_WAIT);
    assert_int_equal(later, PASSWORD_GOOD);
}
