// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/history.h"

#include "signin/history.sql.h"

void history_record(struct tx *tx, member_id member, device_id device, enum attempt_outcome outcome)
{
    if (member_is(member))
        attempt_insert(tx, member, tx_new_id(tx), tx_now(tx), device, outcome);
}

struct attempt_list history_list(struct tx *tx, member_id member, int64_t most)
{
    struct attempt_row_list rows = attempt_rows(tx, member, most);
    struct attempt_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct attempt, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct attempt_row *row = &rows.at[i];
        list.at[i] = (struct attempt){row->at, row->device, row->kind, row->outcome};
    }
    return list;
}

void history_forget(struct tx *tx, instant before)
{
    attempts_forget(tx, before);
}

instant history_last_signin(struct tx *tx, member_id member)
{
    instant last = NO_INSTANT;
    last_signin(tx, member, &last);
    return last;
}
