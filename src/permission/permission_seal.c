// SPDX-License-Identifier: AGPL-3.0-or-later
#include "permission/permission_seal.h"

#include "base/buf.h"
#include "city/city.h"

// The seal holds what the row says beside it, so that nobody who can write to the database, but
// does not hold the keys, can grant anything. Behind the facts stand four texts, and who asked
// where, unless the row is of before that was kept.
enum { TEXTS = 4 };
struct facts {
    int64_t office, kind, state, until;
    int64_t lengths[TEXTS];
};
struct asker {
    int64_t member, room;
};

static struct place about_place(permission_id id, city_id city)
{
    return (struct place){S("permission"), S("about"), id.v, city.v};
}

bytes permission_seal(struct tx *tx, const struct key *key, city_id city,
                      const struct permission *p)
{
    const str texts[TEXTS] = {p->asker, p->reason, p->decider, p->answer};
    struct facts facts = {p->office.v, p->kind, p->state, p->until.n, {0}};
    for (int i = 0; i < TEXTS; i++)
        facts.lengths[i] = (int64_t)texts[i].n;
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    for (int i = 0; i < TEXTS; i++)
        buf_put(&plain, texts[i]);
    const struct asker asker = {p->member.v, p->room.v};
    if (member_is(p->member))
        buf_put(&plain, (str){(const char *)&asker, sizeof asker});
    return seal(tx_arena(tx), key, about_place(p->id, city), buf_bytes(&plain));
}

static bool is_asker(str rest, const struct asker *asker)
{
    if (!asker->member)
        return rest.n == 0;
    return rest.n == sizeof *asker && memcmp(rest.p, asker, sizeof *asker) == 0;
}

static bool take_texts(str rest, const int64_t lengths[TEXTS], str *const texts[TEXTS],
                       const struct asker *asker)
{
    for (int i = 0; i < TEXTS; i++) {
        if (lengths[i] < 0 || (uint64_t)lengths[i] > rest.n)
            return false;
        *texts[i] = str_part(rest, 0, (size_t)lengths[i]);
        rest = str_from(rest, (size_t)lengths[i]);
    }
    return is_asker(rest, asker);
}

bool permission_unseal(struct arena *a, const struct key *key, const struct permission_row *row,
                       struct permission *out)
{
    bytes plain;
    struct facts f;
    if (!unseal(a, key, about_place(row->id, row->city), row->about, &plain) || plain.n < sizeof f)
        return false;
    memcpy(&f, plain.p, sizeof f);
    if (f.office != row->office.v || f.kind != row->kind || f.state != row->state)
        return false;
    *out = (struct permission){
        .id = row->id,
        .office = row->office,
        .office_name = row->office_name,
        .kind = row->kind,
        .state = row->state,
        .asked_at = row->asked_at,
        .decided_at = row->decided_at,
        .ended_at = row->ended_at,
        .until = {(int32_t)f.until},
        .member = row->member,
        .room = row->room,
    };
    const struct asker asker = {row->member.v, row->room.v};
    str *const texts[TEXTS] = {&out->asker, &out->reason, &out->decider, &out->answer};
    return take_texts(str_from(bytes_str(plain), sizeof f), f.lengths, texts, &asker);
}

bool permission_opened(struct tx *tx, const struct permission_row *row, struct permission *out)
{
    struct key key;
    if (!city_key(tx, row->city, &key))
        return false;
    bool good = permission_unseal(tx_arena(tx), &key, row, out);
    key_forget(&key);
    if (!good)
        tx_fail(tx, "a permission does not open");
    return good;
}
