// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/silent.h"

#include "audit/audit.h"
#include "checkup/silent.sql.h"
#include "city/city.h"
#include "member/member.h"
#include "room/room.h"
#include "seat/seat.h"

static bool may_decide(struct tx *tx, const struct campaign *c)
{
    return campaign_is_over(c, tx_today(tx)) && !instant_is(c->closed_at);
}

static bool is_missing(const struct request_lines *requests, office_id office)
{
    for (size_t i = 0; i < requests->n; i++)
        if (office_same(requests->at[i].office, office))
            return request_is_missing(requests->at[i].state);
    return false;
}

// --- proposals ---------------------------------------------------------------------------------

static bool is_there(const struct proposals *list, seat_id seat)
{
    for (size_t i = 0; i < list->n; i++)
        if (seat_same(list->at[i].seat, seat))
            return true;
    return false;
}

// Without the names of people and rooms.
static struct proposals nameless(struct tx *tx, const struct campaign *c,
                                 const struct request_lines *requests)
{
    struct proposals out = {0};
    if (!may_decide(tx, c))
        return out;
    struct silent_row_list rows = silent_seats(tx, c->id, c->city);
    out.at = NEW_ARRAY(tx_arena(tx), struct proposal, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct silent_row *row = &rows.at[i];
        if (!is_missing(requests, row->office) || is_there(&out, row->seat))
            continue;
        out.at[out.n++] = (struct proposal){.seat = row->seat,
                                            .room = row->room,
                                            .member = row->member,
                                            .office = row->office,
                                            .office_name = row->office_name,
                                            .invited_on = row->invited_on};
    }
    return out;
}

int64_t campaign_count_proposals(struct tx *tx, const struct campaign *c,
                                 const struct request_lines *requests)
{
    return (int64_t)nameless(tx, c, requests).n;
}

struct proposals campaign_proposals(struct tx *tx, const struct campaign *c,
                                    const struct request_lines *requests)
{
    struct arena *a = tx_arena(tx);
    struct proposals out = nameless(tx, c, requests);
    struct member_id_list members = {out.n, NEW_ARRAY(a, member_id, out.n)};
    struct room_id_list rooms = {out.n, NEW_ARRAY(a, room_id, out.n)};
    for (size_t i = 0; i < out.n; i++) {
        members.at[i] = out.at[i].member;
        rooms.at[i] = out.at[i].room;
    }
    struct member_list people = member_list_for(tx, &members);
    struct room_cards cards = room_list_for(tx, c->city, &rooms);
    for (size_t i = 0; i < out.n; i++) {
        out.at[i].member_name = people.at[i].name;
        out.at[i].room_name = cards.at[i].name;
    }
    return out;
}

// --- decisions ---------------------------------------------------------------------------------

static struct place reason_place(const struct campaign *c, seat_id seat)
{
    return (struct place){S("campaign_seat"), S("reason"), seat.v, c->id.v};
}

static bytes sealed_reason(struct tx *tx, const struct campaign *c, seat_id seat, str reason)
{
    struct key key;
    if (!city_key(tx, c->city, &key))
        return (bytes){0};
    bytes sealed = seal_text(tx_arena(tx), &key, reason_place(c, seat), reason);
    key_forget(&key);
    return sealed;
}

static str opened_reason(struct tx *tx, const struct campaign *c, const struct decision_row *row)
{
    struct key key;
    str reason = NONE;
    if (!city_key(tx, c->city, &key))
        return NONE;
    if (!unseal_text(tx_arena(tx), &key, reason_place(c, row->seat), row->reason, &reason))
        tx_fail(tx, "the reason of a decision does not open");
    key_forget(&key);
    return reason;
}

static void add_names(struct tx *tx, const struct campaign *c, const struct decision_row_list *rows,
                      struct decisions *out)
{
    struct arena *a = tx_arena(tx);
    struct member_id_list members = {rows->n, NEW_ARRAY(a, member_id, rows->n)};
    struct member_id_list deciders = {rows->n, NEW_ARRAY(a, member_id, rows->n)};
    struct room_id_list rooms = {rows->n, NEW_ARRAY(a, room_id, rows->n)};
    for (size_t i = 0; i < rows->n; i++) {
        members.at[i] = rows->at[i].member;
        deciders.at[i] = rows->at[i].by_member;
        rooms.at[i] = rows->at[i].room;
    }
    struct member_list people = member_list_for(tx, &members);
    struct member_list by = member_list_for(tx, &deciders);
    struct room_cards cards = room_list_for(tx, c->city, &rooms);
    for (size_t i = 0; i < rows->n; i++) {
        out->at[i].member_name = people.at[i].name;
        out->at[i].by = by.at[i].name;
        out->at[i].room_name = cards.at[i].name;
    }
}

struct decisions campaign_decisions(struct tx *tx, const struct campaign *c,
                                    const struct request_lines *requests)
{
    struct decision_row_list rows = decision_rows_of(tx, c->id);
    struct decisions out = {.n = rows.n, .at = NEW_ARRAY(tx_arena(tx), struct decision, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct decision_row *row = &rows.at[i];
        bool stands = office_is(row->office) && is_missing(requests, row->office);
        struct decision *d = &out.at[i];
        *d = (struct decision){.seat = row->seat,
                               .room = row->room,
                               .member = row->member,
                               .office = row->office,
                               .office_name = row->office_name,
                               .withdrawn = row->withdrawn,
                               .removed = row->removed,
                               .lapsed = row->withdrawn && !row->removed && !stands,
                               .reason = opened_reason(tx, c, row),
                               .at = row->at};
        out.withdrawn += d->withdrawn && !d->lapsed;
        out.kept += !d->withdrawn;
    }
    add_names(tx, c, &rows, &out);
    return out;
}

static const struct proposal *proposal_for(const struct proposals *proposals, seat_id seat)
{
    for (size_t i = 0; i < proposals->n; i++)
        if (seat_same(proposals->at[i].seat, seat))
            return &proposals->at[i];
    return NULL;
}

enum campaign_outcome campaign_decide(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, seat_id seat, bool withdraw,
                                      str reason)
{
    if (!may_decide(tx, c))
        return CAMPAIGN_NOT_NOW;
    struct request_lines requests = campaign_requests(tx, c);
    struct proposals proposals = nameless(tx, c, &requests);
    const struct proposal *p = proposal_for(&proposals, seat);
    if (!p)
        return CAMPAIGN_NO_SEAT;
    decision_insert(tx, &(struct decision_insert_params){
                            .id = c->id,
                            .seat = seat,
                            .room = p->room,
                            .office = p->office,
                            .withdrawn = withdraw,
                            .reason = sealed_reason(tx, c, seat, reason),
                            .at = tx_now(tx),
                            .by_member = me->member,
                        });
    audit_record(tx, &(struct audit_entry){withdraw ? "campaign.withdraw" : "campaign.keep",
                                           .city = c->city, .room = p->room, .subject = seat.v});
    return CAMPAIGN_DONE;
}

enum campaign_outcome campaign_undo(struct tx *tx, const struct acting *me,
                                    const struct campaign *c, seat_id seat)
{
    (void)me; // the audit knows the actor
    if (!may_decide(tx, c))
        return CAMPAIGN_NOT_NOW;
    if (decision_forget(tx, c->id, seat) == 0)
        return CAMPAIGN_NO_SEAT;
    audit_record(tx, &(struct audit_entry){"campaign.undo", .city = c->city, .subject = seat.v});
    return CAMPAIGN_DONE;
}

void campaign_carry_out(struct tx *tx, const struct acting *me, const struct campaign *c,
                        const struct request_lines *requests)
{
    struct decisions decided = campaign_decisions(tx, c, requests);
    for (size_t i = 0; i < decided.n; i++) {
        const struct decision *d = &decided.at[i];
        if (d->withdrawn && !d->removed && !d->lapsed && seat_remove(tx, me, d->room, d->seat))
            decision_set_removed(tx, c->id, d->seat);
    }
}
