// SPDX-License-Identifier: AGPL-3.0-or-later
// How a measuring stands in the timeline, and who is told when a limit is crossed.
#include "vitals/vitals_seal.h"

#include "base/buf.h"

static bool is_recent(struct tx *tx, instant measured_at)
{
    return measured_at.us > instant_after(tx_now(tx), -DAYS(1)).us;
}

struct vitals_limits limits_crossed(struct tx *tx, const struct vitals_limits *limits,
                                    instant measured_at, const struct vitals_values *values)
{
    bool recent = is_recent(tx, measured_at);
    struct vitals_limits crossed = {0, NEW_ARRAY(tx_arena(tx), struct vitals_limit, limits->n)};
    for (size_t i = 0; i < limits->n; i++) {
        if (!vitals_limit_crossed(&limits->at[i], values))
            continue;
        crossed.at[crossed.n] = limits->at[i];
        crossed.at[crossed.n++].urgent &= recent;
    }
    return crossed;
}

str vitals_post_text(struct arena *a, const struct vitals_new *new,
                     const struct vitals_limits *crossed)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < crossed->n; i++) {
        const struct vitals_limit *l = &crossed->at[i];
        buf_print(&out, "知らせる値になりました：%.*s %.*s（決めた値は%.*s）\n",
                  STR(vitals_facts_of(l->sign)->label),
                  STR(vitals_amount(a, l->sign, new->values.at[l->sign])),
                  STR(vitals_limit_text(a, l)));
    }
    buf_print(&out, "%.*sの測定\n", STR(instant_format(a, new->measured_at)));
    buf_put(&out, vitals_text(a, &new->values, S("\n")));
    if (new->note.n)
        buf_print(&out, "\nメモ：%.*s", STR(new->note));
    return buf_str(&out);
}

// Of the 職種 that the limits name, those with somebody in the room. When nobody is left, everybody
// is told: a value that somebody wanted to hear of must not go unheard.
static struct addressees told(struct tx *tx, const struct seat *seat,
                              const struct vitals_limits *crossed)
{
    uint64_t wanted = 0, here = 0;
    struct seat_rows people = seat_roster(tx, seat);
    struct addressees to = {0, NEW_ARRAY(tx_arena(tx), struct addressee, PROFESSIONS + 1)};
    for (size_t i = 0; i < crossed->n; i++)
        wanted |= crossed->at[i].professions;
    for (size_t i = 0; i < people.n; i++)
        if (!day_is(people.at[i].removed_on))
            here |= UINT64_C(1) << people.at[i].profession;
    for (int p = 0; p < PROFESSIONS; p++)
        if (wanted & here & (UINT64_C(1) << p))
            to.at[to.n++] = (struct addressee){ADDRESSEE_PROFESSION, p};
    if (to.n == 0)
        to.at[to.n++] = (struct addressee){ADDRESSEE_EVERYONE, 0};
    return to;
}

void vitals_tell(struct tx *tx, const struct seat *seat, const struct vitals_limits *crossed,
                 str body, str request_key, post_id *out)
{
    struct post_new new = {.kind = POST_VITALS, .body = body, .request_key = request_key};
    for (size_t i = 0; i < crossed->n; i++)
        if (crossed->at[i].urgent)
            new.kind = POST_URGENT;
    if (crossed->n)
        new.to = told(tx, seat, crossed);
    enum post_outcome outcome = post_write(tx, seat, &new, out);
    if (outcome != POST_WRITTEN && outcome != POST_WRITTEN_BEFORE)
        tx_fail(tx, "the post of a measuring is refused");
}
