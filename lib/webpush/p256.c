// SPDX-License-Identifier: AGPL-3.0-or-later
// The curve P-256 with nettle, which GnuTLS stands on: GnuTLS 3.7 signs with such keys, but does
// not hand out a shared secret.
#include "webpush/inside.h"

#include "base/check.h"
#include "base/random.h"

#include <nettle/bignum.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/ecdsa.h>
#include <nettle/sha2.h>
#include <sodium.h>

enum { COORDINATE = 32 };

static void fill(void *context, size_t n, uint8_t *to)
{
    (void)context;
    random_fill(to, n);
}

// The number's memory is gmp's own; what it held of a secret is overwritten before it goes.
static void forget(mpz_t number)
{
    size_t limbs = (size_t)number->_mp_alloc;
    if (limbs)
        sodium_memzero(number->_mp_d, limbs * sizeof(mp_limb_t));
    mpz_clear(number);
}

static bool scalar_of(const uint8_t secret[P256_SECRET], struct ecc_scalar *out)
{
    mpz_t number;
    nettle_mpz_init_set_str_256_u(number, P256_SECRET, secret);
    ecc_scalar_init(out, nettle_get_secp_256r1());
    bool good = ecc_scalar_set(out, number) != 0;
    forget(number);
    return good;
}

static bool point_of(const uint8_t open[P256_OPEN], struct ecc_point *out)
{
    mpz_t x, y;
    nettle_mpz_init_set_str_256_u(x, COORDINATE, open + 1);
    nettle_mpz_init_set_str_256_u(y, COORDINATE, open + 1 + COORDINATE);
    ecc_point_init(out, nettle_get_secp_256r1());
    bool good = open[0] == 4 && ecc_point_set(out, x, y) != 0;
    mpz_clear(x);
    mpz_clear(y);
    return good;
}

static void put_point(const struct ecc_point *point, uint8_t out[P256_OPEN])
{
    mpz_t x, y;
    mpz_init(x);
    mpz_init(y);
    ecc_point_get(point, x, y);
    out[0] = 4;
    nettle_mpz_get_str_256(COORDINATE, out + 1, x);
    nettle_mpz_get_str_256(COORDINATE, out + 1 + COORDINATE, y);
    forget(x);
    forget(y);
}

bool p256_of(const uint8_t secret[P256_SECRET], struct p256_pair *out)
{
    struct ecc_scalar scalar;
    bool good = scalar_of(secret, &scalar);
    if (good) {
        struct ecc_point point;
        ecc_point_init(&point, nettle_get_secp_256r1());
        ecc_point_mul_g(&point, &scalar);
        memcpy(out->secret, secret, P256_SECRET);
        put_point(&point, out->open);
        ecc_point_clear(&point);
    }
    ecc_scalar_clear(&scalar);
    return good;
}

void p256_new(struct p256_pair *out)
{
    uint8_t secret[P256_SECRET];
    do
        random_fill(secret, sizeof secret);
    while (!p256_of(secret, out)); // zero, or beyond the group's order: practically never
    sodium_memzero(secret, sizeof secret);
}

bool p256_shared(const struct p256_pair *pair, const uint8_t open[P256_OPEN], uint8_t out[32])
{
    struct ecc_scalar scalar;
    struct ecc_point theirs;
    uint8_t point[P256_OPEN];
    bool good = point_of(open, &theirs);
    good = scalar_of(pair->secret, &scalar) && good;
    if (good) {
        ecc_point_mul(&theirs, &scalar, &theirs);
        put_point(&theirs, point);
        memcpy(out, point + 1, COORDINATE);
        sodium_memzero(point, sizeof point);
    }
    ecc_point_clear(&theirs);
    ecc_scalar_clear(&scalar);
    return good;
}

bool p256_is_point(const uint8_t open[P256_OPEN])
{
    struct ecc_point point;
    bool good = point_of(open, &point);
    ecc_point_clear(&point);
    return good;
}

void p256_sign(const struct p256_pair *pair, str text, uint8_t out[2 * COORDINATE])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx sha;
    struct ecc_scalar scalar;
    struct dsa_signature signature;
    sha256_init(&sha);
    sha256_update(&sha, text.n, (const uint8_t *)text.p);
    sha256_digest(&sha, sizeof digest, digest);
    check(scalar_of(pair->secret, &scalar));
    dsa_signature_init(&signature);
    ecdsa_sign(&scalar, NULL, fill, sizeof digest, digest, &signature);
    nettle_mpz_get_str_256(COORDINATE, out, signature.r);
    nettle_mpz_get_str_256(COORDINATE, out + COORDINATE, signature.s);
    dsa_signature_clear(&signature);
    ecc_scalar_clear(&scalar);
}
