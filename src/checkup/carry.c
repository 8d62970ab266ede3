// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式5: the roster of the form against the register. A difference does not stop the form: it is
// what the form is for, and becomes a 様式1-1 or 様式2.
#include "checkup/carry.h"

#include "audit/audit.h"
#include "base/text.h"
#include "checkup/checkup.sql.h"
#include "mandate/mandate.h"
#include "member/member.h"

static str row_value(const struct application *of, int row, const char *name)
{
    return value_in_row(&of->values, "people", row, name);
}

static void say(struct tx *tx, struct application_findings *out, bool stops, int row,
                const char *field, str sentence)
{
    finding_add(out, stops, name_in_row(tx_arena(tx), "people", row, field), sentence);
}

static bool same_person(struct tx *tx, const struct application *of, int row, str name, str kana)
{
    struct arena *a = tx_arena(tx);
    return str_eq(text_fold(a, row_value(of, row, "name")), text_fold(a, name)) &&
           str_eq(text_fold(a, row_value(of, row, "kana")), text_fold(a, kana));
}

static void check_number(const struct application *of, struct application_findings *out)
{
    str number = value_of(&of->values, "office_number");
    if (number.n && !office_number_has_form(number))
        finding_add(out, true, S("office_number"),
                    S("番号は10桁です。指定通知書などで確かめて、もう一度入力してください。"));
    else if (number.n && !office_number_is_good(number))
        finding_add(out, false, S("office_number"),
                    S("番号の最後の桁が合いません。書き間違いがないか確かめてください。"));
}

static void check_rows(struct tx *tx, const struct application *of, int rows,
                       struct application_findings *out)
{
    bool administrator = false;
    for (int row = 0; row < rows; row++) {
        administrator = administrator || row_value(of, row, "administrator").n > 0;
        for (int earlier = 0; earlier < row; earlier++)
            if (same_person(tx, of, earlier, row_value(of, row, "name"), row_value(of, row, "kana")))
                say(tx, out, true, row, "name",
                    S("同じ方が2回書かれています。1人につき1行にしてください。"));
    }
    if (rows == 0)
        say(tx, out, true, 0, "name", S("システムを利用している方を、全員書いてください。"));
    else if (!administrator)
        say(tx, out, true, 0, "administrator",
            S("システム利用管理担当者に印を付けてください。事業所にはいつも1人以上必要です。"));
}

static void check_register(struct tx *tx, const struct application *of, int rows,
                           const struct member_list *here, struct application_findings *out)
{
    size_t missing = 0;
    for (int row = 0; row < rows; row++) {
        struct member m;
        if (member_pick(tx, here, row_value(of, row, "name"), NONE, &m) == 0)
            say(tx, out, false, row, "name",
                S("この方は登録されていません。新しく使う方は、様式1-1で申請してください。"));
        else if (m.administrator != (row_value(of, row, "administrator").n > 0))
            say(tx, out, false, row, "administrator",
                S("管理担当者の登録と違います。交代したときは、様式2で申請してください。"));
        else if (!str_eq(profession_label(m.profession), row_value(of, row, "profession")))
            say(tx, out, false, row, "profession",
                S("職種の登録と違います。変わったときは、様式1-1の「更新」で申請してください。"));
    }
    for (size_t i = 0; i < here->n; i++) {
        bool named = false;
        for (int row = 0; row < rows && !named; row++)
            named = same_person(tx, of, row, here->at[i].name, here->at[i].kana);
        missing += !named;
    }
    if (missing)
        finding_add(out, false, S("people"),
                    str_print(tx_arena(tx),
                              "登録されている方のうち%d人が、名簿に見つかりません。退職した方は、様式1-1の「削除」で申請してください。",
                              (int)missing));
}

// Nothing is refused for a field that the register does not know either; somebody asks by telephone.
static void check_blanks(const struct application *of, const struct paper_part *part,
                         struct application_findings *out)
{
    for (size_t i = 0; i < part->n; i++)
        if (!part->fields[i].optional && value_of(&of->values, part->fields[i].name).n == 0)
            finding_add(out, false, str_of(part->fields[i].name),
                        S("書かれていません。登録にもないときは、事業所に確かめてください。"));
}

void checkup_examine(struct tx *tx, const struct application *of, struct application_findings *out)
{
    struct office office;
    int rows = rows_of(&of->values, checkup_roster);
    mandate_examine(tx, of, DUTY_REGISTER | DUTY_CHANGE, out);
    check_number(of, out);
    check_rows(tx, of, rows, out);
    check_blanks(of, checkup_corporation, out);
    check_blanks(of, checkup_office, out);
    if (application_office(tx, of, &office) != OFFICE_KNOWN) {
        finding_add(out, true, S("office_name"),
                    S("この名称の事業所は登録されていません。名称と番号を確かめてください。"));
        return;
    }
    struct member_list here = member_list_at(tx, office.id);
    if (tx_get(tx, TX_ACTOR)) // strangers do not learn who works where
        check_register(tx, of, rows, &here, out);
}

bool checkup_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                       struct application_findings *out)
{
    struct office office;
    day on = NO_DAY;
    (void)me;
    (void)out;
    day_parse(value_of(&of->values, "applied_on"), &on);
    if (application_office(tx, of, &office) != OFFICE_KNOWN || !day_is(on)) {
        tx_fail(tx, "a form that was checked could not be carried out");
        return false;
    }
    confirmation_insert(tx, office.id, of->id, on, rows_of(&of->values, checkup_roster));
    application_settle(tx, of, office.id);
    audit_record(tx, &(struct audit_entry){"office.confirm", .city = of->city,
                                           .subject = office.id.v});
    return true;
}

day checkup_confirmed_on(struct tx *tx, office_id office)
{
    day on = NO_DAY;
    confirmation_last(tx, office, &on);
    return on;
}
