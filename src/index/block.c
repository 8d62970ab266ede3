// SPDX-License-Identifier: AGPL-3.0-or-later
// Making a block, in memory: 32 to 256 fresh posts make a small one, eight of a size, or fewer when
// that is enough, make one of the next, up to some two thousand posts. Each post is so rewritten
// three times. Nothing is written here: see merge.c.
#include "base/check.h"
#include "index/merge.h"

#include <stdlib.h>

enum { TOGETHER = 8, BLOCK_FULL = 2048, ORDINAL_BITS = 15 };

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

// --- the pieces --------------------------------------------------------------------------

static void make_list(struct tx *tx, struct index_merge *m, const int64_t *posts, size_t n)
{
    struct buf head = buf_in(tx_arena(tx)), list = buf_in(tx_arena(tx));
    index_number_put(&head, n);
    index_number_put(&head, (uint64_t)posts[0]);
    index_number_put(&head, (uint64_t)(posts[n - 1] - posts[0]));
    buf_put(&list, buf_str(&head));
    index_number_put(&head, m->coarse);
    for (size_t i = 1; i < n; i++)
        index_number_put(&list, (uint64_t)(posts[i] - posts[i - 1]));
    m->head = buf_bytes(&head);
    m->list = buf_bytes(&list);
}

// One token: how far from the token before, how many bytes, the places of its posts.
static size_t put_token(struct buf *out, struct buf *places, const uint64_t *at, size_t n,
                        uint32_t distance)
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
    index_number_put(out, distance);
    index_number_put(out, places->n);
    buf_put(out, buf_str(places));
    return i;
}

static void make_pieces(struct tx *tx, const struct index_keys *keys, struct index_merge *m,
                        struct entries *e)
{
    struct buf out = buf_in(tx_arena(tx)), places = buf_in(tx_arena(tx));
    m->pieces = NEW_ARRAY(tx_arena(tx), struct index_piece, BUCKETS);
    if (e->n)
        qsort(e->at, e->n, sizeof *e->at, ascending);
    for (size_t i = 0; i < e->n;) {
        int64_t bucket = index_bucket((uint32_t)(e->at[i] >> ORDINAL_BITS), m->coarse);
        uint32_t before = 0;
        out.n = 0;
        while (i < e->n) {
            uint32_t token = (uint32_t)(e->at[i] >> ORDINAL_BITS);
            uint32_t rest = index_rest(token, m->coarse);
            if (index_bucket(token, m->coarse) != bucket)
                break;
            i += put_token(&out, &places, e->at + i, e->n - i, rest - before);
            before = rest;
        }
        m->pieces[m->n++] = (struct index_piece){
            bucket, index_seal(tx, keys, m->room, bucket, m->block, buf_str(&out))};
    }
}

static void make_block(struct tx *tx, const struct index_keys *keys, struct index_merge *m,
                       struct entries *e, const struct int_list *posts)
{
    m->block = tx_new_id(tx);
    m->coarse = posts->n <= INDEX_FRESH_MOST;
    make_pieces(tx, keys, m, e);
    make_list(tx, m, posts->at, posts->n);
}

// --- of fresh rows -----------------------------------------------------------------------

static bool make_of_fresh(struct tx *tx, const struct index_keys *keys, struct index_merge *m)
{
    struct index_fresh_row_list rows = index_fresh_rows(tx, m->room, INDEX_FRESH_MOST);
    if (rows.n < INDEX_FRESH_LEAST)
        return false;
    struct entries e = {.arena = tx_arena(tx)};
    struct int_list posts = {rows.n, NEW_ARRAY(tx_arena(tx), int64_t, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct index_fresh_row *row = &rows.at[i];
        struct index_row sealed = {BUCKET_FRESH, row->post.v, row->tokens};
        bytes tokens;
        if (!index_open(tx, keys, m->room, &sealed, &tokens))
            return false;
        posts.at[i] = row->post.v;
        for (size_t t = 0; t < tokens.n / 3; t++)
            add(&e, index_fresh_token(tokens, t), i);
    }
    m->fresh = rows;
    make_block(tx, keys, m, &e, &posts);
    return true;
}

// --- of blocks -----------------------------------------------------------------------------

struct block {
    int64_t id;
    bool coarse;
    struct int_list posts;
    size_t *to; // where each stands in the new block
};

// Neighbours of a size, small ones or middle ones: eight, or as many as fill a large one. So what is
// made at once stays below twice that.
static size_t choose(struct tx *tx, room_id room, struct block out[TOGETHER])
{
    struct index_row_list rows = index_heads(tx, room);
    for (size_t large = 0; large < 2; large++) {
        size_t n = 0;
        uint64_t posts = 0;
        for (size_t i = 0; i < rows.n && n < TOGETHER && posts < BLOCK_FULL; i++) {
            struct index_head head = index_head_of(rows.at[i].body);
            if (head.n >= BLOCK_FULL || (head.n >= INDEX_FRESH_MOST) != large)
                continue;
            posts += head.n;
            out[n++] = (struct block){.id = rows.at[i].block, .coarse = head.coarse};
        }
        if (n == TOGETHER || (n > 1 && posts >= BLOCK_FULL))
            return n;
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

static void take_piece(struct entries *e, bytes body, int64_t bucket, const struct block *block)
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
                add(e, index_token_in(bucket, rest), block->to[ordinal]);
        }
    }
}

static void take_bucket(struct tx *tx, const struct index_keys *keys, room_id room, int64_t bucket,
                        const struct block *of, struct entries *e)
{
    struct index_row row = {.bucket = bucket, .block = of->id};
    bytes body;
    if (index_piece_of(tx, room, bucket, of->id, &row.body) && index_open(tx, keys, room, &row, &body))
        take_piece(e, body, bucket, of);
}

static bool make_of_blocks(struct tx *tx, const struct index_keys *keys, struct index_merge *m)
{
    struct block blocks[TOGETHER];
    size_t n = choose(tx, m->room, blocks);
    if (n == 0)
        return false;
    struct entries e = {.arena = tx_arena(tx)};
    m->blocks = (struct int_list){n, NEW_ARRAY(tx_arena(tx), int64_t, n)};
    for (size_t i = 0; i < n; i++) {
        bytes list = {0};
        index_piece_of(tx, m->room, BUCKET_LIST, blocks[i].id, &list);
        blocks[i].posts = index_list_of(tx_arena(tx), list);
        m->blocks.at[i] = blocks[i].id;
    }
    struct int_list posts = join(tx_arena(tx), blocks, n);
    check(posts.n < 1u << ORDINAL_BITS);
    for (size_t i = 0; i < n; i++)
        for (int64_t b = 0; b < index_buckets(blocks[i].coarse) && tx_ok(tx); b++)
            take_bucket(tx, keys, m->room, index_bucket_at(b, blocks[i].coarse), &blocks[i], &e);
    make_block(tx, keys, m, &e, &posts);
    return true;
}

struct index_merge *index_merge_make(struct tx *tx, room_id room, const struct key *room_key)
{
    struct index_keys keys;
    struct index_merge *m = NEW(tx_arena(tx), struct index_merge);
    m->room = room;
    index_keys_of(room_key, &keys);
    bool made = make_of_fresh(tx, &keys, m) || make_of_blocks(tx, &keys, m);
    key_forget(&keys.token);
    key_forget(&keys.seal);
    return made && tx_ok(tx) ? m : NULL;
}
