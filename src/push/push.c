// SPDX-License-Identifier: AGPL-3.0-or-later
#include "push/inside.h"

#include "audit/audit.h"
#include "base/check.h"
#include "push/push.sql.h"
#include "vault/vault.h"

#define USEFUL_FOR DAYS(1)
#define ENDED_KEPT DAYS(90)
enum { COUNT_MOST = 9999, KEYS = P256_OPEN + WEBPUSH_AUTH };

// --- what is sealed ---------------------------------------------------------------------

static struct key push_vault_key(struct tx *tx)
{
    struct key key;
    vault_key(tx_get(tx, TX_VAULT), S("push"), &key);
    return key;
}

static struct place browser_place(device_id device)
{
    return (struct place){S("push"), S("content"), device.v, 0};
}

static const struct place secret_place = {S_CONST("push_key"), S_CONST("secret"), 1, 0};

bytes push_mark(struct tx *tx, str endpoint)
{
    struct key key = push_vault_key(tx), mark_key;
    key_derive(&key, S("mark"), &mark_key);
    bytes mark = token_of(tx_arena(tx), &mark_key, endpoint);
    key_forget(&key);
    key_forget(&mark_key);
    return mark;
}

static bytes seal_browser(struct tx *tx, device_id device, const struct push_browser *browser)
{
    struct arena *a = tx_arena(tx);
    size_t n = KEYS + browser->endpoint.n;
    uint8_t *plain = arena_alloc(a, n);
    memcpy(plain, browser->reader.open, P256_OPEN);
    memcpy(plain + P256_OPEN, browser->reader.auth, WEBPUSH_AUTH);
    memcpy(plain + KEYS, browser->endpoint.p, browser->endpoint.n);
    struct key key = push_vault_key(tx);
    bytes sealed = seal(a, &key, browser_place(device), (bytes){plain, n});
    key_forget(&key);
    return sealed;
}

bool push_open_browser(struct tx *tx, device_id device, bytes sealed, struct push_browser *out)
{
    bytes plain;
    struct key key = push_vault_key(tx);
    bool opens = unseal(tx_arena(tx), &key, browser_place(device), sealed, &plain);
    key_forget(&key);
    if (!opens || plain.n <= KEYS)
        return false;
    memcpy(out->reader.open, plain.p, P256_OPEN);
    memcpy(out->reader.auth, plain.p + P256_OPEN, WEBPUSH_AUTH);
    out->endpoint = (str){(const char *)plain.p + KEYS, plain.n - KEYS};
    return true;
}

// --- our own key --------------------------------------------------------------------------

void push_make_key(struct tx *tx)
{
    struct push_key_row row;
    if (push_key_row_find(tx, &row))
        return;
    struct p256_pair pair;
    p256_new(&pair);
    struct key key = push_vault_key(tx);
    bytes secret = seal(tx_arena(tx), &key, secret_place, (bytes){pair.secret, P256_SECRET});
    push_key_add(tx, (bytes){pair.open, P256_OPEN}, secret, tx_now(tx));
    key_forget(&key);
    pair = (struct p256_pair){0};
}

bool push_key_find(struct tx *tx, struct p256_pair *out)
{
    struct push_key_row row;
    bytes secret;
    if (!push_key_row_find(tx, &row))
        return false;
    struct key key = push_vault_key(tx);
    bool opens = unseal(tx_arena(tx), &key, secret_place, row.secret, &secret);
    key_forget(&key);
    return opens && secret.n == P256_SECRET && p256_of(secret.p, out);
}

// --- switching on and off -----------------------------------------------------------------

enum push_outcome push_browser_parse(struct arena *a, str hosts, const struct push_browser *typed,
                                     str open, str auth, struct push_browser *out)
{
    str origin;
    *out = *typed;
    if (!webpush_endpoint_parse(a, typed->endpoint, hosts, &origin))
        return PUSH_UNKNOWN_SERVICE;
    return webpush_reader_parse(a, open, auth, &out->reader) ? PUSH_DONE : PUSH_BAD_KEYS;
}

// A browser has one address. Whoever switches it on last is told there, and nobody else.
static void put_browser(struct tx *tx, const struct acting *me, const struct push_browser *browser)
{
    bytes mark = push_mark(tx, browser->endpoint);
    push_drop_mark(tx, me->device, mark);
    push_put(tx, me->device, me->member, mark, seal_browser(tx, me->device, browser), tx_now(tx));
}

void push_switch_on(struct tx *tx, const struct acting *me, const struct push_browser *browser)
{
    put_browser(tx, me, browser);
    audit_record(tx, &(struct audit_entry){"push.on", .subject = me->device.v});
}

bool push_switch_off(struct tx *tx, const struct acting *me)
{
    if (push_drop_device(tx, me->device) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"push.off", .subject = me->device.v});
    return true;
}

static bool same_bytes(bytes a, bytes b)
{
    return str_eq(bytes_str(a), bytes_str(b));
}

bool push_renew(struct tx *tx, const struct acting *me, str was, const struct push_browser *browser)
{
    struct push_row row;
    if (!push_of_device(tx, me->device, &row) || !member_same(row.member, me->member))
        return false;
    bool is_ended = instant_is(row.ended_at);
    if (!is_ended && same_bytes(row.mark, push_mark(tx, browser->endpoint)))
        return true;
    if (!is_ended && !same_bytes(row.mark, push_mark(tx, was)))
        return false;
    put_browser(tx, me, browser);
    audit_record(tx, &(struct audit_entry){"push.renew", .subject = me->device.v});
    return true;
}

struct push_subscription push_find(struct tx *tx, device_id device)
{
    struct push_row row;
    struct push_subscription found = {0};
    if (!push_of_device(tx, device, &row))
        return found;
    found.is_there = true;
    found.since = row.since;
    found.is_ended = instant_is(row.ended_at) ||
                     !push_open_browser(tx, device, row.content, &found.browser);
    return found;
}

void push_end_device(struct tx *tx, device_id device)
{
    push_drop_device(tx, device);
}

void push_end_member(struct tx *tx, member_id member)
{
    push_drop_member(tx, member);
}

void push_forget_old(struct tx *tx)
{
    push_drop_old(tx, instant_after(tx_now(tx), -ENDED_KEPT), tx_now(tx));
}

// --- telling --------------------------------------------------------------------------------

static int tell(struct tx *tx, member_id member, device_id only, const struct push_word *word)
{
    check(word->kind > 0 && word->kind < PUSH_KINDS && word->count >= 0);
    return (int)push_set_word(
        tx, &(struct push_set_word_params){
                .member = member,
                .only = only,
                .kind = word->kind,
                .badge = word->count > COUNT_MOST ? COUNT_MOST : word->count,
                .urgent = word->urgent,
                .until = word->until.us ? word->until : instant_after(tx_now(tx), USEFUL_FOR),
                .now = tx_now(tx),
            });
}

int push_tell(struct tx *tx, member_id member, const struct push_word *word)
{
    return tell(tx, member, (device_id){0}, word);
}

bool push_try(struct tx *tx, const struct acting *me)
{
    struct push_word word = {PUSH_TRIAL, 0, true, instant_after(tx_now(tx), MINUTES(10))};
    return tell(tx, me->member, me->device, &word) > 0;
}

int push_devices(struct tx *tx, member_id member)
{
    return (int)push_count_of_member(tx, member);
}

str push_text(struct arena *a, enum push_kind kind, int64_t count)
{
    static const str words[PUSH_KINDS] = {
        [PUSH_NEWS] = S_CONST("news"), [PUSH_ASKED] = S_CONST("asked"), [PUSH_TRIAL] = S_CONST("trial")};
    check(kind > 0 && kind < PUSH_KINDS);
    // A trial says nothing about what is new.
    if (kind == PUSH_TRIAL)
        return S("{\"kind\":\"trial\"}");
    return str_print(a, "{\"kind\":\"%.*s\",\"count\":%lld}", STR(words[kind]), (long long)count);
}

struct push_state push_state(struct tx *tx)
{
    struct push_count_row row = push_counts(tx);
    struct push_state state = {
        .on = row.active,
        .ended = row.ended,
        .waiting = row.waiting,
        .tried = row.tried,
        .oldest = row.oldest,
        .taken_at = row.taken_at,
    };
    push_trouble(tx, &state.trouble);
    return state;
}
