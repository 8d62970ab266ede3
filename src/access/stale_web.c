// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's list of unused IDs, the same as a file, and asking an office.
#include "access/access_web.h"
#include "access/stale_page.html.h"
#include "audit/audit.h"
#include "base/base32.h"
#include "base/csv.h"
#include "city/city.h"
#include "member/member.h"

enum { ON_A_PAGE = 50, COLUMNS = 6 };

const str stale_labels[STALE_WHYS] = {
    [STALE_LONG] = S_CONST("長く使っていない"),
    [STALE_NEVER] = S_CONST("一度も使っていない"),
    [STALE_INITIAL] = S_CONST("初期パスワードのまま"),
    [STALE_TERMS] = S_CONST("規約・誓約が未同意"),
};
static const str why_values[STALE_WHYS] = {S_CONST("long"), S_CONST("never"), S_CONST("initial"),
                                           S_CONST("terms")};
enum { ALL_WHYS = (1u << STALE_WHYS) - 1 };

static unsigned whys_asked(struct turn *t)
{
    str typed = params_get(&t->request->query, S("why"));
    for (int i = 0; i < STALE_WHYS; i++)
        if (str_eq(typed, why_values[i]))
            return 1u << i;
    return ALL_WHYS;
}

static url with_why(struct turn *t, url to, unsigned whys)
{
    for (int i = 0; i < STALE_WHYS; i++)
        if (whys == 1u << i)
            return url_with(t->arena, to, S("why"), why_values[i]);
    return to;
}

static str whys_text(struct arena *a, unsigned whys)
{
    struct buf out = buf_in(a);
    for (int i = 0; i < STALE_WHYS; i++)
        if (whys >> i & 1) {
            if (out.n)
                buf_put(&out, S("、"));
            buf_put(&out, stale_labels[i]);
        }
    return buf_str(&out);
}

static struct stale_line line_of(struct turn *t, const struct stale *s, const struct member *m)
{
    struct stale_line line = {
        .name = m->name,
        .personal_id = m->personal_id,
        .office = m->office_name,
        .to = url_make(t->arena, "/desk/members/%i/signin", s->member.v),
        .office_value = base32_from_id(t->arena, s->office.v),
        .whys = whys_text(t->arena, s->whys),
        .last = instant_is(s->last)
                    ? turn_day(t, day_of(s->last))
                    : str_print(t->arena, "なし（%.*s登録）",
                                STR(day_format_short(t->arena, day_of(s->registered_at)))),
    };
    if (instant_is(s->asked_at))
        line.asked = day_format_short(t->arena, day_of(s->asked_at));
    return line;
}

// From the first one on, so many.
static struct stale_lines lines_of(struct turn *t, const struct stale_list *list, size_t first,
                                   size_t most)
{
    size_t n = list->n - first < most ? list->n - first : most;
    struct member_id_list ids = {n, NEW_ARRAY(t->arena, member_id, n)};
    for (size_t i = 0; i < n; i++)
        ids.at[i] = list->at[first + i].member;
    struct member_list people = member_list_for(t->tx, &ids);
    struct stale_lines lines = {n, NEW_ARRAY(t->arena, struct stale_line, n)};
    for (size_t i = 0; i < n; i++)
        lines.at[i] = line_of(t, &list->at[first + i], &people.at[i]);
    return lines;
}

static struct why_tabs tabs_of(struct turn *t, const struct stale_list *list, unsigned whys)
{
    struct why_tabs tabs = {STALE_WHYS, NEW_ARRAY(t->arena, struct why_tab, STALE_WHYS)};
    for (int i = 0; i < STALE_WHYS; i++)
        tabs.at[i] = (struct why_tab){with_why(t, URL("/desk/signin/stale"), 1u << i),
                                      stale_labels[i], list->counts[i], whys == 1u << i};
    return tabs;
}

static struct pager pager_of(struct turn *t, size_t first, size_t total, unsigned whys)
{
    size_t last = first + ON_A_PAGE < total ? first + ON_A_PAGE : total;
    url here = with_why(t, URL("/desk/signin/stale"), whys);
    int64_t page = (int64_t)(first / ON_A_PAGE);
    struct pager pager = {.has_before = first > 0, .has_after = last < total};
    pager.before = url_with(t->arena, here, S("page"), str_print(t->arena, "%lld", (long long)page - 1));
    pager.after = url_with(t->arena, here, S("page"), str_print(t->arena, "%lld", (long long)page + 1));
    pager.text = str_print(t->arena, "%zu–%zu人目 / 全%zu人", first + 1, last, total);
    return pager;
}

static size_t first_shown(struct turn *t, size_t total)
{
    int64_t page = 0;
    bool good = str_to_int(params_get(&t->request->query, S("page")), &page) && page >= 0 &&
                (uint64_t)page * ON_A_PAGE < total;
    return good ? (size_t)page * ON_A_PAGE : 0;
}

void stale_page_handler(struct turn *t)
{
    unsigned whys = whys_asked(t);
    struct stale_list list = stale_list_of(t->tx, t->me->city, (office_id){0}, whys);
    struct city city = {0};
    city_find(t->tx, t->me->city, &city);
    size_t first = first_shown(t, list.n);
    struct stale_page page = {
        .base = turn_base(t, S("使われていないID")),
        .days = str_print(t->arena, "%lld日", (long long)city.stale_days),
        .all = whys == ALL_WHYS,
        .whys = tabs_of(t, &list, whys),
        .lines = lines_of(t, &list, first, ON_A_PAGE),
        .pager = pager_of(t, first, list.n, whys),
        .nothing = {.title = S("当てはまる人はいません"),
                    .text = S("登録されている人は、みなサインインしています。")},
        .csv = with_why(t, URL("/desk/signin/stale/export"), whys),
    };
    page.base.look = S("page-wide");
    audit_viewed(t->me, t->me->city, "stale.list", (room_id){0}, 0, tx_now(t->tx));
    stale_page_html(turn_out(t), &page);
}

void stale_export_page(struct turn *t)
{
    static const str heads[COLUMNS] = {S_CONST("氏名"),   S_CONST("個人ID"),
                                       S_CONST("事業所"), S_CONST("最後のサインイン"),
                                       S_CONST("理由"),   S_CONST("事業所に依頼した日")};
    struct stale_list list = stale_list_of(t->tx, t->me->city, (office_id){0}, whys_asked(t));
    struct stale_lines lines = lines_of(t, &list, 0, list.n);
    struct buf out = buf_in(t->arena);
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    csv_put_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < list.n; i++) {
        const struct stale_line *l = &lines.at[i];
        str last = instant_is(list.at[i].last) ? day_format_iso(t->arena, day_of(list.at[i].last)) : NONE;
        str cells[COLUMNS] = {l->name, l->personal_id, l->office, last, l->whys, NONE};
        if (instant_is(list.at[i].asked_at))
            cells[5] = day_format_iso(t->arena, day_of(list.at[i].asked_at));
        csv_put_row(&out, cells, COLUMNS);
    }
    audit_viewed(t->me, t->me->city, "stale.export", (room_id){0}, 0, tx_now(t->tx));
    csv_answer(t, &out, S("使われていないID"));
}

void stale_ask_page(struct turn *t)
{
    int64_t office = 0;
    base32_to_id(params_get(&t->request->form, S("office")), &office);
    switch (stale_ask(t->tx, t->me->city, t->me->member, (office_id){office}, t->services->member_url)) {
    case STALE_ASKED:
        turn_go_saying(t, URL("/desk/signin/stale"), "事業所に、確認のお願いをメールで送りました。");
        return;
    case STALE_NO_MAIL:
        turn_go_saying(t, URL("/desk/signin/stale"),
                       "事業所のメールアドレスがありません。依頼した日を記録しましたので、電話で確かめてください。");
        return;
    case STALE_ASKED_TODAY:
        turn_go_saying(t, URL("/desk/signin/stale"), "この事業所には、今日すでに依頼しています。");
        return;
    case STALE_NO_OFFICE:
        turn_missing(t);
    }
}
