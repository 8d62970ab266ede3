// SPDX-License-Identifier: AGPL-3.0-or-later
// The inbox of the desk: what waits, by state, kind and age; and the routes of the desk's pages.
#include "application/desk_web.h"

#include "application/file.h"
#include "application/inbox_page.html.h"
#include "application/own_web.h"
#include "audit/audit.h"
#include "base/base32.h"

enum { OLD_AFTER_DAYS = 7 };

// --- what the pages share --------------------------------------------------------------------

bool case_of_turn(struct turn *t, struct application *out)
{
    application_id id = {turn_param(t, 0)};
    if (application_find(t->tx, t->me->city, id, out) && out->state != STATE_DRAFT)
        return true;
    turn_missing(t);
    return false;
}

url case_url(struct turn *t, application_id id)
{
    return url_make(t->arena, "/desk/applications/%i", id.v);
}

str paper_name(struct turn *t, enum application_kind kind)
{
    const struct paper *paper = paper_of(kind);
    return str_print(t->arena, "%s %s", paper->number, paper->title);
}

const char *state_chip(enum application_state state)
{
    static const char *const chips[APPLICATION_STATES] = {
        [STATE_DRAFT] = "chip-gray",      [STATE_SUBMITTED] = "chip-blue",
        [STATE_RETURNED] = "chip-yellow", [STATE_SECONDED] = "chip-purple",
        [STATE_APPROVED] = "chip-cyan",   [STATE_REJECTED] = "chip-gray",
        [STATE_CARRIED_OUT] = "chip-green", [STATE_WITHDRAWN] = "chip-gray",
    };
    return chips[state];
}

// --- what is asked for -----------------------------------------------------------------------

static int number_in(struct turn *t, str name, int most, int otherwise)
{
    int64_t n;
    str typed = params_get(&t->request->query, name);
    return str_to_int(typed, &n) && n >= 0 && n <= most ? (int)n : otherwise;
}

// Without a word the desk sees what waits for it.
struct application_filter filter_of(struct turn *t)
{
    struct application_filter filter = {
        .city = t->me->city,
        .state = number_in(t, S("state"), APPLICATION_STATES - 1, STATE_SUBMITTED),
        .kind = number_in(t, S("kind"), APPLICATION_KINDS - 1, -1),
        .days = number_in(t, S("days"), 3650, 0),
        .search = str_trim(str_part(params_get(&t->request->query, S("q")), 0, 300)),
    };
    if (str_eq(params_get(&t->request->query, S("state")), S("all")) || filter.search.n)
        filter.state = -1;
    if (!base32_to_id(params_get(&t->request->query, S("before")), &filter.before.v))
        filter.before = (application_id){0};
    return filter;
}

static str state_value(struct turn *t, int state)
{
    return state < 0 ? S("all") : str_print(t->arena, "%d", state);
}

// The address of the same list: its state may differ, its further conditions stay.
static url list_url(struct turn *t, url base, const struct application_filter *f)
{
    url to = url_with(t->arena, base, S("state"), state_value(t, f->state));
    if (f->kind >= 0)
        to = url_with(t->arena, to, S("kind"), str_print(t->arena, "%d", f->kind));
    if (f->days > 0)
        to = url_with(t->arena, to, S("days"), str_print(t->arena, "%d", f->days));
    if (f->search.n)
        to = url_with(t->arena, to, S("q"), f->search);
    return to;
}

// --- showing ---------------------------------------------------------------------------------

static struct inbox_tabs tabs_of(struct turn *t, const struct application_filter *filter)
{
    static const int order[] = {STATE_SUBMITTED,  STATE_SECONDED,    STATE_APPROVED,
                                STATE_RETURNED,   STATE_CARRIED_OUT, STATE_REJECTED,
                                STATE_WITHDRAWN, -1};
    enum { TABS = sizeof order / sizeof order[0] };
    int64_t counts[APPLICATION_STATES], all = 0;
    application_counts(t->tx, t->me->city, counts);
    for (int i = STATE_DRAFT + 1; i < APPLICATION_STATES; i++)
        all += counts[i];
    struct inbox_tabs tabs = {TABS, NEW_ARRAY(t->arena, struct inbox_tab, TABS)};
    for (size_t i = 0; i < TABS; i++) {
        struct application_filter there = {.state = order[i], .kind = filter->kind};
        tabs.at[i] = (struct inbox_tab){
            .to = list_url(t, URL("/desk/applications"), &there),
            .label = order[i] < 0 ? S("すべて")
                                  : application_state_label((enum application_state)order[i]),
            .count = order[i] < 0 ? all : counts[order[i]],
            .here = order[i] == filter->state,
            .urgent = order[i] == STATE_SUBMITTED || order[i] == STATE_SECONDED ||
                      order[i] == STATE_APPROVED,
        };
    }
    return tabs;
}

static str origin_text(enum application_origin origin)
{
    switch (origin) {
    case ORIGIN_PUBLIC:
        return S("申請ページから");
    case ORIGIN_INSIDE:
        return S("事業所から");
    case ORIGIN_PAPER:
        return S("紙");
    }
    return NONE;
}

static bool waits(enum application_state state)
{
    return state == STATE_SUBMITTED || state == STATE_SECONDED || state == STATE_APPROVED;
}

static struct inbox_line line_of(struct turn *t, const struct application *a)
{
    instant at = instant_is(a->submitted_at) ? a->submitted_at : a->created_at;
    int days = tx_today(t->tx).n - day_of(at).n;
    struct inbox_line line = {
        .to = case_url(t, a->id),
        .id = base32_from_id(t->arena, a->id.v),
        .number = a->number,
        .kind = paper_name(t, a->kind),
        .office = a->office_name,
        .state = application_state_label(a->state),
        .chip = state_chip(a->state),
        .origin = origin_text(a->origin),
        .received = day_format_short(t->arena, day_of(at)),
        .old = waits(a->state) && days >= OLD_AFTER_DAYS,
    };
    if (waits(a->state))
        line.age = days == 0 ? S("きょう") : str_print(t->arena, "%d日前", days);
    return line;
}

static struct inbox_lines lines_of(struct turn *t, const struct application_list *list)
{
    struct inbox_lines lines = {list->n, NEW_ARRAY(t->arena, struct inbox_line, list->n)};
    for (size_t i = 0; i < list->n; i++)
        lines.at[i] = line_of(t, &list->at[i]);
    return lines;
}

static struct options kind_options(struct turn *t, int chosen)
{
    struct options options = {APPLICATION_KINDS + 1,
                              NEW_ARRAY(t->arena, struct option, APPLICATION_KINDS + 1)};
    options.at[0] = (struct option){NONE, S("すべての申請"), chosen < 0};
    for (int i = 0; i < APPLICATION_KINDS; i++)
        options.at[i + 1] = (struct option){str_print(t->arena, "%d", i),
                                            paper_name(t, (enum application_kind)i), i == chosen};
    return options;
}

static struct options age_options(struct turn *t, int chosen)
{
    static const int ages[] = {0, 3, 7, 14, 30};
    enum { AGES = sizeof ages / sizeof ages[0] };
    struct options options = {AGES, NEW_ARRAY(t->arena, struct option, AGES)};
    for (int i = 0; i < AGES; i++)
        options.at[i] = (struct option){
            i ? str_print(t->arena, "%d", ages[i]) : NONE,
            i ? str_print(t->arena, "%d日以上前", ages[i]) : S("いつでも"), ages[i] == chosen};
    return options;
}

static struct nothing nothing_of(const struct application_filter *f)
{
    bool narrowed = f->search.n || f->kind >= 0 || f->days > 0;
    if (narrowed)
        return (struct nothing){S("当てはまる申請が見つかりません"),
                                S("受付番号、事業所名の一部、または申請書にある人の氏名の全部で探せます。"),
                                URL("/desk/applications?state=all"), S("すべての申請を見る")};
    if (f->state == STATE_SUBMITTED)
        return (struct nothing){S("確かめるのを待っている申請はありません"),
                                S("新しい申請が届くと、ここに並びます。"), URL(""), NONE};
    return (struct nothing){S("この状態の申請はありません"), NONE, URL(""), NONE};
}

static struct options approval_options(struct turn *t, int64_t approvals)
{
    struct options options = {2, NEW_ARRAY(t->arena, struct option, 2)};
    options.at[0] = (struct option){S("1"), S("1人の承認で処理できる"), approvals < 2};
    options.at[1] = (struct option){S("2"), S("別々の2人の承認が必要"), approvals == 2};
    return options;
}

static void fill_search(struct turn *t, const struct application_filter *f, struct inbox_page *page)
{
    struct form form = form_of(t->request);
    page->q = field_of(&form, S("q"), S("受付番号・事業所・氏名"), NONE);
    page->q.type = S("search");
    page->kind = field_of(&form, S("kind"), S("申請の種類"), NONE);
    page->kinds = kind_options(t, f->kind);
    page->days = field_of(&form, S("days"), S("受付から"), NONE);
    page->ages = age_options(t, f->days);
    page->state.value = state_value(t, f->state);
    int64_t approvals = application_approvals(t->tx, t->me->city);
    page->two = approvals == 2;
    page->approvals = field_of(&form, S("approvals"), S("承認する人数"), NONE);
    page->approvals.help = S("2人にすると、1人目と別の職員が承認するまで処理できません。");
    page->numbers = approval_options(t, approvals);
}

static void inbox_list_page(struct turn *t)
{
    struct application_filter filter = filter_of(t);
    struct application_list list = application_list_of(t->tx, &filter);
    struct inbox_page page = {
        .base = turn_base(t, S("申請の受付")),
        .tabs = tabs_of(t, &filter),
        .lines = lines_of(t, &list),
        .nothing = nothing_of(&filter),
        .csv = list_url(t, URL("/desk/applications/export"), &filter),
        .batch = filter.state == STATE_APPROVED,
        .pager = {.has_after = list.more},
    };
    page.base.look = S("page-wide");
    page.sheet = url_with(t->arena, page.csv, S("as"), S("xlsx"));
    if (list.more)
        page.pager.after = url_with(t->arena, list_url(t, URL("/desk/applications"), &filter),
                                    S("before"),
                                    base32_from_id(t->arena, list.at[list.n - 1].id.v));
    fill_search(t, &filter, &page);
    audit_viewed(t->me, t->me->city, "application.list", (room_id){0}, 0, tx_now(t->tx));
    inbox_page_html(turn_out(t), &page);
}

static void approvals_post_page(struct turn *t)
{
    str typed = params_get(&t->request->form, S("approvals"));
    bool known = str_eq(typed, S("1")) || str_eq(typed, S("2"));
    if (known)
        application_set_approvals(t->tx, t->me->city, str_eq(typed, S("2")) ? 2 : 1);
    turn_go_saying(t, URL("/desk/applications"),
                   known ? "承認の決まりを変えました。" : "承認する人数を選んでください。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/applications", inbox_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/export", export_page, .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/applications/approvals", approvals_post_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/batch", batch_post_page, .prepare = batch_prepare,
     .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/paper/new", keyed_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/paper/new", keyed_post_page, .prepare = keyed_prepare,
     .who = WHO_OFFICER, .max_body = APPLICATION_MOST_BODY},
    {METHOD_GET, "/desk/applications/:application", case_show_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/:application/files/:attachment", case_file_page,
     .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/applications/:application/return", case_return_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/reject", case_reject_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/approve", case_approve_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/carry-out", case_carry_out_page,
     .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/note", case_note_page, .who = WHO_OFFICER},
    {METHOD_GET, "/office/applications", own_list_page_handler, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/applications", own_start_page, .who = WHO_ADMINISTRATOR},
    {METHOD_GET, "/office/applications/:application", own_show_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/applications/:application", own_save_page, .prepare = own_save_prepare,
     .who = WHO_ADMINISTRATOR, .max_body = APPLICATION_MOST_BODY},
    {METHOD_GET, "/office/applications/:application/files/:attachment", own_file_page,
     .who = WHO_ADMINISTRATOR, .flags = ROUTE_SLOW},
    {METHOD_POST, "/office/applications/:application/withdraw", own_withdraw_page,
     .who = WHO_ADMINISTRATOR},
};
const struct routes application_routes = {sizeof routes / sizeof routes[0], routes};
