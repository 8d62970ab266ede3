// SPDX-License-Identifier: AGPL-3.0-or-later
// The form 様式2: what it asks, in the guide's order.
#include "change/changes.h"

const str office_items[OFFICE_ITEMS] = {
    [ITEM_OFFICE_NAME] = S_CONST("名称"),       [ITEM_OFFICE_NUMBER] = S_CONST("番号"),
    [ITEM_OFFICE_POSTAL] = S_CONST("郵便番号"), [ITEM_OFFICE_ADDRESS] = S_CONST("所在地"),
    [ITEM_OFFICE_MANAGER] = S_CONST("管理者"),  [ITEM_OFFICE_PHONE] = S_CONST("電話番号"),
    [ITEM_OFFICE_MAIL] = S_CONST("メールアドレス"),
};
const str person_items[PERSON_ITEMS] = {
    [ITEM_NAME] = S_CONST("氏名"),
    [ITEM_OFFICE] = S_CONST("所属事業所名"),
    [ITEM_ADMINISTRATOR] = S_CONST("システム利用管理担当者"),
    [ITEM_OTHER] = S_CONST("その他"),
};

static const struct paper_field of_office[] = {
    {.name = "item",
     .label = "変更する項目",
     .type = PAPER_CHOICE,
     .choices = office_items,
     .n_choices = OFFICE_ITEMS},
    {.name = "before", .label = "変更前", .optional = true, .most = 200},
    {.name = "after", .label = "変更後", .most = 200},
};
static const struct paper_field of_person[] = {
    {.name = "item",
     .label = "変更する項目",
     .type = PAPER_CHOICE,
     .choices = person_items,
     .n_choices = PERSON_ITEMS},
    {.name = "name",
     .label = "対象の方の氏名",
     .optional = true,
     .most = 60,
     .help = "今の登録どおりに書きます。管理担当者の交代のときは、空けておきます。"},
    {.name = "personal_id",
     .label = "個人ID",
     .optional = true,
     .most = 8,
     .help = "同じ氏名の方がいるときに書いてください。"},
    {.name = "before", .label = "変更前", .optional = true, .most = 200},
    {.name = "after",
     .label = "変更後",
     .optional = true,
     .most = 200,
     .help = "職種が変わるときは「その他」を選び、新しい職種の名称だけを書きます。例：介護支援専門員"},
    {.name = "kana",
     .label = "変更後のかな",
     .type = PAPER_KANA,
     .optional = true,
     .most = 60,
     .help = "氏名が変わるときに書きます。かなだけを直すときは「その他」を選び、ここに書きます。"},
};

static const struct paper_part parts[] = {
    {.title = "申請者", .fields = paper_applicant_fields, .n = PAPER_APPLICANT_FIELDS},
    {.title = "事業所について",
     .note = "名称・番号・所在地、管理者、連絡先のうち、変わるものだけを書きます。",
     .rows = "office_changes",
     .most_rows = OFFICE_ITEMS,
     .fields = of_office,
     .n = sizeof of_office / sizeof of_office[0]},
    {.title = "システム利用者について",
     .note = "結婚などで氏名が変わるときは「氏名」を選びます。"
             "同じ法人の市内の事業所へ移るときは「所属事業所名」を選び、対象の方の氏名と、"
             "移る先の事業所名の両方を書きます。管理担当者が交代するときは、変更前と変更後に氏名を書きます。"
             "※1 個人IDの追加と削除は様式1-1です。"
             "※2 市内の異動は、もとの事業所が申請し、移る先の管理担当者にも知らせてください。",
     .rows = "person_changes",
     .most_rows = 20,
     .fields = of_person,
     .n = sizeof of_person / sizeof of_person[0]},
};

const struct paper_part *const change_of_office = &parts[1], *const change_of_person = &parts[2];

const struct paper change_paper = {
    .kind = APPLICATION_CHANGE,
    .number = "様式2",
    .title = "情報共有システム登録事項変更・修正申請書",
    .opening = "情報共有システムに登録した事項を、次のとおり変更・修正したいので申請します。",
    .parts = parts,
    .n = sizeof parts / sizeof parts[0],
    .examine = change_examine,
    .plan = change_plan,
    .carry_out = change_carry_out,
};
