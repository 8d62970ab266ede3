// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/random.h"
#include "test/rule.h"
#include "test/world.h"

RULE("a seed repeats everything, and another seed repeats nothing of it")
{
    struct arena *a = world_arena(world);
    uint8_t one[64], two[64];
    random_seed(7);
    random_fill(one, sizeof one);
    str word = random_password(a, 12);
    random_seed(7);
    random_fill(two, sizeof two);

    assert_memory_equal(one, two, sizeof one);
    assert_str(random_password(a, 12), word);
    random_seed(8);
    random_fill(two, sizeof two);
    assert_memory_not_equal(one, two, sizeof one);
}

RULE("a password has all three kinds of letters and none that is mistaken for another")
{
    struct arena *a = world_arena(world);
    random_seed(1);
    for (int i = 0; i < 300; i++) {
        str word = random_password(a, 3 + (size_t)(i % 10));
        assert_int_equal(word.n, 3 + i % 10);
        int kinds = 0;
        for (size_t k = 0; k < word.n; k++) {
            char c = word.p[k];
            kinds |= c >= 'a' ? 1 : c >= 'A' ? 2 : 4;
            assert_false(str_contains(S("0Oo1lIijQSZB"), (str){&c, 1}));
        }
        assert_int_equal(kinds, 7);
    }
}

RULE("a number below a limit is below it and takes every value")
{
    unsigned seen = 0;
    random_seed(2);
    for (int i = 0; i < 200; i++) {
        uint32_t x = random_below(6);
        assert_true(x < 6);
        seen |= 1u << x;
    }
    assert_int_equal(seen, 63);
    assert_int_equal(random_below(1), 0);
}

RULE("digits are digits, as many as asked")
{
    str digits = random_digits(world_arena(world), 40);

    assert_int_equal(digits.n, 40);
    for (size_t i = 0; i < digits.n; i++)
        assert_true(digits.p[i] >= '0' && digits.p[i] <= '9');
    assert_int_equal(random_digits(world_arena(world), 0).n, 0);
}
