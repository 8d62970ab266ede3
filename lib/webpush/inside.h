// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share and nobody else sees.
#ifndef WEBPUSH_INSIDE_H
#define WEBPUSH_INSIDE_H

#include "webpush/webpush.h"

bool p256_is_point(const uint8_t open[P256_OPEN]);
// ECDSA over SHA-256, as JWS wants it: r and s, 32 bytes each (RFC 7518, 3.4).
void p256_sign(const struct p256_pair *pair, str text, uint8_t out[64]);

// Seconds, or a date (RFC 9110, 10.2.3); 0 for what is neither or past.
int64_t retry_after_parse(struct arena *a, str value, instant now);

#endif
