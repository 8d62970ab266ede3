// SPDX-License-Identifier: AGPL-3.0-or-later
#include "inbox/instead.h"

#include "inbox/instead.sql.h"

#include <stdlib.h>

static str open_name(struct tx *tx, const struct instead_row *row)
{
    str name = NONE;
    struct key key = {0};
    struct place place = {S("seat"), S("name"), row->seat.v, row->room.v};
    if (!room_key_of_row(tx, row->city, row->room, row->room_key, &key) ||
        !unseal_text(tx_arena(tx), &key, place, row->name, &name))
        tx_fail(tx, "the name on a seat does not open");
    key_forget(&key);
    return name;
}

// --- the list ----------------------------------------------------------------------------

static struct inbox_ask *ask_of(struct tx *tx, struct inbox_asks *asks,
                                const struct instead_row *row)
{
    bool put_off = instant_is(row->until) && row->until.us > tx_now(tx).us;
    for (size_t i = 0; i < asks->n; i++)
        if (post_same(asks->at[i].post, row->post) && room_same(asks->at[i].room, row->room))
            return &asks->at[i];
    asks->at[asks->n] =
        (struct inbox_ask){.room = row->room, .post = row->post, .due_at = row->due_at,
                           .written_at = row->written_at, .urgent = row->urgent,
                           .until = put_off ? row->until : NO_INSTANT};
    return &asks->at[asks->n++];
}

static void add(struct tx *tx, const struct instead_row_list *rows, struct inbox_asks *asks)
{
    for (size_t i = 0; i < rows->n && tx_ok(tx); i++) {
        struct inbox_ask *ask = ask_of(tx, asks, &rows->at[i]);
        str name = open_name(tx, &rows->at[i]);
        ask->instead_of = ask->instead_of.n ? str_print(tx_arena(tx), "%.*s、%.*s",
                                                        STR(ask->instead_of), STR(name))
                                            : name;
    }
}

static int by_time(const void *x, const void *y)
{
    const struct inbox_ask *a = x, *b = y;
    if (instant_is(a->until) != instant_is(b->until))
        return instant_is(a->until) ? 1 : -1;
    if (instant_is(a->due_at) != instant_is(b->due_at))
        return instant_is(a->due_at) ? -1 : 1;
    int64_t first = instant_is(a->due_at) ? a->due_at.us : a->post.v;
    int64_t second = instant_is(b->due_at) ? b->due_at.us : b->post.v;
    return first < second ? -1 : first > second;
}

void inbox_add_instead(struct tx *tx, const struct acting *me, post_id since,
                       struct inbox_asks *asks)
{
    struct instead_row_list passed = instead_passed_on(tx, me->member, since, INBOX_ASKS);
    struct instead_row_list absent =
        instead_of_absent(tx, me->member, tx_today(tx), since, INBOX_ASKS);
    if (passed.n + absent.n == 0)
        return;
    struct inbox_ask *all =
        NEW_ARRAY(tx_arena(tx), struct inbox_ask, asks->n + passed.n + absent.n);
    for (size_t i = 0; i < asks->n; i++)
        all[i] = asks->at[i];
    asks->at = all;
    add(tx, &passed, asks);
    add(tx, &absent, asks);
    qsort(asks->at, asks->n, sizeof *asks->at, by_time);
}
