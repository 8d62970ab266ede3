// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/visit_seal.h"

#include "base/base32.h"
#include "base/buf.h"

// With the content, the seal holds what the row says beside it, so that a changed person, time or
// month is found as surely as a changed visit. Behind the numbers stand note and reason.
struct slot_facts {
    int64_t on, from, to, kind, office, member;
};
struct plan_facts {
    int64_t revision, seat, written_at, from_month, to_month;
    int64_t repeat, first, until, weekdays, nths, follows;
    struct slot_facts slot;
    int64_t note_length;
};
struct occasion_facts {
    int64_t plan, revision, seat, written_at, from_month, to_month;
    int64_t original, state;
    struct slot_facts slot;
    int64_t note_length;
};

static struct slot_facts slot_facts_of(const struct visit_slot *slot)
{
    return (struct slot_facts){slot->on.n,           slot->from,       slot->to,
                               (int64_t)slot->kind, slot->office.v, slot->member.v};
}

static struct visit_slot slot_of(const struct slot_facts *facts, str note)
{
    return (struct visit_slot){
        .on = {(int32_t)facts->on},
        .from = (int)facts->from,
        .to = (int)facts->to,
        .kind = (enum visit_kind)facts->kind,
        .office = {facts->office},
        .member = {facts->member},
        .note = note,
    };
}

static bytes plain_of(struct arena *a, const void *facts, size_t n, str note, str reason)
{
    struct buf plain = buf_in(a);
    buf_put(&plain, (str){facts, n});
    buf_put(&plain, note);
    buf_put(&plain, reason);
    return buf_bytes(&plain);
}

// False when the texts are not as long as the facts say.
static bool texts_of(bytes plain, size_t facts, int64_t note_length, str *note, str *reason)
{
    str texts = str_from(bytes_str(plain), facts);
    if (note_length < 0 || (size_t)note_length > texts.n)
        return false;
    *note = str_part(texts, 0, (size_t)note_length);
    *reason = str_from(texts, (size_t)note_length);
    return true;
}

// --- plans ---------------------------------------------------------------------------------------

// The revision is among the facts.
static struct place plan_place(room_id room, const struct plan_row *row)
{
    return (struct place){S("visit_plan"), S("sealed"), row->id.v, room.v};
}

bytes plan_seal(struct tx *tx, const struct seat *seat, const struct plan_row *row,
                const struct planned *planned)
{
    const struct plan_facts facts = {
        .revision = row->revision,
        .seat = row->seat.v,
        .written_at = row->written_at.us,
        .from_month = row->from_month,
        .to_month = row->to_month,
        .repeat = (int64_t)planned->rule.repeat,
        .first = planned->rule.first.n,
        .until = planned->rule.until.n,
        .weekdays = planned->rule.weekdays,
        .nths = planned->rule.nths,
        .follows = planned->follows.v,
        .slot = slot_facts_of(&planned->slot),
        .note_length = (int64_t)planned->slot.note.n,
    };
    struct arena *a = tx_arena(tx);
    return seal(a, &seat->key, plan_place(seat->room, row),
                plain_of(a, &facts, sizeof facts, planned->slot.note, planned->reason));
}

static struct visit_rule rule_of(const struct plan_facts *facts)
{
    return (struct visit_rule){
        .repeat = (enum visit_repeat)facts->repeat,
        .first = {(int32_t)facts->first},
        .until = {(int32_t)facts->until},
        .weekdays = (unsigned)facts->weekdays,
        .nths = (unsigned)facts->nths,
    };
}

bool plan_unseal(struct arena *a, const struct key *key, room_id room, const struct plan_row *row,
                 struct planned *out)
{
    bytes plain;
    str note, reason;
    struct plan_facts facts;
    if (!unseal(a, key, plan_place(room, row), row->sealed, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    if (facts.revision != row->revision || facts.seat != row->seat.v ||
        facts.written_at != row->written_at.us || facts.from_month != row->from_month ||
        facts.to_month != row->to_month ||
        !texts_of(plain, sizeof facts, facts.note_length, &note, &reason))
        return false;
    *out = (struct planned){rule_of(&facts), slot_of(&facts.slot, note), {facts.follows}, reason};
    return true;
}

struct planned plan_open(struct tx *tx, const struct seat *seat, const struct plan_row *row)
{
    struct planned planned = {.rule = {.first = NO_DAY, .until = NO_DAY}};
    if (!plan_unseal(tx_arena(tx), &seat->key, seat->room, row, &planned))
        tx_fail(tx, "a visit does not open");
    return planned;
}

// --- single visits -----------------------------------------------------------------------------

bytes occasion_token(struct arena *a, const struct key *key, visit_id plan, day original)
{
    struct key tokens;
    key_derive(key, S("visit"), &tokens);
    bytes token = token_of(a, &tokens,
                           str_print(a, "%.*s %d", STR(base32_from_id(a, plan.v)), original.n));
    key_forget(&tokens);
    return token;
}

static struct place occasion_place(room_id room, const struct occasion_row *row)
{
    return (struct place){S("visit_occasion"), S("sealed"), row->plan.v, room.v};
}

bytes occasion_seal(struct tx *tx, const struct seat *seat, const struct occasion_row *row,
                    const struct became *became)
{
    const struct occasion_facts facts = {
        .plan = row->plan.v,
        .revision = row->revision,
        .seat = row->seat.v,
        .written_at = row->written_at.us,
        .from_month = row->from_month,
        .to_month = row->to_month,
        .original = became->original.n,
        .state = (int64_t)became->state,
        .slot = slot_facts_of(&became->slot),
        .note_length = (int64_t)became->slot.note.n,
    };
    struct arena *a = tx_arena(tx);
    return seal(a, &seat->key, occasion_place(seat->room, row),
                plain_of(a, &facts, sizeof facts, became->slot.note, became->reason));
}

static bool says_the_same(const struct occasion_facts *facts, const struct occasion_row *row)
{
    return facts->plan == row->plan.v && facts->revision == row->revision &&
           facts->seat == row->seat.v && facts->written_at == row->written_at.us &&
           facts->from_month == row->from_month && facts->to_month == row->to_month;
}

bool occasion_unseal(struct arena *a, const struct key *key, room_id room,
                     const struct occasion_row *row, struct became *out)
{
    bytes plain;
    str note, reason;
    struct occasion_facts facts;
    if (!unseal(a, key, occasion_place(room, row), row->sealed, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    if (!says_the_same(&facts, row) ||
        !texts_of(plain, sizeof facts, facts.note_length, &note, &reason))
        return false;
    *out = (struct became){{(int32_t)facts.original}, (enum visit_state)facts.state,
                           slot_of(&facts.slot, note), reason};
    bytes token = occasion_token(a, key, row->plan, out->original);
    return str_eq(bytes_str(token), bytes_str(row->occasion));
}

struct became occasion_open(struct tx *tx, const struct seat *seat,
                            const struct occasion_row *row)
{
    struct became became = {.original = NO_DAY};
    if (!occasion_unseal(tx_arena(tx), &seat->key, seat->room, row, &became))
        tx_fail(tx, "a single visit does not open");
    return became;
}
