// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/guess.h"

#include "base/base32.h"
#include "city/city.h"
#include "signin/signin.sql.h"
#include "vault/vault.h"

enum { FREE_GUESSES = 2, LOCK_GUESSES = 10, FIRST_WAIT = 5 };

static bytes token_for(struct tx *tx, str about)
{
    struct key key;
    vault_key(city_vault(tx), S("guess"), &key);
    bytes token = token_of(tx_arena(tx), &key, about);
    key_forget(&key);
    return token;
}

static int64_t wait_after(int64_t failures)
{
    if (failures <= FREE_GUESSES)
        return 0;
    if (failures >= LOCK_GUESSES)
        return MINUTES(30);
    return SECONDS(FIRST_WAIT) << (failures - FREE_GUESSES - 1);
}

int64_t guess_wait_about(struct tx *tx, str about)
{
    struct guess_row row;
    if (!guess_find(tx, token_for(tx, about), &row))
        return 0;
    int64_t left = row.blocked_until.us - tx_now(tx).us;
    return left > 0 ? left : 0;
}

static void count(struct tx *tx, str about, device_id device)
{
    bytes token = token_for(tx, about);
    struct guess_row row = {0};
    if (guess_find(tx, token, &row) && tx_now(tx).us - row.last_at.us > DAYS(1))
        row.failures = 0;
    int64_t failures = row.failures + 1;
    instant until = instant_after(tx_now(tx), wait_after(failures));
    guess_put(tx, token, failures, until, tx_now(tx), device);
}

void guess_count_about(struct tx *tx, str about)
{
    count(tx, about, (device_id){0});
}

void guess_reset_about(struct tx *tx, str about)
{
    guess_forget(tx, token_for(tx, about));
}

static str device_name(struct tx *tx, device_id device)
{
    return base32_from_id(tx_arena(tx), device.v);
}

int64_t guess_wait(struct tx *tx, device_id device)
{
    return guess_wait_about(tx, device_name(tx, device));
}

void guess_count(struct tx *tx, device_id device)
{
    count(tx, device_name(tx, device), device);
}

void guess_reset(struct tx *tx, device_id device)
{
    guess_reset_about(tx, device_name(tx, device));
}
