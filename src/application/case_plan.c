// SPDX-License-Identifier: AGPL-3.0-or-later
// What carrying out will do, told before it is done: from the form's own values.
#include "application/desk_web.h"

enum { MOST_ROWS = 50 };

static str person_sentence(struct arena *a, const struct params *v, int row)
{
    str name = value_in_row(v, "people", row, "name"), move = value_in_row(v, "people", row, "move");
    day leave;
    if (name.n == 0)
        return NONE;
    if (str_eq(move, S("削除"))) {
        str on = day_parse(value_in_row(v, "people", row, "leave_on"), &leave)
                     ? day_format_wareki(a, leave)
                     : S("きょう");
        return str_print(a,
                         "%.*sさんの利用を%.*sで終えます。翌日から個人IDと端末の証明書は使えなくなり、部屋から外れます。書いた記録は残ります。",
                         STR(name), STR(on));
    }
    if (str_eq(move, S("更新")))
        return str_print(a, "%.*sさんの登録内容を書き換えます。個人IDは変わりません。", STR(name));
    if (value_in_row(v, "people", row, "personal_id").n)
        return str_print(a, "%.*sさんは今の個人IDのまま、この事業所に加わります。", STR(name));
    return str_print(a, "%.*sさんに新しい個人IDを作り、市からのお知らせの部屋に入れます。", STR(name));
}

static void plan_people(struct arena *a, const struct params *v, struct paper_plan *plan)
{
    for (int row = 0; row < MOST_ROWS; row++)
        plan_add(plan, person_sentence(a, v, row));
}

static void plan_devices(struct arena *a, const struct params *v, struct paper_plan *plan)
{
    for (int row = 0; row < MOST_ROWS; row++) {
        str name = value_in_row(v, "devices", row, "name");
        str kind = value_in_row(v, "devices", row, "kind");
        if (name.n)
            plan_add(plan, str_print(a, "%.*sさんの端末（%.*s）を登録し、証明書をインストールできるようにします。",
                                STR(name), STR(kind)));
    }
}

struct paper_plan case_plan(struct tx *tx, const struct application *of)
{
    struct arena *a = tx_arena(tx);
    struct paper_plan plan = {0};
    if (paper_of(of->kind)->plan)
        paper_of(of->kind)->plan(tx, of, &plan);
    switch (of->kind) {
    case APPLICATION_USAGE:
        plan_people(a, &of->values, &plan);
        break;
    case APPLICATION_DEVICES:
        plan_devices(a, &of->values, &plan);
        break;
    case APPLICATION_CHANGE:
        plan_add(&plan, S("これまでの投稿と名簿の記録は、前の内容のまま残ります。"));
        break;
    case APPLICATION_MANDATE:
        plan_add(&plan, S("委任を登録します。受任者は、任せられた手続だけを代わって申請できるようになります。"));
        break;
    case APPLICATION_STATUS:
        plan_people(a, &of->values, &plan);
        plan_add(&plan, S("この事業所の現況届を、届け出済みにします。"));
        break;
    case APPLICATION_KINDS:
        break;
    }
    if (of->kind == APPLICATION_USAGE || of->kind == APPLICATION_DEVICES)
        plan_add(&plan, S("続けて、通知書を印刷できるようになります。"));
    return plan;
}
