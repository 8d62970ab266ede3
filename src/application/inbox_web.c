// SPDX-License-Identifier: AGPL-3.0-or-later
// The inbox of the desk: what waits, by state, kind and age.
#include "application/desk_web.h"

#include "application/inbox_page.html.h"
#include "audit/audit.h"
#include "base/base32.h"

enum { OLD_AFTER_DAYS = 7 };

// --- what is asked for -----------------------------------------------------------------------

static int number_in(struct turn *t, str name, int most, int otherwise)
{
    int64_t n;
    str typed = params_get(&t->request->query, name);
    return str_to_int(typed, &n) && n >= 0 && n <= most ? (int)n : otherwise;
}

// A receipt number says nothing about a person and may stand in an address.
static str searched(struct turn *t)
{
    str number = params_get(&t->request->query, S("q"));
    for (size_t i = 0; i < number.n; i++)
        if (number.n > 20 || (number.p[i] != '-' && (number.p[i] < '0' || number.p[i] > '9')))
            return NONE;
    return number.n ? number : turn_words(t);
}

// Without a word the desk sees what waits for it.
struct application_filter filter_of(struct turn *t)
{
    struct application_filter filter = {
        .city = t->me->city,
        .state = number_in(t, S("state"), APPLICATION_STATES - 1, STATE_SUBMITTED),
        .kind = number_in(t, S("kind"), APPLICATION_KINDS - 1, -1),
        .days = number_in(t, S("days"), 3650, 0),
        .search = searched(t),
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
    return turn_with_words(t, to, f->search);
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
    page->q.value = f->search;
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

void inbox_list_page(struct turn *t)
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

// Names do not travel in addresses: the words are sealed into the one that this leads to.
void inbox_search_page(struct turn *t)
{
    const struct params *typed = &t->request->form;
    static const char *const kept[] = {"state", "kind", "days"};
    url to = URL("/desk/applications");
    for (size_t i = 0; i < 3; i++) {
        str value = params_get(typed, str_of(kept[i]));
        if (value.n && value.n < 10)
            to = url_with(t->arena, to, str_of(kept[i]), value);
    }
    turn_go(t, turn_with_words(t, to, params_get(typed, S("q"))));
}

void approvals_post_page(struct turn *t)
{
    str typed = params_get(&t->request->form, S("approvals"));
    bool known = str_eq(typed, S("1")) || str_eq(typed, S("2"));
    if (known)
        application_set_approvals(t->tx, t->me->city, str_eq(typed, S("2")) ? 2 : 1);
    turn_go_saying(t, URL("/desk/applications"),
                   known ? "承認の決まりを変えました。" : "承認する人数を選んでください。");
}
