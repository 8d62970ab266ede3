// SPDX-License-Identifier: AGPL-3.0-or-later
#include "thread/thread.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "thread/thread.sql.h"
#include "web/live.h"

static str name_of(struct tx *tx, const struct seat *seat, seat_id id)
{
    struct seat_rows people = seat_roster(tx, seat);
    for (size_t i = 0; i < people.n; i++)
        if (seat_same(people.at[i].id, id))
            return people.at[i].name;
    return NONE;
}

static bool follows(struct tx *tx, const struct seat *seat, post_id id)
{
    bool said;
    if (thread_follow_of(tx, seat->room, id, seat->id, &said))
        return said;
    return thread_concerns(tx, seat->room, id, seat->id);
}

bool thread_find(struct tx *tx, const struct seat *seat, post_id id, struct thread *out)
{
    struct thread_row row = {.closed_at = NO_INSTANT};
    if (!thread_root(tx, seat->room, id, &id))
        return false;
    thread_row_of(tx, seat->room, id, &row);
    *out = (struct thread){.id = id, .closed_at = row.closed_at, .follows = follows(tx, seat, id)};
    if (instant_is(row.closed_at))
        out->closed_by = name_of(tx, seat, row.closed_by);
    return tx_ok(tx);
}

static void tell(struct tx *tx, const struct seat *seat, const char *action, post_id id)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = id.v});
    live_publish(tx, seat->room.v, S("post"), base32_from_id(tx_arena(tx), id.v));
}

static bool may_settle(struct tx *tx, const struct seat *seat, post_id id)
{
    return seat->may_write && thread_root(tx, seat->room, id, &id);
}

bool thread_close(struct tx *tx, const struct seat *seat, post_id id)
{
    if (!may_settle(tx, seat, id) ||
        !thread_set_closed(tx, seat->room, id, tx_now(tx), seat->id))
        return false;
    tell(tx, seat, "thread.close", id);
    return true;
}

bool thread_reopen(struct tx *tx, const struct seat *seat, post_id id)
{
    if (!may_settle(tx, seat, id) || !thread_set_open(tx, seat->room, id))
        return false;
    tell(tx, seat, "thread.reopen", id);
    return true;
}

// One's own affair: nobody else is told.
bool thread_follow(struct tx *tx, const struct seat *seat, post_id id, bool follow)
{
    if (!thread_root(tx, seat->room, id, &id) ||
        !thread_set_follow(tx, seat->room, id, seat->id, follow))
        return false;
    audit_record(tx, &(struct audit_entry){follow ? "thread.follow" : "thread.unfollow",
                                           .city = seat->city, .room = seat->room, .subject = id.v});
    return true;
}
