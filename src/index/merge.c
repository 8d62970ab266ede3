// SPDX-License-Identifier: AGPL-3.0-or-later
// From rows of single posts to blocks: 32 to 256 fresh posts make a block, eight blocks of a size
// make one of the next, up to two thousand posts and more. Each post is so rewritten three times.
#include "base/check.h"
#include "index/token.h"

#include <stdlib.h>

enum { FRESH_LEAST = 32, FRESH_MOST = 256, TOGETHER = 8, BLOCK_FULL = 2048, ORDINAL_BITS = 15 };

struct entries {
    struct arena *arena;
    size_t n, room;
    uint64_t *at; // token, then the post's place in the block
};

static void add(struct entries *e, uint32_t token, size_t ordinal)
{
    if (e->n == e->room) {
        size_t room = e->room ? 2 * e->room : 4096;
        e->at = arena_grow(e->arena, e->at, e->room * sizeof *e->at, room * sizeof *e->at);
        e->room = room;
    }
    e->at[e->n++] = (uint64_t)token << ORDINAL_BITS | ordinal;
}

static int ascending(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

// --- writing a block ---------------------------------------------------------------------

static void write_list(struct tx *tx, room_id room, int64_t block, const int64_t *posts, size_t n)
{
    struct buf out = buf_in(tx_arena(tx));
    index_number_put(&out, n);
    index_number_put(&out, (uint64_t)posts[0]);
    index_number_put(&out, (uint64_t)(posts[n - 1] - posts[0]));
    index_piece_put(tx, room, BUCKET_HEAD, block, buf_bytes(&out));
    for (size_t i = 1; i < n; i++)
        index_number_put(&out, (uint64_t)(posts[i] - posts[i - 1]));
    index_piece_put(tx, room, BUCKET_LIST, block, buf_bytes(&out));
}

// One token: how far from the token before, how many bytes, the places of its posts.
static size_t write_token(struct buf *out, struct buf *places, const uint64_t *at, size_t n,
                          uint32_t before)
{
    uint64_t token = at[0] >> ORDINAL_BITS, last = 0;
    size_t i = 0;
    places->n = 0;
    for (; i < n && at[i] >> ORDINAL_BITS == token; i++) {
        uint64_t ordinal = at[i] & ((1u << ORDINAL_BITS) - 1);
        if (i && ordinal == last)
            continue;
        index_number_put(places, ordinal - last);
        last = ordinal;
    }
    index_number_put(out, (token & ((1u << REST_BITS) - 1)) - before);
    index_number_put(out, places->n);
    buf_put(out, buf_str(places));
    return i;
}

static void write_block(struct tx *tx, const struct index_keys *keys, room_id room,
                        struct entries *e, const int64_t *posts, size_t n)
{
    int64_t block = tx_new_id(tx);
    struct buf out = buf_in(tx_arena(tx)), places = buf_in(tx_arena(tx));
    if (e->n)
        qsort(e->at, e->n, sizeof *e->at, ascending);
    for (size_t i = 0, bucket = 0; i < e->n; bucket++) {
        uint64_t end = (uint64_t)(bucket + 1) << (REST_BITS + ORDINAL_BITS);
        uint32_t before = 0;
        out.n = 0;
        while (i < e->n && e->at[i] < end) {
            uint32_t rest = (uint32_t)(e->at[i] >> ORDINAL_BITS) & ((1u << REST_BITS) - 1);
            i += write_token(&out, &places, e->at + i, e->n - i, before);
            before = rest;
        }
        if (out.n)
            index_piece_put(tx, room, (int64_t)bucket, block,
                            index_seal(tx, keys, room, (int64_t)bucket, block, buf_str(&out)));
    }
    write_list(tx, room, block, posts, n);
}

// --- fresh rows --------------------------------------------------------------------------

static bool merge_fresh(struct tx *tx, room_id room, const struct index_keys *keys)
{
    struct index_fresh_row_list rows = index_fresh_rows(tx, room, FRESH_MOST);
    if (rows.n < FRESH_LEAST)
        return false;
    struct entries e = {.arena = tx_arena(tx)};
    int64_t *posts = NEW_ARRAY(tx_arena(tx), int64_t, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct index_fresh_row *row = &rows.at[i];
        struct index_row sealed = {BUCKET_FRESH, row->post.v, row->tokens};
        bytes tokens;
        if (!index_open(tx, keys, room, &sealed, &tokens))
            return false;
        posts[i] = row->post.v;
        for (size_t t = 0; t < tokens.n / 3; t++)
            add(&e, index_fresh_token(tokens, t), i);
    }
    write_block(tx, keys, room, &e, posts, rows.n);
    index_fresh_end(tx, room, rows.at[rows.n - 1].post);
    return true;
}

// --- blocks ------------------------------------------------------------------------------

struct block {
    int64_t id;
    struct int_list posts;
    size_t *to; // where each stands in the new block
};

static size_t read_lists(struct tx *tx, room_id room, struct block *blocks, size_t n)
{
    bytes body;
    for (size_t i = 0; i < n; i++)
        if (index_piece_of(tx, room, BUCKET_LIST, blocks[i].id, &body))
            blocks[i].posts = index_list_of(tx_arena(tx), body);
    return n;
}

// Up to eight neighbours of a size: small ones, or middle ones.
static size_t choose(struct tx *tx, room_id room, struct block out[TOGETHER])
{
    struct index_row_list rows = index_heads(tx, room);
    for (size_t large = 0; large < 2; large++) {
        size_t n = 0;
        for (size_t i = 0; i < rows.n && n < TOGETHER; i++) {
            uint64_t posts = index_head_of(rows.at[i].body).n;
            if (posts < BLOCK_FULL && (posts >= FRESH_MOST) == large)
                out[n++] = (struct block){.id = rows.at[i].block};
        }
        if (n == TOGETHER)
            return read_lists(tx, room, out, n);
    }
    return 0;
}

static int older(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

// All posts of the blocks, each once (one that was corrected may stand in two).
static struct int_list join(struct arena *a, struct block *blocks, size_t n)
{
    struct int_list all = {0};
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += blocks[i].posts.n;
    all.at = NEW_ARRAY(a, int64_t, room);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < blocks[i].posts.n; k++)
            all.at[all.n++] = blocks[i].posts.at[k];
    qsort(all.at, all.n, sizeof *all.at, older);
    room = all.n, all.n = 0;
    for (size_t i = 0; i < room; i++)
        if (i == 0 || all.at[i] != all.at[all.n - 1])
            all.at[all.n++] = all.at[i];
    for (size_t i = 0; i < n; i++) {
        blocks[i].to = NEW_ARRAY(a, size_t, blocks[i].posts.n);
        for (size_t k = 0; k < blocks[i].posts.n; k++) {
            const int64_t *found =
                bsearch(&blocks[i].posts.at[k], all.at, all.n, sizeof *all.at, older);
            blocks[i].to[k] = (size_t)(found - all.at);
        }
    }
    return all;
}

static void take_piece(struct entries *e, bytes body, size_t bucket, const struct block *block)
{
    uint32_t rest = 0;
    while (body.n) {
        rest += (uint32_t)index_number(&body);
        uint64_t n = index_number(&body), ordinal = 0;
        bytes places = {body.p, n < body.n ? (size_t)n : body.n};
        body.p += places.n, body.n -= places.n;
        while (places.n) {
            ordinal += index_number(&places);
            if (ordinal < block->posts.n)
                add(e, (uint32_t)(bucket << REST_BITS | rest), block->to[ordinal]);
        }
    }
}

static const struct block *block_of(const struct block *blocks, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (blocks[i].id == id)
            return &blocks[i];
    return NULL;
}

static void take_bucket(struct tx *tx, const struct index_keys *keys, room_id room, int64_t bucket,
                        const struct block *blocks, size_t n, struct entries *e)
{
    struct index_row_list rows = index_pieces(tx, room, bucket, blocks[0].id, blocks[n - 1].id);
    for (size_t i = 0; i < rows.n; i++) {
        const struct block *of = block_of(blocks, n, rows.at[i].block);
        bytes body;
        if (!of)
            continue;
        if (bucket >= 0 && index_open(tx, keys, room, &rows.at[i], &body))
            take_piece(e, body, (size_t)bucket, of);
        index_piece_end(tx, room, bucket, of->id);
    }
}

static bool merge_blocks(struct tx *tx, room_id room, const struct index_keys *keys)
{
    struct block blocks[TOGETHER];
    size_t n = choose(tx, room, blocks);
    if (n == 0)
        return false;
    struct entries e = {.arena = tx_arena(tx)};
    struct int_list posts = join(tx_arena(tx), blocks, n);
    check(posts.n < 1u << ORDINAL_BITS);
    for (int64_t bucket = BUCKET_LIST; bucket < BUCKETS && tx_ok(tx); bucket++)
        take_bucket(tx, keys, room, bucket, blocks, n, &e);
    write_block(tx, keys, room, &e, posts.at, posts.n);
    return tx_ok(tx);
}

bool index_merge(struct tx *tx, room_id room, const struct key *room_key)
{
    struct index_keys keys;
    index_keys_of(room_key, &keys);
    bool merged = merge_fresh(tx, room, &keys);
    bool joined = merge_blocks(tx, room, &keys);
    key_forget(&keys.token);
    key_forget(&keys.seal);
    return (merged || joined) && tx_ok(tx);
}

struct room_id_list index_due(struct tx *tx, room_id after, int64_t most)
{
    return index_due_rooms(tx, after, FRESH_LEAST, most);
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
