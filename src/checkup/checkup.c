// SPDX-License-Identifier: AGPL-3.0-or-later
// The form 様式5: what it asks, in the guide's order.
#include "checkup/carry.h"

#include "member/member.h"

static const struct paper_field people[] = {
    {.name = "name", .label = "氏名", .most = 60},
    {.name = "kana", .label = "かな", .type = PAPER_KANA, .most = 60},
    {.name = "administrator", .label = "システム利用管理担当者", .type = PAPER_TICK},
    {.name = "profession",
     .label = "職種",
     .type = PAPER_CHOICE,
     .choices = profession_labels,
     .n_choices = PROFESSIONS},
};
static const struct paper_field pledge[] = {
    {.name = "pledge", .label = "誓約の11項目すべてを守ります", .type = PAPER_TICK},
};

static const struct paper_part parts[] = {
    {.title = "申請日", .fields = paper_day_fields, .n = PAPER_DAY_FIELDS},
    {.title = "法人情報",
     .note = "年に1回、登録の状況を確かめるための届けです。押印も署名も要りません。",
     .lenient = true, // an office that was registered without 様式1-1 has said little of it
     .fields = paper_corporation_fields,
     .n = PAPER_CORPORATION_FIELDS},
    {.title = "医療機関・介護事業所情報",
     .lenient = true,
     .fields = paper_office_fields,
     .n = PAPER_OFFICE_FIELDS},
    {.title = "情報共有システム利用登録者名簿",
     .note = "今システムを利用している方を、全員書きます。追加と削除は様式1-1、"
             "そのほかの変更は様式2で申請してください。",
     .rows = "people",
     .most_rows = CHECKUP_PEOPLE,
     .fields = people,
     .n = sizeof people / sizeof people[0]},
    {.title = "誓約事項",
     .note = "システムの利用を続けるにあたって、次の11項目を守ることを約束します。",
     .fields = pledge,
     .n = 1},
};

const struct paper_part *const checkup_corporation = &parts[1], *const checkup_office = &parts[2],
                               *const checkup_roster = &parts[3];

const struct paper checkup_paper = {
    .kind = APPLICATION_STATUS,
    .number = "様式5",
    .title = "情報共有システム登録事項現況届",
    .opening = "情報共有システムに登録した事項の現在の状況を、次のとおり届け出ます。",
    .parts = parts,
    .n = sizeof parts / sizeof parts[0],
    .pledge = true,
    .examine = checkup_examine,
    .carry_out = checkup_carry_out,
    .arrived = checkup_arrived,
    .known = checkup_known,
};
