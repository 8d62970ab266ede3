// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's register of all devices, on screen and as a file.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/csv.h"
#include "ledger/ledger.h"
#include "ledger/ledger_page.html.h"
#include "ledger/office_web.h"

enum { ON_A_PAGE = 50, AT_ONCE = 500 };

static const str show_labels[LEDGER_SHOWS] = {
    [LEDGER_LIVE] = S_CONST("止めたもの以外"), [LEDGER_WAITING] = S_CONST("証明書を待っている"),
    [LEDGER_ACTIVE] = S_CONST("使える"),       [LEDGER_EXPIRED] = S_CONST("期限切れ"),
    [LEDGER_STOPPED] = S_CONST("止めた"),      [LEDGER_ALL] = S_CONST("すべて"),
};
static const int ends[] = {0, 15, 30, 60, 90};

// --- what is asked for -------------------------------------------------------------------------

static int number_in(str typed, int least, int most, int otherwise)
{
    int64_t n;
    return str_to_int(typed, &n) && n >= least && n <= most ? (int)n : otherwise;
}

static struct ledger_filter filter_of(struct turn *t)
{
    const struct params *q = &t->request->query;
    struct ledger_filter f = {
        .city = t->me->city,
        .kind = number_in(params_get(q, S("kind")), 0, DEVICE_KINDS - 1, -1),
        .show = (enum ledger_show)number_in(params_get(q, S("show")), 0, LEDGER_SHOWS - 1, LEDGER_LIVE),
        .days = number_in(params_get(q, S("days")), 0, 365, 0),
        .unconfirmed = params_get(q, S("unconfirmed")).n > 0,
        .renewal = params_get(q, S("renewal")).n > 0,
        .after = number_in(params_get(q, S("after")), 0, INT32_MAX, 0),
        .most = ON_A_PAGE,
    };
    if (!base32_to_id(params_get(q, S("office")), &f.office.v))
        f.office = (office_id){0};
    return f;
}

static url with(struct turn *t, url to, const char *name)
{
    str value = params_get(&t->request->query, str_of(name));
    return value.n ? url_with(t->arena, to, str_of(name), value) : to;
}

static url filtered(struct turn *t, url to)
{
    static const char *const names[] = {"office", "kind", "show", "days", "unconfirmed", "renewal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        to = with(t, to, names[i]);
    return to;
}

static struct options office_choices(struct turn *t, const struct ledger_filter *f)
{
    struct ledger_offices list = ledger_offices_of(t->tx, t->me->city);
    struct options options = {list.n + 1, NEW_ARRAY(t->arena, struct option, list.n + 1)};
    options.at[0] = (struct option){NONE, S("すべての事業所"), false};
    for (size_t i = 0; i < list.n; i++)
        options.at[i + 1] = (struct option){base32_from_id(t->arena, list.at[i].id.v),
                                            list.at[i].name, office_same(list.at[i].id, f->office)};
    return options;
}

static struct options kind_choices(struct turn *t, int chosen)
{
    struct options options = {DEVICE_KINDS + 1, NEW_ARRAY(t->arena, struct option, DEVICE_KINDS + 1)};
    options.at[0] = (struct option){NONE, S("すべての種類"), false};
    for (int i = 0; i < DEVICE_KINDS; i++)
        options.at[i + 1] = (struct option){str_print(t->arena, "%d", i),
                                            device_kind_label((enum device_kind)i), i == chosen};
    return options;
}

static struct options show_choices(struct turn *t, enum ledger_show chosen)
{
    struct options options = {LEDGER_SHOWS, NEW_ARRAY(t->arena, struct option, LEDGER_SHOWS)};
    for (int i = 0; i < LEDGER_SHOWS; i++)
        options.at[i] =
            (struct option){str_print(t->arena, "%d", i), show_labels[i], i == (int)chosen};
    return options;
}

static struct options end_choices(struct turn *t, int chosen)
{
    enum { ENDS = sizeof ends / sizeof ends[0] };
    struct options options = {ENDS, NEW_ARRAY(t->arena, struct option, ENDS)};
    for (int i = 0; i < ENDS; i++)
        options.at[i] = (struct option){
            i ? str_print(t->arena, "%d", ends[i]) : NONE,
            i ? str_print(t->arena, "%d日以内に切れる", ends[i]) : S("いつでも"), ends[i] == chosen};
    return options;
}

// --- the page ----------------------------------------------------------------------------------

str stopped_words(struct arena *a, const struct device *d)
{
    if (d->state != DEVICE_REVOKED)
        return NONE;
    str words = str_print(a, "%.*s %.*s", STR(day_format(a, day_of(d->revoked_at))),
                          STR(revocation_label(d->why)));
    if (day_is(d->wiped_on) && d->why != REVOKED_RETIRED)
        words = str_print(a, "%.*s（データ消去 %.*s）", STR(words), STR(day_format(a, d->wiped_on)));
    return words;
}

str left_words(struct turn *t, const struct device *d)
{
    bool counts = d->state == DEVICE_ACTIVE || d->state == DEVICE_EXPIRED;
    if (!counts || ledger_days_left(t->tx, d) > RENEWAL_DAYS)
        return NONE;
    int left = ledger_days_left(t->tx, d);
    return left < 0 ? S("切れました") : left == 0 ? S("きょうまで") : str_print(t->arena, "あと%d日", left);
}

static struct ledger_item item_of(struct turn *t, const struct ledger_line *l)
{
    const struct device *d = &l->device;
    struct ledger_item item = {
        .to = url_make(t->arena, "/desk/members/%i", d->member.v),
        .number = str_print(t->arena, "%ld", (long)d->number),
        .name = l->name,
        .office = office_is(l->office) ? l->office_name : S("退職"),
        .device = device_words(t->arena, d),
        .keeper = d->personal ? S("個人管理") : S("事業所管理"),
        .network = device_network_labels[d->network],
        .confirmed = day_format_wareki(t->arena, d->confirmed_on),
        .left = left_words(t, d),
        .state = device_state_label(d->state),
        .stopped = stopped_words(t->arena, d),
        .chip = device_state_chip(d->state),
        .unconfirmed = !day_is(d->confirmed_on),
        .renewal = instant_is(d->renewal_at),
    };
    item.ending = item.left.n > 0;
    if (instant_is(d->expires_at))
        item.until = day_format_wareki(t->arena, day_of(d->expires_at));
    return item;
}

static struct banner ending_banner(struct turn *t)
{
    int64_t n = ledger_ending_in(t->tx, t->me->city);
    if (n == 0 || params_has(&t->request->query, S("days")))
        return (struct banner){0};
    return (struct banner){
        .kind = "warn",
        .title = str_print(t->arena, "証明書の期限が近い端末が%ld台あります", (long)n),
        .text = S("事業所と本人にはメールと画面で知らせています。更新の申し出があれば、通知書を印刷して渡してください。"),
        .to = URL("/desk/devices?days=90"),
        .to_label = S("その端末を見る")};
}

static void fill_search(struct turn *t, const struct ledger_filter *f, struct ledger_page *page)
{
    struct form form = form_of(t->request);
    page->office = field_of(&form, S("office"), S("事業所"), NONE);
    page->offices = office_choices(t, f);
    page->kind = field_of(&form, S("kind"), S("種類"), NONE);
    page->kinds = kind_choices(t, f->kind);
    page->show = field_of(&form, S("show"), S("状態"), NONE);
    page->shows = show_choices(t, f->show);
    page->days = field_of(&form, S("days"), S("証明書の期限"), NONE);
    page->ends = end_choices(t, f->days);
    page->unconfirmed = field_of(&form, S("unconfirmed"), S("利用環境が未確認"), NONE);
    page->renewal = field_of(&form, S("renewal"), S("更新の申し出あり"), NONE);
}

static void ledger_desk_page(struct turn *t)
{
    struct ledger_filter filter = filter_of(t);
    struct ledger_lines lines = ledger_list(t->tx, &filter);
    struct ledger_page page = {
        .base = turn_base(t, S("端末台帳")),
        .items = {lines.n, NEW_ARRAY(t->arena, struct ledger_item, lines.n)},
        .nothing = {.title = S("当てはまる端末はありません"),
                    .text = S("絞り込みを変えてみてください。"),
                    .to = URL("/desk/devices?show=5"),
                    .to_label = S("すべての端末を見る")},
        .banner = ending_banner(t),
        .csv = filtered(t, URL("/desk/devices/export")),
    };
    page.base.look = S("page-wide");
    for (size_t i = 0; i < lines.n; i++)
        page.items.at[i] = item_of(t, &lines.at[i]);
    page.pager.has_after = lines.more;
    if (lines.more)
        page.pager.after =
            url_with(t->arena, filtered(t, URL("/desk/devices")), S("after"),
                     str_print(t->arena, "%ld", (long)lines.at[lines.n - 1].device.number));
    fill_search(t, &filter, &page);
    audit_viewed(t->me, t->me->city, "ledger.view", (room_id){0}, 0, tx_now(t->tx));
    ledger_page_html(turn_out(t), &page);
}

// --- the file ----------------------------------------------------------------------------------

enum { COLUMNS = 18 };
static const str heads[COLUMNS] = {
    S_CONST("登録番号"),         S_CONST("事業所"),         S_CONST("氏名"),
    S_CONST("個人ID"),           S_CONST("端末の管理"),     S_CONST("種類"),
    S_CONST("OS"),               S_CONST("登録日"),         S_CONST("利用環境の確認日"),
    S_CONST("おもに使う回線"),   S_CONST("証明書の番号"),   S_CONST("証明書の発行日"),
    S_CONST("証明書の期限"),     S_CONST("状態"),           S_CONST("止めた日"),
    S_CONST("止めた理由"),       S_CONST("データを消した日"), S_CONST("更新の申し出"),
};

static str date_of(struct turn *t, instant at)
{
    return instant_is(at) ? day_format_iso(t->arena, day_of(at)) : NONE;
}

static void put_line(struct turn *t, struct buf *out, const struct ledger_line *l)
{
    const struct device *d = &l->device;
    bool said = d->shape != SHAPE_NOT_SAID;
    const str cells[COLUMNS] = {
        str_print(t->arena, "%ld", (long)d->number),
        l->office_name,
        l->name,
        l->personal_id,
        d->personal ? S("個人管理") : S("事業所管理"),
        said ? device_shape_labels[d->shape] : device_kind_label(d->kind),
        device_system_labels[d->system],
        date_of(t, d->registered_at),
        day_format_iso(t->arena, d->confirmed_on),
        device_network_labels[d->network],
        l->serial,
        date_of(t, d->issued_at),
        date_of(t, d->expires_at),
        device_state_label(d->state),
        date_of(t, d->revoked_at),
        d->state == DEVICE_REVOKED ? revocation_label(d->why) : NONE,
        day_format_iso(t->arena, d->wiped_on),
        date_of(t, d->renewal_at),
    };
    csv_put_row(out, cells, COLUMNS);
}

static void export_page(struct turn *t)
{
    struct ledger_filter filter = filter_of(t);
    struct ledger_lines lines = {.more = true};
    struct buf out = buf_in(t->arena);
    filter.most = AT_ONCE;
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    csv_put_row(&out, heads, COLUMNS);
    while (lines.more && tx_ok(t->tx)) {
        lines = ledger_list(t->tx, &filter);
        for (size_t i = 0; i < lines.n; i++)
            put_line(t, &out, &lines.at[i]);
        if (lines.n)
            filter.after = lines.at[lines.n - 1].device.number;
    }
    str today = day_format_iso(t->arena, tx_today(t->tx));
    audit_viewed(t->me, t->me->city, "ledger.export", (room_id){0}, 0, tx_now(t->tx));
    response_file(t->response, str_bytes(buf_str(&out)), S("text/csv; charset=utf-8"),
                  str_print(t->arena, "端末台帳-%.*s.csv", STR(today)), true);
}

static const struct route rows[] = {
    {METHOD_GET, "/desk/devices", ledger_desk_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/devices/export", export_page, .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_GET, "/office/devices", office_devices_show_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/devices/:device/lost", office_lost_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/devices/:device/retired", office_retired_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/devices/:device/renew", office_renew_page, .who = WHO_ADMINISTRATOR},
};
const struct routes ledger_routes = {sizeof rows / sizeof rows[0], rows};
