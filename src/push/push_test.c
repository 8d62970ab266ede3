// SPDX-License-Identifier: AGPL-3.0-or-later
#include "push/inside.h"

#include "base/base32.h"
#include "device/device.h"
#include "push/deliver.h"
#include "signin/signin.h"
#include "test/browser.h"
#include "test/given.h"
#include "test/rule.h"

static const char hosts[] = "push.example.net *.push.example.org";
static const char endpoint[] = "https://push.example.net/send/abc";
// RFC 8291, Appendix A.
static const char open_key[] =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
static const char auth_key[] = "BTBZMqHH6r4Tts7J_aSIgg";

static struct push_browser handed_over(struct world *world, const char *at)
{
    struct push_browser typed = {.endpoint = str_of(at)}, out;
    assert_int_equal(push_browser_parse(world_arena(world), str_of(hosts), &typed, str_of(open_key),
                                        str_of(auth_key), &out),
                     PUSH_DONE);
    return out;
}

// A member whose device is switched on.
static struct given_person given_told(struct world *world, const char *at)
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person p = given_member(tx, city.city.id, given_office(tx, city.city.id, S("訪問看護はな")), S("花 子"));
    struct push_browser browser = handed_over(world, at);
    push_make_key(tx);
    push_switch_on(tx, &p.acting, &browser);
    world_commit(world);
    return p;
}

static struct given_person given_second(struct tx *tx, const struct given_person *first)
{
    city_id city = first->acting.city;
    return given_member(tx, city, given_office(tx, city, S("薬局たろう")), S("次 郎"));
}

static void tell(struct world *world, const struct given_person *p, int64_t count)
{
    struct tx *tx = world_write(world);
    assert_int_equal(push_tell(tx, p->acting.member, &(struct push_word){PUSH_NEWS, count, false, {0}}),
                     tx_ok(tx) ? 1 : 0);
    world_commit(world);
}

// --- a push service ------------------------------------------------------------------------

enum { MOST_LETTERS = 4 };
struct service {
    struct world *world;
    enum webpush_answer answer;
    int64_t retry_after;
    int n;
    struct webpush_letter got[MOST_LETTERS];
    void (*meanwhile)(struct service *s); // while a letter is under way
    const struct given_person *whom;
};

static struct tx *begin(void *context, struct arena *arena)
{
    (void)arena; // it goes before the world can look whether there was a fault
    struct world *world = ((struct service *)context)->world;
    struct tx *tx = world_begin(world, TX_WRITE);
    tx_set(tx, TX_VAULT, world_vault(world));
    return tx;
}

static void take_in(void *context, struct webpush_letter *letters, size_t n)
{
    struct service *s = context;
    struct arena *a = world_arena(s->world);
    for (size_t i = 0; i < n; i++) {
        if (s->n < MOST_LETTERS) {
            s->got[s->n] = letters[i];
            s->got[s->n].endpoint = str_copy(a, letters[i].endpoint);
            s->got[s->n].token = str_copy(a, letters[i].token);
            s->got[s->n].key = str_copy(a, letters[i].key);
            s->got[s->n].body = bytes_copy(a, letters[i].body);
        }
        s->n++;
        letters[i].answer = s->answer;
        letters[i].retry_after = s->retry_after;
    }
    if (s->meanwhile)
        s->meanwhile(s);
}

static struct push_tally deliver(struct service *s)
{
    return push_deliver_due(&(struct push_run){.context = s, .begin = begin, .send = take_in,
                                               .hosts = str_of(hosts), .contact = S("https://enrol.example")});
}

static struct push_state look(struct world *world)
{
    struct push_state state = push_state(world_read(world));
    world_commit(world);
    return state;
}

// --- telling ---------------------------------------------------------------------------------

RULE("a member is told on the devices that are switched on, and nobody else is")
{
    struct given_person told = given_told(world, endpoint);
    struct tx *tx = world_write(world);
    struct push_word word = {PUSH_NEWS, 3, true, {0}};
    struct given_person other = given_second(tx, &told);

    assert_int_equal(push_devices(tx, told.acting.member), tx_ok(tx));
    assert_int_equal(push_tell(tx, other.acting.member, &word), 0);
    assert_int_equal(push_tell(tx, told.acting.member, &word), tx_ok(tx));
    world_commit(world);
    struct service s = {.world = world};
    assert_int_equal(deliver(&s).sent, 1);

    assert_int_equal(s.n, 1);
    assert_str(s.got[0].endpoint, str_of(endpoint));
    assert_true(s.got[0].urgent);
    assert_int_equal(s.got[0].ttl, 86400);
    assert_int_equal(deliver(&s).sent, 0);
}

RULE("what travels is a number and a kind, and always equally long")
{
    struct arena *a = world_arena(world);
    assert_str(push_text(a, PUSH_NEWS, 3), S("{\"kind\":\"news\",\"count\":3}"));
    assert_str(push_text(a, PUSH_ASKED, 0), S("{\"kind\":\"asked\",\"count\":0}"));
    assert_str(push_text(a, PUSH_TRIAL, 0), S("{\"kind\":\"trial\"}"));
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};

    tell(world, &p, 1);
    assert_int_equal(deliver(&s).sent, 1);
    tell(world, &p, 99999999);
    assert_int_equal(deliver(&s).sent, 1);

    assert_int_equal(s.got[0].body.n, s.got[1].body.n);
}

RULE("of two words for one device the later one goes, alone")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};

    tell(world, &p, 1);
    tell(world, &p, 2);

    assert_int_equal(deliver(&s).sent, 1);
    assert_int_equal(s.n, 1);
}

static void tell_again(struct service *s)
{
    struct tx *tx = begin(s, NULL);
    push_tell(tx, s->whom->acting.member, &(struct push_word){PUSH_ASKED, 2, false, {0}});
    tx_finish(tx);
    s->meanwhile = NULL;
}

RULE("a word that is told while an earlier one is under way goes out afterwards")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world, .meanwhile = tell_again, .whom = &p};
    tell(world, &p, 1);

    assert_int_equal(deliver(&s).sent, 1);
    assert_int_equal(look(world).waiting, 1);
    assert_int_equal(deliver(&s).sent, 1);

    assert_int_equal(s.n, 2);
    assert_int_equal(look(world).waiting, 0);
}

RULE("the server proves who it is to each push service with the same key")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};
    tell(world, &p, 1);
    assert_int_equal(deliver(&s).sent, 1);
    bytes claims = {0};
    struct p256_pair pair;
    struct tx *tx = world_write(world);
    push_make_key(tx); // another start of the server makes no other
    assert_true(push_key_find(tx, &pair) || !tx_ok(tx));
    world_commit(world);

    str rest = str_from(s.got[0].token, str_find_byte(s.got[0].token, '.') + 1);
    assert_true(base64url_to_bytes(world_arena(world), str_part(rest, 0, str_find_byte(rest, '.')), &claims));
    assert_true(str_contains(bytes_str(claims), S("\"aud\":\"https://push.example.net\"")));
    assert_true(str_contains(bytes_str(claims), S("\"sub\":\"https://enrol.example\"")));
    assert_str(s.got[0].key, base64url_from_bytes(world_arena(world), (bytes){pair.open, P256_OPEN}));
}

// --- what goes wrong -----------------------------------------------------------------------

RULE("a subscription that its push service knows no more ends, and is never written to again")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world, .answer = WEBPUSH_GONE};
    tell(world, &p, 1);

    assert_int_equal(deliver(&s).ended, 1);

    struct tx *tx = world_write(world);
    assert_int_equal(push_tell(tx, p.acting.member, &(struct push_word){PUSH_NEWS, 2, false, {0}}), 0);
    struct push_subscription found = push_find(tx, p.acting.device);
    assert_true((found.is_there && found.is_ended) || !tx_ok(tx));
    world_commit(world);
    assert_int_equal(deliver(&s).ended, 0);
    assert_int_equal(look(world).ended, 1);
}

RULE("a busy push service is asked again when it says, not before, also about a new word")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world, .answer = WEBPUSH_LATER, .retry_after = 600};
    tell(world, &p, 1);
    assert_int_equal(deliver(&s).later, 1);
    s.answer = WEBPUSH_TAKEN;

    world_wait(world, MINUTES(9));
    tell(world, &p, 2);
    assert_int_equal(deliver(&s).sent, 0);
    assert_str(look(world).trouble, S("busy"));
    world_wait(world, MINUTES(2));
    assert_int_equal(deliver(&s).sent, 1);
}

RULE("without an answer a word is tried again after 1, 5, 15 and 60 minutes and 6 hours, then given up")
{
    static const int64_t pauses[] = {MINUTES(1), MINUTES(5), MINUTES(15), MINUTES(60), HOURS(6)};
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world, .answer = WEBPUSH_UNREACHABLE};
    tell(world, &p, 1);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(deliver(&s).later, 1);
        world_wait(world, pauses[i] - 1);
        assert_int_equal(deliver(&s).later, 0);
        world_wait(world, 1);
    }

    struct push_tally last = deliver(&s);
    assert_int_equal(last.given_up, 1);
    assert_true(last.no_service);
    assert_int_equal(look(world).waiting, 0);
    assert_int_equal(look(world).on, 1);
}

RULE("a word that is of no use any more is not sent")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};
    tell(world, &p, 1);
    world_wait(world, DAYS(1));

    assert_int_equal(deliver(&s).given_up, 1);

    assert_int_equal(s.n, 0);
    assert_int_equal(look(world).waiting, 0);
}

RULE("three refusals one after the other end a subscription, two and a success do not")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};
    const enum webpush_answer answers[] = {WEBPUSH_REFUSED,   WEBPUSH_REFUSED,  WEBPUSH_TAKEN, WEBPUSH_REFUSED,
                                           WEBPUSH_FORBIDDEN, WEBPUSH_REFUSED};
    for (int i = 0; i < 6; i++) {
        assert_int_equal(look(world).on, 1);
        s.answer = answers[i];
        tell(world, &p, 1);
        deliver(&s);
    }

    assert_int_equal(look(world).on, 0);
}

RULE("stopping does not count as an attempt")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world, .answer = WEBPUSH_STOPPED};
    tell(world, &p, 1);
    for (int i = 0; i < 9; i++)
        assert_int_equal(deliver(&s).later, 1);
    s.answer = WEBPUSH_TAKEN;

    assert_int_equal(deliver(&s).sent, 1);
}

RULE("a push service that is not allowed any more is not written to")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};
    tell(world, &p, 1);

    struct push_tally tally = push_deliver_due(&(struct push_run){
        .context = &s, .begin = begin, .send = take_in, .hosts = S("other.example"), .contact = S("https://x")});

    assert_int_equal(tally.given_up, 1);
    assert_int_equal(s.n, 0);
}

// --- ends ------------------------------------------------------------------------------------

RULE("a device that is lost, signing out everywhere and the leave date end what was switched on")
{
    struct given_person lost = given_told(world, endpoint);
    struct push_word word = {PUSH_NEWS, 1, false, {0}};
    struct tx *tx = world_write(world);
    device_revoke(tx, lost.acting.city, lost.acting.device, REVOKED_LOST);
    assert_int_equal(push_tell(tx, lost.acting.member, &word), 0);
    struct given_person away = given_second(tx, &lost);
    struct push_browser browser = handed_over(world, endpoint);
    push_switch_on(tx, &away.acting, &browser);
    assert_int_equal(push_tell(tx, away.acting.member, &word), tx_ok(tx));
    signin_end_everywhere(tx, away.acting.member);
    assert_int_equal(push_tell(tx, away.acting.member, &word), 0);
    world_commit(world);
}

RULE("nothing is sent to a device whose certificate has expired, and a day later it is forgotten")
{
    struct given_person p = given_told(world, endpoint);
    struct service s = {.world = world};
    struct tx *tx = world_write(world);
    given_ending(tx, p.acting.device, 1);
    world_commit(world);
    world_wait(world, DAYS(2));
    tell(world, &p, 1);

    assert_int_equal(deliver(&s).sent, 0);
    push_forget_old(world_write(world));
    world_commit(world);

    assert_int_equal(look(world).on, 0);
}

RULE("a browser that two people switched on tells the later one alone")
{
    struct given_person first = given_told(world, endpoint);
    struct tx *tx = world_write(world);
    struct given_person second = given_second(tx, &first);
    struct push_browser browser = handed_over(world, endpoint);
    push_switch_on(tx, &second.acting, &browser);

    assert_int_equal(push_devices(tx, first.acting.member), 0);
    assert_int_equal(push_devices(tx, second.acting.member), tx_ok(tx));
    world_commit(world);
}

RULE("a browser's new address is taken from whoever knows the old one, or when the old one has ended")
{
    struct given_person p = given_told(world, endpoint);
    struct push_browser next = handed_over(world, "https://eu.push.example.org/2");
    struct tx *tx = world_write(world);
    bool ok = tx_ok(tx);
    assert_false(push_renew(tx, &p.acting, S("https://push.example.net/send/other"), &next));
    assert_true(push_renew(tx, &p.acting, str_of(endpoint), &next) || !(ok = tx_ok(tx)));
    struct push_subscription found = push_find(tx, p.acting.device);
    world_commit(world);
    assert_str(found.browser.endpoint, S("https://eu.push.example.org/2"));

    struct service s = {.world = world, .answer = WEBPUSH_GONE};
    tell(world, &p, 1);
    deliver(&s);
    tx = world_write(world);
    struct push_browser third = handed_over(world, endpoint);
    assert_true(push_renew(tx, &p.acting, NONE, &third) || !tx_ok(tx));
    assert_int_equal(push_devices(tx, p.acting.member), tx_ok(tx));
    world_commit(world);
}

RULE("addresses and keys of browsers and our own key read as noise in the database")
{
    struct given_person p = given_told(world, endpoint);
    struct tx *tx = world_read(world);
    struct push_subscription found = push_find(tx, p.acting.device);
    bytes sealed = str_bytes(S("https://push.example.net/send/abc"));
    struct push_browser out;

    assert_false(push_open_browser(tx, p.acting.device, sealed, &out));
    assert_true(found.is_there || !tx_ok(tx));
    world_commit(world);
    assert_str(found.browser.endpoint, str_of(endpoint));
}

// --- the switch --------------------------------------------------------------------------------

static struct browser *given_browser(struct world *world, struct given_person *out)
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    *out = given_member(tx, city.city.id, given_office(tx, city.city.id, S("訪問看護はな")), S("花 子"));
    push_make_key(tx);
    world_commit(world);
    browser_app(world)->services.push_hosts = str_of(hosts);
    return browser_of(world, out);
}

static int devices(struct world *world, const struct given_person *p)
{
    int n = push_devices(world_read(world), p->acting.member);
    world_commit(world);
    return n;
}

PAGE("a device is switched on with what the browser hands over, tried, and switched off")
{
    struct given_person p;
    struct browser *b = given_browser(world, &p);

    assert_int_equal(browser_post(b, "/push/on", "endpoint", endpoint, "p256dh", open_key, "auth", auth_key), 200);
    assert_true(browser_says(b, "この端末で受け取っています"));
    assert_int_equal(devices(world, &p), 1);
    assert_int_equal(browser_post(b, "/push/try"), 303);
    assert_int_equal(look(world).waiting, 1);
    b->as.wants_fragment = true;
    assert_int_equal(browser_post(b, "/push/off"), 200);
    assert_true(browser_says(b, "この端末には届きません"));
    assert_int_equal(devices(world, &p), 0);
}

PAGE("an address inside the city's network, without TLS or of no push service is refused, and so are bad keys")
{
    static const char *const bad[] = {"https://192.168.1.1/admin", "http://push.example.net/x", "https://localhost/x",
                                      "https://evil.example/", "", "https://push.example.net:22/x"};
    struct given_person p;
    struct browser *b = given_browser(world, &p);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(browser_post(b, "/push/on", "endpoint", bad[i], "p256dh", open_key, "auth", auth_key), 422);
        assert_true(browser_says(b, "このシステムからは送れません"));
    }
    assert_int_equal(browser_post(b, "/push/on", "endpoint", endpoint, "p256dh", auth_key, "auth", auth_key), 422);
    assert_true(browser_says(b, "鍵が正しくありません"));
    assert_int_equal(browser_post(b, "/push/renew", "endpoint", endpoint, "p256dh", open_key, "auth", auth_key), 204);

    assert_int_equal(devices(world, &p), 0);
}

PAGE("where push is switched off for the installation nothing can be switched on")
{
    struct given_person p;
    struct browser *b = given_browser(world, &p);
    browser_app(world)->services.push_hosts = NONE;

    assert_int_equal(browser_post(b, "/push/on", "endpoint", endpoint, "p256dh", open_key, "auth", auth_key), 422);

    assert_true(browser_says(b, "端末へのお知らせを使っていません"));
    assert_int_equal(devices(world, &p), 0);
}
