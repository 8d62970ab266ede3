// SPDX-License-Identifier: AGPL-3.0-or-later
// A permission's row, sealed with the city's key and opened. Inside this folder only.
#ifndef PERMISSION_PERMISSION_SEAL_H
#define PERMISSION_PERMISSION_SEAL_H

#include "permission/permission.h"
#include "permission/permission.sql.h"

bytes permission_seal(struct tx *tx, const struct key *key, city_id city,
                      const struct permission *p);
// False when the row does not say what was sealed.
bool permission_unseal(struct arena *a, const struct key *key, const struct permission_row *row,
                       struct permission *out);
// With the city's key; a row that does not open is a fault.
bool permission_opened(struct tx *tx, const struct permission_row *row, struct permission *out);
office_id permission_office_of(struct tx *tx, const struct seat *seat);
// Where the asker can read the answer; false when that person sits nowhere for the office any more.
bool permission_asker_room(struct tx *tx, city_id city, const struct permission *p, room_id *out);

#endif
