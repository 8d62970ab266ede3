// SPDX-License-Identifier: AGPL-3.0-or-later
// What the job does, step by step.
#include "escalation/escalation.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "escalation/chain.h"
#include "notice/notice.h"
#include "reading/reading.h"
#include "web/live.h"

enum { POSTS_AT_ONCE = 200 };

// --- telling -----------------------------------------------------------------------------

struct round {
    const struct chain *chain;
    int64_t told; // people, in this round
    instant next; // the next time that something is due
};

static void record(struct tx *tx, const struct asking_row *post, const char *action, seat_id seat,
                   member_id member)
{
    str detail = str_print(tx_arena(tx), "seat=%lld member=%lld", (long long)seat.v,
                           (long long)member.v);
    audit_record(tx, &(struct audit_entry){action, .city = post->city, .room = post->room,
                                           .subject = post->post.v, .detail = detail});
}

// The administrator hears of no room, with or without a seat there.
static void notify(struct tx *tx, const struct chain *c, enum escalation_step step,
                   member_id member)
{
    bool late = tx_now(tx).us >= c->due_at.us;
    switch (step) {
    case ESCALATION_REMINDER:
        notice_tell(tx, c->post.room, member, late ? NOTICE_OVERDUE : NOTICE_REMINDER);
        return;
    case ESCALATION_SUBSTITUTE:
        notice_tell(tx, c->post.room, member, NOTICE_SUBSTITUTE);
        return;
    case ESCALATION_ADMINISTRATOR:
        notice_tell(tx, (room_id){0}, member, NOTICE_OVERDUE);
        return;
    }
}

// Once each, whatever runs twice: the row is the proof. {0}: there is nobody to tell.
static void tell(struct tx *tx, struct round *r, const struct person_row *who,
                 enum escalation_step step, member_id member)
{
    static const char *const actions[] = {[ESCALATION_REMINDER] = "escalation.remind",
                                          [ESCALATION_SUBSTITUTE] = "escalation.substitute",
                                          [ESCALATION_ADMINISTRATOR] = "escalation.administrator"};
    const struct asking_row *post = &r->chain->post;
    if (chain_was_told(r->chain, who->seat, step, member) ||
        escalation_told_insert(tx, &(struct escalation_told_insert_params){post->room, post->post, post->revision,
                                                     who->seat, step, member, tx_now(tx)}) == 0)
        return;
    record(tx, post, actions[step], who->seat, member);
    if (!member_is(member))
        return;
    notify(tx, r->chain, step, member);
    r->told++;
}

// False: not yet; then the round knows when.
static bool is_time(struct tx *tx, struct round *r, instant at)
{
    if (tx_now(tx).us >= at.us)
        return true;
    if (at.us < r->next.us)
        r->next = at;
    return false;
}

// --- the three steps -----------------------------------------------------------------------

static size_t ask_substitutes(struct tx *tx, struct round *r, const struct person_row *who)
{
    const struct chain *c = r->chain;
    size_t n = 0;
    for (size_t i = 0; i < c->people.n; i++) {
        if (!chain_stands_in(c, who, &c->people.at[i]))
            continue;
        tell(tx, r, who, ESCALATION_SUBSTITUTE, c->people.at[i].member);
        n++;
    }
    if (n == 0)
        tell(tx, r, who, ESCALATION_SUBSTITUTE, (member_id){0});
    return n;
}

static void tell_administrators(struct tx *tx, struct round *r, const struct person_row *who)
{
    struct member_id_list all = administrators_of(tx, who->office, tx_today(tx));
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        if (member_same(all.at[i], who->member))
            continue;
        tell(tx, r, who, ESCALATION_ADMINISTRATOR, all.at[i]);
        n++;
    }
    if (n == 0)
        tell(tx, r, who, ESCALATION_ADMINISTRATOR, (member_id){0});
}

static void go_on(struct tx *tx, struct round *r, const struct person_row *who)
{
    const struct chain *c = r->chain;
    bool away = chain_is_away(who);
    if (!away && is_time(tx, r, c->remind_at))
        tell(tx, r, who, ESCALATION_REMINDER, who->member);
    if (!is_time(tx, r, away ? c->asked_at : c->due_at))
        return;
    size_t asked = ask_substitutes(tx, r, who);
    // Nobody of the office is in the room any more: it has nothing to do with it.
    if (asked == 0 && day_is(who->removed_on))
        return;
    int64_t wait = asked ? ESCALATION_ADMINISTRATOR_AFTER : 0;
    if (is_time(tx, r, instant_after(c->due_at, wait)))
        tell_administrators(tx, r, who);
}

// --- one post ------------------------------------------------------------------------------

static bool goes_on(struct tx *tx, struct round *r)
{
    const struct chain *c = r->chain;
    bool open = false;
    for (size_t i = 0; i < c->people.n && tx_ok(tx); i++) {
        const struct person_row *who = &c->people.at[i];
        if (!chain_asks(c, who) || chain_is_settled(c, who))
            continue;
        go_on(tx, r, who);
        open = true;
    }
    return open;
}

static int64_t look_at(struct tx *tx, const struct asking_row *post)
{
    struct chain chain;
    struct round round = {.chain = &chain,
                          .next = instant_after(tx_now(tx), ESCALATION_LOOK_AGAIN)};
    bool open = chain_of(tx, post, &chain) && goes_on(tx, &round);
    watch_set(tx, post->room, post->post, post->revision, open ? round.next : NO_INSTANT);
    if (round.told)
        live_publish(tx, post->room.v, S("room"), base32_from_id(tx_arena(tx), post->room.v));
    return round.told;
}

int escalation_run(struct tx *tx)
{
    instant since = instant_after(tx_now(tx), -ESCALATION_GIVE_UP);
    watch_new(tx, since, tx_now(tx));
    struct changed_row_list changed = watch_changed(tx, since);
    for (size_t i = 0; i < changed.n; i++)
        watch_set(tx, changed.at[i].room, changed.at[i].post, changed.at[i].revision, tx_now(tx));
    struct asking_row_list due = asking_due(tx, tx_now(tx), POSTS_AT_ONCE);
    int64_t told = 0;
    for (size_t i = 0; i < due.n && tx_ok(tx); i++)
        told += look_at(tx, &due.at[i]);
    return (int)told;
}

// --- what still waits ------------------------------------------------------------------------

static bool still_asks(struct tx *tx, const struct told_to_row *told)
{
    struct asking_row row;
    struct chain chain;
    if (!asking_of(tx, told->room, told->post, &row) || !chain_of(tx, &row, &chain))
        return false;
    for (size_t i = 0; i < chain.people.n; i++)
        if (seat_same(chain.people.at[i].seat, told->seat))
            return chain_asks(&chain, &chain.people.at[i]) &&
                   !chain_is_settled(&chain, &chain.people.at[i]);
    return false;
}

// Most often the newest still waits, and no other is looked at.
bool escalation_waits(struct tx *tx, member_id member, room_id room, enum escalation_step step)
{
    instant since = instant_after(tx_now(tx), -ESCALATION_GIVE_UP);
    struct told_to_row_list told = told_to(tx, member, room, step, since);
    for (size_t i = 0; i < told.n && tx_ok(tx); i++)
        if (still_asks(tx, &told.at[i]))
            return true;
    return false;
}

// --- answering -------------------------------------------------------------------------------

static const struct person_row *me_among(const struct chain *c, const struct seat *seat)
{
    for (size_t i = 0; i < c->people.n; i++)
        if (seat_same(c->people.at[i].seat, seat->id))
            return &c->people.at[i];
    return NULL;
}

static bool is_asked_instead(const struct chain *c, const struct person_row *who,
                             const struct person_row *me)
{
    return chain_was_told(c, who->seat, ESCALATION_SUBSTITUTE, me->member) ||
           (chain_is_away(who) && chain_stands_in(c, who, me));
}

static int64_t answer_for_others(struct tx *tx, const struct chain *c, const struct person_row *me)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->people.n; i++) {
        const struct person_row *who = &c->people.at[i];
        if (seat_same(who->seat, me->seat) || !chain_asks(c, who) || chain_is_settled(c, who) ||
            !is_asked_instead(c, who, me) ||
            stand_in_insert(tx, &(struct stand_in_insert_params){c->post.room, c->post.post,
                                                             c->post.revision, who->seat, me->seat,
                                                             tx_now(tx)}) == 0)
            continue;
        record(tx, &c->post, "post.confirm_for", who->seat, who->member);
        n++;
    }
    return n;
}

bool escalation_confirm(struct tx *tx, const struct seat *seat, post_id post)
{
    struct asking_row row;
    struct chain chain;
    bool own = reading_confirm(tx, seat, post);
    if (!asking_of(tx, seat->room, post, &row) || !chain_of(tx, &row, &chain))
        return own;
    const struct person_row *me = me_among(&chain, seat);
    int64_t n = me ? answer_for_others(tx, &chain, me) : 0;
    if (n)
        live_publish(tx, seat->room.v, S("room"), base32_from_id(tx_arena(tx), seat->room.v));
    return own || n;
}
