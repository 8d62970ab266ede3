// SPDX-License-Identifier: AGPL-3.0-or-later
// What several of the guide's forms ask in the same words: 法人情報 and 医療機関・介護事業所情報 of
// 様式1-1 and 様式5, 申請者 of 様式1-2 and 様式2.
#include "application/paper.h"

#include "office/office.h"

const struct paper_field paper_corporation_fields[PAPER_CORPORATION_FIELDS] = {
    {.name = "corporation_name",
     .label = "申請者名（法人又は個人）",
     .help = "法人の正式な名称を書きます。個人で開業している方は、所属する団体を通じて申請してください。"},
    {.name = "corporation_kana", .label = "申請者名のフリガナ", .type = PAPER_KANA},
    {.name = "representative_title",
     .label = "代表者の役職",
     .most = 40,
     .help = "理事長、代表取締役、院長など。"},
    {.name = "representative", .label = "代表者名", .most = 60},
    {.name = "corporation_postal",
     .label = "法人の郵便番号",
     .type = PAPER_POSTAL,
     .help = "7桁の数字です。続けて住所が入ります。"},
    {.name = "corporation_phone", .label = "法人の電話番号", .type = PAPER_PHONE},
    {.name = "corporation_address", .label = "法人の住所", .most = 200},
};

const struct paper_field paper_office_fields[PAPER_OFFICE_FIELDS] = {
    {.name = "office_name", .label = "事業所の名称"},
    {.name = "office_number",
     .label = "医療機関番号・介護事業所番号",
     .optional = true,
     .most = 10,
     .help = "10桁の番号です。指定通知書や請求書に載っています。番号を持たない事業所は空けておきます。"},
    {.name = "office_kind",
     .label = "サービス分類",
     .type = PAPER_CHOICE,
     .choices = office_kind_labels,
     .n_choices = OFFICE_KINDS,
     .help = "複数のサービスを行う事業所は、サービスごとに申請します。"},
    {.name = "office_manager", .label = "管理者", .most = 60},
    {.name = "office_postal", .label = "事業所の郵便番号", .type = PAPER_POSTAL},
    {.name = "office_address", .label = "事業所の所在地", .most = 200},
    {.name = "office_mail",
     .label = "事業所のメールアドレス",
     .type = PAPER_MAIL,
     .help = "市からの連絡が届きます。ふだん確かめているアドレスにしてください。"},
    {.name = "office_phone", .label = "事業所の電話番号", .type = PAPER_PHONE},
};

const struct paper_field paper_applicant_fields[PAPER_APPLICANT_FIELDS] = {
    {.name = "applied_on", .label = "申請日", .type = PAPER_DAY},
    {.name = "corporation_name", .label = "申請者名（法人又は個人）"},
    {.name = "representative", .label = "代表者名", .most = 60},
    {.name = "office_name", .label = "医療機関・介護事業所の名称"},
    {.name = "by_delegate",
     .label = "受任者の氏名",
     .optional = true,
     .most = 60,
     .help = "代表者から委任を受けた方が申請するときだけ書きます。様式3の委任状が市に届いている必要があります。"},
};

const struct paper_field paper_day_fields[PAPER_DAY_FIELDS] = {
    {.name = "applied_on", .label = "申請日", .type = PAPER_DAY},
    {.name = "by_delegate",
     .label = "受任者の氏名",
     .optional = true,
     .most = 60,
     .help = "代表者から委任を受けた方が申請するときだけ書きます。様式3の委任状が市に届いている必要があります。"},
};

