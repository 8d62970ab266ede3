// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages of the yearly campaign.
#include "audit/audit.h"
#include "base/base32.h"
#include "checkup/campaign.h"
#include "checkup/campaign_page.html.h"
#include "checkup/campaigns_page.html.h"
#include "checkup/proposals_page.html.h"

static const struct form_rule year_rule = {S_CONST("年度（西暦）"), 4, false};
static const struct form_rule request_rule = {S_CONST("依頼の日"), 20, false};
static const struct form_rule due_rule = {S_CONST("提出の期限"), 20, false};
static const struct form_rule reason_rule = {S_CONST("理由"), 200, false};

static str year_text(struct turn *t, const struct campaign *c)
{
    return str_print(t->arena, "令和%ld年度", (long)c->year - 2018);
}

static str dates_text(struct turn *t, const struct campaign *c)
{
    return str_print(t->arena, "依頼 %.*s、期限 %.*s", STR(day_format(t->arena, c->request_on)),
                     STR(day_format(t->arena, c->due_on)));
}

// --- the list, and opening -------------------------------------------------------------------

static struct campaign_item item_of(struct turn *t, const struct campaign *c)
{
    struct campaign_item item = {.to = url_make(t->arena, "/desk/campaigns/%i", c->id.v),
                                 .year = year_text(t, c),
                                 .dates = dates_text(t, c),
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

// --- one campaign ----------------------------------------------------------------------------

static bool find(struct turn *t, struct campaign *out)
{
    if (campaign_find(t->tx, t->me->city, (campaign_id){turn_param(t, 0)}, out))
        return true;
    turn_missing(t);
    return false;
}

static struct answer_line line_of(struct turn *t, const struct request_line *r)
{
    static const char *const chips[REQUEST_STATES] = {
        [REQUEST_SILENT] = "chip-yellow",
        [REQUEST_WAITING] = "chip-blue",
        [REQUEST_ANSWERED] = "chip-green",
        [REQUEST_ANSWERED_LATE] = "chip-green",
    };
    static const str reached[] = {S_CONST("まだ送っていません"), S_CONST("お願いを送りました"),
                                  S_CONST("お知らせを送りました（14日前）"),
                                  S_CONST("お知らせを送りました（7日前）"),
                                  S_CONST("お知らせを送りました（1日前）")};
    return (struct answer_line){
        .to = url_make(t->arena, "/desk/offices/%i", r->office.v),
        .name = r->name,
        .number = r->number,
        .people = str_print(t->arena, "%ld人", (long)r->people),
        .state = request_state_label(r->state),
        .answered_on = day_format_short(t->arena, r->answered_on),
        .reached = r->mail.n ? reached[r->reminded <= 4 ? r->reminded : 4]
                             : S("メールアドレスがありません。手紙を送ります"),
        .chip = chips[r->state],
    };
}

static void put_lines(struct turn *t, const struct request_lines *requests,
                      struct campaign_page *page)
{
    page->lines.at = NEW_ARRAY(t->arena, struct answer_line, requests->n);
    for (size_t i = 0; i < requests->n; i++) {
        const struct request_line *r = &requests->at[i];
        page->without_mail += r->state == REQUEST_SILENT && r->mail.n == 0;
        if (!page->shows_silent || r->state == REQUEST_SILENT)
            page->lines.at[page->lines.n++] = line_of(t, r);
    }
}

static void put_counts(struct turn *t, const struct campaign *c,
                       const struct request_lines *requests, struct campaign_page *page)
{
    const int64_t *n = requests->counts;
    page->asked = (int64_t)requests->n;
    page->answered = n[REQUEST_ANSWERED];
    page->late = n[REQUEST_ANSWERED_LATE];
    page->waiting = n[REQUEST_WAITING];
    page->silent = n[REQUEST_SILENT];
    int64_t done = page->answered + page->late;
    page->percent =
        str_print(t->arena, "%ld%%", page->asked ? (long)(done * 100 / page->asked) : 0L);
    page->proposals = (int64_t)campaign_proposals(t->tx, c).n;
    campaign_decisions(t->tx, c, &page->withdrawn, &page->kept);
}

static struct confirm close_button(struct turn *t, const struct campaign *c)
{
    return (struct confirm){
        .action = url_make(t->arena, "/desk/campaigns/%i/close", c->id.v),
        .label = S("この現況届を締め切る"),
        .question = S("締め切ると、このあとに届いた現況届は結果に入らず、参加の取りやめも決められなくなります。"),
        .yes = S("締め切る"),
    };
}

static void show_page(struct turn *t)
{
    struct campaign c;
    if (!find(t, &c))
        return;
    struct request_lines requests = campaign_requests(t->tx, &c);
    int64_t id = c.id.v;
    struct campaign_page page = {
        .base = turn_base(t, S("現況届の状況")),
        .year = year_text(t, &c),
        .dates = dates_text(t, &c),
        .over = campaign_is_over(&c, tx_today(t->tx)),
        .closed = instant_is(c.closed_at),
        .all = url_make(t->arena, "/desk/campaigns/%i", id),
        .only_silent = url_make(t->arena, "/desk/campaigns/%i?only=silent", id),
        .letters = url_make(t->arena, "/desk/campaigns/%i/letters", id),
        .result = url_make(t->arena, "/desk/campaigns/%i/result", id),
        .seats = url_make(t->arena, "/desk/campaigns/%i/seats", id),
        .shows_silent = str_eq(params_get(&t->request->query, S("only")), S("silent")),
        .close = close_button(t, &c),
    };
    if (page.over && !page.closed)
        page.banner = (struct banner){.kind = "warn", .title = S("提出の期限が過ぎました"),
                                      .text = S("まだ届いていない事業所に連絡し、参加を続けるかを決めてから締め切ってください。")};
    put_counts(t, &c, &requests, &page);
    put_lines(t, &requests, &page);
    campaign_page_html(turn_out(t), &page);
}

static void answer_pdf(struct turn *t, bytes pdf, str name)
{
    if (pdf.n)
        response_file(t->response, pdf, S("application/pdf"), name, false);
    else
        turn_missing(t);
}

static void letters_page(struct turn *t)
{
    struct campaign c;
    if (find(t, &c))
        answer_pdf(t, campaign_letters(t->tx, t->services, &c), S("letters.pdf"));
}

static void result_page(struct turn *t)
{
    struct campaign c;
    if (find(t, &c))
        answer_pdf(t, campaign_result(t->tx, &c), S("result.pdf"));
}

static void close_page(struct turn *t)
{
    struct campaign c;
    if (!find(t, &c))
        return;
    bool done = campaign_close(t->tx, t->me, &c) == CAMPAIGN_DONE;
    turn_go_saying(t, url_make(t->arena, "/desk/campaigns/%i", c.id.v),
                   done ? "現況届を締め切りました。結果を印刷して保存してください。"
                        : "締め切れるのは、提出の期限が過ぎたあとに1回だけです。");
}

// --- the seats of the silent -----------------------------------------------------------------

static void show_proposals(struct turn *t, const struct campaign *c, struct form *form)
{
    struct proposals found = campaign_proposals(t->tx, c);
    struct proposals_page page = {
        .base = turn_base(t, S("回答のない事業所の参加を決める")),
        .form = *form,
        .year = year_text(t, c),
        .back = url_make(t->arena, "/desk/campaigns/%i", c->id.v),
        .decide = url_make(t->arena, "/desk/campaigns/%i/seats", c->id.v),
        .items = {found.n, NEW_ARRAY(t->arena, struct proposal_item, found.n)},
        .nothing = {.title = S("決めるものはありません"),
                    .text = S("提出の期限が過ぎても届けのない事業所の人が、部屋に参加しているときに、ここに並びます。")},
    };
    for (size_t i = 0; i < found.n; i++) {
        const struct proposal *p = &found.at[i];
        str value = base32_from_id(t->arena, p->seat.v);
        bool same = str_eq(form_typed(form, S("seat")), value);
        page.items.at[i] = (struct proposal_item){
            .value = value,
            .member = p->member_name,
            .office = p->office_name,
            .room = p->room_name,
            .invited_on = day_format(t->arena, p->invited_on),
            .field_id = same ? S("f-reason") : str_print(t->arena, "f-reason-%.*s", STR(value)),
            .error = same ? form_error(form, S("reason")) : NONE,
            .reason = same ? form_typed(form, S("reason")) : NONE,
        };
        audit_viewed(t->me, c->city, "campaign.proposal", p->room, p->member.v, tx_now(t->tx));
    }
    proposals_page_html(turn_out(t), &page);
}

static void proposals_form_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_empty(t->arena);
    if (find(t, &c))
        show_proposals(t, &c, &form);
}

static void decide_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_of(t->request);
    if (!find(t, &c))
        return;
    static const str decisions[] = {S_CONST("keep"), S_CONST("withdraw")};
    seat_id seat = {form_id(&form, S("seat"), (struct form_rule){S("部屋への参加"), 0, false})};
    int decision =
        form_choice(&form, S("decision"), (struct form_rule){S("決めたこと"), 0, false}, decisions, 2);
    str reason = form_line(&form, S("reason"), reason_rule);
    if (form_ok(&form) &&
        campaign_decide(t->tx, t->me, &c, seat, decision == 1, reason) != CAMPAIGN_DONE)
        form_refuse(&form, S(""), S("この参加は、もう決める対象ではありません。一覧を確かめてください。"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_proposals(t, &c, &form);
        return;
    }
    turn_go_saying(t, url_make(t->arena, "/desk/campaigns/%i/seats", c.id.v),
                   decision == 1 ? "参加を取りやめました。" : "参加を続けることにしました。");
}

static const struct route rows[] = {
    {METHOD_GET, "/desk/campaigns", list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns", open_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign", show_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign/letters", letters_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_GET, "/desk/campaigns/:campaign/result", result_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/campaigns/:campaign/close", close_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/campaigns/:campaign/seats", proposals_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/campaigns/:campaign/seats", decide_page, .who = WHO_OFFICER},
};
const struct routes campaign_routes = {sizeof rows / sizeof rows[0], rows};
