// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking into the outbox: what waits, what did not arrive, and what has been dealt with. The
// statements are written by hand, as in outbox.c.
#include "mail/inside.h"

#include "vault/vault.h"

#define STATUS_COLUMNS                                                                             \
    "SELECT id, city, to_address, state, attempts, last_error, not_before, ended_at, subject, "    \
    "created_at FROM mail "
#define IS_SETTLED "EXISTS (SELECT 1 FROM mail_settled WHERE mail_settled.mail = mail.id) "

static struct query q_find = {
    .name = "mail_find",
    .sql = STATUS_COLUMNS "WHERE id = ?1",
    .n_params = 1,
    .n_columns = 10,
    .kinds = "i",
};
static struct query q_failed = {
    .name = "mail_failed",
    .sql = STATUS_COLUMNS "WHERE city = ?1 AND state > 2 AND NOT " IS_SETTLED
           "ORDER BY id DESC LIMIT ?2",
    .n_params = 2,
    .n_columns = 10,
    .kinds = "ii",
};
static struct query q_settled = {
    .name = "mail_settled",
    .sql = STATUS_COLUMNS "WHERE city = ?1 AND state > 2 AND " IS_SETTLED "ORDER BY id DESC LIMIT ?2",
    .n_params = 2,
    .n_columns = 10,
    .kinds = "ii",
};
static struct query q_waiting = {
    .name = "mail_waiting",
    .sql = STATUS_COLUMNS "WHERE city = ?1 AND state = 1 ORDER BY not_before, id LIMIT ?2",
    .n_params = 2,
    .n_columns = 10,
    .kinds = "ii",
};
static struct query q_count = {
    .name = "mail_count",
    .sql = "SELECT count(*) AS n FROM mail WHERE state = ?1",
    .n_params = 1,
    .n_columns = 1,
    .kinds = "i",
};

static struct mail_status status_of(struct cursor *c, const struct key *key)
{
    struct mail_status s = {
        .id = cursor_int(c, 0),
        .city = cursor_int(c, 1),
        .state = (enum mail_state)cursor_int(c, 3),
        .attempts = cursor_int(c, 4),
        .last_error = cursor_text(c, 5),
        .not_before = cursor_instant(c, 6),
        .ended_at = cursor_instant(c, 7),
        .created_at = cursor_instant(c, 9),
    };
    unseal_text(tx_arena(c->tx), key, outbox_place(S("to_address"), s.id, s.city), cursor_bytes(c, 2), &s.to);
    unseal_text(tx_arena(c->tx), key, outbox_place(S("subject"), s.id, s.city), cursor_bytes(c, 8), &s.subject);
    return s;
}

static struct mail_status_list list(struct tx *tx, struct query *q, const struct value *params)
{
    struct mail_status_list all = {0};
    struct key key = outbox_key(tx);
    struct cursor c = query_open(tx, q, params);
    while (cursor_next(&c)) {
        all.at = list_room(tx, all.at, all.n, sizeof *all.at);
        all.at[all.n++] = status_of(&c, &key);
    }
    key_forget(&key);
    return all;
}

bool mail_find(struct tx *tx, int64_t id, struct mail_status *out)
{
    struct mail_status_list found = list(tx, &q_find, (struct value[]){value_int(id)});
    if (found.n)
        *out = found.at[0];
    return found.n > 0;
}

struct mail_status_list mail_failed_list(struct tx *tx, int64_t city, int64_t most)
{
    return list(tx, &q_failed, (struct value[]){value_int(city), value_int(most)});
}

struct mail_status_list mail_settled_list(struct tx *tx, int64_t city, int64_t most)
{
    return list(tx, &q_settled, (struct value[]){value_int(city), value_int(most)});
}

struct mail_status_list mail_waiting_list(struct tx *tx, int64_t city, int64_t most)
{
    return list(tx, &q_waiting, (struct value[]){value_int(city), value_int(most)});
}

// --- dealing with it -------------------------------------------------------------------

static struct query q_settle = {
    .name = "mail_settle",
    .sql = "INSERT INTO mail_settled (mail, settled_at, settled_by) "
           "SELECT id, ?3, ?4 FROM mail WHERE id = ?1 AND city = ?2 AND state > 2 "
           "ON CONFLICT (mail) DO NOTHING",
    .n_params = 4,
    .kinds = "iiii",
};

bool mail_settle(struct tx *tx, int64_t city, int64_t id, int64_t member)
{
    struct value params[] = {value_int(id), value_int(city), value_int(tx_now(tx).us),
                             value_int(member)};
    return query_run(tx, &q_settle, params) > 0;
}

// --- counting --------------------------------------------------------------------------

static struct query q_state = {
    .name = "mail_queue_state",
    .sql = "SELECT count(*) FILTER (WHERE state = 1), "
           "count(*) FILTER (WHERE state = 1 AND attempts > 0), "
           "count(*) FILTER (WHERE state > 2 AND NOT " IS_SETTLED "), "
           "min(created_at) FILTER (WHERE state = 1), "
           "max(ended_at) FILTER (WHERE state = 2) FROM mail",
    .n_params = 0,
    .n_columns = 5,
    .kinds = "",
};

struct mail_queue_state mail_queue_state(struct tx *tx)
{
    struct mail_queue_state state = {.oldest = NO_INSTANT, .sent_at = NO_INSTANT};
    struct cursor c = query_open(tx, &q_state, NULL);
    if (cursor_next(&c)) {
        state.waiting = cursor_int(&c, 0);
        state.tried = cursor_int(&c, 1);
        state.unsettled = cursor_int(&c, 2);
        if (!cursor_is_null(&c, 3))
            state.oldest = cursor_instant(&c, 3);
        if (!cursor_is_null(&c, 4))
            state.sent_at = cursor_instant(&c, 4);
    }
    cursor_close(&c);
    return state;
}

int64_t mail_count(struct tx *tx, enum mail_state state)
{
    struct cursor c = query_open(tx, &q_count, (struct value[]){value_int(state)});
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : 0;
    cursor_close(&c);
    return n;
}
