// SPDX-License-Identifier: AGPL-3.0-or-later
#include "inbox/inbox.h"

#include "base/check.h"
#include "errand/errand.h"
#include "escalation/escalation.h"
#include "inbox/inbox.sql.h"
#include "inbox/instead.h"

#include <stdlib.h>

enum { UNREAD_MOST = 100 };

static str open_name(struct tx *tx, const struct inbox_row *row)
{
    str name = NONE;
    struct key key = {0};
    struct place place = {S("room"), S("name"), row->room.v, row->room.v};
    if (!room_key_of_row(tx, row->city, row->room, row->room_key, &key) ||
        !unseal_text(tx_arena(tx), &key, place, row->name, &name))
        tx_fail(tx, "the name of a room does not open");
    key_forget(&key);
    return name;
}

static int first(bool a, bool b)
{
    return a == b ? 0 : a ? -1 : 1;
}

static int compare(const void *x, const void *y)
{
    const struct inbox_room *a = x, *b = y;
    int order = first(a->kind == ROOM_NOTICE, b->kind == ROOM_NOTICE);
    if (!order)
        order = first(a->unread > 0, b->unread > 0);
    if (!order)
        order = first(!day_is(a->closed_on), !day_is(b->closed_on));
    if (!order)
        order = first(a->newest_at.us > b->newest_at.us, b->newest_at.us > a->newest_at.us);
    return order ? order : first(a->room.v > b->room.v, b->room.v > a->room.v);
}

// What the job has not brought back yet is back already.
static instant later(struct tx *tx, instant until)
{
    return instant_is(until) && until.us > tx_now(tx).us ? until : NO_INSTANT;
}

struct inbox_rooms inbox_list(struct tx *tx, const struct acting *me)
{
    struct inbox_row_list rows = inbox_rows(tx, me->member, UNREAD_MOST);
    struct inbox_rooms list = {rows.n, NEW_ARRAY(tx_arena(tx), struct inbox_room, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct inbox_row *row = &rows.at[i];
        list.at[i] = (struct inbox_room){
            .room = row->room,
            .kind = row->kind,
            .name = open_name(tx, row),
            .city_name = row->city_name,
            .unread = row->unread,
            .newest_at = row->newest_at,
            .closed_on = row->closed_on,
            .is_new = row->is_new && row->kind != ROOM_NOTICE,
            .level = row->level,
            .until = later(tx, row->until),
        };
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, compare);
    return list;
}

// Ids begin with milliseconds in their upper bits (see tx_new_id).
static post_id since(struct tx *tx)
{
    enum { ID_TIME_SHIFT = 22 };
    int64_t back = DAYS(60) / 1000 << ID_TIME_SHIFT, now = tx_new_id(tx);
    return (post_id){now > back ? now - back : 0};
}

struct inbox_asks inbox_asked(struct tx *tx, const struct acting *me)
{
    struct ask_row_list rows = inbox_asks(tx, me->member, since(tx), INBOX_ASKS);
    struct inbox_asks asks = {rows.n, NEW_ARRAY(tx_arena(tx), struct inbox_ask, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct ask_row *row = &rows.at[i];
        asks.at[i] = (struct inbox_ask){row->room,       row->post,   row->due_at,
                                        row->written_at, row->urgent, later(tx, row->until),
                                        NONE};
    }
    inbox_add_instead(tx, me, since(tx), &asks);
    return asks;
}

// --- the badge -----------------------------------------------------------------------------

static bool has_ask(const struct inbox_asks *asks, room_id room)
{
    for (size_t i = 0; i < asks->n; i++)
        if (room_same(asks->at[i].room, room) && !instant_is(asks->at[i].until))
            return true;
    return false;
}

int64_t inbox_count(struct tx *tx, const struct acting *me)
{
    struct inbox_asks asks = inbox_asked(tx, me);
    struct news_row_list news = inbox_news(tx, me->member);
    int64_t n = errand_count(tx, me->member) + (int64_t)escalation_list_late(tx, me->member).n;
    for (size_t i = 0; i < asks.n; i++)
        n += !instant_is(asks.at[i].until);
    for (size_t i = 0; i < news.n; i++)
        n += news.at[i].is_new || !has_ask(&asks, news.at[i].room);
    return n < UNREAD_MOST ? n : UNREAD_MOST;
}

struct int_list inbox_live_topics(struct tx *tx, const struct acting *me, size_t most)
{
    check(most > 0);
    struct room_id_list rooms = inbox_topics(tx, me->member, (int64_t)most - 1);
    struct int_list topics = {rooms.n + 1, NEW_ARRAY(tx_arena(tx), int64_t, rooms.n + 1)};
    topics.at[0] = me->member.v;
    for (size_t i = 0; i < rooms.n; i++)
        topics.at[i + 1] = rooms.at[i].v;
    return topics;
}
