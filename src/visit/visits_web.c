// SPDX-License-Identifier: AGPL-3.0-or-later
// The tab 訪問予定, わたしの訪問, and the addresses under them.
#include "audit/audit.h"
#include "visit/mine_page.html.h"
#include "visit/visit_web.h"
#include "visit/visits_page.html.h"

static day day_asked(struct turn *t)
{
    day d, today = tx_today(t->tx);
    if (!day_parse(params_get(&t->request->query, S("day")), &d) || d.n < today.n - 3660 ||
        d.n > today.n + 3660)
        return today;
    return d;
}

static day monday_of(day d)
{
    return day_after(d, -visit_weekday(d));
}

static bool has_clash(const struct visits *visits)
{
    for (size_t i = 0; i < visits->n; i++)
        if (visits->at[i].overlaps || visits->at[i].elsewhere)
            return true;
    return false;
}

// --- a month -----------------------------------------------------------------------------------------

static struct month_cell cell_of(struct turn *t, const struct visit_day *d, day on, int64_t month)
{
    int year, m, date;
    day_split(on, &year, &m, &date);
    return (struct month_cell){
        .to = visits_week_url(t, on),
        .date = str_print(t->arena, "%d", date),
        .label = d->label,
        .holiday = d->holiday,
        .outside = visit_month(on) != month,
        .today = d->today,
        .rest = d->rest,
        .visits = d->visits,
    };
}

static struct month_weeks weeks_of(struct turn *t, const struct visit_days *days, day from,
                                   int64_t month)
{
    struct month_weeks weeks = {days->n / 7, NEW_ARRAY(t->arena, struct month_week, days->n / 7)};
    for (size_t i = 0; i < weeks.n * 7; i++)
        weeks.at[i / 7].at[i % 7] = cell_of(t, &days->at[i], day_after(from, (int)i), month);
    return weeks;
}

// --- the tab -----------------------------------------------------------------------------------------

static url at_day(struct turn *t, bool month, day d)
{
    url to = visits_week_url(t, d);
    return month ? url_with(t->arena, to, S("view"), S("month")) : to;
}

static void put_week(struct turn *t, struct visits_page *page, day asked)
{
    day from = monday_of(asked), to = day_after(from, 6);
    struct visits visits = visit_list_between(t->tx, t->seat, from, to);
    visit_mark_elsewhere(t->tx, t->me, &visits);
    page->shown.days = visit_days_of(t, &visits, from, to, false);
    page->shown.range = str_print(t->arena, "%.*s〜%.*s", STR(frame_day(t->arena, from)),
                            STR(frame_day(t->arena, to)));
    page->before = at_day(t, false, day_after(from, -7));
    page->after = at_day(t, false, day_after(from, 7));
    page->away = from.n != monday_of(tx_today(t->tx)).n;
    page->shown.clashes = has_clash(&visits);
}

static void put_month(struct turn *t, struct visits_page *page, day asked)
{
    int64_t month = visit_month(asked);
    day first = visit_month_start(month), last = day_after(visit_month_start(month + 1), -1);
    day from = monday_of(first), to = day_after(monday_of(last), 6);
    struct visits visits = visit_list_between(t->tx, t->seat, from, to);
    visit_mark_elsewhere(t->tx, t->me, &visits);
    struct visit_days days = visit_days_of(t, &visits, from, to, false);
    page->shown.weeks = weeks_of(t, &days, from, month);
    page->shown.range = str_print(t->arena, "%d年%d月", (int)(month / 12), (int)(month % 12) + 1);
    page->before = at_day(t, true, visit_month_start(month - 1));
    page->after = at_day(t, true, visit_month_start(month + 1));
    page->away = month != visit_month(tx_today(t->tx));
    page->shown.clashes = has_clash(&visits);
}

void visits_page(struct turn *t)
{
    if (!visits_here(t))
        return;
    day asked = day_asked(t);
    bool month = str_eq(params_get(&t->request->query, S("view")), S("month"));
    struct visits_page page = {
        .base = turn_base(t, S("訪問予定")),
        .frame = frame_of(t, FRAME_VISITS, S("訪問予定")),
        .may_write = t->seat->may_write,
        .add = url_make(t->arena, "/rooms/%i/visits/new", t->seat->room.v),
        .week = at_day(t, false, asked),
        .month = at_day(t, true, asked),
        .shown = {.event = frame_event(t->arena, "visits", t->seat->room),
                  .here = at_day(t, month, asked),
                  .is_month = month},
        .closed = t->seat->may_write ? NONE : S("この部屋は終了しているので、予定は入れられません。"),
    };
    page.now = month ? at_day(t, true, tx_today(t->tx)) : visits_url(t);
    (month ? put_month : put_week)(t, &page, asked);
    page.base.look = S("page-wide");
    if (t->request->wants_fragment)
        visits_put_html(turn_out(t), &page.shown);
    else
        visits_page_html(turn_out(t), &page);
    visits_viewed(t, (visit_id){0});
}

// --- all own rooms -------------------------------------------------------------------------------------

static url mine_url(struct turn *t, bool week, bool all, day d)
{
    url to = URL("/visits");
    if (d.n != tx_today(t->tx).n)
        to = url_with(t->arena, to, S("day"), day_format_iso(t->arena, d));
    if (week)
        to = url_with(t->arena, to, S("view"), S("week"));
    return all ? url_with(t->arena, to, S("whose"), S("all")) : to;
}

static void viewed_everywhere(struct turn *t, const struct visits *visits)
{
    room_id before = {0};
    for (size_t i = 0; i < visits->n; i++) {
        const struct seat *seat = visits->at[i].seat;
        if (!room_same(seat->room, before))
            audit_viewed(t->me, seat->city, "visit.view", seat->room, 0, tx_now(t->tx));
        before = seat->room;
    }
}

// A person may have sixty rooms, and each of them tells.
static str events_of(struct turn *t)
{
    struct room_id_list rooms = seat_rooms_of(t->tx, t->me->member);
    struct buf events = buf_in(t->arena);
    for (size_t i = 0; i < rooms.n; i++)
        buf_print(&events, "%s%.*s", i ? " " : "", STR(frame_event(t->arena, "visits", rooms.at[i])));
    return buf_str(&events);
}

static struct nothing nothing_of(bool week)
{
    return (struct nothing){week ? S("この週の訪問はありません") : S("この日の訪問はありません"),
                            S("予定は、部屋の「訪問予定」で入れられます。"), URL("/"),
                            S("部屋を選ぶ")};
}

void mine_page(struct turn *t)
{
    bool week = str_eq(params_get(&t->request->query, S("view")), S("week"));
    bool all = str_eq(params_get(&t->request->query, S("whose")), S("all"));
    day asked = day_asked(t), from = week ? monday_of(asked) : asked;
    day to = week ? day_after(from, 6) : from;
    int step = week ? 7 : 1;
    struct visits visits = visit_list_everywhere(t->tx, t->me, from, to, !all);
    struct mine_page page = {
        .base = turn_base(t, S("わたしの訪問")),
        .all = all,
        .today = mine_url(t, false, all, asked),
        .week = mine_url(t, true, all, asked),
        .whose = mine_url(t, week, !all, asked),
        .before = mine_url(t, week, all, day_after(from, -step)),
        .after = mine_url(t, week, all, day_after(from, step)),
        .range = frame_day(t->arena, from),
        .shown = {.events = events_of(t),
                  .here = mine_url(t, week, all, asked),
                  .is_week = week,
                  .empty = visits.n == 0,
                  .days = visit_days_of(t, &visits, from, to, true),
                  .nothing = nothing_of(week)},
    };
    if (week) {
        page.range = str_print(t->arena, "%.*s〜%.*s", STR(page.range),
                               STR(frame_day(t->arena, to)));
        page.base.look = S("page-wide");
    }
    if (t->request->wants_fragment)
        mine_put_html(turn_out(t), &page.shown);
    else
        mine_page_html(turn_out(t), &page);
    viewed_everywhere(t, &visits);
}

static const struct route routes[] = {
    {METHOD_GET, "/visits", mine_page, .who = WHO_MEMBER},
    {METHOD_GET, "/rooms/:room/visits", visits_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits", visit_entry_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/visits/new", visit_entry_form_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/visits/:visit/:day", visit_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/visits/:visit/:day/change", visit_change_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits/:visit/:day/change", visit_change_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/visits/:visit/:day/onward", visit_onward_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits/:visit/:day/onward", visit_onward_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/visits/:visit/:day/cancel", visit_cancel_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits/:visit/:day/cancel", visit_cancel_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits/:visit/:day/done", visit_done_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/visits/:visit/:day/reopen", visit_reopen_page, .who = WHO_SEAT},
};
const struct routes visit_routes = {sizeof routes / sizeof routes[0], routes};
