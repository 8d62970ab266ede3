// SPDX-License-Identifier: AGPL-3.0-or-later
#include "city/city.h"
#include "office/kind.h"
#include "office/office.h"
#include "test/world.h"

static city_id make_city(struct tx *tx, const char *code, const char *name)
{
    struct city city;
    assert_int_equal(city_add(tx, str_of(code), str_of(name), &city), CITY_ADDED);
    return city.id;
}

static void bring(struct tx *tx, city_id city, const char *csv)
{
    struct import_plan plan = import_read(tx, city, str_bytes(str_of(csv)));
    assert_false(plan.refused);
    import_commit(tx, city, &plan);
}

RULE("the check digit of a 介護事業所番号 counts all nine digits before it")
{
    assert_true(office_number_is_good(S("1272501303")));
    assert_true(office_number_is_good(S("1292500194")));
    assert_false(office_number_is_good(S("1272501304")));
    assert_false(office_number_is_good(S("1272510303"))); // two digits changed places
}

RULE("the number of a 医療機関 or 老健 may count its own six digits only")
{
    assert_true(office_number_is_good(S("1212311918")));
    assert_true(office_number_is_good(S("1252380012")));
    assert_true(office_number_is_good(S("0110113719"))); // counts nine, in 北海道
    assert_false(office_number_is_good(S("1212311919")));
}

RULE("a number of 総合事業 has a letter, which counts as 10 and more")
{
    assert_true(office_number_is_good(S("12A2500001")));
    assert_false(office_number_is_good(S("12A2500007")));
    assert_false(office_number_is_good(S("12I2500007"))); // I, O and Q are not used
    assert_false(office_number_is_good(S("1A72501303")));
}

RULE("an office number is ten signs and nothing else")
{
    assert_false(office_number_is_good(S("")));
    assert_false(office_number_is_good(S("127250130")));
    assert_false(office_number_is_good(S("12725013030")));
    assert_false(office_number_is_good(S("1272-01303")));
    assert_true(office_number_has_form(S("1272501304")));
    assert_false(office_number_has_form(S("1.27E+0904")));
}

RULE("the first digit of a 法人番号 checks the twelve after it")
{
    assert_true(corporation_number_is_good(S("5080001018392")));
    assert_true(corporation_number_is_good(S("4040005013659")));
    assert_false(corporation_number_is_good(S("5080001018393")));
    assert_false(corporation_number_is_good(S("508000101839")));
    assert_false(corporation_number_is_good(S("5.08E+12")));
    assert_false(corporation_number_is_good(S("")));
}

static enum office_kind kind_of(str service)
{
    enum office_kind kind = OFFICE_OTHER;
    service_find(service, &kind);
    return kind;
}

RULE("every kind of office has a name that leads back to it")
{
    for (int i = 0; i < OFFICE_KINDS; i++)
        assert_int_equal(kind_of(office_kind_label((enum office_kind)i)), i);
    assert_int_equal(OFFICE_KINDS, 24);
}

RULE("published names of services find their kind")
{
    static const struct {
        str service;
        enum office_kind kind;
    } names[] = {
        {S_CONST("訪問リハビリテーション"), OFFICE_HOME_REHABILITATION},
        {S_CONST("地域密着型通所介護"), OFFICE_DAY_CARE},
        {S_CONST("看護小規模多機能型居宅介護（複合型サービス）"), OFFICE_SMALL_MULTI},
        {S_CONST("介護予防訪問看護"), OFFICE_HOME_NURSING},
        {S_CONST("介護予防支援"), OFFICE_COMMUNITY_SUPPORT},
        {S_CONST("短期入所療養介護（介護老人保健施設）"), OFFICE_SHORT_STAY_MEDICAL},
        {S_CONST("特定施設入居者生活介護(有料老人ホーム(サービス付き高齢者向け住宅))"),
         OFFICE_RESIDENCE},
        {S_CONST("地域密着型介護老人福祉施設入所者生活介護"), OFFICE_WELFARE_HOME},
        {S_CONST("介護予防認知症対応型共同生活介護"), OFFICE_GROUP_HOME},
        {S_CONST("特定介護予防福祉用具販売"), OFFICE_EQUIPMENT},
        {S_CONST("訪問マッサージ"), OFFICE_OTHER},
        {S_CONST(""), OFFICE_OTHER},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(kind_of(names[i].service), names[i].kind);
}

RULE("the city's desk is an office of its own, and not in the list")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx, "122203", "流山市"), other = make_city(tx, "122084", "野田市");
    office_id desk = office_add_desk(tx, city, S("流山市 介護支援課"));

    struct office found;
    assert_true(office_same(office_desk(tx, city), desk));
    assert_true(office_find(tx, city, desk, &found) && found.is_desk);
    assert_false(office_find(tx, other, desk, &found));
    assert_int_equal(office_list(tx, city, NONE, (office_id){0}).n, 0);
    world_commit(world);
}

RULE("the list goes on after its fiftieth office")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx, "122203", "流山市");
    struct buf csv = buf_in(tx_arena(tx));
    buf_put(&csv, S("事業所名,サービスの種類,住所\r\n"));
    for (int i = 0; i < 53; i++)
        buf_print(&csv, "事業所%02d,訪問介護,流山市%d\r\n", i / 2, i); // two of each name
    bring(tx, city, str_zero(tx_arena(tx), buf_str(&csv)));

    struct office_rows first = office_list(tx, city, NONE, (office_id){0});
    assert_true(first.n == 50 && first.more);
    struct office_rows rest = office_list(tx, city, NONE, first.at[49].id);
    assert_true(rest.n == 3 && !rest.more);
    assert_str(rest.at[2].name, S("事業所26"));
    world_commit(world);
}

RULE("an office is found by words of its name, reading, number or address, however they are typed")
{
    struct tx *tx = world_write(world);
    city_id city = make_city(tx, "122203", "流山市");
    bring(tx, city,
          "事業所名,事業所名カナ,サービスの種類,住所,事業所番号\r\n"
          "さくら訪問看護,サクラホウモンカンゴ,訪問看護,流山市加1-1,1272501303\r\n"
          "はな診療所,ハナシンリョウジョ,診療所,流山市木2-2,1212311918\r\n");

    static const char *const found[] = {"ｻｸﾗ", "サクラ　加", "１２７２５０１３０３",
                                        "訪問 かんご さくら"};
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
        assert_int_equal(office_list(tx, city, str_of(found[i]), (office_id){0}).n, 1);
    assert_int_equal(office_list(tx, city, S("流山市"), (office_id){0}).n, 2);
    assert_int_equal(office_list(tx, city, S("さくら 木2"), (office_id){0}).n, 0);
    assert_int_equal(office_list(tx, city, S("100%"), (office_id){0}).n, 0);
    world_commit(world);
}
