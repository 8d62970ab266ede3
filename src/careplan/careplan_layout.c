// SPDX-License-Identifier: AGPL-3.0-or-later
// The layouts of the sheets, item by item, in the order of the files; and what codes mean. When
// the standard changes, this file changes and no other.
#include "careplan/careplan.h"

#define TEXT(name) {S_CONST(name), ITEM_TEXT, false}
#define DAY(name) {S_CONST(name), ITEM_DAY, false}
#define CLOCK(name) {S_CONST(name), ITEM_CLOCK, false}
#define NUMBER(name) {S_CONST(name), ITEM_NUMBER, false}
#define WHOSE \
    {S_CONST("CSVバージョン"), ITEM_MONTH, true}, {S_CONST("保険者番号"), ITEM_NUMBER, true}, \
    {S_CONST("被保険者番号"), ITEM_TEXT, true}

static const struct careplan_item first_items[] = {
    WHOSE,
    {S_CONST("作成年月日"), ITEM_DAY, true},
    TEXT("利用者郵便番号"),
    TEXT("利用者住所1"),
    TEXT("利用者住所2"),
    TEXT("居宅サービス計画作成者氏名"),
    TEXT("居宅介護支援事業者・事業所名"),
    TEXT("居宅介護支援事業者郵便番号"),
    TEXT("居宅介護支援事業者住所1"),
    TEXT("居宅介護支援事業者住所2"),
    TEXT("居宅介護支援事業者コード"),
    DAY("居宅サービス計画作成（変更）日"),
    DAY("初回居宅サービス計画作成日"),
    TEXT("計画書区分"),
    TEXT("認定状況区分"),
    DAY("認定日"),
    DAY("認定有効期間開始日"),
    DAY("認定有効期間終了日"),
    TEXT("要介護状態区分"),
    TEXT("利用者及び家族の生活に対する意向を踏まえた課題分析の結果"),
    TEXT("介護認定審査会の意見及びサービスの種類の指定"),
    TEXT("総合的な援助の方針"),
    TEXT("生活援助中心型の算定理由"),
    TEXT("その他の理由"),
    TEXT("更新業者コード"),
    TEXT("識別子"),
};

static const struct careplan_item second_items[] = {
    WHOSE,
    {S_CONST("計画書作成年月日"), ITEM_DAY, true},
    DAY("居宅サービス計画作成（変更）日"),
    NUMBER("課題NO"),
    TEXT("生活全般の解決すべき課題（ニーズ）"),
    NUMBER("援助目標NO"),
    TEXT("長期目標"),
    TEXT("短期目標"),
    TEXT("長期目標の期間"),
    TEXT("短期目標の期間"),
    NUMBER("援助内容NO"),
    TEXT("サービス内容"),
    TEXT("保険給付の対象"),
    TEXT("サービス種別"),
    TEXT("サービス事業者コード"),
    TEXT("サービス事業所名"),
    TEXT("頻度"),
    TEXT("期間"),
    TEXT("更新業者コード"),
    TEXT("識別子"),
};

static const struct careplan_item sixth_items[] = {
    WHOSE,
    {S_CONST("作成年月日"), ITEM_DAY, true},
    {S_CONST("対象年月"), ITEM_MONTH, true},
    TEXT("居宅介護支援事業者コード"),
    TEXT("担当者名"),
    NUMBER("単位数"),
    NUMBER("前月までの短期入所利用日数"),
    {S_CONST("サービス利用日"), ITEM_DAY, true},
    TEXT("日割対象日"),
    CLOCK("サービス開始時刻"),
    CLOCK("サービス終了時刻"),
    NUMBER("サービス回数"),
    TEXT("サービスコード"),
    TEXT("TAISコード"),
    TEXT("福祉用具届出コード"),
    TEXT("用具名称（機種名）"),
    TEXT("明細判別コード"),
    TEXT("サービス事業者コード"),
    TEXT("サービス事業所名"),
    TEXT("サテライト枝番"),
    TEXT("30日超区分"),
    TEXT("更新業者コード"),
    TEXT("識別子"),
};

#define ITEMS(list) sizeof(list) / sizeof(list)[0], list
const struct careplan_layout careplan_layouts[CAREPLAN_SHEETS] = {
    [CAREPLAN_FIRST] = {S_CONST("UP1KYO"), S_CONST("居宅サービス計画書（1）"), S_CONST("第1表"),
                        ITEMS(first_items)},
    [CAREPLAN_SECOND] = {S_CONST("UP2KYO"), S_CONST("居宅サービス計画書（2）"), S_CONST("第2表"),
                         ITEMS(second_items)},
    [CAREPLAN_PLANNED] = {S_CONST("UPPLAN"), S_CONST("サービス利用票（予定）"), S_CONST("第6表"),
                          ITEMS(sixth_items)},
    [CAREPLAN_DONE] = {S_CONST("UPJSK"), S_CONST("サービス利用票（実績）"), S_CONST("第6表"),
                       ITEMS(sixth_items)},
};

// --- words for codes -----------------------------------------------------------------------------

struct word {
    str code, word;
};
#define WORD(code, word) {S_CONST(code), S_CONST(word)}
#define FIND(list, code) find(list, sizeof(list) / sizeof(list)[0], code, code)

static str find(const struct word *list, size_t n, str code, str otherwise)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].code, code))
            return list[i].word;
    return otherwise;
}

bool careplan_version_is_known(str version)
{
    return str_eq(version, S("202407")) || str_eq(version, S("202410"));
}

str careplan_other_sheet(str file_name)
{
    static const struct word others[] = {
        WORD("UP3KYO", "週間サービス計画表（第3表）"),
        WORD("UPHOSOKU", "利用者補足情報"),
        WORD("UPSIKYU", "サービス利用票別表（第7表）"),
        WORD("UPYOBO", "介護予防サービス・支援計画書"),
        WORD("UPKIHON", "介護予防支援の利用者基本情報"),
        WORD("DLT", "削除を知らせるもの"),
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (str_starts(file_name, others[i].code))
            return others[i].word;
    return NONE;
}

str careplan_plan_kind(str code)
{
    static const struct word words[] = {
        WORD("11", "初回"),        WORD("12", "紹介"),        WORD("21", "継続"),
        WORD("51", "初回・紹介"),  WORD("52", "初回・継続"),  WORD("53", "紹介・継続"),
        WORD("54", "初回・紹介・継続"),
    };
    return FIND(words, code);
}

str careplan_level(str code)
{
    static const struct word words[] = {
        WORD("01", "非該当"),     WORD("06", "事業対象者"), WORD("11", "要支援"),
        WORD("12", "要支援1"),    WORD("13", "要支援2"),    WORD("21", "要介護1"),
        WORD("22", "要介護2"),    WORD("23", "要介護3"),    WORD("24", "要介護4"),
        WORD("25", "要介護5"),
    };
    return FIND(words, code);
}

str careplan_standing(str code)
{
    static const struct word words[] = {WORD("1", "申請中"), WORD("2", "認定済")};
    return FIND(words, code);
}

str careplan_reason(str code)
{
    static const struct word words[] = {WORD("1", "一人暮らし"), WORD("2", "家族等が障害、疾病等"),
                                        WORD("3", "その他")};
    return FIND(words, code);
}

// The first two characters name the kind of service.
str careplan_service(struct arena *a, str code)
{
    static const struct word kinds[] = {
        WORD("11", "訪問介護"),           WORD("12", "訪問入浴介護"),
        WORD("13", "訪問看護"),           WORD("14", "訪問リハビリテーション"),
        WORD("15", "通所介護"),           WORD("16", "通所リハビリテーション"),
        WORD("17", "福祉用具貸与"),       WORD("21", "短期入所生活介護"),
        WORD("22", "短期入所療養介護"),   WORD("2A", "短期入所療養介護"),
        WORD("31", "居宅療養管理指導"),   WORD("33", "特定施設入居者生活介護"),
        WORD("62", "予防訪問入浴介護"),   WORD("63", "予防訪問看護"),
        WORD("64", "予防訪問リハビリ"),   WORD("66", "予防通所リハビリ"),
        WORD("67", "予防福祉用具貸与"),   WORD("71", "夜間対応型訪問介護"),
        WORD("72", "認知症対応型通所介護"), WORD("73", "小規模多機能型居宅介護"),
        WORD("76", "定期巡回・随時対応型訪問介護看護"), WORD("77", "看護小規模多機能型居宅介護"),
        WORD("78", "地域密着型通所介護"), WORD("A1", "訪問型サービス"),
        WORD("A2", "訪問型サービス"),     WORD("A5", "通所型サービス"),
        WORD("A6", "通所型サービス"),
    };
    str kind = find(kinds, sizeof kinds / sizeof kinds[0], str_part(code, 0, code.n < 2 ? code.n : 2),
                    NONE);
    return kind.n ? str_print(a, "%.*s（%.*s）", STR(kind), STR(code)) : code;
}
