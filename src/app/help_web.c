// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/help.h"

#include "help_page.html.h"
#include "privacy_page.html.h"

static void help_page_page(struct turn *t)
{
    struct help_page page = {.base = turn_base(t, S("ヘルプ・お問い合わせ"))};
    page.base.look = S("page-narrow");
    help_page_html(turn_out(t), &page);
}

static void privacy_page_page(struct turn *t)
{
    struct privacy_page page = {.base = turn_base(t, S("個人情報の取り扱い"))};
    page.base.look = S("page-narrow");
    privacy_page_html(turn_out(t), &page);
}

// Both open before anybody has signed in.
static const struct route routes[] = {
    {METHOD_GET, "/help", help_page_page, .who = WHO_DEVICE},
    {METHOD_GET, "/help/privacy", privacy_page_page, .who = WHO_DEVICE},
};
const struct routes help_routes = {sizeof routes / sizeof routes[0], routes};

static const struct route public_routes[] = {
    {METHOD_GET, "/help", help_page_page, .who = WHO_ANYONE},
    {METHOD_GET, "/help/privacy", privacy_page_page, .who = WHO_ANYONE},
};
const struct routes help_public_routes = {sizeof public_routes / sizeof public_routes[0],
                                          public_routes};
