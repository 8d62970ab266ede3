// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys and sealing. The master key (a file outside the database, 0600) wraps one
// key per city; a city's key wraps one key per room. Contents are sealed with
// XChaCha20-Poly1305; where they stand (table, column, row, room) is
// authenticated with them, so a sealed value moved to another row does not
// open. Destroying a wrapped key erases everything under it.
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include "base/arena.h"

struct vault;

// A new master key in `folder`/master.key (folder made 0700, file 0600). False
// when the file exists, when others may write to the folder, or when it cannot
// be written durably.
bool vault_create(str folder);
// NULL when the file is missing, has the wrong size or is readable by others.
struct vault *vault_open(str folder);
void vault_close(struct vault *v); // overwrites what it held

enum { KEY_BYTES = 32, SEAL_OVERHEAD = 1 + 24 + 16 };
struct key {
    uint8_t k[KEY_BYTES];
};

void key_new(struct key *out); // random
void key_forget(struct key *k); // overwrite
// A key for one purpose out of another; the same purpose gives the same key.
void key_derive(const struct key *from, str purpose, struct key *out);

// Where a sealed value stands. Table and column are words of the program, at
// most 64 bytes each.
struct place {
    str table;
    str column;
    int64_t row;
    int64_t scope; // the room's or the city's id; 0 where neither applies
};

bytes seal(struct arena *a, const struct key *key, struct place place, bytes plain);
bytes seal_text(struct arena *a, const struct key *key, struct place place, str plain);
// False when the bytes were changed, moved, or sealed with another key; *out is
// untouched then. Empty bytes never open: an absent value is not a sealed one.
bool unseal(struct arena *a, const struct key *key, struct place place, bytes sealed, bytes *out);
bool unseal_text(struct arena *a, const struct key *key, struct place place, bytes sealed,
                 str *out);
// The same inside the memory that holds the sealed bytes, for large contents;
// what was there is lost, also when it does not open.
bool unseal_over(const struct key *key, struct place place, uint8_t *sealed, size_t n, bytes *out);

// Keys under keys. `owner` is the id of the city or room that the inner key
// belongs to, and is authenticated.
bytes vault_wrap(struct arena *a, const struct vault *v, int64_t owner, const struct key *inner);
bool vault_unwrap(const struct vault *v, int64_t owner, bytes wrapped, struct key *out);
bytes key_wrap(struct arena *a, const struct key *outer, int64_t owner, const struct key *inner);
bool key_unwrap(const struct key *outer, int64_t owner, bytes wrapped, struct key *out);

// The key of one installation-wide purpose ("audit", "lookup", …).
void vault_key(const struct vault *v, str purpose, struct key *out);

// A keyed fingerprint of a text, for finding equal values without storing them
// (a personal ID's owner, a search token): BLAKE2b under the key, 16 bytes.
bytes token_of(struct arena *a, const struct key *key, str text);
// The same as one number, for indexes that hold hundreds of tokens of each text: SipHash-2-4 under
// the key's first 16 bytes, which must not be used for anything else.
uint64_t token_number(const struct key *key, str text);
// A keyed MAC of 32 bytes over any bytes.
void mac_of(const struct key *key, bytes data, uint8_t out[32]);

#endif
