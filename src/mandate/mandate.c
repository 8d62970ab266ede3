// SPDX-License-Identifier: AGPL-3.0-or-later
// The form 様式3: what it asks, in the guide's order.
#include "mandate/mandate.h"

#include "mandate/carry.h"

static const struct paper_field given[] = {
    {.name = "applied_on", .label = "委任する日", .type = PAPER_DAY},
    {.name = "corporation_address", .label = "法人の所在", .most = 200},
    {.name = "corporation_name", .label = "法人又は会社の名称"},
    {.name = "representative_title", .label = "代表者の役職", .most = 40},
    {.name = "representative", .label = "代表者の氏名", .most = 60},
};
static const struct paper_field taken[] = {
    {.name = "delegate_office", .label = "受任者の所属"},
    {.name = "delegate_address", .label = "受任者の所在", .most = 200},
    {.name = "delegate_title", .label = "受任者の役職", .most = 40},
    {.name = "delegate", .label = "受任者の氏名", .most = 60},
};
static const struct paper_field duties[] = {
    {.name = "duty_register",
     .label = "システム利用者の登録・削除に関すること",
     .type = PAPER_TICK,
     .optional = true},
    {.name = "duty_change",
     .label = "登録した事項の変更に関すること",
     .type = PAPER_TICK,
     .optional = true},
};
static const struct paper_field end[] = {
    {.name = "withdrawn_on",
     .label = "委任を取りやめる日",
     .type = PAPER_DAY,
     .optional = true,
     .help = "前に出した委任を終わらせるときだけ書きます。この日が、受任者が申請できる最後の日です。"},
};

static const struct paper_part parts[] = {
    {.title = "委任する方",
     .note = "代表者が自分で署名したときは、押印は要りません。押印するときは、"
             "法人の契約に使う代表者印を押します。",
     .fields = given,
     .n = sizeof given / sizeof given[0]},
    {.title = "受任者",
     .note = "受任者は氏名を書くだけで、署名も押印も要りません。",
     .fields = taken,
     .n = sizeof taken / sizeof taken[0]},
    {.title = "委任する業務",
     .note = "任せる業務に印を付けます。両方でもかまいません。",
     .fields = duties,
     .n = sizeof duties / sizeof duties[0]},
    {.title = "委任の取りやめ", .fields = end, .n = 1},
};

const struct paper mandate_paper = {
    .kind = APPLICATION_MANDATE,
    .number = "様式3",
    .title = "委任状",
    .opening = "在宅医療・介護の情報共有システムの利用登録などについて、次の方を代理人とし、"
               "次の業務を委任します。",
    .parts = parts,
    .n = sizeof parts / sizeof parts[0],
    .seal = SEAL_NEEDED,
    .examine = mandate_form_examine,
    .carry_out = mandate_form_carry_out,
};
