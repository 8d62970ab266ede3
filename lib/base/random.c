// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/random.h"

#include "base/check.h"

#include <sodium.h>
#include <stdatomic.h>

// Without what looks alike in print or in handwriting: 0 O o Q, 1 l I i j, 2 Z z,
// 5 S, 8 B, 9 q, u v, and the capitals that differ from the small letter only in size.
#define LOWER "abcdefghkmnprstuwxy"
#define UPPER "ADEFGHJLMNRTY"
#define DIGITS "23456789"
static const char PASSWORD_LETTERS[] = LOWER UPPER DIGITS;

void random_start(void)
{
    check(sodium_init() >= 0);
}

// --- the repeatable source of the tests ----------------------------------------
// ChaCha20 under a key made from the seed; every request is its own nonce, so
// that threads never share a piece of the stream.
static uint8_t seeded_key[crypto_stream_chacha20_KEYBYTES];
static _Atomic uint64_t seeded_requests;

static const char *seeded_name(void)
{
    return "seeded";
}

static void seeded_buf(void *const to, const size_t n)
{
    uint64_t request = atomic_fetch_add(&seeded_requests, 1);
    uint8_t nonce[crypto_stream_chacha20_NONCEBYTES];
    _Static_assert(sizeof nonce == sizeof request, "one request, one nonce");
    memcpy(nonce, &request, sizeof nonce);
    crypto_stream_chacha20(to, n, nonce, seeded_key);
}

static uint32_t seeded_word(void)
{
    uint32_t word;
    seeded_buf(&word, sizeof word);
    return word;
}

static struct randombytes_implementation seeded_source = {
    .implementation_name = seeded_name,
    .random = seeded_word,
    .buf = seeded_buf,
};

void random_seed(uint64_t seed)
{
    random_start();
    check(crypto_generichash(seeded_key, sizeof seeded_key, (const uint8_t *)&seed, sizeof seed,
                             NULL, 0) == 0);
    atomic_store(&seeded_requests, 0);
    check(randombytes_set_implementation(&seeded_source) == 0);
}

// --- what everybody asks for -----------------------------------------------------
void random_fill(void *to, size_t n)
{
    randombytes_buf(to, n);
}

uint32_t random_below(uint32_t limit)
{
    check(limit > 0);
    return randombytes_uniform(limit);
}

static bool has_any_of(str word, const char *letters)
{
    for (size_t i = 0; i < word.n; i++)
        if (strchr(letters, word.p[i]))
            return true;
    return false;
}

// Words that lack a kind are thrown away whole: every word that is allowed
// stays equally likely.
str random_password(struct arena *a, size_t n)
{
    check(n >= 3);
    char *p = arena_alloc_raw(a, n);
    str word = {p, n};
    do
        for (size_t i = 0; i < n; i++)
            p[i] = PASSWORD_LETTERS[random_below(sizeof PASSWORD_LETTERS - 1)];
    while (!has_any_of(word, LOWER) || !has_any_of(word, UPPER) || !has_any_of(word, DIGITS));
    return word;
}

str random_digits(struct arena *a, size_t n)
{
    char *p = arena_alloc_raw(a, n);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)('0' + random_below(10));
    return (str){p, n};
}
