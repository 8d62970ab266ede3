// SPDX-License-Identifier: AGPL-3.0-or-later
// How a row of the audit and a link of its chain are protected; shared by what writes
// them and what verifies them.
#ifndef AUDIT_AUDIT_ROW_H
#define AUDIT_AUDIT_ROW_H

#include "base/time.h"
#include "ids.h"
#include "vault/vault.h"

enum { AUDIT_MAC = 32 };

struct audit_fields {
    audit_id id;
    city_id city;
    instant at;
    member_id actor;
    device_id device;
    str action;
    room_id room;
    int64_t subject;
    bytes detail; // sealed, or empty
};

struct tx;
void audit_key(struct tx *tx, struct key *out);
bytes audit_row_mac(struct arena *a, const struct key *key, const struct audit_fields *row);
bytes audit_link_hash(struct arena *a, const struct key *key, bytes before, bytes mac);

#endif
