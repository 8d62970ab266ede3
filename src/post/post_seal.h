// SPDX-License-Identifier: AGPL-3.0-or-later
// The seal around a post. Inside this folder only.
#ifndef POST_POST_SEAL_H
#define POST_POST_SEAL_H

#include "post/post.h"
#include "post/post.sql.h"

bytes post_seal(struct tx *tx, const struct seat *seat, const struct post_row *row,
                bytes request_key, str body);
// What does not open is a fault of the transaction.
str post_open(struct tx *tx, const struct seat *seat, const struct post_row *row);
str post_open_name(struct tx *tx, const struct seat *seat, seat_id of, bytes sealed);

#endif
