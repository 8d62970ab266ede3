// SPDX-License-Identifier: AGPL-3.0-or-later
#include "device/manual.h"

#include "device/manual_page.html.h"
#include "sheet/sheet.h"

static const str short_titles[MANUALS] = {S_CONST("Windows"), S_CONST("Mac"), S_CONST("iPhone・iPad"),
                                          S_CONST("Android")};

// NULL: no such manual; the 404 is written.
static const struct manual *manual_of(struct turn *t)
{
    for (size_t i = 0; i < MANUALS; i++)
        if (str_eq(manuals[i].name, t->params[0]))
            return &manuals[i];
    turn_missing(t);
    return NULL;
}

static url place(struct turn *t, str name, const char *end)
{
    return url_local(t->arena, str_print(t->arena, "/help/install/%.*s%s", STR(name), end), URL("/help"));
}

static void manual_show_page(struct turn *t)
{
    const struct manual *m = manual_of(t);
    if (!m)
        return;
    struct manual_page page = {
        .base = turn_base(t, S("証明書の入れ方")),
        .title = m->title,
        .kept = m->kept,
        .paper = place(t, m->name, "/pdf"),
        .tabs = {MANUALS, NEW_ARRAY(t->arena, struct manual_tab, MANUALS)},
        .steps = {m->n, m->steps},
    };
    for (size_t i = 0; i < MANUALS; i++)
        page.tabs.at[i] = (struct manual_tab){place(t, manuals[i].name, ""), short_titles[i],
                                              &manuals[i] == m};
    page.base.look = S("page-narrow");
    manual_page_html(turn_out(t), &page);
}

static void manual_paper_page(struct turn *t)
{
    const struct manual *m = manual_of(t);
    if (!m)
        return;
    struct sheet *s = sheet_begin(t->arena, &(struct sheet_paper){.title = S("証明書インストール手引き"),
                                                                 .at = tx_now(t->tx), .bottom = 18});
    manual_put(t->arena, s, m, t->services->public_url);
    response_file(t->response, sheet_finish(s), S("application/pdf"), S("install.pdf"), false);
}

static const struct route routes[] = {
    {METHOD_GET, "/help/install/:os", manual_show_page, .who = WHO_DEVICE},
    {METHOD_GET, "/help/install/:os/pdf", manual_paper_page, .who = WHO_DEVICE, .flags = ROUTE_SLOW},
};
const struct routes manual_routes = {sizeof routes / sizeof routes[0], routes};

static const struct route public_routes[] = {
    {METHOD_GET, "/help/install/:os", manual_show_page, .who = WHO_ANYONE},
    {METHOD_GET, "/help/install/:os/pdf", manual_paper_page, .who = WHO_ANYONE, .flags = ROUTE_SLOW},
};
const struct routes manual_public_routes = {sizeof public_routes / sizeof public_routes[0],
                                            public_routes};
