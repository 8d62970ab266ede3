// SPDX-License-Identifier: AGPL-3.0-or-later
// Enrolment on the public site; a member's own devices on the member site.
#include "base/base32.h"
#include "device/device.h"
#include "device/devices_page.html.h"
#include "device/enrol_page.html.h"

// --- enrolment (public) ------------------------------------------------------------------

static const struct form_rule id_rule = {S_CONST("証明書インストール用ID"), 40, false};
static const struct form_rule password_rule = {S_CONST("証明書インストール用パスワード"), 100, false};

static const struct form_rule network_rule = {S_CONST("おもに使う回線"), 40, true};
enum { SAFE_NETWORKS = NETWORK_OPEN - NETWORK_OFFICE };

static struct options network_options(struct turn *t, str chosen)
{
    struct options options = {SAFE_NETWORKS, NEW_ARRAY(t->arena, struct option, SAFE_NETWORKS)};
    for (int i = 0; i < SAFE_NETWORKS; i++) {
        str label = device_network_labels[NETWORK_OFFICE + i];
        options.at[i] = (struct option){label, label, str_eq(label, chosen)};
    }
    return options;
}

// What is said at the installation counts from today; a half of it confirms nothing.
static void confirm_surroundings(struct turn *t, struct form *form, device_id device)
{
    if (!form_tick(form, S("safe")) || form_typed(form, S("network")).n == 0)
        return;
    int network = form_choice(form, S("network"), network_rule,
                              device_network_labels + NETWORK_OFFICE, SAFE_NETWORKS);
    if (form_error(form, S("network")).n == 0)
        device_confirm(t->tx, device, (enum device_network)(NETWORK_OFFICE + network),
                       tx_today(t->tx));
}

static void show_enrol(struct turn *t, struct form *form)
{
    struct enrol_page page = {
        .base = turn_base(t, S("端末に証明書を入れる")),
        .form = *form,
        .install_id = field_of(form, S("install_id"), id_rule.label,
                               params_get(&t->request->query, S("id"))),
        .password = field_of(form, S("password"), password_rule.label, NONE),
        .safe = field_of(form, S("safe"),
                         S("画面のロックをかけ、パソコンとAndroidにはウイルス対策を入れ、OSは更新が続いている版です"), NONE),
        .network = field_of(form, S("network"), network_rule.label, NONE),
    };
    page.base.look = S("page-narrow");
    page.networks = network_options(t, page.network.value);
    page.install_id.inputmode = S("numeric");
    page.install_id.help = S("10桁の数字です。例：12345-67890");
    page.install_id.required = page.password.required = true;
    enrol_page_html(turn_out(t), &page);
}

static void enrol_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_enrol(t, &form);
}

// The digits, however people wrote them down.
static str digits_of(struct arena *a, str typed)
{
    struct buf digits = buf_in(a);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] >= '0' && typed.p[i] <= '9')
            buf_byte(&digits, typed.p[i]);
    return buf_str(&digits);
}

static void *enrol_prepare(struct turn *t)
{
    struct form form = form_of(t->request);
    struct enrolment_ready *ready = NEW(t->arena, struct enrolment_ready);
    str id = digits_of(t->arena, form_line(&form, S("install_id"), id_rule));
    str password = str_trim(form_secret(&form, S("password"), password_rule));
    if (form_ok(&form))
        *ready = enrolment_prepare(t->tx, t->services->pki, id, password);
    return ready;
}

static void send_certificate(struct turn *t, const struct enrolment_ready *ready)
{
    if (ready->device.kind == DEVICE_IOS)
        response_file(t->response,
                      pki_ios_profile(t->services->pki, t->arena, &ready->issued, S("つなぎ"),
                                      S("つなぎ")),
                      S("application/x-apple-aspen-config"), S("tsunagi.mobileconfig"), true);
    else
        response_file(t->response, ready->issued.pkcs12, S("application/x-pkcs12"),
                      S("tsunagi.p12"), true);
}

static void enrol_post_page(struct turn *t)
{
    const struct enrolment_ready *ready = t->prepared;
    struct form form = form_of(t->request);
    form_line(&form, S("install_id"), id_rule);
    form_secret(&form, S("password"), password_rule);
    if (form_ok(&form) && enrolment_spend(t->tx, ready)) {
        confirm_surroundings(t, &form, ready->device.id);
        send_certificate(t, ready);
        return;
    }
    if (form_ok(&form))
        form_refuse(&form, NONE,
                    S("このIDとパスワードでは受け取れません。入力の間違い、期限切れ、受け取り済みのいずれかです。通知書を見て入力し直し、それでも受け取れないときは、市の介護支援課に再発行を依頼してください。"));
    turn_refuse_form(t);
    show_enrol(t, &form);
}

static void public_home_page(struct turn *t)
{
    turn_go(t, URL("/enrol"));
}

static void root_page(struct turn *t)
{
    response_file(t->response, pki_root_der(t->services->pki), S("application/x-x509-ca-cert"),
                  S("tsunagi-root.crt"), true);
}

static void crl_page(struct turn *t)
{
    str crl = device_crl(t->tx, t->services->pki);
    response_file(t->response, str_bytes(crl), S("application/x-pem-file"), S("tsunagi-crl.pem"),
                  true);
}

// --- a member's own devices ------------------------------------------------------------------

static str left_of(struct turn *t, const struct device *d)
{
    if (d->state != DEVICE_ACTIVE || instant_is(d->ends_at))
        return NONE;
    int left = day_of(d->expires_at).n - tx_today(t->tx).n;
    if (left > RENEWAL_DAYS)
        return NONE;
    return left > 0 ? str_print(t->arena, "あと%d日", left) : S("きょうまで");
}

static str surroundings_of(struct turn *t, const struct device *d)
{
    if (!day_is(d->confirmed_on))
        return S("未確認");
    return str_print(t->arena, "%.*sに確認（%.*s）", STR(turn_day(t, d->confirmed_on)),
                     STR(device_network_labels[d->network]));
}

static struct device_card card_of(struct turn *t, const struct device *d)
{
    struct device_card card = {
        .kind = device_words(t->arena, d),
        .owner = d->personal ? S("個人の端末") : S("事業所の端末"),
        .number = str_print(t->arena, "%ld", (long)d->number),
        .state = device_state_label(d->state),
        .chip = device_state_chip(d->state),
        .since = turn_day(t, day_of(d->registered_at)),
        .left = left_of(t, d),
        .surroundings = surroundings_of(t, d),
        .here = device_same(d->id, t->me->device),
        .can_lose = d->state != DEVICE_REVOKED,
        .may_renew = device_may_renew(t->tx, d),
        .renewal = instant_is(d->renewal_at),
        .renew = url_make(t->arena, "/devices/%i/renew", d->id.v),
        .lost = {.action = url_make(t->arena, "/devices/%i/lost", d->id.v),
                 .label = S("紛失した"),
                 .question = S("この端末は直ちに使えなくなり、元に戻せません。新しい端末は、事業所を通じて市に申請してください。"),
                 .yes = S("使えなくする")},
        .retired = {.action = url_make(t->arena, "/devices/%i/retired", d->id.v),
                    .label = S("廃棄する"),
                    .question = S("先に、端末の中のデータをすべて消してください。この端末は直ちに使えなくなり、元に戻せません。"),
                    .yes = S("データを消したので廃棄する")},
    };
    if (instant_is(d->expires_at))
        card.until = turn_day(t, day_of(d->expires_at));
    if (d->state == DEVICE_REVOKED)
        card.stopped = str_print(t->arena, "%.*s %.*s", STR(turn_day(t, day_of(d->revoked_at))),
                                 STR(revocation_label(d->why)));
    if (instant_is(d->ends_at)) {
        card.owner = S("一時的に借りている端末");
        card.until = turn_instant(t, d->ends_at);
    }
    return card;
}

static void devices_list_page(struct turn *t)
{
    struct device_list list = device_list_of(t->tx, t->me->member);
    struct devices_page page = {
        .base = turn_base(t, S("自分の端末とサインイン")),
        .devices = {list.n, NEW_ARRAY(t->arena, struct device_card, list.n)},
    };
    for (size_t i = 0; i < list.n; i++) {
        page.devices.at[i] = card_of(t, &list.at[i]);
        if (page.devices.at[i].left.n)
            page.ending = (struct banner){
                .kind = "warn",
                .title = S("証明書の期限が近づいています"),
                .text = S("「更新を申し出る」を押すと、市から新しい通知書が届きます。新しい証明書を入れてサインインするまでは、今の証明書も使えます。")};
    }
    devices_page_html(turn_out(t), &page);
}

static bool own_of_turn(struct turn *t, struct device *out)
{
    device_id id = {turn_param(t, 0)};
    if (device_find(t->tx, t->me->city, id, out) && member_same(out->member, t->me->member))
        return true;
    turn_missing(t);
    return false;
}

static void lost_page(struct turn *t)
{
    struct device device;
    if (!own_of_turn(t, &device))
        return;
    device_revoke(t->tx, t->me->city, device.id, REVOKED_LOST);
    turn_go_saying(t, URL("/devices"), "その端末を使えなくしました。事業所のシステム利用管理担当者にも伝えてください。");
}

static void retired_page(struct turn *t)
{
    struct device device;
    if (!own_of_turn(t, &device))
        return;
    if (device_revoke(t->tx, t->me->city, device.id, REVOKED_RETIRED))
        device_wiped(t->tx, &device, tx_today(t->tx));
    turn_go_saying(t, URL("/devices"), "データを消して廃棄した端末として、使えなくしました。");
}

static void renew_page(struct turn *t)
{
    struct device device;
    if (!own_of_turn(t, &device))
        return;
    turn_go_saying(t, URL("/devices"),
                   device_ask_renewal(t->tx, &device)
                       ? "更新を市に申し出ました。新しい通知書が届くまで、今の証明書を使えます。"
                       : "この端末は、いまは更新を申し出られません。期限の90日前から申し出られます。");
}

static const struct route public_routes[] = {
    {METHOD_GET, "/", public_home_page, .who = WHO_ANYONE},
    {METHOD_GET, "/enrol", enrol_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/enrol", enrol_post_page, .prepare = enrol_prepare, .who = WHO_ANYONE},
    {METHOD_GET, "/root.crt", root_page, .who = WHO_ANYONE},
    {METHOD_GET, "/tsunagi.crl", crl_page, .who = WHO_ANYONE, .flags = ROUTE_SLOW},
};
const struct routes device_public_routes = {sizeof public_routes / sizeof public_routes[0],
                                            public_routes};

static const struct route routes[] = {
    {METHOD_GET, "/devices", devices_list_page, .who = WHO_MEMBER},
    {METHOD_POST, "/devices/:device/lost", lost_page, .who = WHO_MEMBER},
    {METHOD_POST, "/devices/:device/retired", retired_page, .who = WHO_MEMBER},
    {METHOD_POST, "/devices/:device/renew", renew_page, .who = WHO_MEMBER},
};
const struct routes device_routes = {sizeof routes / sizeof routes[0], routes};
