// SPDX-License-Identifier: AGPL-3.0-or-later
// The names of services, as 様式5 and the open data write them.
#include "office/kind.h"

#include "base/check.h"

const str office_kind_labels[OFFICE_KINDS] = {
    [OFFICE_CLINIC] = S_CONST("診療所"),
    [OFFICE_HOSPITAL] = S_CONST("病院"),
    [OFFICE_DENTAL] = S_CONST("歯科医院"),
    [OFFICE_PHARMACY] = S_CONST("薬局"),
    [OFFICE_CARE_MANAGEMENT] = S_CONST("居宅介護支援"),
    [OFFICE_HOME_HELP] = S_CONST("訪問介護"),
    [OFFICE_HOME_BATH] = S_CONST("訪問入浴介護"),
    [OFFICE_HOME_NURSING] = S_CONST("訪問看護"),
    [OFFICE_HOME_REHABILITATION] = S_CONST("訪問リハ"),
    [OFFICE_DAY_CARE] = S_CONST("通所介護"),
    [OFFICE_DAY_REHABILITATION] = S_CONST("通所リハ"),
    [OFFICE_SHORT_STAY] = S_CONST("短期入所生活介護"),
    [OFFICE_SHORT_STAY_MEDICAL] = S_CONST("短期入所療養介護"),
    [OFFICE_WELFARE_HOME] = S_CONST("介護老人福祉施設"),
    [OFFICE_HEALTH_HOME] = S_CONST("介護老人保健施設"),
    [OFFICE_EQUIPMENT] = S_CONST("福祉用具貸与・特定福祉用具販売"),
    [OFFICE_RESIDENCE] = S_CONST("特定施設入居者生活介護"),
    [OFFICE_GROUP_HOME] = S_CONST("認知症対応型共同生活介護"),
    [OFFICE_SMALL_MULTI] = S_CONST("小規模多機能居宅介護"),
    [OFFICE_NIGHT_VISIT] = S_CONST("夜間対応型訪問介護"),
    [OFFICE_REGULAR_VISIT] = S_CONST("定期巡回・随時対応型訪問介護看護"),
    [OFFICE_COMMUNITY_SUPPORT] = S_CONST("地域包括支援センター"),
    [OFFICE_ADMINISTRATION] = S_CONST("行政"),
    [OFFICE_OTHER] = S_CONST("その他"),
};

str office_kind_label(enum office_kind kind)
{
    check(kind >= 0 && kind < OFFICE_KINDS);
    return office_kind_labels[kind];
}

// Further names; those of the labels are known anyway. 介護予防…, 地域密着型… and
// what stands in brackets are taken off before looking.
static const struct {
    str name;
    enum office_kind kind;
} names[] = {
    {S_CONST("医科診療所"), OFFICE_CLINIC},
    {S_CONST("一般診療所"), OFFICE_CLINIC},
    {S_CONST("クリニック"), OFFICE_CLINIC},
    {S_CONST("歯科"), OFFICE_DENTAL},
    {S_CONST("歯科診療所"), OFFICE_DENTAL},
    {S_CONST("保険薬局"), OFFICE_PHARMACY},
    {S_CONST("調剤薬局"), OFFICE_PHARMACY},
    {S_CONST("居宅介護支援事業所"), OFFICE_CARE_MANAGEMENT},
    {S_CONST("訪問入浴"), OFFICE_HOME_BATH},
    {S_CONST("訪問看護ステーション"), OFFICE_HOME_NURSING},
    {S_CONST("訪問リハビリテーション"), OFFICE_HOME_REHABILITATION},
    {S_CONST("認知症対応型通所介護"), OFFICE_DAY_CARE},
    {S_CONST("療養通所介護"), OFFICE_DAY_CARE},
    {S_CONST("通所リハビリテーション"), OFFICE_DAY_REHABILITATION},
    {S_CONST("介護老人福祉施設入所者生活介護"), OFFICE_WELFARE_HOME},
    {S_CONST("特別養護老人ホーム"), OFFICE_WELFARE_HOME},
    {S_CONST("福祉用具貸与"), OFFICE_EQUIPMENT},
    {S_CONST("福祉用具販売"), OFFICE_EQUIPMENT},
    {S_CONST("特定福祉用具販売"), OFFICE_EQUIPMENT},
    {S_CONST("特定介護予防福祉用具販売"), OFFICE_EQUIPMENT},
    {S_CONST("グループホーム"), OFFICE_GROUP_HOME},
    {S_CONST("小規模多機能型居宅介護"), OFFICE_SMALL_MULTI},
    {S_CONST("看護小規模多機能型居宅介護"), OFFICE_SMALL_MULTI},
    {S_CONST("看護小規模多機能居宅介護"), OFFICE_SMALL_MULTI},
    {S_CONST("複合型サービス"), OFFICE_SMALL_MULTI},
    {S_CONST("定期巡回・随時対応サービス"), OFFICE_REGULAR_VISIT},
    // The whole name: without 介護予防 nothing but 支援 would be left.
    {S_CONST("介護予防支援"), OFFICE_COMMUNITY_SUPPORT},
    {S_CONST("居宅療養管理指導"), OFFICE_OTHER},
    {S_CONST("介護医療院"), OFFICE_OTHER},
    {S_CONST("介護療養型医療施設"), OFFICE_OTHER},
};

static bool find_name(str name, enum office_kind *out)
{
    for (size_t i = 0; i < OFFICE_KINDS; i++)
        if (str_eq(name, office_kind_labels[i])) {
            *out = (enum office_kind)i;
            return true;
        }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_eq(name, names[i].name)) {
            *out = names[i].kind;
            return true;
        }
    return false;
}

static str without(str s, str prefix)
{
    return str_starts(s, prefix) ? str_from(s, prefix.n) : s;
}

str service_plain(str service)
{
    size_t narrow = str_find_byte(service, '('), wide = str_find(service, S("（"));
    return str_trim(str_part(service, 0, narrow < wide ? narrow : wide));
}

bool service_find(str service, enum office_kind *out)
{
    str plain = service_plain(service);
    if (find_name(plain, out))
        return true;
    str rest = without(plain, S("指定"));
    rest = without(rest, S("介護予防"));
    rest = without(rest, S("地域密着型"));
    return rest.n > 0 && find_name(rest, out);
}
