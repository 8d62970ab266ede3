// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page asks for, in the order of its numbers.
#include "summary/summary.h"

const struct summary_form summary_forms[SUMMARY_FIELDS] = {
    [SUMMARY_CARE_LEVEL] = {S_CONST("care-level"), S_CONST("要介護度"), S_CONST(""), SUMMARY_CHOICE,
                            false,
                            {S_CONST("申請中"), S_CONST("非該当"), S_CONST("要支援1"),
                             S_CONST("要支援2"), S_CONST("要介護1"), S_CONST("要介護2"),
                             S_CONST("要介護3"), S_CONST("要介護4"), S_CONST("要介護5")}},
    [SUMMARY_CONTACTS] = {S_CONST("contacts"), S_CONST("連絡先"),
                          S_CONST("続柄・お名前・電話番号・つながりやすい時間。急ぎのときの順番に。"),
                          SUMMARY_TEXT, false, {{0}}},
    [SUMMARY_DOCTORS] = {S_CONST("doctors"), S_CONST("かかりつけ"),
                         S_CONST("主治医・病院・歯科・薬局と、夜間の連絡先。"), SUMMARY_TEXT, false,
                         {{0}}},
    [SUMMARY_CONDITIONS] = {S_CONST("conditions"), S_CONST("病名・既往"), S_CONST("1行に1つずつ。"),
                            SUMMARY_TEXT, false, {{0}}},
    [SUMMARY_ALLERGIES] = {S_CONST("allergies"), S_CONST("アレルギー・禁忌"),
                           S_CONST("薬・食べ物・テープなど。ないと確かめたときは「なし（確認した日）」。"),
                           SUMMARY_TEXT, false, {{0}}},
    [SUMMARY_MEDICINES] = {S_CONST("medicines"), S_CONST("薬"),
                           S_CONST("1行に1つずつ。お薬手帳のQRコードの文字からも取り込めます。"),
                           SUMMARY_TEXT, false, {{0}}},
    [SUMMARY_DEVICES] = {S_CONST("devices"), S_CONST("医療機器・処置"),
                         S_CONST("酸素・カテーテル・胃ろう・褥瘡の手当てなど。交換の予定も。"),
                         SUMMARY_TEXT, false, {{0}}},
    [SUMMARY_LIFE] = {S_CONST("life"), S_CONST("生活のようす"),
                      S_CONST("食事・排泄・移動・会話・眠り。大切にしていること。"), SUMMARY_TEXT,
                      false, {{0}}},
    [SUMMARY_NEXT_VISIT] = {S_CONST("next-visit"), S_CONST("次回の訪問診療日"), S_CONST(""),
                            SUMMARY_DAY, true, {{0}}},
    [SUMMARY_PLAN_CHANGE] = {S_CONST("plan-change"), S_CONST("診療計画の変更"), S_CONST(""),
                             SUMMARY_CHOICE, true, {S_CONST("変更なし"), S_CONST("変更あり")}},
    [SUMMARY_CHANGE_OUTLINE] = {S_CONST("change-outline"), S_CONST("変更の概要"),
                                S_CONST("変更があったときに、何をどう変えたか。"), SUMMARY_TEXT, true,
                                {{0}}},
    [SUMMARY_HEED] = {S_CONST("heed"), S_CONST("療養上の留意点"),
                      S_CONST("ケアのときに気をつけること。連絡がほしい状態の目安。"), SUMMARY_TEXT,
                      true, {{0}}},
    [SUMMARY_WISHES] = {S_CONST("wishes"), S_CONST("急変時・人生の最終段階の希望"),
                        S_CONST("ご本人とご家族が話し合ったこと、決めた日、同席した人。"), SUMMARY_TEXT,
                        true, {{0}}},
};

bool summary_field_find(str name, enum summary_field *out)
{
    for (enum summary_field f = 0; f < SUMMARY_FIELDS; f++)
        if (str_eq(summary_forms[f].name, name)) {
            *out = f;
            return true;
        }
    return false;
}
