// SPDX-License-Identifier: AGPL-3.0-or-later
// What is put off.
#include "inbox/inbox.h"
#include "inbox/inbox.sql.h"
#include "web/live.h"

enum { BACK_AT_ONCE = 500 };

bool inbox_post_due(struct tx *tx, const struct seat *seat, post_id post, instant *due)
{
    return snooze_due_of(tx, seat->room, post, due);
}

enum snooze inbox_snooze(struct tx *tx, const struct seat *seat, post_id post, instant until)
{
    instant due = NO_INSTANT, now = tx_now(tx);
    if (until.us <= now.us)
        return SNOOZE_PAST;
    if (until.us > now.us + DAYS(SNOOZE_MOST_DAYS))
        return SNOOZE_TOO_FAR;
    if (post_is(post) && !snooze_due_of(tx, seat->room, post, &due))
        return SNOOZE_NO_POST;
    if (instant_is(due) && due.us > now.us && due.us < until.us)
        until = due;
    snooze_put(tx, seat->room, seat->member, post, until);
    live_publish(tx, seat->member.v, S("inbox"), S("new"));
    return SNOOZE_DONE;
}

bool inbox_unsnooze(struct tx *tx, const struct seat *seat, post_id post)
{
    if (snooze_end(tx, seat->room, seat->member, post) == 0)
        return false;
    live_publish(tx, seat->member.v, S("inbox"), S("new"));
    return true;
}

void inbox_return_due(struct tx *tx)
{
    struct back_row_list rows = snooze_back(tx, tx_now(tx), BACK_AT_ONCE);
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        const struct back_row *row = &rows.at[i];
        snooze_end(tx, row->room, row->member, row->post);
        if (row->still)
            notice_tell(tx, row->room, row->member, NOTICE_RETURNED);
    }
}
