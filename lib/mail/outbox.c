// SPDX-License-Identifier: AGPL-3.0-or-later
// The table. Its statements are written by hand: tools/sqlc makes code that
// stands on src/ids.h, which lib/ must not know, and seven statements with
// plain numbers do not pay for a second kind of output.
#include "mail/inside.h"

#include "base/base32.h"
#include "base/text.h"
#include "vault/vault.h"

enum { TEXT_MOST = 20000, SUBJECT_MOST = 500 };
#define TAKE_FOR MINUTES(10)

struct key outbox_key(struct tx *tx)
{
    struct key key;
    vault_key(tx_get(tx, TX_VAULT), S("mail"), &key);
    return key;
}

struct place outbox_place(str column, int64_t id, int64_t city)
{
    return (struct place){S("mail"), column, id, city};
}

// --- in ------------------------------------------------------------------------------

static struct query q_add = {
    .name = "mail_add",
    .sql = "INSERT INTO mail (id, city, to_address, subject, body, created_at, not_before, "
           "attempts, state, last_error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 1, '')",
    .n_params = 7,
    .kinds = "iibbbii",
};

static bool subject_is(str s)
{
    return s.n > 0 && s.n <= SUBJECT_MOST && text_is_clean(str_bytes(s)) &&
           str_find_byte(s, '\n') == s.n && str_find_byte(s, '\r') == s.n &&
           str_find_byte(s, '\t') == s.n;
}

static bool body_is(str s)
{
    return s.n > 0 && s.n <= TEXT_MOST && text_is_clean(str_bytes(s));
}

int64_t mail_queue(struct tx *tx, const struct mail *mail)
{
    if (!mail_address_is(mail->to) || !subject_is(mail->subject) || !body_is(mail->body))
        return 0;
    struct arena *a = tx_arena(tx);
    int64_t id = tx_new_id(tx), now = tx_now(tx).us;
    struct key key = outbox_key(tx);
    struct value params[] = {
        value_int(id),
        value_int(mail->city),
        value_bytes(seal_text(a, &key, outbox_place(S("to_address"), id, mail->city), mail->to)),
        value_bytes(seal_text(a, &key, outbox_place(S("subject"), id, mail->city), mail->subject)),
        value_bytes(seal_text(a, &key, outbox_place(S("body"), id, mail->city), mail->body)),
        value_int(now),
        value_int(mail->not_before.us > now ? mail->not_before.us : now),
    };
    key_forget(&key);
    query_run(tx, &q_add, params);
    return id;
}

// --- out -----------------------------------------------------------------------------

// One statement, so that of two processes only one gets the mail: the other finds
// nothing due, or on PostgreSQL has to begin anew.
static struct query q_take = {
    .name = "mail_take",
    .sql = "UPDATE mail SET not_before = ?2, attempts = attempts + 1 WHERE id = "
           "(SELECT id FROM mail WHERE state = 1 AND not_before <= ?1 "
           "ORDER BY not_before, id LIMIT 1) "
           "RETURNING id, city, to_address, subject, body, created_at, attempts",
    .n_params = 2,
    .n_columns = 7,
    .kinds = "ii",
};

static bool open_text(struct tx *tx, const struct key *key, struct place place, bytes sealed,
                      str *out)
{
    return unseal_text(tx_arena(tx), key, place, sealed, out);
}

bool outbox_take(struct tx *tx, struct mail_taken *out)
{
    struct value params[] = {value_int(tx_now(tx).us), value_int(tx_now(tx).us + TAKE_FOR)};
    struct cursor c = query_open(tx, &q_take, params);
    if (!cursor_next(&c))
        return false;
    int64_t id = cursor_int(&c, 0), city = cursor_int(&c, 1);
    bytes to = cursor_bytes(&c, 2), subject = cursor_bytes(&c, 3), body = cursor_bytes(&c, 4);
    *out = (struct mail_taken){.id = id, .now = tx_now(tx)};
    out->created_at.us = cursor_int(&c, 5);
    out->attempts = cursor_int(&c, 6);
    cursor_close(&c);
    struct arena *a = tx_arena(tx);
    struct key key = outbox_key(tx);
    out->opens = open_text(tx, &key, outbox_place(S("to_address"), id, city), to, &out->to) &&
                 open_text(tx, &key, outbox_place(S("subject"), id, city), subject, &out->subject) &&
                 open_text(tx, &key, outbox_place(S("body"), id, city), body, &out->body);
    str name = str_print(a, "message %lld", (long long)id);
    out->token = hex_from_bytes(a, token_of(a, &key, name));
    key_forget(&key);
    return tx_ok(tx);
}

static struct query q_retry = {
    .name = "mail_retry",
    .sql = "UPDATE mail SET not_before = ?2, attempts = ?3, last_error = ?4 "
           "WHERE id = ?1 AND state = 1",
    .n_params = 4,
    .kinds = "iiit",
};

void outbox_retry(struct tx *tx, int64_t id, instant not_before, int64_t attempts, str word)
{
    struct value params[] = {value_int(id), value_int(not_before.us), value_int(attempts),
                             value_text(word)};
    query_run(tx, &q_retry, params);
}

// What was said goes, because a link in it may open something; the address and the subject stay
// only where somebody has to be reached in another way.
static struct query q_end = {
    .name = "mail_end",
    .sql = "UPDATE mail SET state = ?2, last_error = ?3, ended_at = ?4, body = ?5, "
           "subject = CASE WHEN ?2 = 2 THEN ?5 ELSE subject END, "
           "to_address = CASE WHEN ?2 = 2 THEN ?5 ELSE to_address END WHERE id = ?1 AND state = 1",
    .n_params = 5,
    .kinds = "iitib",
};

void outbox_end(struct tx *tx, int64_t id, enum mail_state state, str word)
{
    struct value params[] = {value_int(id), value_int(state), value_text(word),
                             value_int(tx_now(tx).us), value_bytes(str_bytes(S("")))};
    query_run(tx, &q_end, params);
}
