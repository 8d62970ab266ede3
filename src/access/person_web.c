// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's state of signing in, as the desk sees it: unlocking, signing out, a lent device.
#include "access/access_web.h"
#include "access/lent_page.html.h"
#include "access/person_page.html.h"
#include "audit/audit.h"
#include "loan/loan.h"
#include "member/member.h"
#include "signin/signin.h"
#include "terms/terms.h"

static const struct form_rule unlock_rule = {S_CONST("解く理由と、本人を確かめた方法"), LOCK_REASON_MOST, false};
static const struct form_rule cause_rule = {S_CONST("理由"), 0, false};
static const struct form_rule kind_rule = {S_CONST("貸し出す端末の種類"), 0, false};
static const struct form_rule hours_rule = {S_CONST("使える時間（時間）"), 2, false};
static const struct form_rule reason_rule = {S_CONST("事情と、本人を確かめた方法"), LOAN_REASON_MOST, false};

static const struct member *person_of(struct turn *t)
{
    const struct member *m = member_find(t->tx, t->me->city, (member_id){turn_param(t, 0)});
    if (!m)
        turn_missing(t);
    return m;
}

static url here(struct turn *t)
{
    return url_make(t->arena, "/desk/members/%i/signin", turn_param(t, 0));
}

// --- showing -----------------------------------------------------------------------------------

static str last_text(struct turn *t, member_id id)
{
    instant last = history_last_signin(t->tx, id);
    return instant_is(last) ? turn_instant(t, last) : S("まだ一度もサインインしていません");
}

static str password_text(struct turn *t, member_id id)
{
    struct password_state state;
    if (!password_state_of(t->tx, id, &state))
        return S("まだ通知書を出していません");
    if (state.initial)
        return S("初期パスワードのままです");
    str on = turn_day(t, state.changed_on);
    if (!day_is(state.due))
        return str_print(t->arena, "%.*sに変更", STR(on));
    return str_print(t->arena, "%.*sに変更。期限は%.*s", STR(on), STR(turn_day(t, state.due)));
}

static str terms_text(struct turn *t, member_id id)
{
    struct terms_acceptance a;
    if (!terms_acceptance_of(t->tx, id, &a))
        return S("まだ同意していません");
    return str_print(t->arena, "第%lld版　%.*sに%s", (long long)a.version,
                     STR(turn_day(t, day_of(a.at))), a.deemed ? "同意とみなしました" : "同意");
}

static struct options options_of(struct turn *t, str (*label)(struct turn *, int), int n, str typed)
{
    struct options options = {(size_t)n, NEW_ARRAY(t->arena, struct option, (size_t)n)};
    for (int i = 0; i < n; i++) {
        str text = label(t, i);
        options.at[i] = (struct option){text, text, typed.n ? str_eq(typed, text) : false};
    }
    return options;
}

static str cause_label(struct turn *t, int i)
{
    (void)t;
    return loan_cause_label((enum loan_cause)i);
}

static str kind_label(struct turn *t, int i)
{
    (void)t;
    return device_kind_label((enum device_kind)i);
}

static void put_loan(struct turn *t, const struct member *m, struct form *form,
                     struct person_page *page)
{
    struct loan loan;
    if (loan_find(t->tx, t->me->city, m->id, &loan))
        page->lent = str_print(t->arena, "%.*sまで。%.*s：%.*s", STR(turn_instant(t, loan.ends_at)),
                               STR(loan_cause_label(loan.cause)), STR(loan.reason));
    page->lent_end = (struct confirm){.action = url_make(t->arena, "/desk/members/%i/loan/end", m->id.v),
                                      .label = S("今すぐ終える"),
                                      .question = S("貸し出した端末は、直ちに使えなくなります。"),
                                      .yes = S("終える")};
    page->cause = field_of(form, S("cause"), cause_rule.label, NONE);
    page->causes = options_of(t, cause_label, LOAN_CAUSES, form_typed(form, S("cause")));
    page->kind = field_of(form, S("kind"), kind_rule.label, NONE);
    page->kinds = options_of(t, kind_label, DEVICE_KINDS, form_typed(form, S("kind")));
    page->hours = field_of(form, S("hours"), hours_rule.label, S("4"));
    page->hours.help = S("1〜24時間です。必要なだけ短くしてください。");
    page->hours.inputmode = S("numeric");
    page->reason = field_of(form, S("reason"), reason_rule.label, NONE);
    page->reason.help = S("記録に残り、一覧に出ます。例：訪問先で端末が故障。事業所に電話をかけ直して本人と確認");
    page->cause.required = page->kind.required = page->hours.required = page->reason.required = true;
}

static void show(struct turn *t, const struct member *m, struct form *form)
{
    instant locked = lock_until(t->tx, m->id);
    struct person_page page = {
        .base = turn_base(t, S("サインインの状態")),
        .form = *form,
        .member = url_make(t->arena, "/desk/members/%i", m->id.v),
        .name = m->name,
        .last = last_text(t, m->id),
        .password = password_text(t, m->id),
        .terms = terms_text(t, m->id),
        .works = office_is(m->office),
        .unlock = url_make(t->arena, "/desk/members/%i/signin/unlock", m->id.v),
        .loan = url_make(t->arena, "/desk/members/%i/loan", m->id.v),
        .unlock_reason = field_of(form, S("why"), unlock_rule.label, NONE),
        .signout = {.action = url_make(t->arena, "/desk/members/%i/signin/end", m->id.v),
                    .label = S("この人をすべての端末からサインアウトさせる"),
                    .question = S("本人の開いている画面は、次の操作からサインインし直しになります。"),
                    .yes = S("サインアウトさせる")},
    };
    if (instant_is(locked))
        page.locked = instant_format_clock(t->arena, locked);
    page.unlock_reason.required = true;
    put_loan(t, m, form, &page);
    audit_viewed(t->me, t->me->city, "member.signin", (room_id){0}, m->id.v, tx_now(t->tx));
    person_page_html(turn_out(t), &page);
}

void person_show_page(struct turn *t)
{
    const struct member *m = person_of(t);
    struct form form = form_empty(t->arena);
    if (m)
        show(t, m, &form);
}

static void show_refused(struct turn *t, struct form *form)
{
    const struct member *m = person_of(t);
    if (!m)
        return;
    turn_refuse_form(t);
    show(t, m, form);
}

// --- changing ----------------------------------------------------------------------------------

void person_unlock_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str why = form_line(&form, S("why"), unlock_rule);
    if (!form_ok(&form))
        show_refused(t, &form);
    else if (lock_end(t->tx, t->me->city, (member_id){turn_param(t, 0)}, why))
        turn_go_saying(t, here(t), "サインインの一時停止を解きました。");
    else
        turn_missing(t);
}

void person_signout_page(struct turn *t)
{
    const struct member *m = person_of(t);
    if (!m)
        return;
    signin_end_everywhere(t->tx, m->id);
    turn_go_saying(t, here(t), "すべての端末からサインアウトさせました。");
}

static void show_lent(struct turn *t, const struct enrolment_letter *letter)
{
    const struct member *m = person_of(t);
    if (!m)
        return;
    struct lent_page page = {
        .base = turn_base(t, S("一時的な端末")),
        .name = m->name,
        .install_id = str_print(t->arena, "%.5s-%.5s", letter->install_id.p, letter->install_id.p + 5),
        .password = letter->password,
        .until = turn_instant(t, letter->expires_at),
        .address = str_print(t->arena, "%.*s/enrol", STR(t->services->public_url)),
        .back = here(t),
    };
    lent_page_html(turn_out(t), &page);
}

static void refuse_loan(struct form *form, enum loan_outcome outcome)
{
    if (outcome == LOAN_OPEN_ALREADY)
        form_refuse(form, NONE, S("すでに一時的な端末があります。別の端末にするときは、先にそれを終えてください。"));
    if (outcome == LOAN_OUT_OF_RANGE)
        form_refuse(form, S("hours"), S("1〜24時間で入力してください。"));
}

static struct loan_new typed_loan(struct turn *t, struct form *form)
{
    str causes[LOAN_CAUSES], kinds[DEVICE_KINDS];
    for (int i = 0; i < LOAN_CAUSES; i++)
        causes[i] = loan_cause_label((enum loan_cause)i);
    for (int i = 0; i < DEVICE_KINDS; i++)
        kinds[i] = device_kind_label((enum device_kind)i);
    return (struct loan_new){
        .member = {turn_param(t, 0)},
        .cause = (enum loan_cause)form_choice(form, S("cause"), cause_rule, causes, LOAN_CAUSES),
        .kind = (enum device_kind)form_choice(form, S("kind"), kind_rule, kinds, DEVICE_KINDS),
        .hours = form_int(form, S("hours"), hours_rule, 1, LOAN_HOURS_MOST),
        .reason = form_line(form, S("reason"), reason_rule),
    };
}

void person_loan_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct loan_new new = typed_loan(t, &form);
    struct enrolment_letter letter = {0};
    enum loan_outcome outcome = LOAN_OUT_OF_RANGE;
    if (form_ok(&form)) {
        outcome = loan_open(t->tx, t->me, &new, &letter);
        refuse_loan(&form, outcome);
    }
    if (outcome == LOAN_OPENED)
        show_lent(t, &letter);
    else if (outcome == LOAN_NOBODY)
        turn_missing(t);
    else
        show_refused(t, &form);
}

void person_loan_end_page(struct turn *t)
{
    struct loan loan;
    bool open = loan_find(t->tx, t->me->city, (member_id){turn_param(t, 0)}, &loan);
    if (open && loan_end(t->tx, t->me->city, loan.device))
        turn_go_saying(t, here(t), "一時的な端末を終えました。");
    else if (person_of(t))
        turn_go_saying(t, here(t), "一時的な端末は、もう終わっています。");
}
