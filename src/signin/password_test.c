// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/password.h"

#include "test/given.h"

static enum password_fault fault_of(const char *password)
{
    return password_check(str_of(password), S("12345674"));
}

RULE("a password has eight characters of three kinds, or thirteen of any")
{
    assert_int_equal(fault_of("Kx7-Qw2"), PASSWORD_SHORT);
    assert_int_equal(fault_of("Kx7-Qw2p"), PASSWORD_GOOD);
    assert_int_equal(fault_of("kxqwzmrtbvg7"), PASSWORD_ONE_KIND);
    assert_int_equal(fault_of("kxqwzmrtbvgnu"), PASSWORD_GOOD);
    assert_int_equal(fault_of("あさひるよるはる"), PASSWORD_ONE_KIND);
    char long_one[130] = {0};
    for (size_t i = 0; i < 129; i++)
        long_one[i] = "a9-K"[i % 4];
    assert_int_equal(fault_of(long_one), PASSWORD_LONG);
}

RULE("passwords with the personal ID, with common words or with runs of characters are refused")
{
    assert_int_equal(fault_of("Kx-12345674"), PASSWORD_NAMES_YOU);
    assert_int_equal(fault_of("P@ssw0rd!"), PASSWORD_COMMON);
    assert_int_equal(fault_of("Sakura2026"), PASSWORD_COMMON);
    assert_int_equal(fault_of("Nagareyama-1"), PASSWORD_COMMON);
    assert_int_equal(fault_of("1234567890123"), PASSWORD_COMMON);
    assert_int_equal(fault_of("Aaaaaaaa1-"), PASSWORD_COMMON);
    assert_int_equal(fault_of("sakura no shita de neru 7"), PASSWORD_GOOD);
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
