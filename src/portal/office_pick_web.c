// SPDX-License-Identifier: AGPL-3.0-or-later
// An office of the city's list fills in its part of the form.
#include "base/base32.h"
#include "office/office.h"
#include "portal/office_pick_page.html.h"
#include "portal/portal.h"
#include "portal/stay.h"

static int part_of_query(const struct stay *v, const struct params *from)
{
    int64_t n = 0;
    bool good = str_to_int(params_get(from, S("part")), &n) && n >= 1 && n <= (int64_t)v->paper->n;
    return good && part_has(&v->paper->parts[n - 1], "office_name") ? (int)n - 1 : -1;
}

static void office_list_page(struct turn *t)
{
    struct stay v;
    struct form form = form_of(t->request);
    if (!stay_open(t, &v))
        return;
    int n = part_of_query(&v, &t->request->query);
    if (n < 0 || !stay_may_change(&v)) {
        turn_go(t, portal_url(t, &v.city, "/status"));
        return;
    }
    str search = form_typed(&form, S("q"));
    struct office_rows rows = {0};
    if (search.n)
        rows = office_list(t->tx, v.city.id, search, (office_id){0});
    struct office_pick_page page = {
        .base = portal_base(t, &v.city, S("事業所を一覧から選ぶ")),
        .to = portal_url(t, &v.city, "/office"),
        .back = part_url(t, &v.city, n),
        .part = n + 1,
        .revision = v.of.revision,
        .search = field_of(&form, S("q"), S("事業所の名称・番号・所在地"), NONE),
        .searched = search.n > 0,
        .more = rows.more,
        .offices = {rows.n, NEW_ARRAY(t->arena, struct pick_line, rows.n)},
    };
    for (size_t i = 0; i < rows.n; i++)
        page.offices.at[i] =
            (struct pick_line){base32_from_id(t->arena, rows.at[i].id.v), rows.at[i].name,
                               rows.at[i].service, rows.at[i].number, rows.at[i].address};
    page.base.look = S("page-narrow");
    office_pick_page_html(turn_out(t), &page);
}

static void fill_from(struct turn *t, const struct office *office, struct stay *v, int n)
{
    const struct paper_part *part = &v->paper->parts[n];
    const struct {
        const char *name;
        str value;
    } fills[] = {
        {"office_name", office->name},
        {"office_number", office->number},
        {"office_kind", office_kind_label(office->kind)},
        {"office_postal", office->postal},
        {"office_address",
         str_print(t->arena, "%.*s%.*s", STR(office->address), STR(office->building))},
        {"office_mail", office->mail},
        {"office_phone", office->phone},
    };
    for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++)
        if (part_has(part, fills[i].name) && fills[i].value.n)
            params_set(t->arena, &v->of.values, str_of(fills[i].name), fills[i].value);
    if (params_get(&v->of.values, S("corporation_name")).n == 0 && office->corporation.n)
        params_set(t->arena, &v->of.values, S("corporation_name"), office->corporation);
}

static void office_take_page(struct turn *t)
{
    struct stay v;
    struct office office;
    struct form form = form_of(t->request);
    if (!stay_open(t, &v))
        return;
    int n = part_of_query(&v, &t->request->form);
    office_id id = {form_id(&form, S("office"), (struct form_rule){S("事業所"), 0, false})};
    if (n < 0 || !form_ok(&form) || !office_find(t->tx, v.city.id, id, &office) || office.is_desk) {
        turn_missing(t);
        return;
    }
    struct application seen = v.of;
    fill_from(t, &office, &v, n);
    if (!stay_seen(t, &v) || application_save(t->tx, &seen, &v.of.values) != APPLICATION_DONE)
        turn_go_saying(
            t, part_url(t, &v.city, n),
            "このあいだに別の画面で保存されていました。事業所をもう一度選んでください。");
    else
        turn_go_saying(t, part_url(t, &v.city, n),
                       "一覧の内容を入れました。違っているところは直してください。");
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/office", office_list_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/office", office_take_page, .who = WHO_ANYONE},
};
const struct routes portal_office_routes = {sizeof routes / sizeof routes[0], routes};
