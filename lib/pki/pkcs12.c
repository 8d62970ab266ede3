// SPDX-License-Identifier: AGPL-3.0-or-later
// How a key and its certificate travel to the device: PKCS#12 (RFC 7292).
//
// GnuTLS writes this too, but always with 600,000 rounds three times over: a
// third of a second here, longer on an old phone, and no way to ask for fewer.
// The rounds guard a file that lives for minutes under a random password of our
// own, so we write the frame ourselves; the ciphers and hashes are GnuTLS's.
#include "pki/inside.h"

#include "base/random.h"
#include "pki/der.h"

#include <gnutls/crypto.h>
#include <sodium.h>

enum { ROUNDS = 4096, SALT_BYTES = 8, HASH_BLOCK = 64, HASH_MOST = 32, PADDED_MOST = 192 };

struct packing {
    struct arena *a;
    bytes password; // as it is
    bytes password_bmp; // two bytes a character and two zeros
    enum pki_wrapping wrapping;
};

static const char oid_data[] = "1.2.840.113549.1.7.1";

static bytes random_bytes(struct arena *a, size_t n)
{
    uint8_t *out = arena_alloc_raw(a, n);
    random_fill(out, n);
    return (bytes){out, n};
}

// --- keys out of passwords -----------------------------------------------------------

// RFC 7292, appendix B.2. `use` is 1 for a key, 2 for an IV, 3 for a MAC.
enum kdf_use { KDF_KEY = 1, KDF_IV = 2, KDF_MAC = 3 };

struct kdf {
    gnutls_digest_algorithm_t hash;
    bytes password_bmp;
    bytes salt;
};

// Repeats `source` to whole blocks of the hash; the length.
static size_t put_repeated(uint8_t *to, bytes source)
{
    size_t n = (source.n + HASH_BLOCK - 1) / HASH_BLOCK * HASH_BLOCK;
    check(n <= PADDED_MOST);
    for (size_t i = 0; i < n; i++)
        to[i] = source.p[i % source.n];
    return n;
}

// block += addend + 1, as one number of 64 bytes.
static void add_block(uint8_t block[static HASH_BLOCK], const uint8_t addend[static HASH_BLOCK])
{
    unsigned carry = 1;
    for (int i = HASH_BLOCK - 1; i >= 0; i--) {
        carry += (unsigned)block[i] + addend[i];
        block[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

static void kdf_hash(const struct kdf *kdf, enum kdf_use use, const uint8_t *input, size_t n,
                     uint8_t out[static HASH_MOST])
{
    uint8_t diversifier[HASH_BLOCK];
    memset(diversifier, (int)use, sizeof diversifier);
    gnutls_hash_hd_t hash;
    must(gnutls_hash_init(&hash, kdf->hash));
    must(gnutls_hash(hash, diversifier, sizeof diversifier));
    must(gnutls_hash(hash, input, n));
    gnutls_hash_output(hash, out); // and begins anew
    for (int i = 1; i < ROUNDS; i++) {
        must(gnutls_hash(hash, out, gnutls_hash_get_len(kdf->hash)));
        gnutls_hash_output(hash, out);
    }
    gnutls_hash_deinit(hash, NULL);
}

static void kdf_derive(const struct kdf *kdf, enum kdf_use use, uint8_t *out, size_t n)
{
    uint8_t input[2 * PADDED_MOST], hash[HASH_MOST], repeated[HASH_BLOCK];
    size_t hash_n = gnutls_hash_get_len(kdf->hash);
    size_t input_n = put_repeated(input, kdf->salt);
    input_n += put_repeated(input + input_n, kdf->password_bmp);
    for (;;) {
        kdf_hash(kdf, use, input, input_n, hash);
        size_t part = n < hash_n ? n : hash_n;
        memcpy(out, hash, part);
        out += part;
        n -= part;
        if (n == 0)
            break;
        put_repeated(repeated, (bytes){hash, hash_n});
        for (size_t i = 0; i < input_n; i += HASH_BLOCK)
            add_block(input + i, repeated);
    }
    sodium_memzero(input, sizeof input);
    sodium_memzero(hash, sizeof hash);
    sodium_memzero(repeated, sizeof repeated);
}

// --- encrypting ------------------------------------------------------------------------

struct encrypted {
    bytes algorithm;
    bytes content;
};

// CBC with the padding of PKCS#7.
static bytes encrypt(struct arena *a, gnutls_cipher_algorithm_t cipher, const uint8_t *key,
                     const uint8_t *iv, bytes plain)
{
    size_t block = gnutls_cipher_get_block_size(cipher);
    size_t padding = block - plain.n % block;
    uint8_t *out = arena_alloc_raw(a, plain.n + padding);
    memcpy(out, plain.p, plain.n);
    memset(out + plain.n, (int)padding, padding);
    gnutls_cipher_hd_t handle;
    gnutls_datum_t key_datum = {(uint8_t *)key, (unsigned)gnutls_cipher_get_key_size(cipher)};
    gnutls_datum_t iv_datum = {(uint8_t *)iv, (unsigned)block};
    must(gnutls_cipher_init(&handle, cipher, &key_datum, &iv_datum));
    must(gnutls_cipher_encrypt(handle, out, plain.n + padding));
    gnutls_cipher_deinit(handle);
    return (bytes){out, plain.n + padding};
}

// PBES2 of RFC 8018: PBKDF2 with HMAC-SHA-256, AES-256-CBC.
static struct encrypted encrypt_aes(const struct packing *to, bytes plain)
{
    struct arena *a = to->a;
    uint8_t key[32];
    bytes salt = random_bytes(a, SALT_BYTES), iv = random_bytes(a, 16);
    gnutls_datum_t password = {(uint8_t *)to->password.p, (unsigned)to->password.n};
    gnutls_datum_t salt_datum = {(uint8_t *)salt.p, (unsigned)salt.n};
    must(gnutls_pbkdf2(GNUTLS_MAC_SHA256, &password, &salt_datum, ROUNDS, key, sizeof key));
    bytes prf = der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.2.9"), der(a, DER_NULL, {0}));
    bytes rounds = der(a, DER_SEQUENCE, der(a, DER_OCTETS, salt), der_number(a, ROUNDS), prf);
    bytes kdf = der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.5.12"), rounds);
    bytes cipher =
        der(a, DER_SEQUENCE, der_oid(a, "2.16.840.1.101.3.4.1.42"), der(a, DER_OCTETS, iv));
    struct encrypted out = {
        der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.5.13"),
            der(a, DER_SEQUENCE, kdf, cipher)),
        encrypt(a, GNUTLS_CIPHER_AES_256_CBC, key, iv.p, plain),
    };
    sodium_memzero(key, sizeof key);
    return out;
}

// pbeWithSHAAnd3-KeyTripleDES-CBC of RFC 7292, appendix C.
static struct encrypted encrypt_triple_des(const struct packing *to, bytes plain)
{
    struct arena *a = to->a;
    uint8_t key[24], iv[8];
    bytes salt = random_bytes(a, SALT_BYTES);
    struct kdf kdf = {GNUTLS_DIG_SHA1, to->password_bmp, salt};
    kdf_derive(&kdf, KDF_KEY, key, sizeof key);
    kdf_derive(&kdf, KDF_IV, iv, sizeof iv);
    bytes rounds = der(a, DER_SEQUENCE, der(a, DER_OCTETS, salt), der_number(a, ROUNDS));
    struct encrypted out = {
        der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.12.1.3"), rounds),
        encrypt(a, GNUTLS_CIPHER_3DES_CBC, key, iv, plain),
    };
    sodium_memzero(key, sizeof key);
    return out;
}

static struct encrypted encrypt_for(const struct packing *to, bytes plain)
{
    return to->wrapping == PKI_AES ? encrypt_aes(to, plain) : encrypt_triple_des(to, plain);
}

// --- the parts -------------------------------------------------------------------------

static bytes attribute(struct arena *a, const char *oid, bytes value)
{
    return der(a, DER_SEQUENCE, der_oid(a, oid), der(a, DER_SET, value));
}

// What ties the certificate to its key, and the name that people choose it by.
static bytes attributes(struct arena *a, gnutls_x509_crt_t crt, str name)
{
    uint8_t id[20];
    size_t n = sizeof id;
    must(gnutls_x509_crt_get_subject_key_id(crt, id, &n, NULL));
    bytes key_id = der(a, DER_OCTETS, {id, n});
    return der(a, DER_SET, attribute(a, "1.2.840.113549.1.9.21", key_id),
               attribute(a, "1.2.840.113549.1.9.20", der_bmp(a, name)));
}

static bytes certificate_bag(struct arena *a, gnutls_x509_crt_t crt, bytes about)
{
    bytes octets = der(a, DER_OCTETS, certificate_der(a, crt));
    bytes value =
        der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.9.22.1"), der(a, DER_EXPLICIT_0, octets));
    return der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.12.10.1.3"),
               der(a, DER_EXPLICIT_0, value), about);
}

static bytes key_bag(const struct packing *to, gnutls_x509_privkey_t key, bytes about)
{
    struct arena *a = to->a;
    gnutls_datum_t plain;
    must(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN,
                                           &plain));
    struct encrypted shrouded = encrypt_for(to, (bytes){plain.data, plain.size});
    sodium_memzero(plain.data, plain.size);
    gnutls_free(plain.data);
    bytes value = der(a, DER_SEQUENCE, shrouded.algorithm, der(a, DER_OCTETS, shrouded.content));
    return der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.12.10.1.2"),
               der(a, DER_EXPLICIT_0, value), about);
}

static bytes plain_content(struct arena *a, bytes content)
{
    return der(a, DER_SEQUENCE, der_oid(a, oid_data),
               der(a, DER_EXPLICIT_0, der(a, DER_OCTETS, content)));
}

static bytes encrypted_content(const struct packing *to, bytes content)
{
    struct arena *a = to->a;
    struct encrypted e = encrypt_for(to, content);
    bytes info =
        der(a, DER_SEQUENCE, der_oid(a, oid_data), e.algorithm, der(a, DER_IMPLICIT_0, e.content));
    bytes data = der(a, DER_SEQUENCE, der_number(a, 0), info);
    return der(a, DER_SEQUENCE, der_oid(a, "1.2.840.113549.1.7.6"), der(a, DER_EXPLICIT_0, data));
}

static bytes mac_of_content(const struct packing *to, bytes content)
{
    struct arena *a = to->a;
    bool aes = to->wrapping == PKI_AES;
    struct kdf kdf = {aes ? GNUTLS_DIG_SHA256 : GNUTLS_DIG_SHA1, to->password_bmp,
                      random_bytes(a, SALT_BYTES)};
    uint8_t key[HASH_MOST], mac[HASH_MOST];
    size_t n = gnutls_hash_get_len(kdf.hash);
    kdf_derive(&kdf, KDF_MAC, key, n);
    must(gnutls_hmac_fast(aes ? GNUTLS_MAC_SHA256 : GNUTLS_MAC_SHA1, key, n, content.p, content.n,
                          mac));
    sodium_memzero(key, sizeof key);
    bytes algorithm =
        der(a, DER_SEQUENCE, der_oid(a, aes ? "2.16.840.1.101.3.4.2.1" : "1.3.14.3.2.26"),
            der(a, DER_NULL, {0}));
    bytes digest = der(a, DER_SEQUENCE, algorithm, der(a, DER_OCTETS, {mac, n}));
    return der(a, DER_SEQUENCE, digest, der(a, DER_OCTETS, kdf.salt), der_number(a, ROUNDS));
}

static bytes password_bmp(struct arena *a, str password)
{
    uint8_t *out = arena_alloc(a, password.n * 2 + 2);
    for (size_t i = 0; i < password.n; i++)
        out[2 * i + 1] = (uint8_t)password.p[i];
    return (bytes){out, password.n * 2 + 2};
}

bytes pkcs12_make(struct arena *a, const struct pki *p, gnutls_x509_crt_t crt,
                  gnutls_x509_privkey_t key, const struct pki_device *device, str password)
{
    struct packing to = {a, str_bytes(password), password_bmp(a, password), device->wrapping};
    bytes about = attributes(a, crt, device->common_name);
    bytes certificates =
        der(a, DER_SEQUENCE, certificate_bag(a, crt, about),
            certificate_bag(a, p->issuing, (bytes){0}), certificate_bag(a, p->root, (bytes){0}));
    bytes safe = der(a, DER_SEQUENCE, encrypted_content(&to, certificates),
                     plain_content(a, der(a, DER_SEQUENCE, key_bag(&to, key, about))));
    return der(a, DER_SEQUENCE, der_number(a, 3), plain_content(a, safe),
               mac_of_content(&to, safe));
}
