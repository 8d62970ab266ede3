// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post_seal.h"

#include "base/buf.h"

#include <sodium.h>

enum { POSTS_AT_ONCE = 1000 };

// With the text, the seal holds what the row says beside it, so that a changed author, time or
// kind is found as surely as a changed word.
struct facts {
    int64_t seat, kind, reply_to, written_at;
    uint8_t request[16]; // digest of the request key
};

static struct facts facts_of(const struct post_row *row)
{
    return (struct facts){row->seat.v, (int64_t)row->kind, row->reply_to.v, row->written_at.us, {0}};
}

static void digest(bytes request_key, uint8_t out[16])
{
    crypto_generichash(out, 16, request_key.p, request_key.n, NULL, 0);
}

static struct place body_place(room_id room, post_id post)
{
    return (struct place){S("post"), S("body"), post.v, room.v};
}

bytes post_seal(struct tx *tx, const struct seat *seat, const struct post_row *row,
                bytes request_key, str body)
{
    struct facts facts = facts_of(row);
    digest(request_key, facts.request);
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, body);
    return seal(tx_arena(tx), &seat->key, body_place(seat->room, row->id), buf_bytes(&plain));
}

// False when the bytes or the columns beside them are not what was sealed.
static bool unseal_body(struct arena *a, const struct key *key, room_id room,
                        const struct post_row *row, struct facts *facts, str *body)
{
    bytes plain;
    struct facts said = facts_of(row);
    if (!unseal(a, key, body_place(room, row->id), row->body, &plain) || plain.n < sizeof *facts)
        return false;
    memcpy(facts, plain.p, sizeof *facts);
    *body = str_from(bytes_str(plain), sizeof *facts);
    return memcmp(facts, &said, offsetof(struct facts, request)) == 0;
}

str post_open(struct tx *tx, const struct seat *seat, const struct post_row *row)
{
    struct facts facts;
    str body = NONE;
    if (!unseal_body(tx_arena(tx), &seat->key, seat->room, row, &facts, &body))
        tx_fail(tx, "a post does not open");
    return body;
}

str post_open_name(struct tx *tx, const struct seat *seat, seat_id of, bytes sealed)
{
    str name = NONE;
    struct place place = {S("seat"), S("name"), of.v, seat->room.v};
    if (!unseal_text(tx_arena(tx), &seat->key, place, sealed, &name))
        tx_fail(tx, "the name on a seat does not open");
    return name;
}

// --- verifying ---------------------------------------------------------------------------

struct post_check post_verify(struct tx *tx, room_id room, const struct key *key, post_id after,
                              void (*broken)(void *context, post_id post), void *context)
{
    struct post_sealed_list rows = post_sealed_rows(tx, room, after, POSTS_AT_ONCE);
    struct post_check check = {.n = rows.n, .last = after};
    for (size_t i = 0; i < rows.n; i++) {
        const struct post_sealed *r = &rows.at[i];
        struct post_row row = {r->id, r->seat, r->kind, r->reply_to, r->written_at, r->body};
        struct facts facts;
        uint8_t request[sizeof facts.request];
        str body;
        digest(r->request_key, request);
        if (!unseal_body(tx_arena(tx), key, room, &row, &facts, &body) ||
            memcmp(facts.request, request, sizeof request) != 0)
            broken(context, r->id);
        check.last = r->id;
    }
    return check;
}
