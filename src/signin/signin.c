// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/signin.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/random.h"
#include "city/city.h"
#include "member/member.h"
#include "pledge/pledge.h"
#include "push/push.h"
#include "signin/guess.h"
#include "signin/signin.sql.h"
#include "terms/terms.h"
#include "vault/password.h"
#include "web/live.h"

enum { COOKIE_BYTES = 32 };

static bytes token(struct tx *tx, str cookie)
{
    struct key key;
    vault_key(city_vault(tx), S("session"), &key);
    bytes out = token_of(tx_arena(tx), &key, cookie);
    key_forget(&key);
    return out;
}

// --- who is signed in --------------------------------------------------------------------

static enum owed owes(struct tx *tx, const struct session_row *row)
{
    day due = password_due(day_of(row->changed_at), row->password_months);
    if (row->initial)
        return OWES_FIRST_PASSWORD;
    if (row->password_months > 0 && tx_today(tx).n >= due.n)
        return OWES_PASSWORD;
    if (row->terms == 0 || row->pledge < PLEDGE_VERSION)
        return OWES_TERMS;
    return OWES_NOTHING;
}

static struct heed heed_of(const struct session_row *row)
{
    struct heed heed = {.password_due = NO_DAY, .idle_minutes = row->idle_minutes};
    if (row->password_months > 0)
        heed.password_due = password_due(day_of(row->changed_at), row->password_months);
    if (row->terms > 0 && row->terms < row->terms_newest)
        heed.terms_version = row->terms_newest;
    return heed;
}

static struct appearance appearance_of(const struct session_row *row)
{
    return (struct appearance){
        .type_size = row->type_size,
        .contrast = row->contrast,
        .furigana = row->furigana,
        .wareki = row->wareki,
        .without_keys = row->without_keys,
        .knows_voice = row->knows_voice,
    };
}

static bool is_good(struct tx *tx, const struct session_row *row, device_id device)
{
    bool idle = tx_now(tx).us - row->seen_at.us > MINUTES(row->idle_minutes);
    int64_t age = tx_now(tx).us - row->created_at.us;
    // One from tomorrow was opened while the clock went wrong, and would outlive its time.
    bool old = age > HOURS(SESSION_HOURS) || age < -HOURS(1);
    bool gone = day_is(row->leave_on) && tx_today(tx).n > row->leave_on.n;
    return device_same(row->device, device) && !idle && !old && !gone;
}

static str open_name(struct tx *tx, const struct session_row *row)
{
    struct key key;
    str name = NONE;
    struct place place = member_place("name", row->member, row->city, row->role);
    if (!city_key_of_row(tx, row->city, row->city_key, &key) ||
        !unseal_text(tx_arena(tx), &key, place, row->name, &name))
        tx_fail(tx, "a member's name does not open");
    key_forget(&key);
    return name;
}

bool signin_find(struct tx *tx, str cookie, device_id device, struct signin_state *out)
{
    struct session_row row;
    if (cookie.n == 0 || !session_by_token(tx, token(tx, cookie), &row) ||
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
                   .administers = row.administers,
                   .administers_city = row.administers_city,
                   .administers_name = row.administers_name,
                   .administers_several = row.administers_n > 1,
                   .city_name = row.city_name},
        .owes = owes(tx, &row),
        .heed = heed_of(&row),
        .appearance = appearance_of(&row),
    };
    return tx_ok(tx);
}

bool signin_lead(struct tx *tx, const struct acting *me, office_id office)
{
    struct affiliations works = member_affiliations(tx, me->member);
    for (size_t i = 0; i < works.n; i++)
        if (works.at[i].administrator && office_same(works.at[i].office, office)) {
            led_office_put(tx, me->member, office);
            audit_record(tx, &(struct audit_entry){"office.lead", .city = works.at[i].city,
                                                   .subject = office.v});
            return true;
        }
    return false;
}

// --- signing in and out --------------------------------------------------------------------

struct signin_proof signin_prove(struct tx *tx, str personal_id, str password, device_id device)
{
    struct secret_row row;
    if (guess_wait(tx, device) > 0)
        return (struct signin_proof){.waits = true};
    if (!secret_by_personal_id(tx, personal_id, &row)) {
        password_matches_nobody(password);
        return (struct signin_proof){0};
    }
    return (struct signin_proof){.member = row.member,
                                 .hash = row.hash,
                                 .matches = password_matches(row.hash, password)};
}

// The password may have been given anew since it was tried.
static bool is_still_right(struct tx *tx, const struct signin_proof *proof)
{
    str hash = NONE;
    return proof->matches && secret_of(tx, proof->member, &hash) && str_eq(hash, proof->hash);
}

static bool may_sign_in(struct tx *tx, const struct signin_proof *proof, device_id device)
{
    member_id owner;
    day leave_on = NO_DAY;
    if (!is_still_right(tx, proof) || !device_owner(tx, device, &owner) ||
        !member_same(owner, proof->member))
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
    session_insert(tx, id, token(tx, cookie), member, device, tx_now(tx));
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

static struct signin_result told_to_wait(int64_t wait)
{
    return (struct signin_result){.outcome = SIGNIN_WAIT,
                                  .wait_seconds = (wait + SECONDS(1) - 1) / SECONDS(1)};
}

static enum attempt_outcome refusal(struct tx *tx, const struct signin_proof *proof, device_id device)
{
    member_id owner;
    if (!device_owner(tx, device, &owner) || !member_same(owner, proof->member))
        return proof->matches ? ATTEMPT_FOREIGN_KNOWN : ATTEMPT_FOREIGN;
    return ATTEMPT_WRONG;
}

struct signin_result signin_start(struct tx *tx, const struct signin_proof *proof, device_id device)
{
    int64_t wait = guess_wait(tx, device);
    if (wait > 0 || proof->waits)
        return told_to_wait(wait ? wait : SECONDS(1));
    if (!may_sign_in(tx, proof, device)) {
        guess_count(tx, device);
        record(tx, "signin.refuse", proof->member, device);
        history_record(tx, proof->member, device, refusal(tx, proof, device));
        return (struct signin_result){.outcome = SIGNIN_WRONG};
    }
    guess_reset(tx, device);
    record(tx, "signin.start", proof->member, device);
    history_record(tx, proof->member, device, ATTEMPT_DONE);
    member_set_signed_in(tx, proof->member, tx_now(tx));
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

void signin_end_cookie(struct tx *tx, str cookie)
{
    if (cookie.n)
        session_end_by_token(tx, token(tx, cookie), tx_now(tx));
}

void signin_end_all(struct tx *tx, member_id member)
{
    session_end_of_member(tx, member, (session_id){0}, tx_now(tx));
    push_end_member(tx, member);
    live_close(tx, member.v);
}

void signin_end_everywhere(struct tx *tx, member_id member)
{
    signin_end_all(tx, member);
    audit_record(tx, &(struct audit_entry){"signin.end-all", .subject = member.v});
}

void signin_forget_old(struct tx *tx)
{
    instant now = tx_now(tx);
    sessions_forget(tx, instant_after(now, -DAYS(SESSION_KEPT_DAYS)));
    guesses_forget(tx, instant_after(now, -DAYS(GUESS_KEPT_DAYS)), now);
    history_forget(tx, instant_after(now, -DAYS(ATTEMPT_KEPT_DAYS)));
}

void signin_seen(struct tx *tx, session_id session, instant at)
{
    session_set_seen(tx, session, at);
}

// --- what must be accepted -------------------------------------------------------------------

void document_accept(struct tx *tx, member_id member, enum agreed_text document)
{
    if (document == DOCUMENT_TERMS) {
        terms_accept(tx, member);
        return;
    }
    acceptance_put(tx, member, document, PLEDGE_VERSION, tx_now(tx));
    audit_record(tx, &(struct audit_entry){"document.accept", .subject = (int64_t)document});
}
