// SPDX-License-Identifier: AGPL-3.0-or-later
// Planning visits and saying what became of them.
#include "visit/visit.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/text.h"
#include "notice/notice.h"
#include "visit/visit_seal.h"
#include "web/live.h"

enum { REQUEST_KEY_MOST = 64 };

static void tell(struct tx *tx, const struct seat *seat, const char *action, visit_id plan)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = plan.v});
    live_publish(tx, seat->room.v, S("visits"), base32_from_id(tx_arena(tx), seat->room.v));
}

// Who was or is to come, unless it is over, or they did it themselves.
static void tell_person(struct tx *tx, const struct seat *seat, const struct visit_slot *slot)
{
    if (member_is(slot->member) && !member_same(slot->member, seat->member) &&
        slot->on.n >= tx_today(tx).n)
        notice_tell(tx, seat->room, slot->member, NOTICE_VISIT);
}

static void tell_people(struct tx *tx, const struct seat *seat, const struct visit_slot *was,
                        const struct visit_slot *is)
{
    tell_person(tx, seat, was);
    tell_person(tx, seat, is);
}

// --- what can be taken -----------------------------------------------------------------------------

static bool may_write(const struct seat *seat)
{
    return seat->may_write && seat->kind == ROOM_PATIENT;
}

static bool is_in_room(struct tx *tx, const struct seat *seat, const struct visit_slot *slot)
{
    if (!office_is(slot->office))
        return !member_is(slot->member);
    struct seat_rows people = seat_roster(tx, seat);
    for (size_t i = 0; i < people.n; i++) {
        const struct seat_row *p = &people.at[i];
        if (!day_is(p->removed_on) && office_same(p->office, slot->office) &&
            (!member_is(slot->member) || member_same(p->member, slot->member)))
            return true;
    }
    return false;
}

static enum visit_outcome examine_slot(struct tx *tx, const struct seat *seat,
                                       const struct visit_slot *slot)
{
    day today = tx_today(tx);
    if (!day_is(slot->on) || slot->on.n < today.n - VISIT_DAYS_BACK ||
        slot->on.n > today.n + VISIT_DAYS_AHEAD)
        return VISIT_DAY;
    if (slot->from < 0 || slot->to > 24 * 60 || slot->to <= slot->from ||
        slot->kind >= VISIT_KINDS)
        return VISIT_TIMES;
    if (text_length(slot->note) > VISIT_NOTE_MOST)
        return VISIT_LONG;
    return is_in_room(tx, seat, slot) ? VISIT_SAVED : VISIT_NOBODY;
}

static enum visit_outcome examine(struct tx *tx, const struct seat *seat,
                                  const struct visit_new *new)
{
    const struct visit_rule *rule = &new->rule;
    enum visit_outcome outcome = examine_slot(tx, seat, &new->slot);
    if (outcome != VISIT_SAVED)
        return outcome;
    if (rule->repeat >= VISIT_REPEATS || !day_is(rule->until) || rule->until.n < rule->first.n ||
        rule->until.n > tx_today(tx).n + VISIT_DAYS_AHEAD)
        return VISIT_UNTIL;
    return day_is(visit_next_day(rule, rule->first)) ? VISIT_SAVED : VISIT_NEVER;
}

static enum visit_outcome examine_reason(str reason)
{
    if (str_trim(reason).n == 0)
        return VISIT_NO_REASON;
    return text_length(reason) > VISIT_NOTE_MOST ? VISIT_LONG : VISIT_SAVED;
}

// --- plans -----------------------------------------------------------------------------------------

// The revision after `was` (0: the first). False: somebody was quicker.
static bool put_plan(struct tx *tx, const struct seat *seat, visit_id id, int64_t was,
                     const struct planned *planned, bytes request)
{
    struct plan_row row = {
        .room = seat->room,
        .id = id,
        .revision = was + 1,
        .seat = seat->id,
        .written_at = tx_now(tx),
        .from_month = visit_month(planned->rule.first),
        .to_month = visit_month(planned->rule.until),
    };
    if (planned->rule.until.n < planned->rule.first.n)
        row.to_month = row.from_month - 1;
    if (was && !plan_supersede(tx, seat->room, id, was))
        return false;
    return plan_insert(tx, &(struct plan_insert_params){
                               .room = row.room,
                               .id = row.id,
                               .revision = row.revision,
                               .seat = row.seat,
                               .written_at = row.written_at,
                               .from_month = row.from_month,
                               .to_month = row.to_month,
                               .request_key = request,
                               .sealed = plan_seal(tx, seat, &row, planned),
                           }) > 0;
}

// The same form with other words is another visit.
static bytes request_of(struct tx *tx, const struct seat *seat, const struct visit_new *new)
{
    if (new->request_key.n == 0 || new->request_key.n > REQUEST_KEY_MOST)
        return (bytes){0};
    struct buf form = buf_in(tx_arena(tx));
    const struct visit_slot *s = &new->slot;
    const struct visit_rule *r = &new->rule;
    buf_print(&form, "visit %d %d %d %d %ld %ld %d %d %u %u ", s->on.n, s->from, s->to,
              (int)s->kind, (long)s->office.v, (long)s->member.v, (int)r->repeat, r->until.n,
              r->weekdays, r->nths);
    buf_put(&form, new->request_key);
    buf_byte(&form, '\n');
    buf_put(&form, s->note);
    return token_of(tx_arena(tx), &seat->key, buf_str(&form));
}

static void start_plan(struct tx *tx, const struct seat *seat, const struct visit_new *new,
                       bytes request, visit_id follows, visit_id *out)
{
    struct planned planned = {.rule = new->rule, .slot = new->slot, .follows = follows};
    *out = (visit_id){tx_new_id(tx)};
    planned.slot.on = planned.rule.first;
    if (!put_plan(tx, seat, *out, 0, &planned, request))
        tx_fail(tx, "a visit was planned twice at once");
    tell(tx, seat, "visit.add", *out);
}

enum visit_outcome visit_add(struct tx *tx, const struct seat *seat, const struct visit_new *given,
                             visit_id *out)
{
    struct visit_new new = *given;
    new.rule.first = new.slot.on;
    if (!may_write(seat))
        return VISIT_REFUSED;
    if (day_is(new.rule.first))
        visit_rule_complete(&new.rule);
    enum visit_outcome outcome = examine(tx, seat, &new);
    if (outcome != VISIT_SAVED)
        return outcome;
    bytes request = request_of(tx, seat, &new);
    if (request.n && plan_of_request(tx, seat->room, seat->id, request, out))
        return VISIT_SAVED_BEFORE;
    start_plan(tx, seat, &new, request, (visit_id){0}, out);
    busy_write(tx, seat, *out);
    return VISIT_SAVED;
}

// --- single visits -------------------------------------------------------------------------------

static bool put_occasion(struct tx *tx, const struct seat *seat, visit_id plan, int64_t was,
                         const struct became *became)
{
    int64_t planned = visit_month(became->original), now = visit_month(became->slot.on);
    struct occasion_row row = {
        .room = seat->room,
        .plan = plan,
        .occasion = occasion_token(tx_arena(tx), &seat->key, plan, became->original),
        .revision = was + 1,
        .seat = seat->id,
        .written_at = tx_now(tx),
        .from_month = planned < now ? planned : now,
        .to_month = planned < now ? now : planned,
    };
    if (was && !occasion_supersede(tx, seat->room, plan, row.occasion, was))
        return false;
    return occasion_insert(tx, &(struct occasion_insert_params){
                                   .room = row.room,
                                   .plan = row.plan,
                                   .occasion = row.occasion,
                                   .revision = row.revision,
                                   .seat = row.seat,
                                   .written_at = row.written_at,
                                   .from_month = row.from_month,
                                   .to_month = row.to_month,
                                   .sealed = occasion_seal(tx, seat, &row, became),
                               }) > 0;
}

static enum visit_outcome become(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                 const struct became *became, const char *action)
{
    if (!put_occasion(tx, seat, visit->plan, visit->revision, became))
        return VISIT_CHANGED_MEANWHILE;
    if (became->state != VISIT_DONE) {
        busy_write(tx, seat, visit->plan);
        tell_people(tx, seat, &visit->slot, &became->slot);
    }
    tell(tx, seat, action, visit->plan);
    return VISIT_SAVED;
}

// What holds for every change of what stands in the calendar already.
static enum visit_outcome examine_change(const struct seat *seat, const struct visit *visit,
                                         int64_t version, bool may)
{
    if (!may_write(seat) || !room_same(visit->seat->room, seat->room))
        return VISIT_REFUSED;
    if (!may)
        return VISIT_NOT_YOURS;
    return visit->version == version ? VISIT_SAVED : VISIT_CHANGED_MEANWHILE;
}

enum visit_outcome visit_change(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version, const struct visit_slot *slot)
{
    enum visit_outcome outcome = examine_change(seat, visit, version, visit->may_change);
    if (outcome == VISIT_SAVED && visit->state != VISIT_PLANNED)
        outcome = VISIT_SETTLED;
    if (outcome == VISIT_SAVED && visit_same_slot(&visit->slot, slot))
        outcome = VISIT_SAME;
    if (outcome == VISIT_SAVED)
        outcome = examine_slot(tx, seat, slot);
    if (outcome != VISIT_SAVED)
        return outcome;
    struct became became = {visit->original, VISIT_PLANNED, *slot, NONE};
    return become(tx, seat, visit, &became, "visit.change");
}

enum visit_outcome visit_cancel(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version, str reason)
{
    enum visit_outcome outcome = examine_change(seat, visit, version, visit->may_change);
    if (outcome == VISIT_SAVED && visit->state != VISIT_PLANNED)
        outcome = VISIT_SETTLED;
    if (outcome == VISIT_SAVED)
        outcome = examine_reason(reason);
    if (outcome != VISIT_SAVED)
        return outcome;
    struct became became = {visit->original, VISIT_CANCELLED, visit->slot, str_trim(reason)};
    return become(tx, seat, visit, &became, "visit.cancel");
}

enum visit_outcome visit_do(struct tx *tx, const struct seat *seat, const struct visit *visit,
                            int64_t version)
{
    enum visit_outcome outcome = examine_change(seat, visit, version, visit->may_settle);
    if (outcome == VISIT_SAVED && visit->state != VISIT_PLANNED)
        outcome = VISIT_SETTLED;
    if (outcome == VISIT_SAVED && visit->slot.on.n > tx_today(tx).n)
        outcome = VISIT_AHEAD;
    if (outcome != VISIT_SAVED)
        return outcome;
    struct became became = {visit->original, VISIT_DONE, visit->slot, NONE};
    return become(tx, seat, visit, &became, "visit.done");
}

enum visit_outcome visit_reopen(struct tx *tx, const struct seat *seat, const struct visit *visit,
                                int64_t version)
{
    bool may = visit->state == VISIT_DONE ? visit->may_settle : visit->may_change;
    enum visit_outcome outcome = examine_change(seat, visit, version, may);
    if (outcome == VISIT_SAVED && visit->state == VISIT_PLANNED)
        outcome = VISIT_SAME;
    if (outcome != VISIT_SAVED)
        return outcome;
    struct became became = {visit->original, VISIT_PLANNED, visit->slot, NONE};
    return become(tx, seat, visit, &became, "visit.reopen");
}

// --- from here on ----------------------------------------------------------------------------------

struct before {
    struct plan_row row;
    struct planned planned;
    struct occasion_row_list rows;
    struct became *own;
};

static enum visit_outcome find_before(struct tx *tx, const struct seat *seat,
                                      const struct visit *visit, struct before *out)
{
    if (!plan_now(tx, seat->room, visit->plan, &out->row))
        return VISIT_REFUSED;
    out->planned = plan_open(tx, seat, &out->row);
    out->rows = occasions_of_plan(tx, seat->room, visit->plan);
    out->own = NEW_ARRAY(tx_arena(tx), struct became, out->rows.n + 1);
    bool done = false;
    for (size_t i = 0; i < out->rows.n; i++) {
        out->own[i] = occasion_open(tx, seat, &out->rows.at[i]);
        done |= out->own[i].state == VISIT_DONE && out->own[i].original.n >= visit->original.n;
    }
    return done ? VISIT_DONE_LATER : VISIT_SAVED;
}

static bool end_before(struct tx *tx, const struct seat *seat, struct before *b, day original,
                       str reason)
{
    b->planned.rule.until = day_after(original, -1);
    b->planned.reason = reason;
    bool ended =
        put_plan(tx, seat, b->row.id, b->row.revision, &b->planned, (bytes){0});
    if (ended)
        busy_write(tx, seat, b->row.id);
    return ended;
}

static void carry_cancelled(struct tx *tx, const struct seat *seat, const struct before *b,
                            day from, const struct visit_new *new, visit_id plan)
{
    for (size_t i = 0; i < b->rows.n; i++) {
        struct became became = b->own[i];
        if (became.state != VISIT_CANCELLED || became.original.n < from.n ||
            !visit_falls_on(&new->rule, became.original))
            continue;
        became.slot = new->slot;
        became.slot.on = became.original;
        put_occasion(tx, seat, plan, 0, &became);
    }
}

enum visit_outcome visit_change_onward(struct tx *tx, const struct seat *seat,
                                       const struct visit *visit, int64_t version,
                                       const struct visit_new *given, visit_id *out)
{
    struct visit_new new = *given;
    struct before before;
    new.rule.first = new.slot.on;
    enum visit_outcome outcome = examine_change(seat, visit, version, visit->may_change);
    if (outcome != VISIT_SAVED)
        return outcome;
    if (day_is(new.rule.first))
        visit_rule_complete(&new.rule);
    outcome = examine(tx, seat, &new);
    if (outcome == VISIT_SAVED)
        outcome = find_before(tx, seat, visit, &before);
    if (outcome != VISIT_SAVED)
        return outcome;
    if (!end_before(tx, seat, &before, visit->original, NONE))
        return VISIT_CHANGED_MEANWHILE;
    start_plan(tx, seat, &new, (bytes){0}, visit->plan, out);
    carry_cancelled(tx, seat, &before, visit->original, &new, *out);
    busy_write(tx, seat, *out);
    tell_people(tx, seat, &visit->slot, &new.slot);
    tell(tx, seat, "visit.change", visit->plan);
    return VISIT_SAVED;
}

enum visit_outcome visit_end(struct tx *tx, const struct seat *seat, const struct visit *visit,
                             int64_t version, str reason)
{
    struct before before;
    enum visit_outcome outcome = examine_change(seat, visit, version, visit->may_change);
    if (outcome == VISIT_SAVED)
        outcome = examine_reason(reason);
    if (outcome == VISIT_SAVED)
        outcome = find_before(tx, seat, visit, &before);
    if (outcome != VISIT_SAVED)
        return outcome;
    if (!end_before(tx, seat, &before, visit->original, str_trim(reason)))
        return VISIT_CHANGED_MEANWHILE;
    tell_person(tx, seat, &visit->slot);
    tell(tx, seat, "visit.end", visit->plan);
    return VISIT_SAVED;
}
