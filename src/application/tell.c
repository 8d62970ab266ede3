// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk decided is told inside, of what was applied for inside. Others look at the status
// page, or wait for paper.
#include "application/stored.h"
#include "member/member.h"
#include "memo/memo.h"
#include "notice/notice.h"

static bool is_from_inside(const struct application *of)
{
    return member_is(of->applicant) && office_is(of->office);
}

void tell_returned(struct tx *tx, const struct application *of)
{
    if (is_from_inside(of))
        notice_tell_office(tx, of->office);
}

void tell_decision(struct tx *tx, const struct application *of, bool done)
{
    struct arena *a = tx_arena(tx);
    if (!is_from_inside(of))
        return;
    memo_write(tx, of->city, of->office, of->id,
               str_print(a, "申請 %.*s（%s）%s", STR(of->number), paper_of(of->kind)->number,
                         done ? "の手続が終わりました。"
                              : "は却下されました。理由は申請の画面で確かめてください。"));
    if (member_leads(tx, of->applicant, of->office))
        return;
    memo_write_to(
        tx, of->city, of->applicant,
        str_print(a, "知らせていただいたことの申請 %.*s %s", STR(of->number),
                  done ? "の手続が終わりました。"
                       : "は却下されました。くわしくは事業所の管理担当者に聞いてください。"));
}
