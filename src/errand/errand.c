// SPDX-License-Identifier: AGPL-3.0-or-later
#include "errand/errand.h"

#include "checkup/checkup.h"
#include "errand/errand.sql.h"
#include "ledger/ledger.h"
#include "memo/memo.h"
#include "signin/signin.h"
#include "stocktake/stocktake.h"
#include "terms/terms.h"

#include <stdlib.h>

enum { OF_ONESELF = 5, OF_AN_OFFICE = 3 }; // at most, beside answers and what was returned

static void add(struct errands *list, struct errand errand)
{
    list->at[list->n++] = errand;
}

// --- of oneself --------------------------------------------------------------------------

static void add_password(struct tx *tx, struct errands *list, const struct errand_person *p)
{
    if (p->password_months == 0 || p->initial || !instant_is(p->changed_at))
        return;
    day due = password_due(day_of(p->changed_at), p->password_months);
    if (due.n - tx_today(tx).n <= REMINDER_FIRST)
        add(list, (struct errand){ERRAND_PASSWORD, .asks = true, .due_on = due});
}

static void add_own(struct tx *tx, struct errands *list, member_id member,
                    const struct errand_person *p)
{
    struct ledger_own own = ledger_own_ending(tx, member);
    if (day_is(own.ends_on))
        add(list, (struct errand){own.asked ? ERRAND_RENEWAL : ERRAND_CERTIFICATE,
                                  .asks = !own.asked, .due_on = own.ends_on});
    add_password(tx, list, p);
    if (p->terms > 0 && p->terms < p->terms_newest)
        add(list, (struct errand){ERRAND_TERMS, .asks = true,
                                  .due_on = day_after(p->noticed_on, TERMS_NOTICE_DAYS)});
    if (day_is(p->leave_on) && p->role == ROLE_MEMBER)
        add(list, (struct errand){ERRAND_LEAVE, .due_on = p->leave_on});
    if (instant_is(p->loan_until))
        add(list, (struct errand){ERRAND_LOAN, .due_on = NO_DAY, .until = p->loan_until});
}

static void add_answers(struct errands *list, const struct permissions *answers)
{
    for (size_t i = 0; i < answers->n; i++)
        add(list, (struct errand){ERRAND_ANSWER, .asks = true, .due_on = NO_DAY,
                                  .answer = answers->at[i]});
}

// --- of an office ------------------------------------------------------------------------

static bool is_asked(enum checkup_state state)
{
    return state == CHECKUP_ASKED || state == CHECKUP_RETURNED;
}

// A 現況届 that came back is named once, with its last day.
static void add_office(struct tx *tx, struct errands *list, member_id member,
                       const struct errand_person *p, const struct application_list *returned)
{
    struct stocktake stocktake;
    struct checkup_owed owed = checkup_owed_by(tx, p->city, p->office);
    struct ledger_others devices = ledger_ending_at(tx, p->office, member);
    if (is_asked(owed.state))
        add(list,
            (struct errand){owed.state == CHECKUP_ASKED ? ERRAND_CHECKUP : ERRAND_CHECKUP_RETURNED,
                            .asks = true, .due_on = owed.due_on});
    if (stocktake_waits(tx, p->office, &stocktake))
        add(list, (struct errand){ERRAND_STOCKTAKE, .asks = true, .due_on = stocktake.due_on});
    if (devices.n)
        add(list, (struct errand){ERRAND_DEVICES,
                                  .asks = true,
                                  .due_on = devices.first,
                                  .devices = devices.n});
    for (size_t i = 0; i < returned->n; i++)
        if (owed.state != CHECKUP_RETURNED || !application_same(owed.answer, returned->at[i].id))
            add(list, (struct errand){ERRAND_RETURNED, .asks = true, .due_on = NO_DAY,
                                      .application = returned->at[i]});
}

// --- all ---------------------------------------------------------------------------------

static int by_day(const void *x, const void *y)
{
    const struct errand *a = x, *b = y;
    if (day_is(a->due_on) != day_is(b->due_on))
        return day_is(a->due_on) ? -1 : 1;
    if (day_is(a->due_on) && a->due_on.n != b->due_on.n)
        return a->due_on.n < b->due_on.n ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->application.id.v + a->answer.id.v < b->application.id.v + b->answer.id.v ? -1 : 1;
}

struct errands errand_list(struct tx *tx, member_id member)
{
    struct errand_person p;
    struct errands list = {0};
    if (!errand_person_of(tx, member, tx_now(tx), &p))
        return list;
    bool leads = office_is(p.office) && p.role == ROLE_MEMBER;
    struct permissions answers = permission_unseen(tx, member);
    struct application_list returned = {0};
    if (leads)
        returned = application_list_returned(tx, p.office_city, p.office);
    list.at = NEW_ARRAY(tx_arena(tx), struct errand, OF_ONESELF + OF_AN_OFFICE + answers.n + returned.n);
    add_own(tx, &list, member, &p);
    add_answers(&list, &answers);
    if (leads)
        add_office(tx, &list, member, &p, &returned);
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_day);
    return list;
}

int64_t errand_count(struct tx *tx, member_id member)
{
    struct errands list = errand_list(tx, member);
    int64_t n = memo_count(tx, member);
    for (size_t i = 0; i < list.n; i++)
        n += list.at[i].asks;
    return n;
}

bool errand_waits(struct tx *tx, member_id member)
{
    return errand_list(tx, member).n > 0 || memo_count(tx, member) > 0;
}
