// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/password.h"

#include "test/rule.h"
#include "test/world.h"

#include <time.h>

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

RULE("a password matches its own hash and no other password does")
{
    password_set_cost(PASSWORD_FAST_FOR_TESTS);
    struct arena *a = world_arena(world);
    str hash = password_hash(a, S("あさがお-42"));

    assert_true(password_matches(hash, S("あさがお-42")));
    assert_false(password_matches(hash, S("あさがお-43")));
    assert_false(password_matches(hash, NONE));
    assert_false(password_matches_nobody(S("あさがお-42")));
    assert_true(password_matches(password_hash(a, NONE), NONE));
}

RULE("two hashes of one password differ and show nothing of it")
{
    password_set_cost(PASSWORD_FAST_FOR_TESTS);
    struct arena *a = world_arena(world);
    str once = password_hash(a, S("asagao42"));

    assert_false(str_eq(once, password_hash(a, S("asagao42"))));
    assert_true(str_starts(once, S("$argon2id$")));
    assert_false(str_contains(once, S("asagao42")));
}

RULE("what is not a hash matches no password")
{
    char longest[300];
    memset(longest, 'x', sizeof longest);

    assert_false(password_matches(NONE, NONE));
    assert_false(password_matches(S("$argon2id$"), S("x")));
    assert_false(password_matches(S("x"), S("x")));
    assert_false(password_matches((str){longest, sizeof longest}, S("x")));
    assert_false(password_matches(S("$argon2id$\0v=19"), S("x")));
}

RULE("a hash made at another cost still matches")
{
    password_set_cost(PASSWORD_FAST_FOR_TESTS);
    str hash = password_hash(world_arena(world), S("asagao42"));

    password_set_cost(PASSWORD_NORMAL);
    assert_true(password_matches(hash, S("asagao42")));
}

RULE("an unknown ID costs a guesser as much as a wrong password")
{
    password_set_cost(PASSWORD_NORMAL);
    str hash = password_hash(world_arena(world), S("asagao42"));

    double start = cpu_seconds();
    assert_false(password_matches(hash, S("guess")));
    double wrong = cpu_seconds() - start;
    start = cpu_seconds();
    assert_false(password_matches_nobody(S("guess")));
    double nobody = cpu_seconds() - start;
    password_set_cost(PASSWORD_FAST_FOR_TESTS);
    // A machine shared with others is noisy; a missing hash would be a
    // thousandfold.
    assert_true(nobody > wrong / 3 && nobody < wrong * 3);
}
