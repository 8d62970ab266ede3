// SPDX-License-Identifier: AGPL-3.0-or-later
#include "index/token.h"

#include "base/text.h"

// --- keys and tokens ---------------------------------------------------------------------

void index_keys_of(const struct key *room_key, struct index_keys *out)
{
    key_derive(room_key, S("index token"), &out->token);
    key_derive(room_key, S("index seal"), &out->seal);
}

uint32_t index_token(const struct index_keys *keys, str gram)
{
    return (uint32_t)(token_number(&keys->token, gram) >> (64 - TOKEN_BITS));
}

static size_t character(str s, size_t at)
{
    size_t n = at + (at < s.n);
    while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n++;
    return n - at;
}

void index_grams(str folded, index_gram *each, void *context)
{
    size_t first = character(folded, 0);
    for (size_t at = 0; at < folded.n;) {
        size_t second = character(folded, at + first);
        each(context, str_part(folded, at, first));
        if (second)
            each(context, str_part(folded, at, first + second));
        at += first;
        first = second;
    }
}

// --- sealed rows -------------------------------------------------------------------------

static struct place place_of(room_id room, int64_t bucket, int64_t block)
{
    return (struct place){S("index"), bucket == BUCKET_FRESH ? S("fresh") : S("piece"), block, room.v};
}

// The bucket stands inside, because a place has no room for it.
bytes index_seal(struct tx *tx, const struct index_keys *keys, room_id room, int64_t bucket,
                 int64_t block, str plain)
{
    int16_t number = (int16_t)bucket;
    char *p = arena_alloc_raw(tx_arena(tx), plain.n + sizeof number);
    memcpy(p, &number, sizeof number);
    if (plain.n)
        memcpy(p + sizeof number, plain.p, plain.n);
    return seal_text(tx_arena(tx), &keys->seal, place_of(room, bucket, block),
                     (str){p, plain.n + sizeof number});
}

bool index_open(struct tx *tx, const struct index_keys *keys, room_id room,
                const struct index_row *row, bytes *out)
{
    bytes plain;
    int16_t number = (int16_t)row->bucket;
    if (!unseal(tx_arena(tx), &keys->seal, place_of(room, row->bucket, row->block), row->body,
                &plain) ||
        plain.n < sizeof number || memcmp(plain.p, &number, sizeof number) != 0) {
        tx_fail(tx, "a row of the search index does not open");
        return false;
    }
    *out = (bytes){plain.p + sizeof number, plain.n - sizeof number};
    return true;
}

// --- numbers -----------------------------------------------------------------------------

void index_number_put(struct buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_byte(out, (char)(n | 0x80));
    buf_byte(out, (char)n);
}

uint64_t index_number(bytes *rest)
{
    uint64_t n = 0;
    for (unsigned shift = 0; rest->n && shift < 64; shift += 7) {
        uint8_t b = *rest->p;
        rest->p++, rest->n--;
        n |= (uint64_t)(b & 0x7f) << shift;
        if (b < 0x80)
            return n;
    }
    return 0;
}

struct index_head index_head_of(bytes body)
{
    struct index_head head = {.n = index_number(&body), .first = (int64_t)index_number(&body)};
    head.last = head.first + (int64_t)index_number(&body);
    head.coarse = index_number(&body) != 0;
    return head;
}

struct int_list index_list_of(struct arena *a, bytes body)
{
    uint64_t n = index_number(&body);
    uint64_t id = index_number(&body);
    struct int_list list = {0};
    index_number(&body);
    if (n == 0 || n > body.n + 1) // each but the first takes a byte at least
        return list;
    list.at = NEW_ARRAY(a, int64_t, (size_t)n);
    for (list.at[list.n++] = (int64_t)id; list.n < n;)
        list.at[list.n++] = (int64_t)(id += index_number(&body));
    return list;
}

// --- writing -----------------------------------------------------------------------------

// The grams of a text, each once: at most eight bytes, which are a number. Most texts repeat theirs,
// and looking here is cheaper than making a token. The table is twice as large as it ever gets full.
struct set {
    const struct index_keys *keys;
    uint64_t *slots; // 0: empty
    size_t mask;
    struct buf out;
};

static void put_token(struct set *set, str gram)
{
    uint32_t token = index_token(set->keys, gram);
    const char three[] = {(char)token, (char)(token >> 8), (char)(token >> 16)};
    buf_put(&set->out, (str){three, sizeof three});
}

static void add(void *context, str gram)
{
    struct set *set = context;
    uint64_t number = 0;
    memcpy(&number, gram.p, gram.n < sizeof number ? gram.n : sizeof number);
    size_t at = (size_t)(number * 0x9e3779b97f4a7c15u >> 32) & set->mask;
    while (set->slots[at] && set->slots[at] != number)
        at = (at + 1) & set->mask;
    if (set->slots[at])
        return;
    set->slots[at] = number;
    put_token(set, gram);
}

str index_tokens(struct arena *a, const struct key *room_key, const struct index_texts *texts)
{
    struct index_keys keys;
    str *folded = NEW_ARRAY(a, str, texts->n);
    size_t grams = 0, slots = 64;
    for (size_t i = 0; i < texts->n; i++) {
        folded[i] = text_fold(a, texts->texts[i]);
        grams += 2 * text_length(folded[i]);
    }
    while (slots < 2 * grams)
        slots *= 2;
    index_keys_of(room_key, &keys);
    struct set set = {&keys, NEW_ARRAY(a, uint64_t, slots), slots - 1, buf_in(a)};
    buf_reserve(&set.out, 3 * (grams + texts->n_marks) + 3);
    for (size_t i = 0; i < texts->n; i++)
        index_grams(folded[i], add, &set);
    for (size_t i = 0; i < texts->n_marks; i++)
        put_token(&set, texts->marks[i]);
    key_forget(&keys.token);
    key_forget(&keys.seal);
    return buf_str(&set.out);
}

void index_put(struct tx *tx, room_id room, const struct key *room_key, post_id post, str tokens)
{
    struct index_keys keys;
    index_keys_of(room_key, &keys);
    index_fresh_put(tx, room, post,
                    index_seal(tx, &keys, room, BUCKET_FRESH, post.v, tokens));
    key_forget(&keys.token);
    key_forget(&keys.seal);
}
