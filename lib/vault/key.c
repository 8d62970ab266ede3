// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/vault.h"

#include "base/check.h"
#include "base/random.h"

#include <sodium.h>

enum { PERSONAL_BYTES = crypto_generichash_blake2b_PERSONALBYTES };

// One BLAKE2b per use, kept apart by the personalisation: a token can never be
// mistaken for a key or a MAC of the same bytes.
static void keyed_hash(const char personal[static PERSONAL_BYTES], const struct key *key,
                       bytes data, uint8_t *out, size_t n)
{
    check(crypto_generichash_blake2b_salt_personal(out, n, data.p, data.n, key->k, KEY_BYTES, NULL,
                                                   (const uint8_t *)personal) == 0);
}

void key_new(struct key *out)
{
    random_fill(out->k, KEY_BYTES);
}

void key_forget(struct key *k)
{
    sodium_memzero(k->k, KEY_BYTES);
}

void key_derive(const struct key *from, str purpose, struct key *out)
{
    keyed_hash("tsunagi derive  ", from, str_bytes(purpose), out->k, KEY_BYTES);
}

bytes token_of(struct arena *a, const struct key *key, str text)
{
    uint8_t *out = arena_alloc_raw(a, 16);
    keyed_hash("tsunagi token   ", key, str_bytes(text), out, 16);
    return (bytes){out, 16};
}

_Static_assert(KEY_BYTES >= crypto_shorthash_KEYBYTES, "the first bytes of a key are enough");
_Static_assert(crypto_shorthash_BYTES == sizeof(uint64_t), "one number");

uint64_t token_number(const struct key *key, str text)
{
    uint8_t out[crypto_shorthash_BYTES];
    uint64_t number;
    crypto_shorthash(out, (const uint8_t *)text.p, text.n, key->k);
    memcpy(&number, out, sizeof number);
    return number;
}

void mac_of(const struct key *key, bytes data, uint8_t out[32])
{
    keyed_hash("tsunagi mac     ", key, data, out, 32);
}
