// SPDX-License-Identifier: AGPL-3.0-or-later
// The address as the mails need it. Inside this folder only.
#ifndef DELIVERY_ADDRESS_H
#define DELIVERY_ADDRESS_H

#include "delivery/delivery.h"
#include "delivery/delivery.sql.h"

// The member's address, opened; NONE: none.
str address_open(struct tx *tx, const struct target_row *target);
// Whether it is the one with that fingerprint.
bool address_is(struct tx *tx, str address, bytes fingerprint);

#endif
