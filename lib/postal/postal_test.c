// SPDX-License-Identifier: AGPL-3.0-or-later
#include "postal/postal.h"

#include "test/rule.h"
#include "test/world.h"

RULE("a postal code gives its address as it is written on a form, an office's own code too")
{
    struct arena *a = world_arena(world);
    assert_str(postal_address(a, S("2700121")), S("千葉県流山市西初石"));
    assert_str(postal_address(a, S("2700192")), S("千葉県流山市平和台1丁目1-1"));
    assert_str(postal_address(a, S("1000000")), S("東京都千代田区"));
    assert_str(postal_address(a, S("0600000")), S("北海道札幌市中央区"));
    assert_str(postal_address(a, S("9071801")), S("沖縄県八重山郡与那国町与那国"));
}

RULE("what is no code of the table has no address, and nothing worse happens")
{
    struct arena *a = world_arena(world);
    const str wrong[] = {NONE, S("270"), S("270-0192"), S("0000000"), S("2709999"), S("27001921"),
                         S("２７００１９２"), S("-700192"), S("270 192"), S("2700\"92")};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(postal_address(a, wrong[i]).n, 0);
}

RULE("an area is the JSON of all codes that begin with its three digits")
{
    str json;
    assert_true(postal_area(world_arena(world), S("270"), &json));
    assert_true(str_starts(json, S("{\"")) && str_ends(json, S("\"}")));
    assert_true(str_contains(json, S("\"0192\":\"千葉県流山市平和台1丁目1-1\"")));
    assert_false(postal_area(world_arena(world), S("000"), &json));
    assert_false(postal_area(world_arena(world), S("27"), &json));
    assert_false(postal_area(world_arena(world), S("2a0"), &json));
}
