// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages of the yearly stock-take.
#include "audit/audit.h"
#include "base/csv.h"
#include "stocktake/stocktake.h"
#include "stocktake/stocktake_page.html.h"
#include "stocktake/stocktakes_page.html.h"
#include "stocktake/tell_web.h"

static const struct form_rule year_rule = {S_CONST("年度（西暦）"), 4, false};
static const struct form_rule due_rule = {S_CONST("回答の期限"), 20, false};

str stocktake_year(struct arena *a, const struct stocktake *s)
{
    return str_print(a, "令和%ld年度", (long)s->year - 2018);
}

static str due_text(struct turn *t, const struct stocktake *s)
{
    return str_print(t->arena, "期限 %.*s", STR(day_format_wareki(t->arena, s->due_on)));
}

// --- the list, and beginning -------------------------------------------------------------------

static struct stocktake_item item_of(struct turn *t, const struct stocktake *s)
{
    bool closed = instant_is(s->closed_at), over = s->due_on.n < tx_today(t->tx).n;
    return (struct stocktake_item){
        .to = url_make(t->arena, "/desk/stocktakes/%i", s->id.v),
        .year = stocktake_year(t->arena, s),
        .due = due_text(t, s),
        .state = closed ? S("締め切り済み") : over ? S("期限が過ぎました") : S("受付中"),
        .chip = closed ? "chip-gray" : over ? "chip-yellow" : "chip-green",
    };
}

static void show_list(struct turn *t, struct form *form)
{
    struct stocktake_list list = stocktake_list_of(t->tx, t->me->city);
    day today = tx_today(t->tx);
    int year, month, date;
    day_split(day_after(today, -90), &year, &month, &date); // the fiscal year begins in April
    struct stocktakes_page page = {
        .base = turn_base(t, S("端末の棚卸し")),
        .form = *form,
        .items = {list.n, NEW_ARRAY(t->arena, struct stocktake_item, list.n)},
        .nothing = {.title = S("まだ棚卸しを始めていません"),
                    .text = S("年度と期限を決めて始めると、事業所ごとの回答がここに並びます。")},
        .year = field_of(form, S("year"), year_rule.label, str_print(t->arena, "%d", year)),
        .due_on = field_of(form, S("due_on"), due_rule.label,
                           day_format_iso(t->arena, day_after(today, 30))),
    };
    page.year.inputmode = S("numeric");
    page.due_on.type = S("date");
    for (size_t i = 0; i < list.n; i++)
        page.items.at[i] = item_of(t, &list.at[i]);
    stocktakes_page_html(turn_out(t), &page);
}

static void list_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_list(t, &form);
}

static void open_page(struct turn *t)
{
    struct form form = form_of(t->request);
    stocktake_id id = {0};
    int64_t year = form_int(&form, S("year"), year_rule, 2019, 2100);
    day due_on = form_day(&form, S("due_on"), due_rule);
    if (form_ok(&form)) {
        enum stocktake_outcome outcome = stocktake_open(t->tx, t->me, year, due_on, &id);
        if (outcome == STOCKTAKE_EXISTS)
            form_refuse(&form, S("year"), S("この年度の棚卸しは、もう始まっています。上の一覧から開いてください。"));
        if (outcome == STOCKTAKE_BAD_DATE)
            form_refuse(&form, S("due_on"), S("回答の期限は、今日から7日より後の日にしてください。"));
    }
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_list(t, &form);
        return;
    }
    turn_go_saying(t, url_make(t->arena, "/desk/stocktakes/%i", id.v), "棚卸しを始めました。");
}

// --- one of them -------------------------------------------------------------------------------

static bool find(struct turn *t, struct stocktake *out)
{
    if (stocktake_find(t->tx, t->me->city, (stocktake_id){turn_param(t, 0)}, out))
        return true;
    turn_missing(t);
    return false;
}

static void put_offices(struct turn *t, const struct stocktake *s, struct stocktake_page *page)
{
    struct stocktake_progress_list list = stocktake_progress_of(t->tx, s);
    office_id desk = stocktake_office(t->tx, t->me);
    struct stocktake asked;
    page->items.at = NEW_ARRAY(t->arena, struct progress_item, list.n);
    for (size_t i = 0; i < list.n; i++) {
        const struct stocktake_progress *o = &list.at[i];
        page->offices++;
        page->answered += o->silent == 0;
        page->devices += o->asked;
        page->silent += o->silent;
        if (page->only_silent && o->silent == 0)
            continue;
        page->items.at[page->items.n++] = (struct progress_item){
            .to = office_same(o->office, desk) ? URL("/desk/stocktake")
                                              : url_make(t->arena, "/desk/offices/%i", o->office.v),
            .name = o->name,
            .state = o->silent ? S("まだです") : S("終わりました"),
            .chip = o->silent ? "chip-yellow" : "chip-green",
            .contact = o->phone.n ? o->phone : o->mail,
            .asked = o->asked,
            .here = o->here,
            .retired = o->retired,
            .lost = o->lost,
            .silent = o->silent,
        };
    }
    page->own_wait = !page->closed && stocktake_waits(t->tx, desk, &asked) && asked.id.v == s->id.v;
    page->percent = str_print(t->arena, "%ld%%",
                              page->offices ? (long)(page->answered * 100 / page->offices) : 100L);
}

static void show_page(struct turn *t)
{
    struct stocktake s;
    if (!find(t, &s))
        return;
    int64_t id = s.id.v;
    struct stocktake_page page = {
        .base = turn_base(t, S("棚卸しの状況")),
        .year = stocktake_year(t->arena, &s),
        .due = due_text(t, &s),
        .closed = instant_is(s.closed_at),
        .only_silent = str_eq(params_get(&t->request->query, S("only")), S("silent")),
        .all = url_make(t->arena, "/desk/stocktakes/%i", id),
        .waiting = url_make(t->arena, "/desk/stocktakes/%i?only=silent", id),
        .csv = url_make(t->arena, "/desk/stocktakes/%i/export", id),
        .close = {.action = url_make(t->arena, "/desk/stocktakes/%i/close", id),
                  .label = S("この棚卸しを締め切る"),
                  .question = S("締め切ると、事業所はもう回答できなくなります。回答のない端末は、未回答のまま結果に残ります。"),
                  .yes = S("締め切る")},
    };
    page.base.look = S("page-wide");
    put_offices(t, &s, &page);
    stocktake_page_html(turn_out(t), &page);
}

static void close_page(struct turn *t)
{
    struct stocktake s;
    if (!find(t, &s))
        return;
    bool done = stocktake_close(t->tx, t->me, &s) == STOCKTAKE_DONE;
    turn_go_saying(t, url_make(t->arena, "/desk/stocktakes/%i", s.id.v),
                   done ? "棚卸しを締め切りました。結果をCSVで保存してください。" : "この棚卸しは、もう締め切ってあります。");
}

enum { COLUMNS = 9 };

static void put_line(struct turn *t, struct buf *out, const struct stocktake_line *l)
{
    const struct device *d = &l->device;
    const str cells[COLUMNS] = {
        l->office_name,
        l->name,
        str_print(t->arena, "%ld", (long)d->number),
        device_words(t->arena, d),
        d->personal ? S("個人管理") : S("事業所管理"),
        stocktake_found_label(l->found),
        instant_is(l->told_at) ? day_format_iso(t->arena, day_of(l->told_at)) : NONE,
        day_format_iso(t->arena, d->confirmed_on),
        device_state_label(d->state),
    };
    csv_put_row(out, cells, COLUMNS);
}

static void export_page(struct turn *t)
{
    static const str heads[COLUMNS] = {S_CONST("事業所"),   S_CONST("氏名"),   S_CONST("登録番号"),
                                       S_CONST("端末"),     S_CONST("管理"),   S_CONST("棚卸しの結果"),
                                       S_CONST("回答した日"), S_CONST("利用環境の確認日"), S_CONST("状態")};
    struct stocktake s;
    if (!find(t, &s))
        return;
    struct buf out = buf_in(t->arena);
    struct stocktake_lines lines = stocktake_lines_of(t->tx, &s, (office_id){0});
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    csv_put_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < lines.n; i++)
        put_line(t, &out, &lines.at[i]);
    audit_viewed(t->me, t->me->city, "stocktake.export", (room_id){0}, s.id.v, tx_now(t->tx));
    response_file(t->response, str_bytes(buf_str(&out)), S("text/csv; charset=utf-8"),
                  str_print(t->arena, "端末の棚卸し-%ld.csv", (long)s.year), true);
}

static const struct route rows[] = {
    {METHOD_GET, "/desk/stocktakes", list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/stocktakes", open_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/stocktakes/:stocktake", show_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/stocktakes/:stocktake/export", export_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/stocktakes/:stocktake/close", close_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/stocktake", tell_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/stocktake", tell_post_page, .who = WHO_OFFICER},
    {METHOD_GET, "/office/stocktake", tell_form_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/stocktake", tell_post_page, .who = WHO_ADMINISTRATOR},
};
const struct routes stocktake_routes = {sizeof rows / sizeof rows[0], rows};
