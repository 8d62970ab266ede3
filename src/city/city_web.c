// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page of the city's settings.
#include "city/city.h"
#include "city/settings_page.html.h"

static const struct form_rule password_rule = {S_CONST("パスワードの決まり"), 0, false};
static const struct form_rule idle_rule = {S_CONST("操作がないときにサインアウトするまで（分）"), 3, false};
static const struct form_rule stale_rule = {S_CONST("使われていない個人IDとして見直すまで（日）"), 3, false};
static const struct form_rule grace_rule = {S_CONST("投稿を書き直せる時間（分）"), 2, false};
static const struct form_rule approvals_rule = {S_CONST("承認する人数"), 0, false};
static const struct form_rule device_rule = {S_CONST("証明書が使える日数"), 4, false};
static const struct form_rule enrolment_rule = {S_CONST("証明書インストール用IDが使える日数"), 2, false};

// In the order of what is stored: 0 never forced, 1 every month.
static const str rule_values[] = {S_CONST("two"), S_CONST("month")};
static const str approval_values[] = {S_CONST("1"), S_CONST("2")};

static struct options options_of(struct turn *t, const str values[2], const str labels[2],
                                 int64_t chosen)
{
    struct options options = {2, NEW_ARRAY(t->arena, struct option, 2)};
    for (int i = 0; i < 2; i++)
        options.at[i] = (struct option){values[i], labels[i], i == chosen};
    return options;
}

static struct field number(struct turn *t, struct form *form, const char *name, str label,
                           int64_t value)
{
    struct field f = field_of(form, str_of(name), label,
                              str_print(t->arena, "%lld", (long long)value));
    f.inputmode = S("numeric");
    f.required = true;
    return f;
}

static void put_help(struct settings_page *page)
{
    page->rule.help = S("毎月の変更に切り替えると、最後の変更から1か月（翌月の同じ日）が過ぎている人は、次に画面を開くときに変更を求められます。どちらの決まりでも、端末の証明書は必ず要ります。");
    page->idle.help = S("5〜60分。初めは15分です。入力中の人には、切れる2分前に画面で知らせます。");
    page->stale.help = S("30〜365日。この日数サインインのない人が「使われていないID」に並びます。");
    page->grace.help = S("0〜60分。初めは10分です。この間は「編集」、過ぎると「訂正」になります。どちらでも前の文は残ります。");
    page->approvals.help = S("2人にすると、1人目と別の職員が承認するまで、申請を処理できません。");
    page->device.help = S("30〜1170日。これから出す証明書に当てはまります。出した証明書の期限は変わりません。");
    page->enrolment.help = S("1〜60日。これから印刷する通知書に当てはまります。");
}

static void show(struct turn *t, struct form *form, const struct city *c)
{
    static const str rules[] = {S_CONST("変更を求めない（パスワードと証明書の二要素。8文字以上・3種類以上）"),
                                S_CONST("毎月変更する（流山市の利用手引書の決まり）")};
    static const str numbers[] = {S_CONST("1人の承認で処理できる"),
                                  S_CONST("別々の2人の承認が必要")};
    bool sent = t->request->method == METHOD_POST;
    int64_t rule = sent ? str_eq(form_typed(form, S("rule")), rule_values[1]) : c->password_months;
    int64_t two = sent ? str_eq(form_typed(form, S("approvals")), S("2")) : c->approvals - 1;
    struct settings_page page = {
        .base = turn_base(t, S("市の設定")),
        .form = *form,
        .rule = field_of(form, S("rule"), password_rule.label, NONE),
        .rules = options_of(t, rule_values, rules, rule),
        .idle = number(t, form, "idle", idle_rule.label, c->idle_minutes),
        .stale = number(t, form, "stale", stale_rule.label, c->stale_days),
        .grace = number(t, form, "grace", grace_rule.label, c->grace_minutes),
        .approvals = field_of(form, S("approvals"), approvals_rule.label, NONE),
        .numbers = options_of(t, approval_values, numbers, two),
        .device = number(t, form, "device", device_rule.label, c->device_days),
        .enrolment = number(t, form, "enrolment", enrolment_rule.label, c->enrolment_days),
    };
    page.rule.required = page.approvals.required = true;
    put_help(&page);
    settings_page_html(turn_out(t), &page);
}

static void form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    struct city city;
    if (city_find(t->tx, t->me->city, &city))
        show(t, &form, &city);
    else
        turn_missing(t);
}

static void post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct city wanted = {
        .password_months = form_choice(&form, S("rule"), password_rule, rule_values, 2),
        .idle_minutes = form_int(&form, S("idle"), idle_rule, IDLE_LEAST, IDLE_MOST),
        .stale_days = form_int(&form, S("stale"), stale_rule, STALE_LEAST, STALE_MOST),
        .grace_minutes = form_int(&form, S("grace"), grace_rule, GRACE_LEAST, GRACE_MOST),
        .approvals = form_choice(&form, S("approvals"), approvals_rule, approval_values, 2) + 1,
        .device_days = form_int(&form, S("device"), device_rule, DEVICE_DAYS_LEAST, DEVICE_DAYS_MOST),
        .enrolment_days = form_int(&form, S("enrolment"), enrolment_rule, ENROLMENT_DAYS_LEAST,
                                   ENROLMENT_DAYS_MOST),
    };
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form, &wanted);
        return;
    }
    bool changed = city_change(t->tx, t->me->city, &wanted) == CITY_CHANGED;
    turn_go_saying(t, URL("/desk/settings"),
                   changed ? "設定を保存しました。今から、この決まりになります。"
                           : "変わったところはありませんでした。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/settings", form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/settings", post_page, .who = WHO_OFFICER},
};
const struct routes city_routes = {sizeof routes / sizeof routes[0], routes};
