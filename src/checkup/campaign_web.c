// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages of the yearly campaign: the list, opening, a longer term, closing. The state of one
// stands in dashboard_web.c, the seats of the silent in silent_web.c.
#include "checkup/campaign_web.h"

#include "checkup/campaigns_page.html.h"

static const struct form_rule year_rule = {S_CONST("年度（西暦）"), 4, false};
static const struct form_rule request_rule = {S_CONST("依頼の日"), 20, false};
static const struct form_rule due_rule = {S_CONST("提出の期限"), 20, false};
static const struct form_rule note_rule = {S_CONST("延ばす理由"), 200, false};

bool campaign_of_turn(struct turn *t, struct campaign *out)
{
    if (campaign_find(t->tx, t->me->city, (campaign_id){turn_param(t, 0)}, out))
        return true;
    turn_missing(t);
    return false;
}

url campaign_url(struct turn *t, const struct campaign *c)
{
    return url_make(t->arena, "/desk/campaigns/%i", c->id.v);
}

str campaign_dates(struct turn *t, const struct campaign *c)
{
    return str_print(t->arena, "依頼 %.*s、期限 %.*s", STR(day_format_wareki(t->arena, c->request_on)),
                     STR(day_format_wareki(t->arena, c->due_on)));
}

// --- the list, and opening -------------------------------------------------------------------

static struct campaign_item item_of(struct turn *t, const struct campaign *c)
{
    struct campaign_item item = {.to = url_make(t->arena, "/desk/campaigns/%i", c->id.v),
                                 .year = campaign_year(t->arena, c),
                                 .dates = campaign_dates(t, c),
                                 .state = S("受付中"),
                                 .chip = "chip-green"};
    if (instant_is(c->closed_at)) {
        item.state = S("締め切り済み");
        item.chip = "chip-gray";
    } else if (campaign_is_over(c, tx_today(t->tx))) {
        item.state = S("期限が過ぎました");
        item.chip = "chip-yellow";
    }
    return item;
}

static void show_list(struct turn *t, struct form *form)
{
    struct campaign_list list = campaign_list_of(t->tx, t->me->city);
    day today = tx_today(t->tx);
    int year, month, date;
    day_split(day_after(today, -90), &year, &month, &date); // the fiscal year begins in April
    struct campaigns_page page = {
        .base = turn_base(t, S("現況届")),
        .form = *form,
        .items = {list.n, NEW_ARRAY(t->arena, struct campaign_item, list.n)},
        .nothing = {.title = S("まだ現況届を始めていません"),
                    .text = S("年度と期限を決めて始めると、事業所ごとの回答がここに並びます。")},
        .year = field_of(form, S("year"), year_rule.label, str_print(t->arena, "%d", year)),
        .request_on = field_of(form, S("request_on"), request_rule.label,
                               day_format_iso(t->arena, today)),
        .due_on = field_of(form, S("due_on"), due_rule.label,
                           day_format_iso(t->arena, day_after(today, 30))),
    };
    page.year.inputmode = S("numeric");
    page.request_on.type = page.due_on.type = S("date");
    for (size_t i = 0; i < list.n; i++)
        page.items.at[i] = item_of(t, &list.at[i]);
    campaigns_page_html(turn_out(t), &page);
}

static void list_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_list(t, &form);
}

static void refuse_opening(struct form *form, enum campaign_outcome outcome)
{
    if (outcome == CAMPAIGN_EXISTS)
        form_refuse(form, S("year"), S("この年度の現況届は、もう始まっています。上の一覧から開いてください。"));
    if (outcome == CAMPAIGN_BAD_DATES)
        form_refuse(form, S("due_on"),
                    S("依頼の日は今日から、提出の期限は依頼の日から14日より後にしてください。"));
}

static void open_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct campaign_new new = {
        .year = form_int(&form, S("year"), year_rule, 2019, 2100),
        .request_on = form_day(&form, S("request_on"), request_rule),
        .due_on = form_day(&form, S("due_on"), due_rule),
    };
    campaign_id id;
    if (form_ok(&form))
        refuse_opening(&form, campaign_open(t->tx, t->me, &new, &id));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_list(t, &form);
        return;
    }
    turn_go_saying(t, url_make(t->arena, "/desk/campaigns/%i", id.v), "現況届を始めました。");
}

// --- a longer term, closing --------------------------------------------------------------------

struct field campaign_due_field(struct turn *t, struct form *form, const struct campaign *c)
{
    day today = tx_today(t->tx), from = today.n > c->due_on.n ? today : c->due_on;
    struct field f = field_of(form, S("due_on"), S("新しい期限"),
                              day_format_iso(t->arena, day_after(from, 14)));
    f.type = S("date");
    f.required = true;
    return f;
}

struct field campaign_note_field(struct form *form)
{
    struct field f = field_of(form, S("note"), note_rule.label, NONE);
    f.help = S("結果の書類に載ります。例：郵便の遅れで、依頼が届いていない事業所があった。");
    f.required = true;
    return f;
}

static void extend_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_of(t->request);
    if (!campaign_of_turn(t, &c))
        return;
    day due_on = form_day(&form, S("due_on"), (struct form_rule){S("新しい期限"), 20, false});
    str note = form_line(&form, S("note"), note_rule);
    enum campaign_outcome outcome =
        form_ok(&form) ? campaign_extend(t->tx, t->me, &c, due_on, note) : CAMPAIGN_DONE;
    if (outcome == CAMPAIGN_BAD_DATES)
        form_refuse(&form, S("due_on"), S("新しい期限は、今の期限より後の、今日からの日にしてください。"));
    if (outcome == CAMPAIGN_NOT_NOW)
        form_refuse(&form, S(""), S("この現況届は締め切られています。期限は変えられません。"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        dashboard_show(t, &c, &form);
        return;
    }
    turn_go_saying(t, campaign_url(t, &c), "提出の期限を延ばしました。新しい期限の前に、もう一度お知らせを送ります。");
}

static void close_page(struct turn *t)
{
    struct campaign c;
    if (!campaign_of_turn(t, &c))
        return;
    bool done = campaign_close(t->tx, t->me, &c) == CAMPAIGN_DONE;
    turn_go_saying(t, campaign_url(t, &c),
                   done ? "現況届を締め切りました。結果を印刷して保存してください。"
                        : "締め切れるのは、提出の期限が過ぎたあとに1回だけです。");
}

static const struct route rows[] = {
    {METHOD_GET, "/desk/campaigns", list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns", open_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign", dashboard_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign/list", dashboard_csv_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/campaigns/:campaign/letters", letters_write_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign/letters", letters_print_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_GET, "/desk/campaigns/:campaign/result", result_print_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/campaigns/:campaign/extend", extend_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns/:campaign/close", close_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign/seats", silent_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns/:campaign/seats", silent_decide_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns/:campaign/seats/undo", silent_undo_page, .who = WHO_OFFICER},
};
const struct routes campaign_routes = {sizeof rows / sizeof rows[0], rows};
