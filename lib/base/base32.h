// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids in URLs and on paper: Crockford's base32 in lower case, 13 characters for
// 64 bits. Reading accepts upper case and takes i, l for 1 and o for 0.
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include "base/arena.h"

struct buf;

str base32_from_id(struct arena *a, int64_t id); // id >= 0; no leading zeros
void base32_put_id(struct buf *out, int64_t id);
bool base32_to_id(str s, int64_t *out);

str hex_from_bytes(struct arena *a, bytes b); // lower case
str base64_from_bytes(struct arena *a, bytes b); // RFC 4648 with padding
str base64url_from_bytes(struct arena *a, bytes b); // without padding
bool base64url_to_bytes(struct arena *a, str s, bytes *out);

#endif
