// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's own applications, and beginning a new one.
#include "application/desk_web.h"
#include "application/own_list_page.html.h"
#include "application/own_web.h"
#include "audit/audit.h"
#include "base/base32.h"
#include "member/member.h"

static struct options roster_choices(struct turn *t, const struct member_list *roster)
{
    struct options options = {0, NEW_ARRAY(t->arena, struct option, roster->n)};
    for (size_t i = 0; i < roster->n; i++)
        if (!day_is(roster->at[i].leave_on))
            options.at[options.n++] = (struct option){
                base32_from_id(t->arena, roster->at[i].id.v), roster->at[i].name, false};
    return options;
}

static struct own_line line_of(struct turn *t, const struct application *a)
{
    instant at = instant_is(a->submitted_at) ? a->submitted_at : a->created_at;
    return (struct own_line){
        .to = url_make(t->arena, "/office/applications/%i", a->id.v),
        .number = a->number,
        .kind = paper_name(t, a->kind),
        .day = turn_day(t, day_of(at)),
        .state = application_state_label(a->state),
        .chip = state_chip(a->state),
        .yours = a->state == STATE_DRAFT || a->state == STATE_RETURNED,
    };
}

static struct own_lines lines_of(struct turn *t)
{
    struct application_list list =
        application_list_of_office(t->tx, t->me->administers_city, t->me->administers);
    struct own_lines lines = {list.n, NEW_ARRAY(t->arena, struct own_line, list.n)};
    for (size_t i = 0; i < list.n; i++)
        lines.at[i] = line_of(t, &list.at[i]);
    return lines;
}

void own_list_page_handler(struct turn *t)
{
    struct form form = form_empty(t->arena);
    struct member_list roster = member_list_at(t->tx, t->me->administers);
    struct own_list_page page = {
        .base = turn_base(t, S("事業所の申請")),
        .office = t->me->administers_name,
        .form = form,
        .leavers = field_of(&form, S("people"), S("辞める人・市外や別の法人に移る人"), NONE),
        .holders = field_of(&form, S("people"), S("端末を登録する人"), NONE),
        .leaver_choices = roster_choices(t, &roster),
        .holder_choices = roster_choices(t, &roster),
        .lines = lines_of(t),
        .nothing = {.title = S("まだ申請はありません"),
                    .text = S("申請すると、市での手続の進み具合がここでわかります。")},
    };
    page.leavers.help = S("いなければ、印を付けずに進みます。加わる人は次の画面で入力します。");
    audit_viewed(t->me, t->me->administers_city, "application.list", (room_id){0}, 0, tx_now(t->tx));
    own_list_page_html(turn_out(t), &page);
}

static struct member_id_list chosen_of(struct turn *t)
{
    const struct params *typed = &t->request->form;
    struct member_id_list chosen = {0, NEW_ARRAY(t->arena, member_id, typed->n)};
    for (size_t i = 0; i < typed->n; i++) {
        member_id id;
        if (str_eq(typed->at[i].name, S("people")) && base32_to_id(typed->at[i].value, &id.v))
            chosen.at[chosen.n++] = id;
    }
    return chosen;
}

// Sent twice, the same form begins once.
void own_start_page(struct turn *t)
{
    int64_t kind;
    if (!str_to_int(params_get(&t->request->form, S("kind")), &kind) || !own_kind_is_good(kind)) {
        turn_go_saying(t, URL("/office/applications"), "どの申請を始めるかを選んでください。");
        return;
    }
    struct member_id_list chosen = chosen_of(t);
    struct application_new new = {
        .city = t->me->administers_city,
        .kind = (enum application_kind)kind,
        .origin = ORIGIN_INSIDE,
        .office = t->me->administers,
        .applicant = t->me->member,
        .values = own_prefilled(t, (enum application_kind)kind, &chosen),
    };
    application_id id = application_just_begun(t->tx, &new);
    if (!application_is(id))
        id = application_start(t->tx, &new).id;
    turn_go(t, url_make(t->arena, "/office/applications/%i", id.v));
}
