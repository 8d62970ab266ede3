// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/room.h"

#include "audit/audit.h"
#include "city/city.h"
#include "consent/consent.h"
#include "patient/patient.h"
#include "room/room.sql.h"

static struct place name_place(room_id id)
{
    return (struct place){S("room"), S("name"), id.v, id.v};
}

// A new room with a key of its own under the city's.
static room_id add_room(struct tx *tx, city_id city, enum room_kind kind, patient_id patient,
                        str name)
{
    struct arena *a = tx_arena(tx);
    room_id id = {tx_new_id(tx)};
    struct key outer, key;
    if (!city_key(tx, city, &outer))
        return (room_id){0};
    key_new(&key);
    room_insert(tx, &(struct room_insert_params){
                        .id = id,
                        .city = city,
                        .kind = kind,
                        .patient = patient,
                        .wrapped_key = key_wrap(a, &outer, id.v, &key),
                        .name = seal_text(a, &key, name_place(id), name),
                        .opened_on = tx_today(tx),
                    });
    key_forget(&outer);
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"room.open", .city = city, .room = id,
                                           .subject = patient.v});
    return id;
}

enum room_outcome room_open_for(struct tx *tx, const struct acting *me, patient_id patient,
                                room_id *out)
{
    struct patient who;
    struct consent consent;
    if (!patient_find(tx, me->city, patient, &who))
        return ROOM_NO_PATIENT;
    if (!consent_in_force(tx, me->city, patient, &consent))
        return ROOM_NO_CONSENT;
    if (room_open_of(tx, patient, out))
        return ROOM_ALREADY_OPEN;
    *out = add_room(tx, me->city, ROOM_PATIENT, patient, who.name);
    return ROOM_OPENED;
}

room_id room_open_notice(struct tx *tx, city_id city, str city_name)
{
    str name = str_print(tx_arena(tx), "%.*sからの重要なお知らせ", STR(city_name));
    return add_room(tx, city, ROOM_NOTICE, (patient_id){0}, name);
}

room_id room_notice_of(struct tx *tx, city_id city)
{
    room_id id = {0};
    room_notice(tx, city, ROOM_NOTICE, &id);
    return id;
}

room_id room_open_group(struct tx *tx, const struct acting *me, str name)
{
    return add_room(tx, me->city, ROOM_GROUP, (patient_id){0}, name);
}

bool room_rename_group(struct tx *tx, const struct acting *me, room_id room, str name)
{
    struct room_card card;
    struct key key;
    if (!room_find_group(tx, me->city, room, &card) || !room_key(tx, room, &key))
        return false;
    room_set_name(tx, room, seal_text(tx_arena(tx), &key, name_place(room), name));
    key_forget(&key);
    return true;
}

bool room_close(struct tx *tx, const struct acting *me, room_id room, day on)
{
    if (room_set_closed(tx, me->city, room, on) == 0)
        return false;
    room_drafts_end(tx, room);
    audit_record(tx, &(struct audit_entry){"room.close", .city = me->city, .room = room});
    return true;
}

bool room_withdraw_consent(struct tx *tx, const struct acting *me, patient_id patient, day on)
{
    struct consent consent;
    room_id room;
    bool any = false;
    // Consent may have been recorded more than once: an older one must not stand up again.
    while (consent_in_force(tx, me->city, patient, &consent) &&
           consent_withdraw(tx, me->city, consent.id, on))
        any = true;
    if (!any)
        return false;
    if (room_open_of(tx, patient, &room))
        room_close(tx, me, room, on);
    return true;
}

bool room_key(struct tx *tx, room_id room, struct key *out)
{
    struct room_keys keys;
    return room_wrapped_key(tx, room, &keys) &&
           room_key_of_row(tx, keys.city, room, keys.wrapped_key, out);
}

bool room_key_of_row(struct tx *tx, city_id city, room_id room, bytes wrapped, struct key *out)
{
    struct key outer;
    if (!city_key(tx, city, &outer))
        return false;
    bool good = key_unwrap(&outer, room.v, wrapped, out);
    key_forget(&outer);
    if (!good)
        tx_fail(tx, "the key of a room does not open");
    return good;
}

static struct room_card opened(struct tx *tx, city_id city, const struct room_row *row)
{
    struct room_card card = {
        .id = row->id,
        .patient = row->patient,
        .opened_on = row->opened_on,
        .closed_on = row->closed_on,
        .seats = row->seats,
    };
    struct key key = {0};
    if (!room_key_of_row(tx, city, row->id, row->wrapped_key, &key) ||
        !unseal_text(tx_arena(tx), &key, name_place(row->id), row->name, &card.name))
        tx_fail(tx, "the name of a room does not open");
    key_forget(&key);
    return card;
}

static struct room_cards all_opened(struct tx *tx, city_id city, struct room_row_list rows)
{
    struct room_cards list = {rows.n, NEW_ARRAY(tx_arena(tx), struct room_card, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = opened(tx, city, &rows.at[i]);
    return list;
}

struct room_cards room_list(struct tx *tx, city_id city)
{
    return all_opened(tx, city, room_of_city(tx, city, ROOM_PATIENT));
}

struct room_cards room_list_of(struct tx *tx, city_id city, patient_id patient)
{
    return all_opened(tx, city, room_of_patient(tx, city, patient));
}

struct room_cards room_list_for(struct tx *tx, city_id city, const struct room_id_list *ids)
{
    struct room_row_list rows = room_by_ids(tx, city, ROOM_PATIENT, ids);
    struct room_cards list = {ids->n, NEW_ARRAY(tx_arena(tx), struct room_card, ids->n)};
    id_sort(rows.at, rows.n, sizeof *rows.at);
    for (size_t i = 0; i < ids->n; i++) {
        const struct room_row *row = id_find(&ids->at[i], rows.at, rows.n, sizeof *rows.at);
        if (row)
            list.at[i] = opened(tx, city, row);
    }
    return list;
}

struct room_cards room_list_groups(struct tx *tx, city_id city)
{
    return all_opened(tx, city, room_of_city(tx, city, ROOM_GROUP));
}

static bool find(struct tx *tx, city_id city, enum room_kind kind, room_id id,
                 struct room_card *out)
{
    struct room_row row;
    if (!room_by_id(tx, city, kind, id, &row))
        return false;
    *out = opened(tx, city, &row);
    return tx_ok(tx);
}

bool room_find(struct tx *tx, city_id city, room_id id, struct room_card *out)
{
    return find(tx, city, ROOM_PATIENT, id, out);
}

bool room_find_group(struct tx *tx, city_id city, room_id id, struct room_card *out)
{
    return find(tx, city, ROOM_GROUP, id, out);
}
