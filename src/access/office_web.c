// SPDX-License-Identifier: AGPL-3.0-or-later
// What an office's administrator sees of the own people: to tell the desk, not to change.
#include "access/access_web.h"
#include "access/colleagues_page.html.h"
#include "audit/audit.h"
#include "loan/loan.h"
#include "member/member.h"
#include "signin/signin.h"

static str stale_text(const struct stale_list *list, member_id id)
{
    for (size_t i = 0; i < list->n; i++)
        if (member_same(list->at[i].member, id))
            for (int why = 0; why < STALE_WHYS; why++)
                if (list->at[i].whys >> why & 1)
                    return stale_labels[why];
    return NONE;
}

static struct colleague_line line_of(struct turn *t, const struct member *m,
                                     const struct stale_list *stale)
{
    instant last = history_last_signin(t->tx, m->id), locked = lock_until(t->tx, m->id);
    struct loan loan;
    struct colleague_line line = {
        .name = m->name,
        .job = profession_label(m->profession),
        .last = instant_is(last) ? turn_day(t, day_of(last)) : S("なし"),
        .stale = stale_text(stale, m->id),
    };
    if (instant_is(locked))
        line.locked = instant_format_clock(t->arena, locked);
    if (loan_find(t->tx, m->city, m->id, &loan))
        line.lent = turn_instant(t, loan.ends_at);
    return line;
}

void office_show_page(struct turn *t)
{
    struct member_list people = member_list_at(t->tx, t->me->administers);
    struct stale_list stale =
        stale_list_of(t->tx, t->me->city, t->me->administers, (1u << STALE_WHYS) - 1);
    struct colleagues_page page = {
        .base = turn_base(t, S("事業所のサインイン")),
        .lines = {people.n, NEW_ARRAY(t->arena, struct colleague_line, people.n)},
    };
    for (size_t i = 0; i < people.n; i++)
        page.lines.at[i] = line_of(t, &people.at[i], &stale);
    audit_viewed(t->me, t->me->city, "office.signin", (room_id){0}, t->me->administers.v, tx_now(t->tx));
    colleagues_page_html(turn_out(t), &page);
}
