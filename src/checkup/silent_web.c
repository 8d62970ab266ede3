// SPDX-License-Identifier: AGPL-3.0-or-later
// The seats of the silent: each is decided with a reason, and taken back until the closing.
#include "audit/audit.h"
#include "base/base32.h"
#include "checkup/campaign_web.h"
#include "checkup/silent_page.html.h"

enum { AT_ONCE = 50 };
static const struct form_rule reason_rule = {S_CONST("理由"), 200, false};
static const struct form_rule seat_rule = {S_CONST("部屋への参加"), 0, false};

static struct proposal_items items_of(struct turn *t, const struct campaign *c, struct form *form,
                                      const struct proposals *found)
{
    size_t n = found->n < AT_ONCE ? found->n : AT_ONCE;
    struct proposal_items items = {n, NEW_ARRAY(t->arena, struct proposal_item, n)};
    for (size_t i = 0; i < n; i++) {
        const struct proposal *p = &found->at[i];
        str value = base32_from_id(t->arena, p->seat.v);
        bool same = str_eq(form_typed(form, S("seat")), value);
        items.at[i] = (struct proposal_item){
            .value = value,
            .member = p->member_name,
            .office = p->office_name,
            .room = p->room_name,
            .invited_on = day_format_wareki(t->arena, p->invited_on),
            .field_id = same ? S("f-reason") : str_print(t->arena, "f-reason-%.*s", STR(value)),
            .error = same ? form_error(form, S("reason")) : NONE,
            .reason = same ? form_typed(form, S("reason")) : NONE,
        };
        audit_viewed(t->me, c->city, "campaign.proposal", p->room, p->member.v, tx_now(t->tx));
    }
    return items;
}

static str outcome_of(const struct campaign *c, const struct decision *d)
{
    if (!d->withdrawn)
        return S("参加を続ける");
    if (d->lapsed)
        return S("回答があったので、参加を続けます");
    if (d->removed)
        return S("参加を取りやめました");
    return instant_is(c->closed_at) ? S("すでに参加を終えていました") : S("参加を取りやめる（締め切りのときに行います）");
}

static struct decided_items decided_of(struct turn *t, const struct campaign *c,
                                       const struct request_lines *requests)
{
    struct decisions list = campaign_decisions(t->tx, c, requests);
    struct decided_items items = {list.n, NEW_ARRAY(t->arena, struct decided_item, list.n)};
    for (size_t i = 0; i < list.n; i++) {
        const struct decision *d = &list.at[list.n - 1 - i]; // newest first
        items.at[i] = (struct decided_item){
            .value = base32_from_id(t->arena, d->seat.v),
            .member = d->member_name,
            .office = d->office_name,
            .room = d->room_name,
            .outcome = outcome_of(c, d),
            .reason = d->reason,
            .by = d->by,
            .on = day_format_wareki(t->arena, day_of(d->at)),
        };
        audit_viewed(t->me, c->city, "campaign.decision", d->room, d->member.v, tx_now(t->tx));
    }
    return items;
}

static void show(struct turn *t, const struct campaign *c, struct form *form)
{
    struct request_lines requests = campaign_requests(t->tx, c);
    struct proposals found = campaign_proposals(t->tx, c, &requests);
    struct silent_page page = {
        .base = turn_base(t, S("回答のない事業所の参加を決める")),
        .form = *form,
        .year = campaign_year(t->arena, c),
        .back = campaign_url(t, c),
        .decide = url_make(t->arena, "/desk/campaigns/%i/seats", c->id.v),
        .undo = url_make(t->arena, "/desk/campaigns/%i/seats/undo", c->id.v),
        .items = items_of(t, c, form, &found),
        .decided = decided_of(t, c, &requests),
        .may_undo = !instant_is(c->closed_at) && campaign_is_over(c, tx_today(t->tx)),
        .nothing = {.title = S("決めるものはありません"),
                    .text = S("提出の期限が過ぎても届けのない事業所の人が、部屋に参加しているときに、ここに並びます。")},
    };
    page.more = (int64_t)(found.n - page.items.n);
    silent_page_html(turn_out(t), &page);
}

void silent_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_empty(t->arena);
    if (campaign_of_turn(t, &c))
        show(t, &c, &form);
}

static void finish(struct turn *t, const struct campaign *c, struct form *form, const char *said)
{
    if (!form_ok(form)) {
        turn_refuse_form(t);
        show(t, c, form);
        return;
    }
    turn_go_saying(t, url_make(t->arena, "/desk/campaigns/%i/seats", c->id.v), said);
}

void silent_decide_page(struct turn *t)
{
    static const str choices[] = {S_CONST("keep"), S_CONST("withdraw")};
    struct campaign c;
    struct form form = form_of(t->request);
    if (!campaign_of_turn(t, &c))
        return;
    seat_id seat = {form_id(&form, S("seat"), seat_rule)};
    int choice =
        form_choice(&form, S("decision"), (struct form_rule){S("決めたこと"), 0, false}, choices, 2);
    str reason = form_line(&form, S("reason"), reason_rule);
    if (form_ok(&form) &&
        campaign_decide(t->tx, t->me, &c, seat, choice == 1, reason) != CAMPAIGN_DONE)
        form_refuse(&form, S(""), S("この参加は、もう決める対象ではありません。一覧を確かめてください。"));
    finish(t, &c, &form,
           choice == 1 ? "参加を取りやめることにしました。締め切るまでは取り消せます。"
                       : "参加を続けることにしました。締め切るまでは取り消せます。");
}

void silent_undo_page(struct turn *t)
{
    struct campaign c;
    struct form form = form_of(t->request);
    if (!campaign_of_turn(t, &c))
        return;
    seat_id seat = {form_id(&form, S("seat"), seat_rule)};
    if (form_ok(&form) && campaign_undo(t->tx, t->me, &c, seat) != CAMPAIGN_DONE)
        form_refuse(&form, S(""), S("この決定は取り消せません。締め切ったあとか、もう取り消されています。"));
    finish(t, &c, &form, "決めたことを取り消しました。もう一度決めてください。");
}
