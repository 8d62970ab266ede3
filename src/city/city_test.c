// SPDX-License-Identifier: AGPL-3.0-or-later
#include "city/city.h"

#include "test/world.h"

RULE("a city's code is five digits and their check digit (全国地方公共団体コード)")
{
    assert_true(city_code_is_good(S("122203"))); // 流山市
    assert_true(city_code_is_good(S("011002"))); // 札幌市
    assert_false(city_code_is_good(S("122204")));
    assert_false(city_code_is_good(S("12220")));
    assert_false(city_code_is_good(S("12220x")));
}

RULE("a city is added once, with a key of its own")
{
    struct tx *tx = world_write(world);
    struct city first, second;
    assert_int_equal(city_add(tx, S("122203"), S("流山市"), &first), CITY_ADDED);
    assert_int_equal(city_add(tx, S("122203"), S("流山市"), &second), CITY_EXISTS);
    assert_int_equal(city_add(tx, S("122076"), S("松戸市"), &second), CITY_ADDED);

    struct key a, b;
    assert_true(city_key(tx, first.id, &a));
    assert_true(city_key(tx, second.id, &b));
    assert_memory_not_equal(a.k, b.k, sizeof a.k);
    world_commit(world);
}
