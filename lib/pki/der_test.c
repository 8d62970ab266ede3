// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pki/der.h"

#include "base/base32.h"
#include "test/rule.h"
#include "test/world.h"

static str hex(struct world *world, bytes b)
{
    return hex_from_bytes(world_arena(world), b);
}

RULE("a DER number is as short as it can be and never reads as negative")
{
    struct arena *a = world_arena(world);

    assert_str(hex(world, der_number(a, 0)), S("020100"));
    assert_str(hex(world, der_number(a, 127)), S("02017f"));
    assert_str(hex(world, der_number(a, 128)), S("02020080"));
    assert_str(hex(world, der_number(a, 255)), S("020200ff"));
    assert_str(hex(world, der_number(a, 4096)), S("02021000"));
    assert_str(hex(world, der_number(a, 0x8000)), S("0203008000"));
    assert_str(hex(world, der_number(a, 0x7fffffff)), S("02047fffffff"));
}

RULE("a DER object identifier is written in groups of seven bits")
{
    struct arena *a = world_arena(world);

    assert_str(hex(world, der_oid(a, "2.5.4.3")), S("0603550403"));
    assert_str(hex(world, der_oid(a, "1.2.840.113549.1.7.1")), S("06092a864886f70d010701"));
    assert_str(hex(world, der_oid(a, "2.16.840.1.101.3.4.1.42")), S("060960864801650304012a"));
}

RULE("a DER element says its length in the shortest form")
{
    struct arena *a = world_arena(world);
    bytes content = {arena_alloc(a, 70000), 0};
    const size_t sizes[] = {0, 127, 128, 255, 256, 65535, 65536};
    const str heads[] = {S("0400"),     S("047f"),     S("048180"),    S("0481ff"),
                         S("04820100"), S("0482ffff"), S("0483010000")};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        content.n = sizes[i];
        str out = hex(world, der(a, DER_OCTETS, content));
        assert_int_equal(out.n, heads[i].n + 2 * sizes[i]);
        assert_str(str_part(out, 0, heads[i].n), heads[i]);
    }
}

RULE("a name in a package keeps its characters, and one that cannot stand there shows as 〓")
{
    struct arena *a = world_arena(world);

    assert_str(hex(world, der_bmp(a, S("Aé花𠮷"))), S("1e08004100e982b13013"));
    assert_str(hex(world, der_bmp(a, NONE)), S("1e00"));
}
