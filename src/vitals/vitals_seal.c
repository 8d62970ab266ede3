// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/vitals_seal.h"

#include "base/buf.h"

enum { AT_ONCE = 500 };

// With the values, the seal holds what the row says beside them, so that a changed person, time
// or standing is found as surely as a changed number. Behind the facts stands the note.
struct facts {
    int64_t seat, measured_at, written_at, revision, standing, changed_at, changed_by, post;
    struct vitals_values values;
    uint8_t request[16], content[16];
};

static bool facts_of(const struct vitals_row *row, struct facts *out)
{
    *out = (struct facts){
        .seat = row->seat.v,
        .measured_at = row->measured_at.us,
        .written_at = row->written_at.us,
        .revision = row->revision,
        .standing = (int64_t)row->standing,
        .changed_at = row->changed_at.us,
        .changed_by = row->changed_by.v,
        .post = row->post.v,
    };
    if (row->request_key.n != sizeof out->request || row->content.n != sizeof out->content)
        return false;
    memcpy(out->request, row->request_key.p, sizeof out->request);
    memcpy(out->content, row->content.p, sizeof out->content);
    return true;
}

bytes vitals_content(struct arena *a, const struct key *key, instant measured_at,
                     const struct vitals_values *values)
{
    struct buf text = buf_in(a);
    buf_print(&text, "vitals %ld", (long)(measured_at.us / MINUTES(1)));
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        buf_print(&text, " %ld", (long)values->at[s]);
    return token_of(a, key, buf_str(&text));
}

static struct place place_of(room_id room, vitals_id id)
{
    return (struct place){S("vitals"), S("sealed"), id.v, room.v};
}

bytes vitals_seal(struct tx *tx, const struct seat *seat, const struct vitals_row *row,
                  const struct measured *measured)
{
    struct facts facts;
    struct buf plain = buf_in(tx_arena(tx));
    if (!facts_of(row, &facts))
        tx_fail(tx, "a measuring without its tokens");
    facts.values = measured->values;
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, measured->note);
    return seal(tx_arena(tx), &seat->key, place_of(seat->room, row->id), buf_bytes(&plain));
}

static bool unseal_row(struct arena *a, const struct key *key, room_id room,
                       const struct vitals_row *row, struct measured *out)
{
    bytes plain;
    struct facts facts, expected;
    if (!facts_of(row, &expected) ||
        !unseal(a, key, place_of(room, row->id), row->sealed, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    expected.values = facts.values;
    *out = (struct measured){facts.values, str_from(bytes_str(plain), sizeof facts)};
    return memcmp(&facts, &expected, sizeof facts) == 0;
}

struct measured vitals_open(struct tx *tx, const struct seat *seat, const struct vitals_row *row)
{
    struct measured measured = {.values = vitals_nothing()};
    if (!unseal_row(tx_arena(tx), &seat->key, seat->room, row, &measured))
        tx_fail(tx, "a measuring does not open");
    return measured;
}

struct vitals_row vitals_row_as(const struct vitals_row *now,
                                const struct vitals_version_row *then)
{
    struct vitals_row row = *now;
    row.revision = then->revision;
    row.measured_at = then->measured_at;
    row.standing = then->standing;
    row.changed_at = then->changed_at;
    row.changed_by = then->changed_by;
    row.content = then->content;
    row.sealed = then->sealed;
    return row;
}

// --- limits ------------------------------------------------------------------------------------

struct limit_facts {
    int64_t seat, set_at, ended_at, ended_by;
    int64_t sign, upper, value, urgent, professions;
};

static struct place limit_place(room_id room, limit_id id)
{
    return (struct place){S("vitals_limit"), S("sealed"), id.v, room.v};
}

bytes limit_seal(struct tx *tx, const struct seat *seat, const struct limit_row *row,
                 const struct vitals_limit *limit)
{
    struct limit_facts facts = {
        .seat = row->seat.v,
        .set_at = row->set_at.us,
        .ended_at = row->ended_at.us,
        .ended_by = row->ended_by.v,
        .sign = (int64_t)limit->sign,
        .upper = limit->upper,
        .value = limit->value,
        .urgent = limit->urgent,
        .professions = (int64_t)limit->professions,
    };
    return seal(tx_arena(tx), &seat->key, limit_place(seat->room, row->id),
                (bytes){(const uint8_t *)&facts, sizeof facts});
}

static bool unseal_limit(struct arena *a, const struct key *key, room_id room,
                         const struct limit_row *row, struct limit_facts *out)
{
    bytes plain;
    if (!unseal(a, key, limit_place(room, row->id), row->sealed, &plain) || plain.n != sizeof *out)
        return false;
    memcpy(out, plain.p, sizeof *out);
    return out->seat == row->seat.v && out->set_at == row->set_at.us &&
           out->ended_at == row->ended_at.us && out->ended_by == row->ended_by.v &&
           out->sign >= 0 && out->sign < VITALS_SIGNS;
}

struct vitals_limit limit_open(struct tx *tx, const struct seat *seat, const struct limit_row *row)
{
    struct limit_facts facts = {0};
    if (!unseal_limit(tx_arena(tx), &seat->key, seat->room, row, &facts)) {
        tx_fail(tx, "a limit does not open");
        facts = (struct limit_facts){0};
    }
    return (struct vitals_limit){
        .id = row->id,
        .sign = (enum vitals_sign)facts.sign,
        .upper = facts.upper,
        .value = facts.value,
        .urgent = facts.urgent,
        .professions = (uint64_t)facts.professions,
        .set_at = row->set_at,
        .ended_at = row->ended_at,
        .set_by = row->seat,
        .ended_by = row->ended_by,
    };
}

// --- verifying ---------------------------------------------------------------------------------

static bool opens(struct arena *a, const struct key *key, room_id room,
                  const struct vitals_row *row)
{
    struct measured measured;
    if (!unseal_row(a, key, room, row, &measured))
        return false;
    bytes content = vitals_content(a, key, row->measured_at, &measured.values);
    return str_eq(bytes_str(content), bytes_str(row->content));
}

// Versions 0, 1, 2 … up to the one before the row's own, each as it was sealed.
static bool versions_open(struct arena *a, const struct key *key, room_id room,
                          const struct vitals_row *now,
                          const struct vitals_version_row_list *versions)
{
    int64_t n = 0;
    for (size_t i = 0; i < versions->n; i++) {
        if (!vitals_same(versions->at[i].vitals, now->id))
            continue;
        struct vitals_row then = vitals_row_as(now, &versions->at[i]);
        if (then.revision != n++ || !opens(a, key, room, &then))
            return false;
    }
    return n == now->revision;
}

static size_t verify_limits(struct tx *tx, room_id room, const struct key *key,
                            void (*broken)(void *context, const char *table, int64_t row),
                            void *context)
{
    struct limit_row_list limits = limit_rows(tx, room, INT64_MAX);
    struct limit_facts facts;
    for (size_t i = 0; i < limits.n; i++)
        if (!unseal_limit(tx_arena(tx), key, room, &limits.at[i], &facts))
            broken(context, "vitals_limit", limits.at[i].id.v);
    return limits.n;
}

size_t vitals_verify(struct tx *tx, room_id room, const struct key *key,
                     void (*broken)(void *context, const char *table, int64_t row), void *context)
{
    size_t n = verify_limits(tx, room, key, broken, context);
    struct vitals_row_list rows = {.n = 1};
    for (vitals_id after = {0}; rows.n > 0 && tx_ok(tx); n += rows.n) {
        rows = vitals_rows_from(tx, room, after, AT_ONCE);
        if (rows.n == 0)
            break;
        struct vitals_version_row_list versions =
            vitals_versions_between(tx, room, rows.at[0].id, rows.at[rows.n - 1].id);
        for (size_t i = 0; i < rows.n; i++)
            if (!opens(tx_arena(tx), key, room, &rows.at[i]) ||
                !versions_open(tx_arena(tx), key, room, &rows.at[i], &versions))
                broken(context, "vitals", rows.at[i].id.v);
        after = rows.at[rows.n - 1].id;
    }
    return n;
}
