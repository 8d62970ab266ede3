// SPDX-License-Identifier: AGPL-3.0-or-later
// One record of aes128gcm (RFC 8188), and whom it is for (RFC 8291).
#include "webpush/inside.h"

#include "base/base32.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"

#include <nettle/gcm.h>
#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <sodium.h>

enum { HASH = SHA256_DIGEST_SIZE, KEY = 16, NONCE = 12, RECORD = 4096, HEAD_OF_RECORD = 16 + 4 + 1 };
enum { DELIMITER = 2 }; // behind the plain text of the last record

// --- HKDF with SHA-256 (RFC 5869) -----------------------------------------------------------

static void extract(const uint8_t *salt, size_t n, bytes secret, uint8_t out[HASH])
{
    struct hmac_sha256_ctx mac;
    hmac_sha256_set_key(&mac, n, salt);
    hkdf_extract(&mac, (nettle_hash_update_func *)hmac_sha256_update,
                 (nettle_hash_digest_func *)hmac_sha256_digest, HASH, secret.n, secret.p, out);
}

static void expand(const uint8_t from[HASH], bytes info, uint8_t *out, size_t n)
{
    struct hmac_sha256_ctx mac;
    hmac_sha256_set_key(&mac, HASH, from);
    hkdf_expand(&mac, (nettle_hash_update_func *)hmac_sha256_update,
                (nettle_hash_digest_func *)hmac_sha256_digest, HASH, info.n, info.p, n, out);
}

// The texts of the RFCs end with a zero byte, which belongs to them.
#define INFO(text) ((bytes){(const uint8_t *)text, sizeof(text)})

// --- one record ---------------------------------------------------------------------------------

static void put_head(struct buf *out, const struct record_key *key)
{
    static const char size[4] = {0, 0, RECORD >> 8, RECORD & 0xff};
    buf_put(out, (str){(const char *)key->salt, WEBPUSH_SALT});
    buf_put(out, (str){size, sizeof size});
    buf_byte(out, (char)key->id.n);
    buf_put(out, bytes_str(key->id));
}

bytes record_seal(struct arena *a, const struct record_key *key, bytes plain, size_t padding)
{
    check(key->id.n <= 255 && plain.n + padding + 1 + GCM_DIGEST_SIZE <= RECORD);
    uint8_t from[HASH], secret[KEY], nonce[NONCE];
    extract(key->salt, WEBPUSH_SALT, key->secret, from);
    expand(from, INFO("Content-Encoding: aes128gcm"), secret, KEY);
    expand(from, INFO("Content-Encoding: nonce"), nonce, NONCE); // of record 0: as it is
    struct buf out = buf_in(a);
    put_head(&out, key);
    size_t n = plain.n + 1 + padding;
    uint8_t *text = arena_alloc(a, n);
    if (plain.n)
        memcpy(text, plain.p, plain.n);
    text[plain.n] = DELIMITER;
    uint8_t *to = (uint8_t *)buf_reserve(&out, n + GCM_DIGEST_SIZE);
    struct gcm_aes128_ctx gcm;
    gcm_aes128_set_key(&gcm, secret);
    gcm_aes128_set_iv(&gcm, NONCE, nonce);
    gcm_aes128_encrypt(&gcm, n, to, text);
    gcm_aes128_digest(&gcm, GCM_DIGEST_SIZE, to + n);
    out.n += n + GCM_DIGEST_SIZE;
    sodium_memzero(&gcm, sizeof gcm);
    sodium_memzero(from, sizeof from);
    sodium_memzero(secret, sizeof secret);
    return buf_bytes(&out);
}

// --- whom it is for -----------------------------------------------------------------------------

static bool bytes_of(struct arena *a, str letters, uint8_t *out, size_t n)
{
    while (letters.n && letters.p[letters.n - 1] == '=')
        letters.n--;
    bytes b;
    if (!base64url_to_bytes(a, letters, &b) || b.n != n)
        return false;
    memcpy(out, b.p, n);
    return true;
}

bool webpush_reader_parse(struct arena *a, str open, str auth, struct webpush_reader *out)
{
    return bytes_of(a, open, out->open, P256_OPEN) && bytes_of(a, auth, out->auth, WEBPUSH_AUTH) &&
           p256_is_point(out->open);
}

// RFC 8291, 3.4: the shared secret, bound to both keys and to what only the browser and we know.
static void key_for(const struct webpush_reader *reader, const struct p256_pair *sender,
                    uint8_t out[HASH])
{
    static const char words[] = "WebPush: info";
    uint8_t shared[32], from[HASH], info[sizeof words + 2 * P256_OPEN];
    check(p256_shared(sender, reader->open, shared));
    extract(reader->auth, WEBPUSH_AUTH, (bytes){shared, sizeof shared}, from);
    memcpy(info, words, sizeof words);
    memcpy(info + sizeof words, reader->open, P256_OPEN);
    memcpy(info + sizeof words + P256_OPEN, sender->open, P256_OPEN);
    expand(from, (bytes){info, sizeof info}, out, HASH);
    sodium_memzero(shared, sizeof shared);
    sodium_memzero(from, sizeof from);
}

bytes webpush_seal_with(struct arena *a, const struct webpush_reader *reader,
                        const struct webpush_made *made, bytes plain, size_t padding)
{
    uint8_t secret[HASH];
    key_for(reader, made->sender, secret);
    struct record_key key = {
        .secret = {secret, HASH},
        .salt = made->salt,
        .id = {made->sender->open, P256_OPEN},
    };
    bytes sealed = record_seal(a, &key, plain, padding);
    sodium_memzero(secret, sizeof secret);
    return sealed;
}

bytes webpush_seal(struct arena *a, const struct webpush_reader *reader, bytes plain, size_t padding)
{
    struct p256_pair sender;
    uint8_t salt[WEBPUSH_SALT];
    p256_new(&sender);
    random_fill(salt, sizeof salt);
    bytes sealed =
        webpush_seal_with(a, reader, &(struct webpush_made){&sender, salt}, plain, padding);
    sodium_memzero(&sender, sizeof sender);
    return sealed;
}
