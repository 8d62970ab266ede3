// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-in, the change of password, the acceptance of terms and pledge, signing out.
#include "base/text.h"
#include "device/device.h"
#include "pledge/pledge.h"
#include "signin/password_page.html.h"
#include "signin/signin.h"
#include "signin/signin_page.html.h"
#include "signin/terms_page.html.h"
#include "terms/terms.h"

enum { COOKIE_SECONDS = SESSION_HOURS * 3600 };

// --- signing in ------------------------------------------------------------------------

static const struct form_rule id_rule = {S_CONST("個人ID"), 40, false};
static const struct form_rule password_rule = {S_CONST("パスワード"), 200, false};

static void show_signin(struct turn *t, struct form *form, int64_t wait_seconds)
{
    struct signin_page page = {
        .base = turn_base(t, S("サインイン")),
        .form = *form,
        .personal_id = field_of(form, S("personal_id"), id_rule.label, NONE),
        .password = field_of(form, S("password"), password_rule.label, NONE),
        .next = form_typed(form, S("next")),
    };
    page.base.look = S("page-wide");
    page.personal_id.inputmode = S("numeric");
    page.personal_id.required = page.password.required = true;
    if (page.next.n == 0)
        page.next = params_get(&t->request->query, S("next"));
    if (wait_seconds > 0)
        page.wait = wait_seconds < 60
                        ? str_print(t->arena, "%ld秒", (long)wait_seconds)
                        : str_print(t->arena, "%ld分", (long)(wait_seconds + 59) / 60);
    signin_page_html(turn_out(t), &page);
}

static void signin_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_signin(t, &form, 0);
}

// What was typed, without the blanks and hyphens that people copy from the letter.
static str typed_id(struct turn *t, struct form *form)
{
    str typed = form_line(form, S("personal_id"), id_rule);
    struct buf digits = buf_in(t->arena);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] != '-' && typed.p[i] != ' ')
            buf_byte(&digits, typed.p[i]);
    return buf_str(&digits);
}

static void *signin_prepare(struct turn *t)
{
    struct form form = form_of(t->request);
    struct signin_proof *proof = NEW(t->arena, struct signin_proof);
    str id = typed_id(t, &form);
    str password = form_secret(&form, S("password"), password_rule);
    if (form_ok(&form))
        *proof = signin_prove(t->tx, id, password, t->device);
    return proof;
}

static void signin_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    typed_id(t, &form);
    form_secret(&form, S("password"), password_rule);
    struct signin_result result = {.outcome = SIGNIN_WRONG};
    if (form_ok(&form)) {
        result = signin_start(t->tx, t->prepared, t->device);
        if (result.outcome == SIGNIN_WRONG)
            form_refuse(&form, NONE,
                        S("サインインできませんでした。個人IDとパスワード、そして使っている端末がご自分のものかを確かめてください。"));
    }
    if (result.outcome == SIGNIN_DONE) {
        device_settle(t->tx, t->device, &t->request->peer);
        signin_end_cookie(t->tx, params_get(&t->request->cookies, S("__Host-session")));
        response_cookie(t->response, S("__Host-session"), result.cookie, COOKIE_SECONDS);
        turn_go(t, url_local(t->arena, form_typed(&form, S("next")), URL("/")));
        return;
    }
    turn_refuse_form(t);
    show_signin(t, &form, result.wait_seconds);
}

static void signout_page(struct turn *t)
{
    signin_end(t->tx, t->me->session);
    response_cookie(t->response, S("__Host-session"), NONE, 0);
    turn_go_saying(t, URL("/signin"), "サインアウトしました。");
}

static void signout_all_page(struct turn *t)
{
    signin_end_everywhere(t->tx, t->me->member);
    response_cookie(t->response, S("__Host-session"), NONE, 0);
    turn_go_saying(t, URL("/signin"), "すべての端末からサインアウトしました。");
}

// Asked by web/idle.js: somebody is still there.
static void stay_page(struct turn *t)
{
    t->response->status = 204;
}

// --- the password ------------------------------------------------------------------------

static const struct form_rule old_rule = {S_CONST("今のパスワード"), 200, false};
static const struct form_rule new_rule = {S_CONST("新しいパスワード"), 200, false};
static const struct form_rule again_rule = {S_CONST("新しいパスワード（もう一度）"), 200, false};

static void show_password(struct turn *t, struct form *form)
{
    struct password_page page = {
        .base = turn_base(t, S("パスワードの変更")),
        .form = *form,
        .first = t->owes == OWES_FIRST_PASSWORD,
        .due = t->owes == OWES_PASSWORD,
        .old = field_of(form, S("old"), old_rule.label, NONE),
        .fresh = field_of(form, S("new"), new_rule.label, NONE),
        .again = field_of(form, S("again"), again_rule.label, NONE),
    };
    page.base.look = S("page-narrow");
    page.fresh.help =
        S("8文字以上で、英大文字・英小文字・数字・記号のうち3種類以上（13文字以上なら種類は問いません）。お名前・事業所名・生年月日・よくある言葉と、最近使った5つは使えません。");
    page.old.required = page.fresh.required = page.again.required = true;
    if (t->owes != OWES_NOTHING)
        page.base.nav = (struct nav_list){0};
    password_page_html(turn_out(t), &page);
}

static void password_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_password(t, &form);
}

static void *password_prepare_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct password_change *change = NEW(t->arena, struct password_change);
    str old = form_secret(&form, S("old"), old_rule);
    str new = form_secret(&form, S("new"), new_rule);
    if (form_ok(&form))
        *change = password_prepare(t->tx, t->me, old, new);
    return change;
}

// Everything that is wrong at once, each in its own sentence.
static str sentences(struct arena *a, const struct password_change *change, enum password_fault fault)
{
    struct buf out = buf_in(a);
    if (!change->faults)
        return str_of(password_fault_sentence(fault));
    for (int i = PASSWORD_GOOD; i < PASSWORD_FAULTS; i++)
        if (change->faults >> i & 1)
            buf_put(&out, str_of(password_fault_sentence((enum password_fault)i)));
    return buf_str(&out);
}

static bool is_about_old(enum password_fault fault)
{
    return fault == PASSWORD_OLD_WRONG || fault == PASSWORD_WAIT;
}

static void password_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    enum password_fault fault = PASSWORD_GOOD;
    form_secret(&form, S("old"), old_rule);
    str new = form_secret(&form, S("new"), new_rule);
    str again = form_secret(&form, S("again"), again_rule);
    if (form_ok(&form) && !str_eq(new, again))
        form_refuse(&form, S("again"), S("2つの新しいパスワードが違います。同じものを入力してください。"));
    if (form_ok(&form))
        fault = password_settle(t->tx, t->me, t->prepared);
    if (fault != PASSWORD_GOOD)
        form_refuse(&form, is_about_old(fault) ? S("old") : S("new"),
                    sentences(t->arena, t->prepared, fault));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_password(t, &form);
        return;
    }
    turn_go_saying(t, URL("/"), "パスワードを変更しました。");
}

// --- terms and pledge ----------------------------------------------------------------------

static void show_terms(struct turn *t, struct form *form)
{
    struct terms_page page = {
        .base = turn_base(t, S("利用規約と誓約")),
        .form = *form,
        .terms = field_of(form, S("terms"), S("利用規約に同意します"), NONE),
        .pledge = field_of(form, S("pledge"), S("11項目すべてを誓約します"), NONE),
        .points = pledge_points(),
        .changes = terms_changes_of(t->tx, t->me->city),
    };
    page.base.look = S("page-narrow");
    page.base.nav = (struct nav_list){0};
    page.terms.required = page.pledge.required = true;
    terms_page_html(turn_out(t), &page);
}

static void terms_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_terms(t, &form);
}

static void terms_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    if (!form_tick(&form, S("terms")))
        form_refuse(&form, S("terms"), S("お使いになるには、利用規約への同意が必要です。"));
    if (!form_tick(&form, S("pledge")))
        form_refuse(&form, S("pledge"), S("お使いになるには、誓約が必要です。"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_terms(t, &form);
        return;
    }
    document_accept(t->tx, t->me->member, DOCUMENT_TERMS);
    document_accept(t->tx, t->me->member, DOCUMENT_PLEDGE);
    turn_go(t, URL("/"));
}

static const struct route routes[] = {
    {METHOD_GET, "/signin", signin_form_page, .who = WHO_DEVICE},
    {METHOD_POST, "/signin", signin_post_page, .prepare = signin_prepare, .who = WHO_DEVICE},
    {METHOD_POST, "/signout", signout_page, .who = WHO_STARTED},
    {METHOD_POST, "/signout/all", signout_all_page, .who = WHO_STARTED},
    {METHOD_GET, "/stay", stay_page, .who = WHO_STARTED},
    {METHOD_GET, "/password", password_form_page, .who = WHO_STARTED},
    {METHOD_POST, "/password", password_post_page, .prepare = password_prepare_page, .who = WHO_STARTED},
    {METHOD_GET, "/terms", terms_form_page, .who = WHO_STARTED},
    {METHOD_POST, "/terms", terms_post_page, .who = WHO_STARTED},
};
const struct routes signin_routes = {sizeof routes / sizeof routes[0], routes};
