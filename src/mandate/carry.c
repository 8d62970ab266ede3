// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式3: its checks, what it leaves behind, and what a delegate may therefore do.
#include "mandate/carry.h"

#include "audit/audit.h"
#include "base/text.h"
#include "city/city.h"
#include "mandate/mandate.sql.h"

static struct place delegate_place(int64_t id, city_id city)
{
    return (struct place){S("mandate"), S("delegate"), id, city.v};
}

static bool same_name(struct tx *tx, str a, str b)
{
    return str_eq(text_fold(tx_arena(tx), a), text_fold(tx_arena(tx), b));
}

// The corporation's mandates for that delegate that are not over on that day.
static struct mandate_row_list held_by(struct tx *tx, const struct application *of, str delegate,
                                       day on)
{
    str corporation = text_fold(tx_arena(tx), value_of(&of->values, "corporation_name"));
    struct mandate_row_list rows = mandate_rows(tx, of->city, corporation, on);
    struct mandate_row_list held = {0, NEW_ARRAY(tx_arena(tx), struct mandate_row, rows.n)};
    struct key key;
    if (rows.n == 0 || !city_key(tx, of->city, &key))
        return held;
    for (size_t i = 0; i < rows.n; i++) {
        str name;
        if (!unseal_text(tx_arena(tx), &key, delegate_place(rows.at[i].id, of->city),
                         rows.at[i].delegate, &name))
            tx_fail(tx, "the delegate of a mandate does not open");
        else if (same_name(tx, name, delegate))
            held.at[held.n++] = rows.at[i];
    }
    key_forget(&key);
    return held;
}

// --- a delegate applies --------------------------------------------------------------------

// What was applied for while the mandate was in force stays good when it ends at the desk.
static day applied_on(struct tx *tx, const struct application *of)
{
    bool waits = of->state == STATE_DRAFT || of->state == STATE_RETURNED;
    return waits || !instant_is(of->submitted_at) ? tx_today(tx) : day_of(of->submitted_at);
}

void mandate_examine(struct tx *tx, const struct application *of, int duties,
                     struct application_findings *out)
{
    str delegate = value_of(&of->values, "by_delegate");
    // Without the corporation nothing can be looked up yet; that it is missing is told by itself.
    if (delegate.n == 0 || value_of(&of->values, "corporation_name").n == 0)
        return;
    day on = applied_on(tx, of);
    struct mandate_row_list held = held_by(tx, of, delegate, on);
    int64_t allowed = 0;
    for (size_t i = 0; i < held.n; i++)
        if (held.at[i].from_on.n <= on.n)
            allowed |= held.at[i].duties;
    if (allowed & duties)
        return;
    finding_add(out, true, S("by_delegate"),
                allowed == 0 ? S("この方への委任状（様式3）が、いま効力のある形では見つかりません。"
                                 "先に委任状を出すか、代表者の名前で申請してください。")
                : allowed == DUTY_REGISTER
                    ? S("この方に委任されているのは、利用者の登録・削除だけです。"
                        "変更を委任する委任状を出すか、代表者の名前で申請してください。")
                    : S("この方に委任されているのは、登録した事項の変更だけです。"
                        "登録・削除を委任する委任状を出すか、代表者の名前で申請してください。"));
}

// --- the form itself -----------------------------------------------------------------------

static int duties_of(const struct application *of)
{
    return (value_of(&of->values, "duty_register").n ? DUTY_REGISTER : 0) |
           (value_of(&of->values, "duty_change").n ? DUTY_CHANGE : 0);
}

static bool withdraws(const struct application *of)
{
    return value_of(&of->values, "withdrawn_on").n > 0;
}

void mandate_form_examine(struct tx *tx, const struct application *of,
                          struct application_findings *out)
{
    str delegate = value_of(&of->values, "delegate");
    if (withdraws(of) && held_by(tx, of, delegate, tx_today(tx)).n == 0)
        finding_add(out, true, S("withdrawn_on"),
                    S("取りやめる委任が見つかりません。法人の名称と受任者の氏名を、"
                      "前に出した委任状のとおりに書いてください。"));
    if (!withdraws(of) && duties_of(of) == 0)
        finding_add(out, true, S("duty_register"),
                    S("委任する業務を、1つ以上選んでください。"));
    if (delegate.n && same_name(tx, delegate, value_of(&of->values, "representative")))
        finding_add(out, true, S("delegate"),
                    S("代表者と受任者が同じ方です。代表者が申請するときは、委任状は要りません。"));
}

static void end_all(struct tx *tx, const struct application *of, day until_on)
{
    struct mandate_row_list held = held_by(tx, of, value_of(&of->values, "delegate"), tx_today(tx));
    for (size_t i = 0; i < held.n; i++)
        mandate_end(tx, of->city, held.at[i].id, until_on);
    if (held.n)
        audit_record(tx, &(struct audit_entry){"mandate.end", .city = of->city,
                                               .subject = of->id.v});
}

static void give(struct tx *tx, const struct application *of, day from_on)
{
    struct key key;
    int64_t id = tx_new_id(tx);
    if (!city_key(tx, of->city, &key))
        return;
    mandate_insert(tx, &(struct mandate_insert_params){
                           .id = id,
                           .city = of->city,
                           .corporation = text_fold(tx_arena(tx),
                                                    value_of(&of->values, "corporation_name")),
                           .delegate = seal_text(tx_arena(tx), &key, delegate_place(id, of->city),
                                                 value_of(&of->values, "delegate")),
                           .duties = duties_of(of),
                           .from_on = from_on,
                           .application = of->id,
                       });
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"mandate.give", .city = of->city, .subject = of->id.v});
}

// A new mandate takes the place of an earlier one for the same delegate.
bool mandate_form_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                            struct application_findings *out)
{
    (void)me;
    (void)out;
    day on = NO_DAY;
    day_parse(value_of(&of->values, withdraws(of) ? "withdrawn_on" : "applied_on"), &on);
    end_all(tx, of, withdraws(of) ? on : day_after(on, -1));
    if (!withdraws(of))
        give(tx, of, on);
    return true;
}
