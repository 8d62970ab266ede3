// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "test/rule.h"
#include "test/world.h"

RULE("an id is written short and reads back the same, up to the largest")
{
    static const int64_t ids[] = {0, 1, 31, 32, 1234567890123, INT64_MAX};
    struct arena *a = world_arena(world);
    int64_t back;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_true(base32_to_id(base32_from_id(a, ids[i]), &back));
        assert_true(back == ids[i]);
    }
    assert_str(base32_from_id(a, 0), S("0"));
    assert_str(base32_from_id(a, 32), S("10"));
    assert_str(base32_from_id(a, INT64_MAX), S("7zzzzzzzzzzzz"));
}

RULE("an id copied from paper is read with capitals and mistaken letters")
{
    int64_t one, other;

    assert_true(base32_to_id(S("1a0"), &one));
    assert_true(base32_to_id(S("IAo"), &other));
    assert_true(one == other);
    assert_true(base32_to_id(S("lAO"), &other));
    assert_true(one == other);
}

RULE("what is no id is refused")
{
    static const char *const wrong[] = {"",
                                        "u",
                                        "a-b",
                                        "7 ",
                                        "{",
                                        "8000000000000",
                                        "zzzzzzzzzzzzz",
                                        "00000000000000",
                                        "\xe5\x9c\xa8"};
    int64_t id = 5;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(base32_to_id(str_of(wrong[i]), &id));
    assert_true(id == 5);
}

RULE("bytes go to hex")
{
    struct arena *a = world_arena(world);

    assert_str(hex_from_bytes(a, str_bytes(S("\x00\xff\x1a"))), S("00ff1a"));
    assert_str(hex_from_bytes(a, (bytes){0}), NONE);
}

RULE("bytes go to base64 and back; padding and spare bits are refused in URLs")
{
    struct arena *a = world_arena(world);
    bytes back;

    assert_str(base64_from_bytes(a, str_bytes(S("\xfb\xff\xfe?"))), S("+//+Pw=="));
    assert_str(base64url_from_bytes(a, str_bytes(S("\xfb\xff\xfe?"))), S("-__-Pw"));
    assert_true(base64url_to_bytes(a, S("-__-Pw"), &back));
    assert_str(bytes_str(back), S("\xfb\xff\xfe?"));
    assert_true(base64url_to_bytes(a, NONE, &back) && back.n == 0);
    assert_false(base64url_to_bytes(a, S("-__-Pw=="), &back));
    assert_false(base64url_to_bytes(a, S("-__-Px"), &back));
    assert_false(base64url_to_bytes(a, S("+/"), &back));
    assert_false(base64url_to_bytes(a, S("A"), &back));
}
