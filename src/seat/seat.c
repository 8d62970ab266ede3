// SPDX-License-Identifier: AGPL-3.0-or-later
#include "seat/seat.h"

#include "audit/audit.h"
#include "city/city.h"
#include "notice/notice.h"
#include "seat/seat.sql.h"
#include "web/live.h"

#include <sodium.h>

static struct place name_place(room_id room, seat_id seat)
{
    return (struct place){S("seat"), S("name"), seat.v, room.v};
}

// --- the proof -----------------------------------------------------------------------

// A row in the table is not enough for a seat: whoever can write to the database but does not
// hold the keys could make one. Each carries a MAC under the room's key over all that it says.
static bytes proof_of(struct arena *a, const struct key *room_key, room_id room,
                      const struct seat_standing *s)
{
    const int64_t said[] = {room.v,       s->id.v,         s->member.v,    s->office.v,
                            s->profession, s->invited_on.n, s->removed_on.n};
    uint8_t *mac = arena_alloc_raw(a, 32);
    struct key key;
    key_derive(room_key, S("seat"), &key);
    mac_of(&key, (bytes){(const uint8_t *)said, sizeof said}, mac);
    key_forget(&key);
    return (bytes){mac, 32};
}

static bool is_proved(struct arena *a, const struct key *room_key, room_id room,
                      const struct seat_standing *s)
{
    bytes proof = proof_of(a, room_key, room, s);
    return s->proof.n == proof.n && sodium_memcmp(s->proof.p, proof.p, proof.n) == 0;
}

// --- the key -------------------------------------------------------------------------

static bool open_keys(struct tx *tx, const struct seat_key_row *row, struct seat *seat)
{
    if (!room_key_of_row(tx, row->city, seat->room, row->room_key, &seat->key))
        return false;
    struct seat_standing standing = {.id = row->id,
                                     .member = seat->member,
                                     .office = row->office,
                                     .profession = row->profession,
                                     .invited_on = row->invited_on,
                                     .removed_on = NO_DAY,
                                     .proof = row->proof};
    struct place place = {S("room"), S("name"), seat->room.v, seat->room.v};
    return is_proved(tx_arena(tx), &seat->key, seat->room, &standing) &&
           unseal_text(tx_arena(tx), &seat->key, place, row->name, &seat->room_name);
}

static bool writes_here(const struct acting *me, const struct seat *seat)
{
    if (day_is(seat->closed_on))
        return false;
    switch (seat->kind) {
    case ROOM_PATIENT:
    case ROOM_GROUP:
        return true;
    case ROOM_NOTICE:
        return me->role == ROLE_OFFICER && city_same(me->city, seat->city);
    }
    return false;
}

// False, with a fault, when the keys do not open or the proof is not ours.
static bool opened_seat(struct tx *tx, const struct acting *me, const struct seat_key_row *row,
                        struct seat *seat)
{
    *seat = (struct seat){
        .room = row->room,
        .id = row->id,
        .member = me->member,
        .city = row->city,
        .kind = row->kind,
        .closed_on = row->closed_on,
    };
    if (!open_keys(tx, row, seat)) {
        tx_fail(tx, "the key of a room does not open");
        return false;
    }
    seat->may_write = writes_here(me, seat);
    return true;
}

const struct seat *seat_open(struct tx *tx, const struct acting *me, room_id room)
{
    struct seat_key_row row;
    if (!seat_for(tx, room, me->member, &row))
        return NULL;
    struct seat *seat = NEW(tx_arena(tx), struct seat);
    return opened_seat(tx, me, &row, seat) ? seat : NULL;
}

struct seat_list seat_open_all(struct tx *tx, const struct acting *me)
{
    struct seat_key_row_list rows = seat_for_all(tx, me->member);
    struct seat_list list = {0, NEW_ARRAY(tx_arena(tx), struct seat, rows.n)};
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++)
        list.n += opened_seat(tx, me, &rows.at[i], &list.at[list.n]);
    return list;
}

// --- inviting and removing -------------------------------------------------------------

static seat_id add_seat(struct tx *tx, room_id room, const struct member *m, member_id by)
{
    struct key key;
    seat_id id = {tx_new_id(tx)};
    if (!room_key(tx, room, &key))
        return (seat_id){0};
    struct seat_standing standing = {.id = id,
                                     .member = m->id,
                                     .office = m->office,
                                     .profession = m->profession,
                                     .invited_on = tx_today(tx),
                                     .removed_on = NO_DAY};
    seat_insert(tx, &(struct seat_insert_params){
                        .room = room,
                        .id = id,
                        .member = m->id,
                        .office = m->office,
                        .profession = m->profession,
                        .name = seal_text(tx_arena(tx), &key, name_place(room, id), m->name),
                        .invited_on = tx_today(tx),
                        .invited_by = by,
                        .proof = proof_of(tx_arena(tx), &key, room, &standing),
                    });
    key_forget(&key);
    return id;
}

// As whom the person comes: the newest affiliation, or the one at that office.
static bool comes_as(struct tx *tx, office_id office, struct member *m)
{
    struct affiliations works = member_affiliations(tx, m->id);
    for (size_t i = 0; i < works.n; i++)
        if (!office_is(office) || office_same(works.at[i].office, office)) {
            m->office = works.at[i].office;
            m->profession = works.at[i].profession;
            return true;
        }
    return false;
}

static enum seat_outcome invite(struct tx *tx, const struct acting *me, city_id city, room_id room,
                                const struct seat_guest *guest)
{
    seat_id seat;
    const struct member *found = member_find_anywhere(tx, guest->member);
    if (!found || !member_is_active(found, tx_today(tx)))
        return SEAT_NOBODY;
    struct member m = *found;
    if (!comes_as(tx, guest->office, &m))
        return SEAT_NOBODY;
    if (seat_in_force(tx, room, m.id, &seat))
        return SEAT_ALREADY;
    seat = add_seat(tx, room, &m, me->member);
    seat_news_put(tx, room, seat);
    notice_tell(tx, room, m.id, NOTICE_SEAT);
    audit_record(tx, &(struct audit_entry){"seat.invite", .city = city, .room = room,
                                           .subject = seat.v});
    live_publish(tx, room.v, S("room"), S("seats"));
    return SEAT_INVITED;
}

// True when the office of the guest, or one of the guest's, is in the city; it is named then.
static bool works_in(struct tx *tx, city_id city, struct seat_guest *guest)
{
    struct affiliations works = member_affiliations(tx, guest->member);
    for (size_t i = 0; i < works.n; i++) {
        bool meant = !office_is(guest->office) || office_same(works.at[i].office, guest->office);
        if (meant && city_same(works.at[i].city, city)) {
            guest->office = works.at[i].office;
            return true;
        }
    }
    return false;
}

enum seat_outcome seat_invite(struct tx *tx, const struct acting *me, room_id room,
                              member_id member)
{
    return seat_invite_as(tx, me, room, member, (office_id){0});
}

enum seat_outcome seat_invite_as(struct tx *tx, const struct acting *me, room_id room,
                                 member_id member, office_id office)
{
    struct room_card card;
    if (!room_find(tx, me->city, room, &card) || day_is(card.closed_on))
        return SEAT_NO_ROOM;
    return invite(tx, me, me->city, room, &(struct seat_guest){member, office});
}

enum seat_outcome seat_invite_to_group(struct tx *tx, const struct acting *me, city_id city,
                                       room_id group, const struct seat_guest *guest)
{
    struct room_card card;
    struct seat_guest here = *guest;
    if (!room_find_group(tx, city, group, &card) || day_is(card.closed_on))
        return SEAT_NO_ROOM;
    if (!works_in(tx, city, &here))
        return SEAT_NOBODY;
    return invite(tx, me, city, group, &here);
}

void seat_invite_to_notice(struct tx *tx, city_id city, member_id member)
{
    room_id room = room_notice_of(tx, city);
    const struct member *m = member_find_anywhere(tx, member);
    const struct acting *me = tx_get(tx, TX_ACTOR);
    seat_id seat;
    if (!room_is(room) || !m || seat_in_force(tx, room, member, &seat))
        return;
    // The command line has nobody acting: then the person enters by themselves.
    seat = add_seat(tx, room, m, me ? me->member : member);
    audit_record(tx, &(struct audit_entry){"seat.invite", .city = city, .room = room,
                                           .subject = seat.v});
}

static void end_seat(struct tx *tx, city_id city, room_id room, seat_id seat, day on, member_id by)
{
    struct seat_standing standing;
    struct key key;
    if (!seat_standing_of(tx, room, seat, &standing) || !room_key(tx, room, &key))
        return;
    standing.removed_on = on;
    seat_set_removed(tx, room, seat, on, by, proof_of(tx_arena(tx), &key, room, &standing));
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"seat.remove", .city = city, .room = room,
                                           .subject = seat.v});
    live_publish(tx, room.v, S("room"), S("seats"));
}

// A patient's room or a group of the city; people leave its notice room with the city alone.
static bool is_managed(struct tx *tx, city_id city, room_id room)
{
    struct room_card card;
    return room_find(tx, city, room, &card) || room_find_group(tx, city, room, &card);
}

bool seat_remove(struct tx *tx, const struct acting *me, room_id room, seat_id seat)
{
    member_id member;
    if (!is_managed(tx, me->city, room) || !seat_member(tx, room, seat, &member))
        return false;
    end_seat(tx, me->city, room, seat, tx_today(tx), me->member);
    seat_drafts_end(tx, room, member);
    // An open stream knows the rooms of its beginning; it must begin anew without this one.
    live_close(tx, member.v);
    return true;
}

void seat_remove_all(struct tx *tx, member_id member, day on)
{
    struct seat_room_list seats = seat_all_of(tx, member);
    const struct acting *me = tx_get(tx, TX_ACTOR);
    for (size_t i = 0; i < seats.n; i++) {
        end_seat(tx, seats.at[i].city, seats.at[i].room, seats.at[i].id, on,
                 me ? me->member : (member_id){0});
        seat_drafts_end(tx, seats.at[i].room, member);
    }
}

struct room_id_list seat_rooms_of(struct tx *tx, member_id member)
{
    return seat_rooms_held(tx, member, ROOM_PATIENT);
}

bool seat_welcome(struct tx *tx, const struct seat *seat)
{
    if (seat_news_end(tx, seat->room, seat->id) == 0)
        return false;
    live_publish(tx, seat->member.v, S("inbox"), S("new"));
    return true;
}

// --- renewing --------------------------------------------------------------------------

struct seats_under seat_list_under(struct tx *tx, member_id member, office_id office)
{
    struct seat_at_office_list found = seat_rows_under(tx, member, office);
    struct seats_under list = {found.n, NEW_ARRAY(tx_arena(tx), struct seat_under, found.n)};
    for (size_t i = 0; i < found.n; i++)
        list.at[i] = (struct seat_under){found.at[i].id, found.at[i].room, found.at[i].city,
                                         found.at[i].kind, day_is(found.at[i].closed_on)};
    return list;
}

seat_id seat_renew(struct tx *tx, room_id room, seat_id seat, office_id office,
                   enum profession profession)
{
    struct seat_standing standing;
    city_id city;
    int64_t read = 0;
    bool unread = seat_unread_from(tx, room, seat, &read);
    const struct acting *me = tx_get(tx, TX_ACTOR);
    if (!seat_standing_of(tx, room, seat, &standing) || day_is(standing.removed_on) ||
        !seat_city_of(tx, room, &city))
        return (seat_id){0};
    const struct member *found = member_find_anywhere(tx, standing.member);
    if (!found)
        return (seat_id){0};
    struct member m = *found;
    m.office = office;
    m.profession = profession;
    end_seat(tx, city, room, seat, tx_today(tx), me ? me->member : m.id);
    seat_id next = add_seat(tx, room, &m, me ? me->member : m.id);
    if (unread)
        seat_set_read_until(tx, room, next, read);
    audit_record(tx, &(struct audit_entry){"seat.invite", .city = city, .room = room,
                                           .subject = next.v});
    return next;
}

void seat_end(struct tx *tx, room_id room, seat_id seat)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    city_id city;
    member_id member;
    if (!seat_city_of(tx, room, &city) || !seat_member(tx, room, seat, &member))
        return;
    end_seat(tx, city, room, seat, tx_today(tx), me ? me->member : member);
    seat_drafts_end(tx, room, member);
    live_close(tx, member.v);
}

void seat_renew_all(struct tx *tx, member_id member, office_id office, enum profession profession)
{
    struct seats_under seats = seat_list_under(tx, member, office);
    for (size_t i = 0; i < seats.n; i++)
        if (!seats.at[i].closed)
            seat_renew(tx, seats.at[i].room, seats.at[i].id, office, profession);
}

// --- the roster ------------------------------------------------------------------------

static struct seat_rows opened(struct tx *tx, room_id room, const struct key *key)
{
    struct seat_found_list found = seat_roster_rows(tx, room);
    struct seat_rows rows = {found.n, NEW_ARRAY(tx_arena(tx), struct seat_row, found.n)};
    for (size_t i = 0; i < found.n; i++) {
        const struct seat_found *f = &found.at[i];
        rows.at[i] = (struct seat_row){
            .id = f->id,
            .member = f->member,
            .office = f->office,
            .office_name = f->office_name,
            .profession = f->profession,
            .invited_on = f->invited_on,
            .removed_on = f->removed_on,
        };
        if (!unseal_text(tx_arena(tx), key, name_place(room, f->id), f->name, &rows.at[i].name))
            tx_fail(tx, "the name on a seat does not open");
    }
    return rows;
}

struct seat_rows seat_roster(struct tx *tx, const struct seat *seat)
{
    return opened(tx, seat->room, &seat->key);
}

struct seat_rows seat_list_for_desk(struct tx *tx, city_id city, room_id room)
{
    struct key key;
    if (!is_managed(tx, city, room) || !room_key(tx, room, &key))
        return (struct seat_rows){0};
    struct seat_rows rows = opened(tx, room, &key);
    key_forget(&key);
    return rows;
}

struct member_id_list seat_holders(struct arena *a, const struct seat_rows *rows)
{
    struct member_id_list list = {0, NEW_ARRAY(a, member_id, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        if (!day_is(rows->at[i].removed_on))
            list.at[list.n++] = rows->at[i].member;
    return list;
}

// --- verifying -----------------------------------------------------------------------

size_t seat_verify(struct tx *tx, room_id room, const struct key *key,
                   void (*broken)(void *context, seat_id seat), void *context)
{
    struct seat_standing_list seats = seat_standings(tx, room);
    for (size_t i = 0; i < seats.n; i++) {
        const struct seat_standing *s = &seats.at[i];
        str name;
        if (!is_proved(tx_arena(tx), key, room, s) ||
            !unseal_text(tx_arena(tx), key, name_place(room, s->id), s->name, &name))
            broken(context, s->id);
    }
    return seats.n;
}
