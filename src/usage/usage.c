// SPDX-License-Identifier: AGPL-3.0-or-later
// The form 様式1-1: what it asks, in the guide's order.
#include "usage/usage.h"

#include "member/member.h"
#include "usage/people.h"

static const str moves[] = {S_CONST("新規"), S_CONST("更新"), S_CONST("削除")};
static const str has_id[] = {S_CONST("有"), S_CONST("無")};

static const struct paper_field people[] = {
    {.name = "move", .label = "異動区分", .type = PAPER_CHOICE, .choices = moves, .n_choices = 3},
    {.name = "name", .label = "氏名", .most = 60},
    {.name = "kana", .label = "かな", .type = PAPER_KANA, .most = 60},
    {.name = "administrator", .label = "システム利用管理担当者", .type = PAPER_TICK},
    {.name = "profession",
     .label = "職種",
     .type = PAPER_CHOICE,
     .choices = profession_labels,
     .n_choices = PROFESSIONS},
    {.name = "personal_id",
     .label = "個人ID",
     .optional = true,
     .most = 8,
     .help = "すでに8桁の個人IDをお持ちの方だけ書きます。新しいIDは発行せず、今のIDをこの事業所でも使えるようにします。"},
    {.name = "leave_on",
     .label = "退職日・異動日",
     .type = PAPER_DAY,
     .optional = true,
     .help = "区分が「削除」のときに書きます。この日が、個人IDを使える最後の日です。"},
};
static const struct paper_field existing[] = {
    {.name = "has_id",
     .label = "個人IDをすでに持つ方の有無",
     .type = PAPER_CHOICE,
     .choices = has_id,
     .n_choices = 2,
     .help = "「有」のときは、その方の行に個人IDを書いてください。"},
};
static const struct paper_field pledge[] = {
    {.name = "pledge", .label = "誓約の11項目すべてを守ります", .type = PAPER_TICK},
};

static const struct paper_part parts[] = {
    {.title = "申請日", .fields = paper_day_fields, .n = PAPER_DAY_FIELDS},
    {.title = "法人情報",
     .note = "代表者名には役職も書きます。代表者が自分で署名したときは、押印は要りません。"
             "押印するときは、法人の契約に使う代表者印を押します。",
     .fields = paper_corporation_fields,
     .n = PAPER_CORPORATION_FIELDS},
    {.title = "医療機関・介護事業所情報", .fields = paper_office_fields, .n = PAPER_OFFICE_FIELDS},
    {.title = "システム利用者",
     .note = "※1 システム利用管理担当者は、代表者が利用者の中から決め、印を付けます。"
             "※2 個人で事業を営む方は、所属する団体を通じて申請します。"
             "※3 区分は、新規・更新・削除のどれかを選びます。"
             "※4 職種は必ず選びます。"
             "※5 登録した方は、市が事業の情報をお知らせする「重要なお知らせ」の部屋に入ります。"
             "部屋の名簿には事業所名・氏名・職種が載り、ほかの参加者にも見えます。",
     .rows = "people",
     .most_rows = 30,
     .fields = people,
     .n = sizeof people / sizeof people[0]},
    {.title = "すでにシステムを利用している方",
     .note = "すでに個人IDを持つ方も、この市で使う端末には電子証明書を入れる必要があります。",
     .fields = existing,
     .n = 1},
    {.title = "誓約事項",
     .note = "システムを利用するにあたって、次の11項目を守ることを約束します。",
     .fields = pledge,
     .n = 1},
};

const struct paper_part *const usage_people = &parts[3];

const struct paper usage_paper = {
    .kind = APPLICATION_USAGE,
    .number = "様式1-1",
    .title = "情報共有システム利用申請書",
    .opening = "在宅医療・介護の情報共有システムを利用したいので、誓約事項を守ることを約束し、"
               "次のとおり申請します。",
    .parts = parts,
    .n = sizeof parts / sizeof parts[0],
    .seal = SEAL_NEEDED,
    .pledge = true,
    .examine = usage_examine,
    .carry_out = usage_carry_out,
};
