// SPDX-License-Identifier: AGPL-3.0-or-later
// Room (部屋): the closed place around one patient, named after the patient; or the city's
// notice room 「…市からの重要なお知らせ」, where only the city posts; or a group (src/group). Opened by
// the city, closed at the end of care: read-only from then on. Guide 3 ③, 様式1-1 ※5, 様式4.
#ifndef ROOM_ROOM_H
#define ROOM_ROOM_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"
#include "vault/vault.h"

// Stored as numbers: never change the order.
enum room_kind { ROOM_PATIENT, ROOM_NOTICE, ROOM_GROUP };

enum room_outcome { ROOM_OPENED, ROOM_NO_CONSENT, ROOM_ALREADY_OPEN, ROOM_NO_PATIENT };
enum room_outcome room_open_for(struct tx *tx, const struct acting *me, patient_id patient,
                                room_id *out);
room_id room_open_notice(struct tx *tx, city_id city, str city_name);
room_id room_notice_of(struct tx *tx, city_id city);
room_id room_open_group(struct tx *tx, const struct acting *me, str name);
// False: no such group of this city.
bool room_rename_group(struct tx *tx, const struct acting *me, room_id room, str name);
bool room_close(struct tx *tx, const struct acting *me, room_id room, day on);
// Withdraws the patient's consent, every one in force, and closes the room with it. False: none.
bool room_withdraw_consent(struct tx *tx, const struct acting *me, patient_id patient, day on);
// The room's key, for the verbs of seat and audit; pages never get one without a seat.
bool room_key(struct tx *tx, room_id room, struct key *out);
// The same where a query has brought the room's wrapped key.
bool room_key_of_row(struct tx *tx, city_id city, room_id room, bytes wrapped, struct key *out);

// What the desk sees of a room: never its contents.
struct room_card {
    room_id id;
    patient_id patient;
    str name;
    day opened_on, closed_on;
    int64_t seats;
};
struct room_cards {
    size_t n;
    struct room_card *at;
};
struct room_cards room_list(struct tx *tx, city_id city); // patients' rooms, open ones first
struct room_cards room_list_of(struct tx *tx, city_id city, patient_id patient); // likewise
// One for each id, in that order; all zero where the city has no such patient's room.
struct room_cards room_list_for(struct tx *tx, city_id city, const struct room_id_list *ids);
struct room_cards room_list_groups(struct tx *tx, city_id city); // open ones first
bool room_find(struct tx *tx, city_id city, room_id id, struct room_card *out); // a patient's
bool room_find_group(struct tx *tx, city_id city, room_id id, struct room_card *out);

extern const struct routes room_routes; // the desk's pages about rooms

#endif
