// SPDX-License-Identifier: AGPL-3.0-or-later
// The settings, and the address with its proof.
#include "delivery/address.h"

#include "base/random.h"
#include "city/city.h"
#include "delivery/delivery.h"
#include "mail/mail.h"
#include "member/member.h"
#include "signin/signin.h"

#include <sodium.h>

enum { CODE_DIGITS = 6, LAST_HOUR = 23 };

// --- settings ----------------------------------------------------------------------------------

bool delivery_is_quiet(const struct delivery_settings *s, int64_t hour)
{
    if (s->quiet_from <= s->quiet_until)
        return hour >= s->quiet_from && hour < s->quiet_until;
    return hour >= s->quiet_from || hour < s->quiet_until;
}

struct delivery_settings delivery_settings_of(struct tx *tx, member_id member)
{
    struct setting_row row = {.by_mail = true, .mine_pace = PACE_AT_ONCE, .rest_pace = PACE_DIGEST,
                              .digest_hour = 8, .quiet_from = 21, .quiet_until = 7};
    setting_of(tx, member, &row);
    return (struct delivery_settings){row.by_mail,     row.mine_pace,  row.rest_pace,
                                      row.digest_hour, row.quiet_from, row.quiet_until,
                                      row.urgent_passes};
}

// The hour of today's digest is still to come, or it has gone by.
static day digest_before(struct tx *tx, int64_t digest_hour)
{
    int64_t hour = (tx_now(tx).us - day_start(tx_today(tx)).us) / HOURS(1);
    return hour < digest_hour ? day_after(tx_today(tx), -1) : tx_today(tx);
}

// What is there by now is known; from here on it is told.
static void begin(struct tx *tx, member_id member)
{
    setting_begin(tx, member, (post_id){tx_new_id(tx)}, tx_today(tx));
}

enum delivery_change delivery_set(struct tx *tx, member_id member,
                                  const struct delivery_settings *s)
{
    bool has_digest = s->mine == PACE_DIGEST || s->rest == PACE_DIGEST;
    if (has_digest && delivery_is_quiet(s, s->digest_hour))
        return DELIVERY_HOUR_QUIET;
    begin(tx, member);
    setting_put(tx, &(struct setting_put_params){
                        .member = member,
                        .by_mail = s->by_mail,
                        .mine_pace = s->mine,
                        .rest_pace = s->rest,
                        .digest_hour = s->digest_hour,
                        .quiet_from = s->quiet_from,
                        .quiet_until = s->quiet_until,
                        .urgent_passes = s->urgent_passes,
                        .digest_on = digest_before(tx, s->digest_hour),
                    });
    return DELIVERY_SET;
}

// --- fingerprints ------------------------------------------------------------------------------

static bytes fingerprint(struct tx *tx, str what)
{
    struct key key;
    vault_key(city_vault(tx), S("notice"), &key);
    bytes token = token_of(tx_arena(tx), &key, what);
    key_forget(&key);
    return token;
}

static bool same(bytes a, bytes b)
{
    return a.n == b.n && a.n > 0 && sodium_memcmp(a.p, b.p, a.n) == 0;
}

bool address_is(struct tx *tx, str address, bytes of)
{
    return address.n > 0 && same(fingerprint(tx, address), of);
}

str address_open(struct tx *tx, const struct target_row *target)
{
    struct key key;
    str address = NONE;
    struct place place = member_place("mail", target->member, target->city, target->role);
    if (target->mail.n == 0)
        return NONE;
    if (!city_key(tx, target->city, &key) ||
        !unseal_text(tx_arena(tx), &key, place, target->mail, &address))
        tx_fail(tx, "a member's address does not open");
    key_forget(&key);
    return address;
}

// --- the proof ---------------------------------------------------------------------------------

static bool did_not_arrive(struct tx *tx, int64_t mail)
{
    struct mail_status last;
    return mail && mail_find(tx, mail, &last) &&
           (last.state == MAIL_BOUNCED || last.state == MAIL_GIVEN_UP);
}

static bool is_waiting(struct tx *tx, member_id member, str address)
{
    struct code_row code;
    return code_of(tx, member, &code) && address_is(tx, address, code.address) &&
           code.tries < CODE_TRIES && tx_now(tx).us < code.sent_at.us + MINUTES(CODE_MINUTES);
}

enum delivery_address delivery_address_of(struct tx *tx, const struct acting *me, str *address)
{
    struct proof_row proof = {0};
    *address = reminder_address(tx, me->city, me->member);
    if (address->n == 0)
        return ADDRESS_NONE;
    if (is_waiting(tx, me->member, *address))
        return ADDRESS_WAITS;
    if (!proof_of(tx, me->member, &proof) || !address_is(tx, *address, proof.address))
        return ADDRESS_UNPROVED;
    return did_not_arrive(tx, proof.mail) ? ADDRESS_BOUNCED : ADDRESS_CONFIRMED;
}

// Codes are few: nobody is to be flooded with mail by somebody who types another's address.
static str counter_of(struct tx *tx, member_id member)
{
    return str_print(tx_arena(tx), "notice-code %lld", (long long)member.v);
}

static bool mail_code(struct tx *tx, const struct acting *me, str address, str code)
{
    str body = str_print(tx_arena(tx),
                         "つなぎの通知の送り先を確かめるための番号です。\n\n%.*s\n\n"
                         "%d分のあいだ、「通知の設定」の画面に入力できます。\n"
                         "心当たりがないときは、このメールを捨ててください。何も起こりません。\n",
                         STR(code), CODE_MINUTES);
    return mail_queue(tx, &(struct mail){.city = me->city.v,
                                         .to = address,
                                         .subject = S("つなぎの通知の送り先の確認"),
                                         .body = body}) != 0;
}

enum delivery_code delivery_send_code(struct tx *tx, const struct acting *me, str address)
{
    str before, counter = counter_of(tx, me->member);
    if (address.n && !mail_address_is(address))
        return CODE_BAD_ADDRESS;
    bool good = delivery_address_of(tx, me, &before) == ADDRESS_CONFIRMED;
    if (good && str_eq(before, address))
        return CODE_SAME;
    if (address.n && guess_wait_about(tx, counter) > 0)
        return CODE_WAIT;
    begin(tx, me->member);
    code_end(tx, me->member);
    if (!str_eq(before, address)) {
        reminder_set_address(tx, me->city, me->member, address);
        proof_put(tx, me->member, (bytes){0});
    }
    if (address.n == 0)
        return CODE_SENT;
    str code = random_digits(tx_arena(tx), CODE_DIGITS);
    guess_count_about(tx, counter);
    code_put(tx, me->member, fingerprint(tx, address), fingerprint(tx, code), tx_now(tx));
    return mail_code(tx, me, address, code) ? CODE_SENT : CODE_BAD_ADDRESS;
}

enum delivery_proof delivery_confirm(struct tx *tx, const struct acting *me, str code)
{
    struct code_row sent;
    str address = reminder_address(tx, me->city, me->member);
    if (!is_waiting(tx, me->member, address) || !code_of(tx, me->member, &sent))
        return PROOF_OVER;
    if (!same(fingerprint(tx, code), sent.code)) {
        code_missed(tx, me->member);
        return sent.tries + 1 < CODE_TRIES ? PROOF_WRONG : PROOF_OVER;
    }
    begin(tx, me->member);
    proof_put(tx, me->member, sent.address);
    code_end(tx, me->member);
    guess_reset_about(tx, counter_of(tx, me->member));
    return PROOF_DONE;
}
