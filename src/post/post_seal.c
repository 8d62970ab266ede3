// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post_seal.h"

#include "base/buf.h"

#include <sodium.h>

enum { POSTS_AT_ONCE = 1000 };

// With the text, the seal holds what the row says beside it, so that a changed author, time or
// kind is found as surely as a changed word. Behind the facts stand the addressees.
struct facts {
    int64_t seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at;
    int64_t revision, standing, changed_at, changed_by;
    int64_t addressees;
    uint8_t request[16];
};

static struct facts facts_of(const struct post_row *row)
{
    return (struct facts){
        .seat = row->seat.v,
        .kind = (int64_t)row->kind,
        .reply_to = row->reply_to.v,
        .written_at = row->written_at.us,
        .thread = row->thread.v,
        .for_seat = row->for_seat.v,
        .quotes = row->quotes.v,
        .due_at = row->due_at.us,
        .revision = row->revision,
        .standing = (int64_t)row->standing,
        .changed_at = row->changed_at.us,
        .changed_by = row->changed_by.v,
    };
}

void post_digest(bytes request_key, uint8_t out[16])
{
    crypto_generichash(out, 16, request_key.p, request_key.n, NULL, 0);
}

static struct place body_place(room_id room, post_id post)
{
    return (struct place){S("post"), S("body"), post.v, room.v};
}

bytes post_seal(struct tx *tx, const struct seat *seat, const struct post_row *row,
                const struct said *said)
{
    struct facts facts = facts_of(row);
    facts.addressees = (int64_t)said->to.n;
    memcpy(facts.request, said->request, sizeof facts.request);
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, (str){(const char *)said->to.at, said->to.n * sizeof *said->to.at});
    buf_put(&plain, said->body);
    return seal(tx_arena(tx), &seat->key, body_place(seat->room, row->id), buf_bytes(&plain));
}

// Copied, because sealed bytes need not lie where numbers may.
static struct addressees addressees_from(struct arena *a, str plain, int64_t n)
{
    struct addressees to = {(size_t)n, NULL};
    if (n == 0)
        return to;
    to.at = NEW_ARRAY(a, struct addressee, to.n);
    memcpy(to.at, plain.p, to.n * sizeof *to.at);
    return to;
}

bool post_unseal(struct arena *a, const struct key *key, room_id room, const struct post_row *row,
                 struct said *out)
{
    bytes plain;
    struct facts facts, expected = facts_of(row);
    if (!unseal(a, key, body_place(room, row->id), row->body, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    str rest = str_from(bytes_str(plain), sizeof facts);
    size_t names = (size_t)facts.addressees * sizeof(struct addressee);
    if (memcmp(&facts, &expected, offsetof(struct facts, addressees)) != 0 ||
        facts.addressees < 0 || facts.addressees > ADDRESSEES_MOST || names > rest.n)
        return false;
    out->to = addressees_from(a, rest, facts.addressees);
    out->body = str_from(rest, names);
    memcpy(out->request, facts.request, sizeof out->request);
    return true;
}

struct said post_open(struct tx *tx, const struct seat *seat, const struct post_row *row)
{
    struct said said = {0};
    if (!post_unseal(tx_arena(tx), &seat->key, seat->room, row, &said))
        tx_fail(tx, "a post does not open");
    return said;
}

str post_open_name(struct tx *tx, const struct seat *seat, seat_id of, bytes sealed)
{
    str name = NONE;
    struct place place = {S("seat"), S("name"), of.v, seat->room.v};
    if (!unseal_text(tx_arena(tx), &seat->key, place, sealed, &name))
        tx_fail(tx, "the name on a seat does not open");
    return name;
}

struct post_row post_row_as(const struct post_row *now, const struct version_row *then)
{
    struct post_row row = *now;
    row.kind = then->kind;
    row.revision = then->revision;
    row.standing = then->standing;
    row.changed_at = then->changed_at;
    row.changed_by = then->changed_by;
    row.body = then->body;
    return row;
}

// --- verifying ---------------------------------------------------------------------------

// Versions 0, 1, 2 … up to the one before the post's own, each as it was sealed.
static bool versions_open(struct arena *a, const struct key *key, room_id room,
                          const struct post_row *now, const struct version_row_list *versions,
                          size_t *at)
{
    struct said said;
    bool good = true;
    int64_t n = 0;
    while (*at < versions->n && versions->at[*at].post.v < now->id.v)
        ++*at;
    for (; *at < versions->n && post_same(versions->at[*at].post, now->id); ++*at, n++) {
        struct post_row then = post_row_as(now, &versions->at[*at]);
        good &= then.revision == n && post_unseal(a, key, room, &then, &said);
    }
    return good && n == now->revision;
}

struct post_check post_verify(struct tx *tx, room_id room, const struct key *key, post_id after,
                              void (*broken)(void *context, post_id post), void *context)
{
    struct arena *a = tx_arena(tx);
    struct post_row_list rows = post_rows_from(tx, room, after, POSTS_AT_ONCE);
    struct post_request_list requests = post_requests(tx, room, after, POSTS_AT_ONCE);
    struct post_check check = {.n = rows.n, .last = after};
    if (rows.n == 0 || rows.n != requests.n)
        return (struct post_check){.last = after};
    struct version_row_list versions =
        version_rows_between(tx, room, rows.at[0].id, rows.at[rows.n - 1].id);
    size_t version = 0;
    for (size_t i = 0; i < rows.n; i++) {
        struct said said;
        uint8_t request[sizeof said.request];
        post_digest(requests.at[i].request_key, request);
        if (!post_unseal(a, key, room, &rows.at[i], &said) ||
            memcmp(said.request, request, sizeof request) != 0 ||
            !versions_open(a, key, room, &rows.at[i], &versions, &version))
            broken(context, rows.at[i].id);
    }
    check.last = rows.at[rows.n - 1].id;
    return check;
}
