// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/password.h"

#include "base/check.h"

#include <errno.h>
#include <sodium.h>

struct cost {
    unsigned long long passes;
    size_t memory;
};

static const struct cost costs[] = {
    [PASSWORD_NORMAL] = {3, (size_t)32 << 20},
    [PASSWORD_FAST_FOR_TESTS] = {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN},
};

static struct cost today = {3, (size_t)32 << 20};

void password_set_cost(enum password_cost cost)
{
    today = costs[cost];
}

str password_hash(struct arena *a, str password)
{
    char *out = arena_alloc(a, crypto_pwhash_STRBYTES);
    check(crypto_pwhash_str_alg(out, password.n ? password.p : "", password.n, today.passes,
                                today.memory, crypto_pwhash_ALG_ARGON2ID13) == 0);
    return str_of(out);
}

// libsodium reads hashes with a terminating zero.
static bool hash_zero(str hash, char out[static crypto_pwhash_STRBYTES])
{
    if (hash.n == 0 || hash.n >= crypto_pwhash_STRBYTES || memchr(hash.p, 0, hash.n))
        return false;
    memset(out, 0, crypto_pwhash_STRBYTES);
    memcpy(out, hash.p, hash.n);
    return true;
}

bool password_matches(str hash, str password)
{
    char text[crypto_pwhash_STRBYTES];
    if (!hash_zero(hash, text))
        return false;
    errno = 0;
    bool matches = crypto_pwhash_str_verify(text, password.n ? password.p : "", password.n) == 0;
    // Without this, a machine out of memory would count as wrong guesses and
    // lock people out.
    check(matches || errno != ENOMEM);
    return matches;
}

bool password_matches_nobody(str password)
{
    uint8_t out[32];
    uint8_t salt[crypto_pwhash_SALTBYTES] = {0};
    check(crypto_pwhash(out, sizeof out, password.n ? password.p : "", password.n, salt,
                        today.passes, today.memory, crypto_pwhash_ALG_ARGON2ID13) == 0);
    sodium_memzero(out, sizeof out);
    return false;
}
