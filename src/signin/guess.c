// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/guess.h"

#include "base/base32.h"
#include "city/city.h"
#include "signin/signin.sql.h"
#include "vault/vault.h"

enum { FREE_GUESSES = 2, LOCK_GUESSES = 10, FIRST_WAIT = 5 };

static bytes token_for(struct tx *tx, device_id device)
{
    struct key key;
    vault_key(city_vault(tx), S("guess"), &key);
    bytes token = token_of(tx_arena(tx), &key, base32_from_id(tx_arena(tx), device.v));
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

int64_t guess_wait(struct tx *tx, device_id device)
{
    struct guess_row row;
    if (!guess_find(tx, token_for(tx, device), &row))
        return 0;
    int64_t left = row.blocked_until.us - tx_now(tx).us;
    return left > 0 ? left : 0;
}

void guess_count(struct tx *tx, device_id device)
{
    bytes token = token_for(tx, device);
    struct guess_row row = {0};
    if (guess_find(tx, token, &row) && tx_now(tx).us - row.last_at.us > DAYS(1))
        row.failures = 0;
    int64_t failures = row.failures + 1;
    instant until = instant_after(tx_now(tx), wait_after(failures));
    guess_put(tx, token, failures, until, tx_now(tx));
}

void guess_reset(struct tx *tx, device_id device)
{
    guess_forget(tx, token_for(tx, device));
}
