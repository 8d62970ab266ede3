// SPDX-License-Identifier: AGPL-3.0-or-later
#include "medicine/medicine.h"

#include "test/rule.h"
#include "test/world.h"

static enum medicine_outcome parsed(struct world *world, const char *text, struct medicine_list *out)
{
    return medicine_parse(world_arena(world), str_of(text), out);
}

RULE("the medicines of a お薬手帳's code are read with dose, directions, amount, day and places")
{
    struct medicine_list list;
    enum medicine_outcome outcome = parsed(world,
                                           "JAHISTC07,1\r\n"
                                           "1,川村　はな,2,19410308,,,,,,,ｶﾜﾑﾗ ﾊﾅ\r\n"
                                           "5,20261120,1\r\n11,ひなぎく薬局,12,4,1234567,,,,1\r\n"
                                           "51,みどり医院,12,1,1234567,1\r\n"
                                           "201,1,アムロジピンＯＤ錠５ｍｇ,1,錠,4,2171022F3010,1\r\n"
                                           "201,1,フロセミド錠20mg,0.5,錠,4,2139005F2010,1\r\n"
                                           "301,1,１日１回　朝食後,28,日分,1,1,,1\r\n"
                                           "201,2,酸化マグネシウム錠330mg,3,錠,2,,1\r\n"
                                           "301,2,1日3回 毎食後,14,日分,1,1,,1\r\n",
                                           &list);
    assert_int_equal(outcome, MEDICINE_READ);
    assert_int_equal(list.n, 3);
    assert_str(list.at[0].name, S("アムロジピンOD錠5mg"));
    assert_str(list.at[1].dose, S("0.5錠"));
    assert_str(list.at[1].directions, S("1日1回 朝食後"));
    assert_str(list.at[2].amount, S("14日分"));
    assert_str(list.patient, S("川村　はな"));
    assert_int_equal(list.birth.n, day_make(1941, 3, 8).n);
    assert_str(medicine_text(world_arena(world), &list),
               S("【令和8年11月20日 処方 みどり医院 調剤 ひなぎく薬局】\n"
                 "アムロジピンOD錠5mg 1錠／1日1回 朝食後 28日分\n"
                 "フロセミド錠20mg 0.5錠／1日1回 朝食後 28日分\n"
                 "酸化マグネシウム錠330mg 3錠／1日3回 毎食後 14日分"));
}

RULE("what is no お薬手帳, holds no medicine or too many, is refused")
{
    struct medicine_list list;
    struct arena *a = world_arena(world);
    str many = S("JAHISTC07,1\n");
    for (int i = 0; i <= MEDICINES_MOST; i++)
        many = str_print(a, "%.*s201,1,薬%d,1,錠\n", STR(many), i);
    assert_int_equal(parsed(world, "https://example.jp/", &list), MEDICINE_NOT_JAHIS);
    assert_int_equal(parsed(world, "", &list), MEDICINE_NOT_JAHIS);
    assert_int_equal(parsed(world, "201,1,薬,1,錠", &list), MEDICINE_NOT_JAHIS);
    assert_int_equal(parsed(world, "JAHISTC07,1\n1,川村 はな,2\n", &list), MEDICINE_NONE);
    assert_int_equal(medicine_parse(a, many, &list), MEDICINE_TOO_MANY);
}

RULE("several codes scanned one after the other are one list; strange records are passed over")
{
    struct medicine_list list;
    enum medicine_outcome outcome =
        parsed(world,
               "JAHISTC07,1\n911,1,2,1\n201,1,甲,1,錠\n,,,\n999,?\n\n"
               "JAHISTC07,1\n911,1,2,2\n201,1,乙,2,包\n301,1,就寝前,7,日分",
               &list);
    assert_int_equal(outcome, MEDICINE_READ);
    assert_int_equal(list.n, 2);
    assert_str(list.at[0].directions, S("就寝前"));
    assert_int_equal(medicine_text(world_arena(world), &list).n > 0, true);
    assert_false(day_is(list.dispensed_on));
}
