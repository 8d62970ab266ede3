// SPDX-License-Identifier: AGPL-3.0-or-later
// The administrator's list of the office's devices. Other offices' devices do not exist here.
#include "ledger/office_web.h"

#include "audit/audit.h"
#include "ledger/office_devices_page.html.h"
#include "stocktake/stocktake.h"

static struct office_device device_of(struct turn *t, const struct ledger_line *l)
{
    const struct device *d = &l->device;
    str number = str_print(t->arena, "%ld", (long)d->number);
    struct office_device item = {
        .number = number,
        .name = l->name,
        .device = device_words(t->arena, d),
        .keeper = d->personal ? S("個人管理") : S("事業所管理"),
        .surroundings = day_is(d->confirmed_on)
                            ? str_print(t->arena, "%.*sに確認（%.*s）",
                                        STR(turn_day(t, d->confirmed_on)),
                                        STR(device_network_labels[d->network]))
                            : S("未確認"),
        .left = left_words(t, d),
        .state = device_state_label(d->state),
        .stopped = stopped_words(t->arena, d),
        .chip = device_state_chip(d->state),
        .live = d->state != DEVICE_REVOKED,
        .may_renew = device_may_renew(t->tx, d),
        .renewal = instant_is(d->renewal_at),
        .renew = url_make(t->arena, "/office/devices/%i/renew", d->id.v),
        .lost = {.action = url_make(t->arena, "/office/devices/%i/lost", d->id.v),
                 .label = S("紛失した"),
                 .question = S("この端末は直ちに使えなくなり、元に戻せません。見つかったときは、様式1-2で申請し直します。"),
                 .yes = S("使えなくする")},
        .retired = {.action = url_make(t->arena, "/office/devices/%i/retired", d->id.v),
                    .label = S("廃棄する"),
                    .question = S("先に、端末の中のデータをすべて消してください。この端末は直ちに使えなくなり、元に戻せません。"),
                    .yes = S("データを消したので廃棄する")},
    };
    if (instant_is(d->expires_at))
        item.until = turn_day(t, day_of(d->expires_at));
    return item;
}

static struct banner ending_banner(struct turn *t)
{
    int64_t n = ledger_ending_at(t->tx, t->me->administers, (member_id){0}).n;
    if (n == 0)
        return (struct banner){0};
    return (struct banner){
        .kind = "warn",
        .title = str_print(t->arena, "証明書の期限が近い端末が%ld台あります", (long)n),
        .text = S("「更新を申し出る」を押すと、市から新しい通知書が届きます。新しい証明書を入れてサインインするまでは、今の証明書も使えます。")};
}

static struct banner stocktake_banner(struct turn *t)
{
    struct stocktake s;
    if (!stocktake_waits(t->tx, t->me->administers, &s))
        return (struct banner){0};
    return (struct banner){
        .kind = s.due_on.n < tx_today(t->tx).n ? "bad" : "warn",
        .title = str_print(t->arena, "端末の棚卸しを%.*sまでにお願いします",
                           STR(day_format_wareki(t->arena, s.due_on))),
        .text = S("登録した端末が手元にあり、安全な環境で使われているかを確かめます。"),
        .to = URL("/office/stocktake"),
        .to_label = S("棚卸しに答える")};
}

void office_devices_show_page(struct turn *t)
{
    struct ledger_lines lines = ledger_list_of_office(t->tx, t->me->administers);
    struct office_devices_page page = {
        .base = turn_base(t, S("事業所の端末")),
        .office = t->me->administers_name,
        .live = {0, NEW_ARRAY(t->arena, struct office_device, lines.n)},
        .stopped = {0, NEW_ARRAY(t->arena, struct office_device, lines.n)},
        .ending = ending_banner(t),
        .stocktake = stocktake_banner(t),
    };
    for (size_t i = 0; i < lines.n; i++) {
        struct office_device item = device_of(t, &lines.at[i]);
        struct office_device_list *to = item.live ? &page.live : &page.stopped;
        to->at[to->n++] = item;
    }
    audit_viewed(t->me, t->me->city, "ledger.view", (room_id){0}, t->me->administers.v,
                 tx_now(t->tx));
    office_devices_page_html(turn_out(t), &page);
}

static bool own_of_turn(struct turn *t, struct device *out)
{
    if (ledger_find_own(t->tx, t->me, (device_id){turn_param(t, 0)}, out))
        return true;
    turn_missing(t);
    return false;
}

void office_lost_page(struct turn *t)
{
    struct device d;
    if (!own_of_turn(t, &d))
        return;
    bool done = device_revoke(t->tx, d.city, d.id, REVOKED_LOST);
    turn_go_saying(t, URL("/office/devices"),
                   done ? "その端末を使えなくしました。市の介護支援課にも、なくしたときの様子を知らせてください。"
                        : "その端末は、もう止めてあります。");
}

void office_retired_page(struct turn *t)
{
    struct device d;
    if (!own_of_turn(t, &d))
        return;
    turn_go_saying(t, URL("/office/devices"),
                   ledger_retire(t->tx, &d) ? "データを消して廃棄した端末として、使えなくしました。"
                                            : "その端末は、もう止めてあります。");
}

void office_renew_page(struct turn *t)
{
    struct device d;
    if (!own_of_turn(t, &d))
        return;
    turn_go_saying(t, URL("/office/devices"),
                   device_ask_renewal(t->tx, &d)
                       ? "更新を市に申し出ました。新しい通知書が届くまで、今の証明書を使えます。"
                       : "この端末は、いまは更新を申し出られません。期限の90日前から申し出られます。");
}
