// SPDX-License-Identifier: AGPL-3.0-or-later
#include "review/review.h"

#include "audit/audit.h"
#include "city/city.h"
#include "review/review.sql.h"

static struct place reason_place(review_id id, city_id city)
{
    return (struct place){S("seat_review"), S("reason"), id.v, city.v};
}

// --- proposing ---------------------------------------------------------------------------

static bool works_at(struct tx *tx, office_id office, member_id id, struct member *out)
{
    struct member_list people = member_list_at(tx, office);
    return member_pick_id(&people, id, out);
}

static void propose(struct tx *tx, const struct seat_under *s, member_id member, office_id from,
                    office_id to)
{
    review_id id;
    // Who moves on before the decision: it is then about the newest office.
    if (review_open_for(tx, s->room, s->id, &id)) {
        review_set_target(tx, id, to, tx_now(tx));
        return;
    }
    id = (review_id){tx_new_id(tx)};
    review_insert(tx, &(struct review_insert_params){
                          .id = id,
                          .city = s->city,
                          .room = s->room,
                          .seat = s->id,
                          .member = member,
                          .from_office = from,
                          .to_office = to,
                          .at = tx_now(tx),
                          .reason = {(const uint8_t *)"", 0},
                      });
    audit_record(tx, &(struct audit_entry){"seat.propose", .city = s->city, .room = s->room,
                                           .subject = s->id.v});
}

int review_propose(struct tx *tx, city_id city, member_id member, office_id from, office_id to)
{
    struct seats_under seats = seat_list_under(tx, member, from);
    struct member there = {0};
    bool goes_on = office_is(to) && works_at(tx, to, member, &there);
    int n = 0;
    for (size_t i = 0; i < seats.n; i++) {
        const struct seat_under *s = &seats.at[i];
        if (s->closed)
            continue;
        if (s->kind != ROOM_PATIENT) {
            if (city_same(s->city, city) && goes_on)
                seat_renew(tx, s->room, s->id, to, there.profession);
            else if (city_same(s->city, city))
                seat_end(tx, s->room, s->id);
            continue;
        }
        propose(tx, s, member, from, to);
        n++;
    }
    return n;
}

// --- listing -----------------------------------------------------------------------------

// Whom and which room each row is about.
struct names {
    struct room_cards rooms;
    struct member_list members, deciders;
};

static struct names names_of(struct tx *tx, city_id city, const struct review_row_list *rows)
{
    struct arena *a = tx_arena(tx);
    struct room_id_list rooms = {rows->n, NEW_ARRAY(a, room_id, rows->n)};
    struct member_id_list members = {rows->n, NEW_ARRAY(a, member_id, rows->n)};
    struct member_id_list deciders = {rows->n, NEW_ARRAY(a, member_id, rows->n)};
    for (size_t i = 0; i < rows->n; i++) {
        rooms.at[i] = rows->at[i].room;
        members.at[i] = rows->at[i].member;
        deciders.at[i] = rows->at[i].decided_by;
    }
    return (struct names){room_list_for(tx, city, &rooms), member_list_for(tx, &members),
                          member_list_for(tx, &deciders)};
}

static struct review review_of(struct tx *tx, city_id city, const struct key *key,
                               const struct review_row *row)
{
    struct review r = {
        .id = row->id,
        .room = row->room,
        .seat = row->seat,
        .member = row->member,
        .from_name = row->from_name,
        .to_name = row->to_name,
        .invited_on = row->invited_on,
        .decision = row->decision,
        .decided_at = row->decided_at,
    };
    if (row->reason.n &&
        !unseal_text(tx_arena(tx), key, reason_place(row->id, city), row->reason, &r.reason))
        tx_fail(tx, "the reason of a decision about a seat does not open");
    return r;
}

struct reviews review_list(struct tx *tx, city_id city, bool decided)
{
    struct review_row_list rows =
        decided ? review_rows_decided(tx, city) : review_rows_waiting(tx, city);
    struct reviews list = {rows.n, NEW_ARRAY(tx_arena(tx), struct review, rows.n)};
    struct names names = names_of(tx, city, &rows);
    struct key key;
    if (rows.n == 0 || !city_key(tx, city, &key))
        return (struct reviews){0};
    for (size_t i = 0; i < rows.n; i++) {
        list.at[i] = review_of(tx, city, &key, &rows.at[i]);
        list.at[i].room_name = names.rooms.at[i].name;
        list.at[i].member_name = names.members.at[i].name;
        list.at[i].decided_by = names.deciders.at[i].name;
    }
    key_forget(&key);
    return list;
}

int64_t review_count(struct tx *tx, city_id city)
{
    return review_waiting_count(tx, city);
}

// --- deciding ----------------------------------------------------------------------------

static bool carry_out(struct tx *tx, const struct acting *me, const struct review_found *found,
                      enum review_decision decision)
{
    struct member there;
    if (decision == REVIEW_ENDED)
        return seat_remove(tx, me, found->room, found->seat);
    return office_is(found->to_office) && works_at(tx, found->to_office, found->member, &there) &&
           seat_is(seat_renew(tx, found->room, found->seat, found->to_office, there.profession));
}

enum review_outcome review_decide(struct tx *tx, const struct acting *me, review_id id,
                                  enum review_decision decision, str reason)
{
    struct review_found found;
    struct key key;
    if (decision == REVIEW_WAITING || !review_by_id(tx, me->city, id, &found))
        return REVIEW_GONE;
    if (!carry_out(tx, me, &found, decision))
        return REVIEW_NOWHERE;
    if (!city_key(tx, me->city, &key))
        return REVIEW_GONE; // a fault
    review_set_decided(tx, id, decision,
                       seal_text(tx_arena(tx), &key, reason_place(id, me->city), reason),
                       tx_now(tx), me->member);
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){
                         decision == REVIEW_ENDED ? "seat.review.end" : "seat.review.continue",
                         .city = me->city, .room = found.room, .subject = found.seat.v});
    return REVIEW_DONE;
}
