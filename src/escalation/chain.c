// SPDX-License-Identifier: AGPL-3.0-or-later
#include "escalation/chain.h"

static void set_times(struct chain *c)
{
    const struct asking_row *p = &c->post;
    bool changed = instant_is(p->changed_at);
    c->asked_at = changed ? p->changed_at : p->written_at;
    c->due_at = p->due_at;
    if (changed && p->changed_at.us >= p->due_at.us)
        c->due_at = instant_after(p->changed_at, ESCALATION_AGAIN);
    int64_t left = (c->due_at.us - c->asked_at.us) / ESCALATION_REMIND_PART;
    if (left > ESCALATION_REMIND_MOST)
        left = ESCALATION_REMIND_MOST;
    c->remind_at = instant_after(c->due_at, -left);
}

bool chain_of(struct tx *tx, const struct asking_row *post, struct chain *out)
{
    *out = (struct chain){.post = *post};
    if (!instant_is(post->due_at) || post->standing == POST_WITHDRAWN ||
        day_is(post->closed_on) || post->kind == ROOM_NOTICE)
        return false;
    set_times(out);
    if (tx_now(tx).us > out->due_at.us + ESCALATION_GIVE_UP)
        return false;
    out->people = person_rows(tx, post->room, post->post, post->revision, tx_today(tx), tx_now(tx));
    out->told = escalation_told_rows(tx, post->room, post->post, post->revision);
    return true;
}

// What somebody wrote, or another wrote in that name, is not asked of them.
static bool is_author(const struct chain *c, const struct person_row *who)
{
    return seat_same(who->seat, c->post.seat) || seat_same(who->seat, c->post.for_seat);
}

// A 職種 or an office means those who sit here for it and were here when it was asked.
bool chain_asks(const struct chain *c, const struct person_row *who)
{
    if (is_author(c, who))
        return false;
    return who->named ||
           (who->grouped && !day_is(who->removed_on) && who->seat.v < c->post.post.v);
}

// Whoever is named answers in person, or somebody asked in that place does. Of several who are
// asked as an office or 職種, and for a person who has left, a colleague's word is enough.
bool chain_is_settled(const struct chain *c, const struct person_row *who)
{
    if (instant_is(who->confirmed_at) || seat_is(who->answered_by))
        return true;
    if (who->named && !day_is(who->removed_on))
        return false;
    for (size_t i = 0; i < c->people.n; i++)
        if (office_same(c->people.at[i].office, who->office) &&
            instant_is(c->people.at[i].confirmed_at))
            return true;
    return false;
}

bool chain_is_away(const struct person_row *who)
{
    return absence_is(who->absence) || day_is(who->removed_on) || !who->has_device;
}

static bool may_answer(const struct chain *c, const struct person_row *who,
                       const struct person_row *other)
{
    return !chain_is_away(other) && !is_author(c, other) && !seat_same(other->seat, who->seat);
}

static bool named_can(const struct chain *c, const struct person_row *who)
{
    for (size_t i = 0; i < c->people.n; i++)
        if (member_same(c->people.at[i].member, who->substitute) &&
            may_answer(c, who, &c->people.at[i]))
            return true;
    return false;
}

bool chain_stands_in(const struct chain *c, const struct person_row *who,
                     const struct person_row *other)
{
    if (!may_answer(c, who, other))
        return false;
    if (member_is(who->substitute) && named_can(c, who))
        return member_same(other->member, who->substitute);
    // Who is asked as one of the same group was reminded already.
    bool asked_too = !who->named && chain_asks(c, other);
    return office_same(other->office, who->office) && !asked_too;
}

bool chain_was_told(const struct chain *c, seat_id seat, enum escalation_step step,
                    member_id member)
{
    for (size_t i = 0; i < c->told.n; i++)
        if (seat_same(c->told.at[i].seat, seat) && c->told.at[i].step == step &&
            member_same(c->told.at[i].member, member))
            return true;
    return false;
}
