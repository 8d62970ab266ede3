// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/lock.h"

#include "audit/audit.h"
#include "member/member.h"
#include "signin/guess.h"
#include "signin/lock.sql.h"

struct lock_list lock_list_of(struct tx *tx, city_id city)
{
    struct lock_row_list rows = lock_rows(tx, city, tx_now(tx));
    struct lock_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct lock, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct lock_row *row = &rows.at[i];
        list.at[i] = (struct lock){row->member, row->city,     row->device,
                                   row->kind,   row->failures, row->until_at};
    }
    return list;
}

instant lock_until(struct tx *tx, member_id member)
{
    instant until = NO_INSTANT;
    lock_last_of(tx, member, tx_now(tx), &until);
    return until;
}

bool lock_end(struct tx *tx, city_id city, member_id member, str reason)
{
    if (!member_find(tx, city, member))
        return false;
    struct device_id_list devices = lock_devices(tx, member, city);
    for (size_t i = 0; i < devices.n; i++)
        guess_reset(tx, devices.at[i]);
    audit_record(tx, &(struct audit_entry){"signin.unlock", .city = city, .subject = member.v,
                                           .detail = reason});
    return true;
}
