// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/reading.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "reading/reading.sql.h"
#include "web/live.h"

// Ids begin with milliseconds in their upper bits (see tx_new_id).
enum { ID_TIME_SHIFT = 22 };

// A transaction takes far less than two minutes, so older ids than that are all there.
static post_id settled(struct tx *tx)
{
    int64_t back = MINUTES(2) / 1000 << ID_TIME_SHIFT;
    int64_t now = tx_new_id(tx);
    return (post_id){now > back ? now - back : 0};
}

static void tell(struct tx *tx, const struct seat *seat)
{
    live_publish(tx, seat->room.v, S("reads"), base32_from_id(tx_arena(tx), seat->room.v));
}

void reading_mark(struct tx *tx, const struct seat *seat, const post_id *posts, size_t n)
{
    int64_t marked = 0;
    for (size_t i = 0; i < n; i++)
        marked += mark_read(tx, seat->room, posts[i], seat->id, tx_now(tx));
    if (marked == 0)
        return;
    seat_welcome(tx, seat); // whoever reads there knows of the invitation
    read_line_move(tx, seat->room, seat->id, settled(tx));
    tell(tx, seat);
}

bool reading_unmark(struct tx *tx, const struct seat *seat, post_id post)
{
    if (mark_unread(tx, seat->room, post, seat->id) == 0)
        return false;
    read_line_back(tx, seat->room, seat->id, (post_id){post.v - 1});
    audit_record(tx, &(struct audit_entry){"post.unread", .city = seat->city, .room = seat->room,
                                           .subject = post.v});
    tell(tx, seat);
    return true;
}

bool reading_confirm(struct tx *tx, const struct seat *seat, post_id post)
{
    if (day_is(seat->closed_on))
        return false;
    mark_read(tx, seat->room, post, seat->id, tx_now(tx));
    if (mark_confirmed(tx, seat->room, post, seat->id, tx_now(tx)) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"post.confirm", .city = seat->city, .room = seat->room,
                                           .subject = post.v});
    seat_welcome(tx, seat);
    read_line_move(tx, seat->room, seat->id, settled(tx));
    tell(tx, seat);
    return true;
}

static const struct seat_row *seat_among(const struct seat_rows *people, seat_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return &people->at[i];
    return NULL;
}

static struct reader reader_of(const struct post *post, const struct seat_row *who,
                               const struct reader_row *row)
{
    return (struct reader){
        .seat = row->id,
        .name = who->name,
        .office = who->office_name,
        .profession = who->profession,
        .asked = instant_is(post->due_at) && addressees_name(&post->to, who),
        .reading = instant_is(row->confirmed_at) ? READING_CONFIRMED
                   : instant_is(row->read_at)    ? READING_READ
                                                 : READING_UNREAD,
        .read_at = row->read_at,
        .confirmed_at = row->confirmed_at,
    };
}

struct version_readers reading_before(struct tx *tx, const struct seat *seat, post_id post)
{
    struct before_row_list rows = before_rows(tx, seat->room, post);
    struct version_readers all = {rows.n, NEW_ARRAY(tx_arena(tx), struct version_reader, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        all.at[i] = (struct version_reader){rows.at[i].revision, rows.at[i].seat,
                                            rows.at[i].read_at, rows.at[i].confirmed_at};
    return all;
}

static instant read_before(const struct version_readers *all, seat_id seat)
{
    instant at = NO_INSTANT;
    for (size_t i = 0; i < all->n; i++)
        if (seat_same(all->at[i].seat, seat))
            at = all->at[i].read_at;
    return at;
}

struct readers reading_of(struct tx *tx, const struct seat *seat, post_id id)
{
    struct post post;
    if (!post_find(tx, seat, id, &post))
        return (struct readers){0};
    struct seat_rows people = seat_roster(tx, seat);
    struct reader_row_list rows =
        reader_rows(tx, seat->room, id, post.seat, day_of(post.written_at));
    struct version_readers before = {0};
    if (post.standing != POST_STANDS)
        before = reading_before(tx, seat, id);
    struct readers readers = {0, NEW_ARRAY(tx_arena(tx), struct reader, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct seat_row *who = seat_among(&people, rows.at[i].id);
        if (!who)
            continue;
        readers.at[readers.n] = reader_of(&post, who, &rows.at[i]);
        readers.at[readers.n++].before_at = read_before(&before, who->id);
    }
    return readers;
}
