// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits (知らせる値): which value of this patient the team wants to hear of, who, and how loud.
#include "vitals/vitals_seal.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "web/live.h"

enum { MOST_EVER = 300 };

bool vitals_limit_crossed(const struct vitals_limit *limit, const struct vitals_values *values)
{
    int64_t value = values->at[limit->sign];
    return value != VITALS_NOT && (limit->upper ? value >= limit->value : value <= limit->value);
}

str vitals_limit_text(struct arena *a, const struct vitals_limit *limit)
{
    return str_print(a, "%.*s %.*s%s", STR(vitals_facts_of(limit->sign)->label),
                     STR(vitals_amount(a, limit->sign, limit->value)),
                     limit->upper ? "以上" : "以下");
}

static void record(struct tx *tx, const struct seat *seat, const char *action, limit_id id)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = id.v});
    live_publish(tx, seat->room.v, S("vitals"), base32_from_id(tx_arena(tx), seat->room.v));
}

// The row says who ended it, and so does its seal.
static bool end(struct tx *tx, const struct seat *seat, const struct limit_row *row)
{
    struct vitals_limit limit = limit_open(tx, seat, row);
    struct limit_row ended = *row;
    ended.ended_at = tx_now(tx);
    ended.ended_by = seat->id;
    return limit_end(tx, seat->room, row->id, ended.ended_at, seat->id,
                     limit_seal(tx, seat, &ended, &limit)) > 0;
}

static bool is_same(const struct vitals_limit *a, const struct vitals_limit *b)
{
    return a->value == b->value && a->urgent == b->urgent && a->professions == b->professions;
}

static bool is_possible(const struct vitals_limit *l)
{
    const struct vitals_facts *facts = vitals_facts_of(l->sign);
    return l->value >= facts->least && l->value <= facts->most &&
           (l->sign != VITALS_JCS || vitals_is_jcs(l->value));
}

enum limit_outcome vitals_limit_set(struct tx *tx, const struct seat *seat,
                                    const struct vitals_limit *new)
{
    if (!seat->may_write || seat->kind != ROOM_PATIENT)
        return LIMIT_REFUSED;
    if (!is_possible(new))
        return LIMIT_OUT_OF_RANGE;
    if (new->professions == 0)
        return LIMIT_NOBODY;
    struct limit_row_list rows = limit_rows_in_force(tx, seat->room);
    for (size_t i = 0; i < rows.n; i++) {
        struct vitals_limit old = limit_open(tx, seat, &rows.at[i]);
        if (old.sign != new->sign || old.upper != new->upper)
            continue;
        if (is_same(&old, new))
            return LIMIT_SAME;
        end(tx, seat, &rows.at[i]);
    }
    struct limit_row row = {{tx_new_id(tx)}, seat->id, tx_now(tx), NO_INSTANT, {0}, {0}};
    limit_insert(tx, seat->room, row.id, seat->id, row.set_at, limit_seal(tx, seat, &row, new));
    record(tx, seat, "limit.set", row.id);
    return LIMIT_SET;
}

bool vitals_limit_end(struct tx *tx, const struct seat *seat, limit_id id)
{
    struct limit_row row;
    if (!seat->may_write || !limit_row_of(tx, seat->room, id, &row) ||
        instant_is(row.ended_at) || !end(tx, seat, &row))
        return false;
    record(tx, seat, "limit.end", id);
    return true;
}

static struct vitals_limits opened(struct tx *tx, const struct seat *seat,
                                   const struct limit_row_list *rows)
{
    struct vitals_limits limits = {rows->n,
                                   NEW_ARRAY(tx_arena(tx), struct vitals_limit, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        limits.at[i] = limit_open(tx, seat, &rows->at[i]);
    return limits;
}

struct vitals_limits vitals_limits_in_force(struct tx *tx, const struct seat *seat)
{
    struct limit_row_list rows = limit_rows_in_force(tx, seat->room);
    return opened(tx, seat, &rows);
}

struct vitals_limits vitals_limits_ever(struct tx *tx, const struct seat *seat)
{
    struct limit_row_list rows = limit_rows(tx, seat->room, MOST_EVER);
    struct vitals_limits limits = opened(tx, seat, &rows);
    struct seat_rows people = limits.n ? seat_roster(tx, seat) : (struct seat_rows){0};
    for (size_t i = 0; i < limits.n; i++)
        for (size_t j = 0; j < people.n; j++) {
            if (seat_same(people.at[j].id, limits.at[i].set_by))
                limits.at[i].set_name = people.at[j].name;
            if (seat_same(people.at[j].id, limits.at[i].ended_by))
                limits.at[i].ended_name = people.at[j].name;
        }
    return limits;
}
