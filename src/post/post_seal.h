// SPDX-License-Identifier: AGPL-3.0-or-later
// The seal around a post. Inside this folder only.
#ifndef POST_POST_SEAL_H
#define POST_POST_SEAL_H

#include "post/post.h"
#include "post/post.sql.h"

// What was sealed with a text.
struct said {
    struct addressees to;
    str body;
    uint8_t request[16]; // digest of the request key
};
void post_digest(bytes request_key, uint8_t out[16]);

bytes post_seal(struct tx *tx, const struct seat *seat, const struct post_row *row,
                const struct said *said);
// False when the bytes, or the columns beside them, are not what was sealed.
bool post_unseal(struct arena *a, const struct key *key, room_id room, const struct post_row *row,
                 struct said *out);
// What does not open is a fault of the transaction.
struct said post_open(struct tx *tx, const struct seat *seat, const struct post_row *row);
str post_open_name(struct tx *tx, const struct seat *seat, seat_id of, bytes sealed);
void post_index_new(struct tx *tx, const struct seat *seat, const struct post_new *new, post_id id);
// The index follows what the post says now. One that is withdrawn is not found any more.
void post_index(struct tx *tx, room_id room, const struct key *key, const struct post_row *row,
                enum post_standing standing, str body);
// The post as it was at that revision.
struct post_row post_row_as(const struct post_row *now, const struct version_row *then);

#endif
