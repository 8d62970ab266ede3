// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's lists of locked and of lent devices; the routes of this folder.
#include "access/access_web.h"
#include "access/loans_page.html.h"
#include "access/locked_page.html.h"
#include "audit/audit.h"
#include "loan/loan.h"
#include "member/member.h"
#include "signin/signin.h"

// --- locked ------------------------------------------------------------------------------------

static struct locked_line locked_line_of(struct turn *t, const struct lock *l,
                                         const struct member *m)
{
    return (struct locked_line){
        .to = url_make(t->arena, "/desk/members/%i/signin", l->member.v),
        .name = m->name,
        .office = m->office_name,
        .device = device_kind_label(l->kind),
        .until = instant_format_clock(t->arena, l->until),
        .failures = str_print(t->arena, "%lld回", (long long)l->failures),
    };
}

static void locked_list_page(struct turn *t)
{
    struct lock_list list = lock_list_of(t->tx, t->me->city);
    struct locked_page page = {
        .base = turn_base(t, S("止まっている人")),
        .lines = {list.n, NEW_ARRAY(t->arena, struct locked_line, list.n)},
        .nothing = {.title = S("いま止まっている人はいません"),
                    .text = S("パスワードの間違いが続くと、その端末がここに並びます。")},
    };
    struct member_id_list ids = {list.n, NEW_ARRAY(t->arena, member_id, list.n)};
    for (size_t i = 0; i < list.n; i++)
        ids.at[i] = list.at[i].member;
    struct member_list people = member_list_for(t->tx, &ids);
    for (size_t i = 0; i < list.n; i++)
        page.lines.at[i] = locked_line_of(t, &list.at[i], &people.at[i]);
    audit_viewed(t->me, t->me->city, "lock.list", (room_id){0}, 0, tx_now(t->tx));
    locked_page_html(turn_out(t), &page);
}

// --- lent --------------------------------------------------------------------------------------

static struct loan_line loan_line_of(struct turn *t, const struct loan *l, const struct member *m,
                                     const struct member *by)
{
    bool open = !instant_is(l->ended_at) && l->ends_at.us > tx_now(t->tx).us;
    return (struct loan_line){
        .to = url_make(t->arena, "/desk/members/%i/signin", l->member.v),
        .name = m->name,
        .cause = loan_cause_label(l->cause),
        .reason = l->reason,
        .by = by->name,
        .opened = turn_instant(t, l->opened_at),
        .ends = turn_instant(t, l->ends_at),
        .state = open ? S("使えます") : S("終わりました"),
        .chip = open ? "chip-green" : "chip-gray",
    };
}

static void loans_list_page(struct turn *t)
{
    struct loan_list list = loan_list_of(t->tx, t->me->city);
    struct loans_page page = {
        .base = turn_base(t, S("一時的な端末")),
        .lines = {list.n, NEW_ARRAY(t->arena, struct loan_line, list.n)},
        .nothing = {.title = S("一時的に使えるようにした端末はありません")},
    };
    struct member_id_list ids = {list.n, NEW_ARRAY(t->arena, member_id, list.n)};
    struct member_id_list officers = {list.n, NEW_ARRAY(t->arena, member_id, list.n)};
    for (size_t i = 0; i < list.n; i++) {
        ids.at[i] = list.at[i].member;
        officers.at[i] = list.at[i].opened_by;
    }
    struct member_list people = member_list_for(t->tx, &ids);
    struct member_list by = member_list_for(t->tx, &officers);
    for (size_t i = 0; i < list.n; i++)
        page.lines.at[i] = loan_line_of(t, &list.at[i], &people.at[i], &by.at[i]);
    audit_viewed(t->me, t->me->city, "loan.list", (room_id){0}, 0, tx_now(t->tx));
    loans_page_html(turn_out(t), &page);
}

// --- files and routes --------------------------------------------------------------------------

void csv_answer(struct turn *t, const struct buf *rows, str name)
{
    str today = day_format_iso(t->arena, tx_today(t->tx));
    response_file(t->response, str_bytes(buf_str(rows)), S("text/csv; charset=utf-8"),
                  str_print(t->arena, "%.*s-%.*s.csv", STR(name), STR(today)), true);
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/signin", locked_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/signin/loans", loans_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/signin/stale", stale_page_handler, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/signin/stale/export", stale_export_page, .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/signin/stale/ask", stale_ask_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/signin/terms", terms_desk_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/signin/terms", terms_notice_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/signin/terms/export", terms_export_page, .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_GET, "/desk/members/:member/signin", person_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/signin/unlock", person_unlock_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/signin/end", person_signout_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/loan", person_loan_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/loan/end", person_loan_end_page, .who = WHO_OFFICER},
    {METHOD_GET, "/office/signin", office_show_page, .who = WHO_ADMINISTRATOR},
    {METHOD_GET, "/office/choose", office_choose_form_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/choose", office_choose_page, .who = WHO_ADMINISTRATOR},
};
const struct routes access_routes = {sizeof routes / sizeof routes[0], routes};
