// SPDX-License-Identifier: AGPL-3.0-or-later
// Tokens, and how rows of them look inside. Inside this folder only.
#ifndef INDEX_TOKEN_H
#define INDEX_TOKEN_H

#include "base/buf.h"
#include "index/index.h"
#include "index/index.sql.h"

// A token is 24 bits: the upper 10 say in which bucket of a block it stands. A room holds some ten
// thousand different ones, so that one candidate in a few hundred is another word's. Buckets are so
// many that most of a large block's are below 2 kB: SQLite puts a longer row of a table without row
// ids (page of 8 kB) onto a page of its own, and a shorter one beside its neighbours.
// A small block has a sixteenth as many, so that merging a few dozen posts touches few pages; theirs
// are numbered from COARSE_FIRST on.
enum { TOKEN_BITS = 24, BUCKET_BITS = 10, BUCKETS = 1 << BUCKET_BITS, REST_BITS = TOKEN_BITS - BUCKET_BITS };
enum { COARSER = 4, COARSE_BUCKETS = BUCKETS >> COARSER, COARSE_FIRST = 1024 };
// Beside the buckets: a block's head (how many posts, the oldest, how far the newest is from it), its
// list of posts, marks of a block that is being written or is left over, and fresh rows, which stand in
// a table of their own.
enum { BUCKET_HEAD = -1, BUCKET_FRESH = -2, BUCKET_LIST = -3, BUCKET_HALF = -4, BUCKET_GONE = -5 };

struct index_keys {
    struct key token, seal;
};
void index_keys_of(const struct key *room_key, struct index_keys *out);
uint32_t index_token(const struct index_keys *keys, str gram);

bytes index_seal(struct tx *tx, const struct index_keys *keys, room_id room, int64_t bucket,
                 int64_t block, str plain);
// False when it does not open; then the transaction has a fault.
bool index_open(struct tx *tx, const struct index_keys *keys, room_id room,
                const struct index_row *row, bytes *out);

// Numbers of seven bits a byte, the low ones first.
void index_number_put(struct buf *out, uint64_t n);
// 0 at the end of the bytes, and for what is no number.
uint64_t index_number(bytes *rest);

struct index_head {
    uint64_t n;
    int64_t first, last;
    bool coarse;
};
struct index_head index_head_of(bytes body);
// The posts of a block, oldest first. Stored as in the head, then how far each is from the one before.
struct int_list index_list_of(struct arena *a, bytes body);

static inline uint32_t index_fresh_token(bytes tokens, size_t i)
{
    const uint8_t *p = tokens.p + 3 * i;
    return (uint32_t)(p[0] | p[1] << 8 | p[2] << 16);
}

static inline int64_t index_bucket_at(int64_t n, bool coarse)
{
    return coarse ? COARSE_FIRST + n : n;
}
static inline int64_t index_buckets(bool coarse)
{
    return coarse ? COARSE_BUCKETS : BUCKETS;
}
// The bucket of a token, and what of the token is said inside of it.
static inline int64_t index_bucket(uint32_t token, bool coarse)
{
    return index_bucket_at(token >> (coarse ? REST_BITS + COARSER : REST_BITS), coarse);
}
static inline uint32_t index_rest(uint32_t token, bool coarse)
{
    return token & ((1u << (coarse ? REST_BITS + COARSER : REST_BITS)) - 1);
}
static inline uint32_t index_token_in(int64_t bucket, uint32_t rest)
{
    bool coarse = bucket >= COARSE_FIRST;
    uint32_t n = (uint32_t)(coarse ? bucket - COARSE_FIRST : bucket);
    return n << (coarse ? REST_BITS + COARSER : REST_BITS) | rest;
}

#endif
