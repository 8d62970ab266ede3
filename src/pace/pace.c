// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pace/pace.h"

#include "city/city.h"
#include "pace/pace.sql.h"
#include "vault/vault.h"

enum { WINDOW_HOURS = 1 };

static bytes token_for(struct turn *t, enum pace pace)
{
    struct key key;
    vault_key(city_vault(t->tx), S("pace"), &key);
    str about = str_print(t->arena, "%d %.*s", (int)pace, STR(t->request->remote));
    bytes token = token_of(t->arena, &key, about);
    key_forget(&key);
    return token;
}

static struct pace_row row_of(struct turn *t, bytes token)
{
    struct pace_row row = {.since = tx_now(t->tx)};
    if (pace_find(t->tx, token, &row) && tx_now(t->tx).us - row.since.us >= HOURS(WINDOW_HOURS))
        row = (struct pace_row){.since = tx_now(t->tx)};
    return row;
}

static bool is_behind_proxy(const struct turn *t)
{
    str remote = t->request->remote;
    return str_eq(remote, S("::1")) || str_starts(remote, S("127.")) ||
           str_starts(remote, S("::ffff:127."));
}

bool pace_is_over(struct turn *t, enum pace pace)
{
    int64_t most = is_behind_proxy(t) ? PACE_MOST_BEHIND_PROXY : PACE_MOST;
    return row_of(t, token_for(t, pace)).n >= most;
}

void pace_count(struct turn *t, enum pace pace)
{
    bytes token = token_for(t, pace);
    struct pace_row row = row_of(t, token);
    pace_put(t->tx, token, row.since, row.n + 1);
}

void pace_forget(struct tx *tx)
{
    pace_drop(tx, instant_after(tx_now(tx), -HOURS(WINDOW_HOURS)));
}
