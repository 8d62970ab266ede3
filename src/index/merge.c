// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing a block that block.c made, in steps of a few dozen rows, so that nobody who writes a post
// waits long for one. A block is valid when its head stands: pieces without one are not looked at.
//
//   its pieces, step by step → one step: its head, and what it was made of ends → old pieces end
//
// A mark beside the pieces says that they are being written, or are left over; so what a process left
// behind that died in the middle is swept before the room's next merge.
#include "index/merge.h"

enum { AT_ONCE = 64 };

// --- sweeping --------------------------------------------------------------------------------

// Ends a part of the pieces of all blocks that are left over. True: there are further ones.
static bool sweep(struct tx *tx, room_id room, int64_t *from)
{
    struct index_row_list marks = index_marks(tx, room, BUCKET_GONE);
    if (marks.n == 0)
        return false;
    for (size_t i = 0; i < marks.n; i++)
        for (int64_t b = *from; b < *from + AT_ONCE; b++)
            index_piece_end(tx, room, index_bucket_at(b % BUCKETS, b >= BUCKETS), marks.at[i].block);
    *from += AT_ONCE;
    if (*from < BUCKETS + COARSE_BUCKETS)
        return true;
    for (size_t i = 0; i < marks.n; i++)
        index_piece_end(tx, room, BUCKET_GONE, marks.at[i].block);
    return false;
}

bool index_sweep(struct tx *tx, room_id room, int64_t *from)
{
    if (*from == 0)
        index_mark_gone(tx, room, BUCKET_HALF, BUCKET_GONE);
    return sweep(tx, room, from);
}

// --- writing ---------------------------------------------------------------------------------

static void mark(struct tx *tx, room_id room, int64_t bucket, int64_t block)
{
    index_piece_put(tx, room, bucket, block, (bytes){(const uint8_t *)"", 1});
}

static bool same_bytes(bytes a, bytes b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

// Nothing that the block was made of has changed since, as by a correction.
static bool is_true_still(struct tx *tx, const struct index_merge *m)
{
    bytes body;
    if (!index_piece_of(tx, m->room, BUCKET_HALF, m->block, &body))
        return false;
    for (size_t i = 0; i < m->blocks.n; i++)
        if (!index_piece_of(tx, m->room, BUCKET_HEAD, m->blocks.at[i], &body))
            return false;
    struct index_fresh_row_list now = {0};
    if (m->fresh.n)
        now = index_fresh_rows(tx, m->room, (int64_t)m->fresh.n);
    for (size_t i = 0; i < m->fresh.n; i++)
        if (i >= now.n || !post_same(now.at[i].post, m->fresh.at[i].post) ||
            !same_bytes(now.at[i].tokens, m->fresh.at[i].tokens))
            return false;
    return true;
}

static void stand(struct tx *tx, struct index_merge *m)
{
    index_piece_end(tx, m->room, BUCKET_HALF, m->block);
    index_piece_put(tx, m->room, BUCKET_HEAD, m->block, m->head);
    index_piece_put(tx, m->room, BUCKET_LIST, m->block, m->list);
    if (m->fresh.n)
        index_fresh_end(tx, m->room, m->fresh.at[m->fresh.n - 1].post);
    for (size_t i = 0; i < m->blocks.n; i++) {
        index_piece_end(tx, m->room, BUCKET_HEAD, m->blocks.at[i]);
        index_piece_end(tx, m->room, BUCKET_LIST, m->blocks.at[i]);
        mark(tx, m->room, BUCKET_GONE, m->blocks.at[i]);
    }
    m->stands = true;
}

bool index_merge_write(struct tx *tx, struct index_merge *m)
{
    if (m->stands)
        return sweep(tx, m->room, &m->swept);
    if (m->written == 0)
        mark(tx, m->room, BUCKET_HALF, m->block);
    if (m->written < m->n) {
        size_t end = m->n - m->written > AT_ONCE ? m->written + AT_ONCE : m->n;
        for (; m->written < end; m->written++)
            index_piece_put(tx, m->room, m->pieces[m->written].bucket, m->block,
                            m->pieces[m->written].body);
        return true;
    }
    // Else it stays marked, and the next merge begins with sweeping it away.
    if (!is_true_still(tx, m))
        return false;
    stand(tx, m);
    return m->blocks.n > 0;
}

bool index_merge(struct tx *tx, room_id room, const struct key *room_key)
{
    int64_t from = 0;
    while (index_sweep(tx, room, &from) && tx_ok(tx))
        continue;
    struct index_merge *m = index_merge_make(tx, room, room_key);
    while (m && index_merge_write(tx, m) && tx_ok(tx))
        continue;
    return m && tx_ok(tx);
}

struct room_id_list index_due(struct tx *tx, room_id after, int64_t most)
{
    return index_due_rooms(tx, after, INDEX_FRESH_LEAST, most);
}

// --- what is older than the index ----------------------------------------------------------

bool index_backlog_next(struct tx *tx, room_id *room, post_id *before)
{
    struct index_backlog_row row;
    if (!index_backlog_first(tx, &row))
        return false;
    *room = row.room, *before = row.before;
    return true;
}

void index_backlog_done(struct tx *tx, room_id room, post_id before)
{
    if (post_is(before))
        index_backlog_move(tx, room, before);
    else
        index_backlog_end(tx, room);
}

int64_t index_backlog_rooms(struct tx *tx)
{
    return index_backlog_count(tx);
}

bool index_backlog_has(struct tx *tx, room_id room)
{
    post_id before;
    return index_backlog_of(tx, room, &before);
}
