// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/vault.h"

#include "base/check.h"
#include "base/file.h"
#include "base/log.h"
#include "base/random.h"

#include <sodium.h>
#include <unistd.h>

// In memory of libsodium's own: locked, left out of core files, guarded on both
// sides and read-only once filled.
struct vault {
    struct key master;
    struct key wrapping; // derived, so that the master key seals nothing itself
};

// --- sealing ----------------------------------------------------------------------

// The first byte of what is sealed. It is authenticated, so that a wrapped key
// cannot be passed off as content and the other way round.
enum form { FORM_CONTENT = 1, FORM_KEY = 2 };

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    NONCE_AT = 1,
    TEXT_AT = 1 + NONCE_BYTES,
    WORD_MOST = 64,
    PLACE_MOST = 1 + 2 * (1 + WORD_MOST) + 2 * 8,
};
_Static_assert(SEAL_OVERHEAD == TEXT_AT + TAG_BYTES, "the header promises the overhead");
_Static_assert(KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one size of key");

static uint8_t *put_word(uint8_t *to, str word)
{
    check(word.n <= WORD_MOST);
    *to++ = (uint8_t)word.n;
    if (word.n)
        memcpy(to, word.p, word.n);
    return to + word.n;
}

static uint8_t *put_number(uint8_t *to, int64_t number)
{
    for (int i = 0; i < 8; i++)
        *to++ = (uint8_t)((uint64_t)number >> (8 * i));
    return to;
}

// form ‖ length, table ‖ length, column ‖ row ‖ scope, numbers little-endian:
// no two places give the same bytes.
static size_t place_encode(enum form form, struct place place, uint8_t out[static PLACE_MOST])
{
    uint8_t *to = out;
    *to++ = (uint8_t)form;
    to = put_word(to, place.table);
    to = put_word(to, place.column);
    to = put_number(to, place.row);
    to = put_number(to, place.scope);
    return (size_t)(to - out);
}

static bytes seal_as(enum form form, struct arena *a, const struct key *key, struct place place,
                     bytes plain)
{
    check(plain.n <= SIZE_MAX - SEAL_OVERHEAD);
    uint8_t where[PLACE_MOST];
    size_t where_n = place_encode(form, place, where);
    uint8_t *out = arena_alloc_raw(a, plain.n + SEAL_OVERHEAD);
    out[0] = (uint8_t)form;
    random_fill(out + NONCE_AT, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + TEXT_AT, NULL, plain.p, plain.n, where,
                                               where_n, NULL, out + NONCE_AT, key->k);
    return (bytes){out, plain.n + SEAL_OVERHEAD};
}

static bool unseal_as(enum form form, const struct key *key, struct place place,
                      const uint8_t *sealed, size_t n, uint8_t *out)
{
    uint8_t where[PLACE_MOST];
    size_t where_n = place_encode(form, place, where);
    return sealed[0] == form && crypto_aead_xchacha20poly1305_ietf_decrypt(
                                    out, NULL, NULL, sealed + TEXT_AT, n - TEXT_AT, where, where_n,
                                    sealed + NONCE_AT, key->k) == 0;
}

bytes seal(struct arena *a, const struct key *key, struct place place, bytes plain)
{
    return seal_as(FORM_CONTENT, a, key, place, plain);
}

bytes seal_text(struct arena *a, const struct key *key, struct place place, str plain)
{
    return seal(a, key, place, str_bytes(plain));
}

bool unseal(struct arena *a, const struct key *key, struct place place, bytes sealed, bytes *out)
{
    if (sealed.n < SEAL_OVERHEAD)
        return false;
    uint8_t *plain = arena_alloc_raw(a, sealed.n - SEAL_OVERHEAD);
    if (!unseal_as(FORM_CONTENT, key, place, sealed.p, sealed.n, plain))
        return false;
    *out = (bytes){plain, sealed.n - SEAL_OVERHEAD};
    return true;
}

bool unseal_text(struct arena *a, const struct key *key, struct place place, bytes sealed, str *out)
{
    bytes plain;
    if (!unseal(a, key, place, sealed, &plain))
        return false;
    *out = bytes_str(plain);
    return true;
}

bool unseal_over(const struct key *key, struct place place, uint8_t *sealed, size_t n, bytes *out)
{
    if (n < SEAL_OVERHEAD || !unseal_as(FORM_CONTENT, key, place, sealed, n, sealed + TEXT_AT))
        return false;
    *out = (bytes){sealed + TEXT_AT, n - SEAL_OVERHEAD};
    return true;
}

// --- keys under keys --------------------------------------------------------------

static struct place key_place(int64_t owner)
{
    return (struct place){S("key"), S("wrapped"), owner, 0};
}

bytes key_wrap(struct arena *a, const struct key *outer, int64_t owner, const struct key *inner)
{
    return seal_as(FORM_KEY, a, outer, key_place(owner), (bytes){inner->k, KEY_BYTES});
}

bool key_unwrap(const struct key *outer, int64_t owner, bytes wrapped, struct key *out)
{
    struct key inner;
    bool opened = wrapped.n == SEAL_OVERHEAD + KEY_BYTES &&
                  unseal_as(FORM_KEY, outer, key_place(owner), wrapped.p, wrapped.n, inner.k);
    if (opened)
        *out = inner;
    key_forget(&inner);
    return opened;
}

bytes vault_wrap(struct arena *a, const struct vault *v, int64_t owner, const struct key *inner)
{
    return key_wrap(a, &v->wrapping, owner, inner);
}

bool vault_unwrap(const struct vault *v, int64_t owner, bytes wrapped, struct key *out)
{
    return key_unwrap(&v->wrapping, owner, wrapped, out);
}

void vault_key(const struct vault *v, str purpose, struct key *out)
{
    key_derive(&v->master, purpose, out);
}

// --- the master key -----------------------------------------------------------------

static const char master_file[] = "master.key";

bool vault_create(str folder)
{
    int fd = folder_open(folder, true);
    if (fd < 0)
        return false;
    struct key master;
    key_new(&master);
    bool made = folder_is_safe(fd) &&
                file_write(fd, master_file, (bytes){master.k, KEY_BYTES}, FILE_NEW) == FILE_DONE;
    key_forget(&master);
    close(fd);
    return made;
}

static bool master_read(str folder, struct key *out)
{
    int fd = folder_open(folder, false);
    if (fd < 0)
        return false;
    struct arena *a = arena_new(); // overwritten when it is freed
    bytes content;
    bool good = file_read(a, fd, master_file, KEY_BYTES, FILE_OWNER_ONLY, &content) &&
                content.n == KEY_BYTES;
    if (good)
        memcpy(out->k, content.p, KEY_BYTES);
    arena_free(a);
    close(fd);
    return good;
}

struct vault *vault_open(str folder)
{
    check(sodium_init() >= 0);
    struct vault *v = sodium_malloc(sizeof *v);
    check(v != NULL);
    if (!master_read(folder, &v->master)) {
        log_error("vault", "the master key is missing, damaged or open to others");
        sodium_free(v);
        return NULL;
    }
    key_derive(&v->master, S("wrapping"), &v->wrapping);
    sodium_mprotect_readonly(v);
    return v;
}

void vault_close(struct vault *v)
{
    sodium_free(v); // overwrites it first; NULL is fine
}
