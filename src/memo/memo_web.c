// SPDX-License-Identifier: AGPL-3.0-or-later
// "確認しました" below a memo on the home page.
#include "memo/memo.h"

static void see_page(struct turn *t)
{
    if (memo_see(t->tx, t->me->member, (memo_id){turn_param(t, 0)}))
        turn_go_saying(t, URL("/"), "連絡を確認済みにしました。");
    else
        turn_go_saying(t, URL("/"), "その連絡は、もう確認済みです。");
}

static const struct route routes[] = {
    {METHOD_POST, "/memos/:memo/seen", see_page, .who = WHO_MEMBER},
};
const struct routes memo_routes = {sizeof routes / sizeof routes[0], routes};
