// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"
#include "test/rule.h"
#include "test/world.h"

static str cleaned(struct world *world, const char *text)
{
    str out = S("refused");
    text_clean(world_arena(world), str_bytes(str_of(text)), &out);
    return out;
}

static str one_line(struct world *world, const char *text)
{
    str out = S("refused");
    text_clean_line(world_arena(world), str_bytes(str_of(text)), &out);
    return out;
}

static str kana(struct world *world, const char *text)
{
    str out = S("refused");
    text_kana(world_arena(world), str_of(text), &out);
    return out;
}

static void assert_alike(struct world *world, const char *one, const char *other)
{
    struct arena *a = world_arena(world);
    str folded = text_fold(a, str_of(one));
    assert_str(folded, text_fold(a, str_of(other)));
    assert_str(folded, text_fold(a, folded));
}

RULE("text is UTF-8 without control characters, or it does not pass the door")
{
    assert_true(text_is_clean(str_bytes(S("在宅\tケア\r\n𠮷田"))));
    assert_true(text_is_clean((bytes){0}));
    assert_false(text_is_clean(str_bytes(S("a\0b"))));
    assert_false(text_is_clean(str_bytes(S("a\x1b[31m"))));
    assert_false(text_is_clean(str_bytes(S("\x7f"))));
    assert_false(text_is_clean(str_bytes(S("\xc2\x85"))));
    assert_false(text_is_clean(str_bytes(S("\xe5\x9c")))); // cut off
    assert_false(text_is_clean(str_bytes(S("\xc0\xaf")))); // too long a form
    assert_false(text_is_clean(str_bytes(S("\xed\xa0\x80")))); // half a surrogate pair
    assert_false(text_is_clean(str_bytes(S("\x8d\x82")))); // MS932
}

RULE("cleaning joins half-width kana and their marks, and makes every line break one")
{
    assert_str(cleaned(world, "ｶﾞｰｾﾞ ﾊﾟｯﾁ\r\nア\rイ\n"), S("ガーゼ パッチ\nア\nイ\n"));
    assert_str(cleaned(world, "か\xe3\x82\x99"), S("が"));
    assert_str(cleaned(world, "カﾞ"), S("ガ"));
    assert_str(cleaned(world, ""), NONE);
    assert_str(cleaned(world, "a\x01"), S("refused"));
}

RULE("cleaning drops what nobody sees and keeps the shape of a name's kanji")
{
    assert_str(cleaned(world, "\xef\xbb\xbf山\xe2\x80\x8b田\xe2\x80\xae"), S("山田"));
    assert_str(cleaned(world, "塚\xef\xa8\x90神\xef\xa8\x99"), S("塚\xef\xa8\x90神\xef\xa8\x99"));
    assert_str(cleaned(world, "葛\xf3\xa0\x84\x80飾"), S("葛\xf3\xa0\x84\x80飾"));
}

RULE("a name that looks like another one is that name: marks without width or of direction do not stay")
{
    static const char *const marks[] = {"\u00ad", "\u061c", "\u115f", "\u200b", "\u200c",
                                        "\u200e", "\u200f", "\u202e", "\u2060", "\u2067",
                                        "\u3164", "\uffa0", "\ufeff", "\ufff9"};
    struct arena *a = world_arena(world);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        str name = str_print(a, "%s山田%s 花子%s", marks[i], marks[i], marks[i]);
        assert_str(one_line(world, str_zero(a, name)), S("山田 花子"));
        assert_str(one_line(world, marks[i]), NONE);
    }
    assert_str(one_line(world, "山田\u2028花子\u2029"), S("山田 花子"));
    assert_str(one_line(world, "👨\u200d👩"), S("👨\u200d👩")); // one picture
}

RULE("a one-line field is half-width where it can be and has single blanks inside")
{
    assert_str(one_line(world, "　１２３－Ａ　　ｶﾅ \r\n 様\t"), S("123-A カナ 様"));
    assert_str(one_line(world, "１０：００～１２：００"), S("10:00～12:00"));
    assert_str(one_line(world, "a\xc2\xa0\xc2\xa0z"), S("a z"));
    assert_str(one_line(world, " 　 "), NONE);
    assert_str(one_line(world, "\xff"), S("refused"));
}

RULE("what people mean alike folds alike, and folding twice changes nothing")
{
    assert_alike(world, "髙﨑", "高崎");
    assert_alike(world, "渡邉 邊", "渡辺辺");
    assert_alike(world, "𠮷田", "吉田");
    assert_alike(world, "葛\xf3\xa0\x84\x80飾", "葛飾");
    assert_alike(world, "塚\xef\xa8\x90", "塚塚");
    assert_alike(world, "①", "1");
    assert_alike(world, "SpO₂", "spo2");
    assert_alike(world, "カタカナ　ｶﾞｰｾﾞ", "かたかながーぜ");
    assert_alike(world, "鎌ヶ谷", "鎌ケ谷");
    assert_alike(world, "か゛", "が");
    assert_alike(world, "ＡＢＣ㈱", "abc(株)");
}

RULE("the hyphens, dashes and long-vowel marks fold to one")
{
    static const char *const dashes[] = {"−", "‐", "‑", "–", "—", "―", "ー", "ｰ", "－", "─"};
    struct arena *a = world_arena(world);
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++)
        assert_str(text_fold(a, str_print(a, "1%s2", dashes[i])), S("1-2"));
}

RULE("kanji that are different kanji do not fold together")
{
    struct arena *a = world_arena(world);
    assert_false(str_eq(text_fold(a, S("斎藤")), text_fold(a, S("斉藤"))));
    assert_false(str_eq(text_fold(a, S("太田")), text_fold(a, S("大田"))));
    assert_false(str_eq(text_fold(a, S("は")), text_fold(a, S("ば"))));
}

RULE("characters are counted and shortened, never cut in the middle")
{
    struct arena *a = world_arena(world);

    assert_int_equal(text_length(S("在宅𠮷a")), 4);
    assert_int_equal(text_length(NONE), 0);
    assert_str(text_shorten(a, S("在宅介護"), 4), S("在宅介護"));
    assert_str(text_shorten(a, S("在宅介護"), 3), S("在宅介…"));
    assert_str(text_shorten(a, S("𠮷田"), 1), S("𠮷…"));
    assert_str(text_shorten(a, NONE, 0), NONE);
}

RULE("a reading becomes hiragana, and anything that is no kana is refused")
{
    assert_str(kana(world, "ﾅｶﾞﾚﾔﾏ　タロー"), S("ながれやま たろー"));
    assert_str(kana(world, "ヴィ・さゞ"), S("ゔぃ・さゞ"));
    assert_str(kana(world, ""), NONE);
    assert_str(kana(world, "流山"), S("refused"));
    assert_str(kana(world, "ながれ-やま"), S("refused"));
    assert_str(kana(world, "abc"), S("refused"));
}

RULE("names are ordered by the Japanese order of their readings")
{
    assert_true(text_collate(S("さとう"), S("たなか")) < 0);
    assert_true(text_collate(S("はし"), S("ばし")) < 0);
    assert_true(text_collate(S("ばし"), S("はす")) < 0);
    assert_true(text_collate(S("わたなべ"), S("あべ")) > 0);
    assert_int_equal(text_collate(S("あべ"), S("あべ")), 0);
    assert_true(text_collate(NONE, S("あ")) < 0);
}

RULE("MS932 is read with the characters of Windows, and bad bytes are refused")
{
    struct arena *a = world_arena(world);
    str out = S("untouched");

    assert_false(text_from_ms932(a, str_bytes(S("a\x81")), &out));
    assert_false(text_from_ms932(a, str_bytes(S("\xa0")), &out));
    assert_str(out, S("untouched"));
    assert_true(text_from_ms932(a, str_bytes(S("\x87\x40\xfb\xfc\xfa\xb1\x81\x60\xb1")), &out));
    assert_str(out, S("①髙﨑～ｱ"));
    assert_true(text_from_ms932(a, (bytes){0}, &out));
    assert_str(out, NONE);
}

RULE("MS932 is written with 〓 for what has no code and the plain form of a chosen shape")
{
    struct arena *a = world_arena(world);
    bytes b = text_to_ms932(a, S("髙−𠮷é葛\xf3\xa0\x84\x80"));
    str back;

    assert_true(text_from_ms932(a, b, &back));
    assert_str(back, S("髙－〓〓葛"));
    assert_int_equal(text_to_ms932(a, NONE).n, 0);
}

RULE("what MS932 cannot write is named before it is lost: characters without a code, and chosen shapes")
{
    struct arena *a = world_arena(world);

    assert_str(text_not_ms932(a, S("髙い山﨑、①～－¥5\n☃と☃、𠮷")), S("☃𠮷"));
    assert_str(text_not_ms932(a, S("葛\xf3\xa0\x84\x80城と葛")), S("葛\xf3\xa0\x84\x80"));
    assert_int_equal(text_not_ms932(a, S("")).n, 0);
}
