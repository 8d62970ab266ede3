// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page: seats to look through, one by one, and what was decided.
#include "audit/audit.h"
#include "base/base32.h"
#include "review/review.h"
#include "review/reviews_page.html.h"

static const struct form_rule review_rule = {S_CONST("席"), 0, false};
static const struct form_rule decision_rule = {S_CONST("決めたこと"), 0, false};
static const struct form_rule reason_rule = {S_CONST("理由"), 200, true};

static struct review_item item_of(struct turn *t, struct form *form, const struct review *r)
{
    str value = base32_from_id(t->arena, r->id.v);
    bool same = str_eq(form_typed(form, S("review")), value);
    audit_viewed(t->me, t->me->city, "seat.review", r->room, r->member.v, tx_now(t->tx));
    return (struct review_item){
        .value = value,
        .member = r->member_name,
        .from = r->from_name,
        .to = r->to_name,
        .room = r->room_name,
        .invited_on = day_format_wareki(t->arena, r->invited_on),
        .field_id = same ? S("f-reason") : str_print(t->arena, "f-reason-%.*s", STR(value)),
        .reason = same ? form_typed(form, S("reason")) : NONE,
        .error = same ? form_error(form, S("reason")) : NONE,
        .roster = url_make(t->arena, "/desk/rooms/%i", r->room.v),
    };
}

static struct review_past past_of(struct turn *t, const struct review *r)
{
    bool ended = r->decision == REVIEW_ENDED;
    return (struct review_past){
        .member = r->member_name,
        .from = r->from_name,
        .to = ended ? NONE : r->to_name,
        .room = r->room_name,
        .decision = ended ? S("外した") : S("続ける"),
        .chip = ended ? "chip-gray" : "chip-green",
        .when = day_format_wareki(t->arena, day_of(r->decided_at)),
        .by = r->decided_by,
        .reason = r->reason,
    };
}

static void show(struct turn *t, struct form *form)
{
    struct reviews waiting = review_list(t->tx, t->me->city, false);
    struct reviews decided = review_list(t->tx, t->me->city, true);
    struct reviews_page page = {
        .base = turn_base(t, S("席の見直し")),
        .form = *form,
        .items = {waiting.n, NEW_ARRAY(t->arena, struct review_item, waiting.n)},
        .past = {decided.n, NEW_ARRAY(t->arena, struct review_past, decided.n)},
        .nothing = {.title = S("見直しを待つ席はありません"),
                    .text = S("事業所を移る申請を処理すると、その人の部屋の席がここに並びます。")},
    };
    for (size_t i = 0; i < waiting.n; i++)
        page.items.at[i] = item_of(t, form, &waiting.at[i]);
    for (size_t i = 0; i < decided.n; i++)
        page.past.at[i] = past_of(t, &decided.at[i]);
    reviews_page_html(turn_out(t), &page);
}

static void list_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

static void carry_out(struct turn *t, struct form *form, review_id id,
                      enum review_decision decision, str reason)
{
    switch (review_decide(t->tx, t->me, id, decision, reason)) {
    case REVIEW_DONE:
        turn_go_saying(t, URL("/desk/seat-reviews"),
                       decision == REVIEW_ENDED ? "部屋から外しました。"
                                                : "今の事業所の人として続けることにしました。");
        return;
    case REVIEW_GONE:
        form_refuse(form, S(""), S("この席は、もう見直しの対象ではありません。一覧を確かめてください。"));
        break;
    case REVIEW_NOWHERE:
        form_refuse(form, S(""), S("この人は、いま引き継ぐ事業所に所属していません。部屋から外すか、所属を確かめてください。"));
        break;
    }
    turn_refuse_form(t);
    show(t, form);
}

static void decide_page(struct turn *t)
{
    static const str decisions[] = {S_CONST("continue"), S_CONST("end")};
    struct form form = form_of(t->request);
    review_id id = {form_id(&form, S("review"), review_rule)};
    int decision = form_choice(&form, S("decision"), decision_rule, decisions, 2);
    str reason = form_line(&form, S("reason"), reason_rule);
    if (form_ok(&form) && decision == 1 && reason.n == 0)
        form_refuse(&form, S("reason"), S("部屋から外す理由を書いてください。"));
    if (form_ok(&form)) {
        carry_out(t, &form, id, decision == 1 ? REVIEW_ENDED : REVIEW_CONTINUED, reason);
        return;
    }
    turn_refuse_form(t);
    show(t, &form);
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/seat-reviews", list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/seat-reviews", decide_page, .who = WHO_OFFICER},
};
const struct routes review_routes = {sizeof routes / sizeof routes[0], routes};
