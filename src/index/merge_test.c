// SPDX-License-Identifier: AGPL-3.0-or-later
// The steps of a merge, and what comes between them.
#include "index/index.h"

#include "index/index.sql.h"
#include "index/token.h"
#include "test/given.h"
#include "test/world.h"

// A room whose posts 1 to n were put; the texts of every third tell of a bath.
struct given_index {
    room_id room;
    struct key key;
};

static void put(struct tx *tx, const struct given_index *g, int64_t post, str text)
{
    struct index_texts texts = {&text, 1, NULL, 0};
    index_put(tx, g->room, &g->key, (post_id){post}, index_tokens(tx_arena(tx), &g->key, &texts));
}

static struct given_index given_index(struct tx *tx, int64_t n)
{
    struct given_city city = given_city(tx);
    struct given_index g = {.room = given_room(tx, &city.officer.acting, S("川村 はな"))};
    room_key(tx, g.room, &g.key);
    for (int64_t i = 1; i <= n; i++)
        put(tx, &g, i, i % 3 ? S("食事を全部") : S("入浴の介助"));
    return g;
}

static size_t count(struct tx *tx, const struct given_index *g, str word)
{
    struct index_room room = {g->room, g->key};
    struct index_asked asked = {&room, 1, &word, 1, 0, INT64_MAX, NULL, 0};
    struct index_search *s = index_begin(tx, &asked);
    size_t n = 0, at;
    post_id post;
    while (index_next(s, &at, &post))
        n++;
    return n;
}

static void sweep_all(struct tx *tx, const struct given_index *g)
{
    int64_t from = 0;
    while (index_sweep(tx, g->room, &from) && tx_ok(tx))
        ;
}

// Pieces of whatever block, marks and heads too.
static size_t rows_of(struct tx *tx, const struct given_index *g, int64_t bucket)
{
    return index_marks(tx, g->room, bucket).n;
}

RULE("between any two steps of a merge all posts are found, each once")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_index g = given_index(tx, 100);
    struct index_merge *m = index_merge_make(tx, g.room, &g.key);
    size_t steps = 0, wrong = 0;
    bool made = m != NULL, more = made;
    for (; more; steps++) {
        more = index_merge_write(tx, m);
        wrong += count(tx, &g, S("入浴")) != 33 || count(tx, &g, S("食事を")) != 67;
    }
    size_t heads = rows_of(tx, &g, BUCKET_HEAD), half = rows_of(tx, &g, BUCKET_HALF);
    world_commit(world);

    assert_true(made && steps >= 2);
    assert_int_equal(wrong, 0);
    assert_int_equal(heads, 1);
    assert_int_equal(half, 0);
}

RULE("a correction while a merge is written is not lost: the merge is given up and begun anew")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_index g = given_index(tx, 100);
    struct index_merge *m = index_merge_make(tx, g.room, &g.key);
    put(tx, &g, 50, S("車椅子へ移る"));
    while (m && index_merge_write(tx, m) && tx_ok(tx))
        ;
    size_t heads = rows_of(tx, &g, BUCKET_HEAD), new = count(tx, &g, S("車椅子"));
    bool again = index_merge(tx, g.room, &g.key);
    size_t half = rows_of(tx, &g, BUCKET_HALF), gone = rows_of(tx, &g, BUCKET_GONE);
    size_t still = count(tx, &g, S("車椅子")), others = count(tx, &g, S("食事"));
    world_commit(world);

    assert_int_equal(heads, 0);
    assert_true(new == 1 && again && still == 1);
    assert_int_equal(others, 66);
    assert_int_equal(half + gone, 0);
}

RULE("what a merge left behind that ended in the middle is swept, and the merge swept away does not stand")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_index g = given_index(tx, 100);
    struct index_merge *m = index_merge_make(tx, g.room, &g.key);
    bool begun = m && index_merge_write(tx, m);
    size_t half = rows_of(tx, &g, BUCKET_HALF), pieces = 0, left = 0;
    for (int64_t b = 0; b < COARSE_BUCKETS; b++)
        pieces += rows_of(tx, &g, COARSE_FIRST + b);
    sweep_all(tx, &g);
    while (m && index_merge_write(tx, m) && tx_ok(tx))
        ;
    size_t heads = rows_of(tx, &g, BUCKET_HEAD);
    sweep_all(tx, &g);
    for (int64_t b = BUCKET_GONE; b < COARSE_FIRST + COARSE_BUCKETS; b++)
        left += rows_of(tx, &g, b);
    size_t found = count(tx, &g, S("入浴"));
    world_commit(world);

    assert_true(begun && half == 1 && pieces > 0);
    assert_int_equal(heads, 0);
    assert_int_equal(left, 0);
    assert_int_equal(found, 33);
}

RULE("small blocks become one with more buckets, and nothing of the small ones stays")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_index g = given_index(tx, 0);
    int64_t post = 0;
    for (int round = 0; round < 8; round++) {
        for (int i = 0; i < 40; i++, post++)
            put(tx, &g, post + 1, post % 4 ? S("歩行器を使う") : S("杖で歩く"));
        index_merge(tx, g.room, &g.key);
    }
    size_t before = rows_of(tx, &g, BUCKET_HEAD), coarse = 0, fine = 0;
    bool joined = index_merge(tx, g.room, &g.key), again = index_merge(tx, g.room, &g.key);
    for (int64_t b = 0; b < COARSE_BUCKETS; b++)
        coarse += rows_of(tx, &g, COARSE_FIRST + b);
    for (int64_t b = 0; b < BUCKETS; b++)
        fine += rows_of(tx, &g, b);
    size_t heads = rows_of(tx, &g, BUCKET_HEAD), stick = count(tx, &g, S("杖で"));
    world_commit(world);

    assert_int_equal(before, 8);
    assert_true(joined && !again);
    assert_true(coarse == 0 && fine > 0 && heads == 1);
    assert_int_equal(stick, 80);
}
