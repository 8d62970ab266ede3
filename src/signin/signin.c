// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/signin.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/random.h"
#include "city/city.h"
#include "member/member.h"
#include "signin/signin.sql.h"
#include "vault/password.h"
#include "web/live.h"

enum { COOKIE_BYTES = 32, FREE_GUESSES = 2, LOCK_GUESSES = 10, FIRST_WAIT = 5 };
enum { TERMS_VERSION = 1, PLEDGE_VERSION = 1 };

static bytes token(struct tx *tx, str purpose, str text)
{
    struct key key;
    vault_key(city_vault(tx), purpose, &key);
    bytes out = token_of(tx_arena(tx), &key, text);
    key_forget(&key);
    return out;
}

// --- who is signed in --------------------------------------------------------------------

// The same date N months later, or that month's last day.
static day months_after(day d, int64_t months)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    int64_t count = (int64_t)year * 12 + month - 1 + months;
    day later = NO_DAY;
    for (; !day_is(later); date--)
        later = day_make((int)(count / 12), (int)(count % 12) + 1, date);
    return later;
}

static enum owed owes(struct tx *tx, const struct session_row *row)
{
    day due = months_after(day_of(row->changed_at), row->password_months);
    if (row->initial)
        return OWES_FIRST_PASSWORD;
    if (row->password_months > 0 && tx_today(tx).n >= due.n)
        return OWES_PASSWORD;
    if (row->terms < TERMS_VERSION || row->pledge < PLEDGE_VERSION)
        return OWES_TERMS;
    return OWES_NOTHING;
}

static bool is_good(struct tx *tx, const struct session_row *row, device_id device)
{
    bool idle = tx_now(tx).us - row->seen_at.us > MINUTES(row->idle_minutes);
    bool gone = day_is(row->leave_on) && tx_today(tx).n > row->leave_on.n;
    return device_same(row->device, device) && !idle && !gone;
}

static str open_name(struct tx *tx, const struct session_row *row)
{
    struct key key;
    str name = NONE;
    struct place place = {S("member"), S("name"), row->member.v, row->city.v};
    if (!vault_unwrap(city_vault(tx), row->city.v, row->city_key, &key) ||
        !unseal_text(tx_arena(tx), &key, place, row->name, &name))
        tx_fail(tx, "a member's name does not open");
    key_forget(&key);
    return name;
}

bool signin_find(struct tx *tx, str cookie, device_id device, struct signin_state *out)
{
    struct session_row row;
    if (cookie.n == 0 || !session_by_token(tx, token(tx, S("session"), cookie), &row) ||
        !is_good(tx, &row, device))
        return false;
    *out = (struct signin_state){
        .acting = {.member = row.member,
                   .city = row.city,
                   .role = row.role,
                   .device = row.device,
                   .session = row.id,
                   .name = open_name(tx, &row),
                   .job = profession_label(row.profession),
                   .office = row.office,
                   .city_name = row.city_name},
        .owes = owes(tx, &row),
    };
    return tx_ok(tx);
}

// --- guessing ------------------------------------------------------------------------------

static int64_t wait_after(int64_t failures)
{
    if (failures <= FREE_GUESSES)
        return 0;
    if (failures >= LOCK_GUESSES)
        return MINUTES(30);
    return SECONDS(FIRST_WAIT) << (failures - FREE_GUESSES - 1);
}

static int64_t blocked_for(struct tx *tx, bytes who)
{
    struct guess_row row;
    if (!guess_find(tx, who, &row))
        return 0;
    int64_t left = row.blocked_until.us - tx_now(tx).us;
    return left > 0 ? left : 0;
}

static void count_guess(struct tx *tx, bytes who)
{
    struct guess_row row = {0};
    if (guess_find(tx, who, &row) && tx_now(tx).us - row.last_at.us > DAYS(1))
        row.failures = 0;
    int64_t failures = row.failures + 1;
    instant until = instant_after(tx_now(tx), wait_after(failures));
    guess_put(tx, who, failures, until, tx_now(tx));
}

void signin_unlock(struct tx *tx, str personal_id)
{
    guess_forget(tx, token(tx, S("guess"), personal_id));
}

// --- signing in and out --------------------------------------------------------------------

struct signin_proof signin_prove(struct tx *tx, str personal_id, str password)
{
    struct secret_row row;
    if (blocked_for(tx, token(tx, S("guess"), personal_id)) > 0)
        return (struct signin_proof){0};
    if (!secret_by_personal_id(tx, personal_id, &row)) {
        password_matches_nobody(password);
        return (struct signin_proof){0};
    }
    return (struct signin_proof){row.member, password_matches(row.hash, password)};
}

static bool may_sign_in(struct tx *tx, const struct signin_proof *proof, device_id device)
{
    member_id owner;
    day leave_on = NO_DAY;
    if (!proof->matches || !device_owner(tx, device, &owner) || !member_same(owner, proof->member))
        return false;
    leave_date(tx, proof->member, &leave_on);
    return !day_is(leave_on) || tx_today(tx).n <= leave_on.n;
}

static str start_session(struct tx *tx, member_id member, device_id device)
{
    uint8_t random[COOKIE_BYTES];
    random_fill(random, sizeof random);
    str cookie = base64url_from_bytes(tx_arena(tx), (bytes){random, sizeof random});
    session_id id = {tx_new_id(tx)};
    session_insert(tx, id, token(tx, S("session"), cookie), member, device, tx_now(tx));
    return cookie;
}

static void record(struct tx *tx, const char *action, member_id member, device_id device)
{
    // Nobody acts yet at this point: the row names member and device itself.
    struct acting acting = {.member = member, .device = device};
    void *before = tx_get(tx, TX_ACTOR);
    tx_set(tx, TX_ACTOR, &acting);
    audit_record(tx, &(struct audit_entry){action, .subject = member.v});
    tx_set(tx, TX_ACTOR, before);
}

struct signin_result signin_start(struct tx *tx, str personal_id, const struct signin_proof *proof,
                                  device_id device)
{
    bytes who = token(tx, S("guess"), personal_id);
    int64_t wait = blocked_for(tx, who);
    if (wait > 0)
        return (struct signin_result){.outcome = SIGNIN_WAIT,
                                      .wait_seconds = (wait + SECONDS(1) - 1) / SECONDS(1)};
    if (!may_sign_in(tx, proof, device)) {
        count_guess(tx, who);
        record(tx, "signin.refuse", proof->member, device);
        return (struct signin_result){.outcome = SIGNIN_WRONG};
    }
    guess_forget(tx, who);
    record(tx, "signin.start", proof->member, device);
    return (struct signin_result){.outcome = SIGNIN_DONE,
                                  .cookie = start_session(tx, proof->member, device)};
}

void signin_end(struct tx *tx, session_id session)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    session_end(tx, session, tx_now(tx));
    audit_record(tx, &(struct audit_entry){"signin.end", .subject = session.v});
    if (me)
        live_close(tx, me->member.v);
}

void signin_end_all(struct tx *tx, member_id member)
{
    session_end_of_member(tx, member, (session_id){0}, tx_now(tx));
    live_close(tx, member.v);
}

void signin_seen(struct tx *tx, session_id session, instant at)
{
    session_set_seen(tx, session, at);
}

// --- what must be accepted -------------------------------------------------------------------

int document_version(enum document document)
{
    switch (document) {
    case DOCUMENT_TERMS:
        return TERMS_VERSION;
    case DOCUMENT_PLEDGE:
        return PLEDGE_VERSION;
    }
    return 0;
}

void document_accept(struct tx *tx, member_id member, enum document document)
{
    acceptance_put(tx, member, document, document_version(document), tx_now(tx));
    audit_record(tx, &(struct audit_entry){"document.accept", .subject = (int64_t)document});
}
