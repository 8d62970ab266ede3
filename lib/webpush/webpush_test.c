// SPDX-License-Identifier: AGPL-3.0-or-later
#include "webpush/inside.h"

#include "base/base32.h"
#include "base/buf.h"
#include "test/rule.h"
#include "test/world.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <netinet/in.h>

static bytes letters(struct world *world, const char *base64url)
{
    bytes b = {0};
    assert_true(base64url_to_bytes(world_arena(world), str_of(base64url), &b));
    return b;
}

static str text(struct world *world, bytes b)
{
    return base64url_from_bytes(world_arena(world), b);
}

RULE("RFC 8188 3.1: one record of aes128gcm is sealed as the example shows")
{
    struct record_key key = {.secret = letters(world, "yqdlZ-tYemfogSmv7Ws5PQ"),
                             .salt = letters(world, "I1BsxtFttlv3u_Oo94xnmw").p};

    bytes sealed = record_seal(world_arena(world), &key, str_bytes(S("I am the walrus")), 0);

    assert_str(text(world, sealed), S("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"));
}

// The keys of RFC 8291, Appendix A.
static const char browser_secret[] = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
static const char browser_open[] =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
static const char browser_auth[] = "BTBZMqHH6r4Tts7J_aSIgg";
static const char server_secret[] = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
static const char server_open[] =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

RULE("RFC 8291 Appendix A: a message to a browser is sealed as the example shows")
{
    struct p256_pair pair;
    struct webpush_reader reader;
    struct arena *a = world_arena(world);

    assert_true(p256_of(letters(world, server_secret).p, &pair));
    assert_true(webpush_reader_parse(a, str_of(browser_open), str_of(browser_auth), &reader));
    struct webpush_made made = {&pair, letters(world, "DGv6ra1nlYgDCS1FRnbzlw").p};
    bytes sealed = webpush_seal_with(a, &reader, &made,
                                     str_bytes(S("When I grow up, I want to be a watermelon")), 0);

    assert_str(text(world, (bytes){pair.open, P256_OPEN}), str_of(server_open));
    assert_str(text(world, sealed),
               S("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
                 "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"));
}

RULE("both ends of a key exchange on P-256 find the same secret, and a point beside the curve none")
{
    struct p256_pair browser, pair;
    uint8_t ours[32], theirs[32];

    assert_true(p256_of(letters(world, browser_secret).p, &browser));
    p256_new(&pair);
    assert_true(p256_shared(&pair, browser.open, ours));
    assert_true(p256_shared(&browser, pair.open, theirs));
    assert_memory_equal(ours, theirs, sizeof ours);
    browser.open[64] ^= 1;
    assert_false(p256_shared(&pair, browser.open, ours));
}

RULE("a secret of zero or beyond the group's order is no key")
{
    struct p256_pair pair;
    uint8_t zero[P256_SECRET] = {0}, large[P256_SECRET];
    memset(large, 0xff, sizeof large);

    assert_false(p256_of(zero, &pair));
    assert_false(p256_of(large, &pair));
}

RULE("the keys of a browser are taken with and without padding, and refused when short or beside the curve")
{
    struct webpush_reader r;
    struct arena *a = world_arena(world);
    str open = str_of(browser_open), auth = str_of(browser_auth);
    str beside = str_print(a, "%.*sA", STR(str_part(open, 0, open.n - 1)));

    assert_true(webpush_reader_parse(a, str_print(a, "%s=", browser_open),
                                     str_print(a, "%s==", browser_auth), &r));
    assert_false(webpush_reader_parse(a, beside, auth, &r));
    assert_false(webpush_reader_parse(a, str_part(open, 0, 40), auth, &r));
    assert_false(webpush_reader_parse(a, open, S("AAAA"), &r));
    assert_false(webpush_reader_parse(a, open, NONE, &r));
    assert_false(webpush_reader_parse(a, S("いいえ"), auth, &r));
}

RULE("padding makes messages of different lengths equally long, and no two are alike")
{
    struct webpush_reader r;
    struct arena *a = world_arena(world);
    assert_true(webpush_reader_parse(a, str_of(browser_open), str_of(browser_auth), &r));

    bytes one = webpush_seal(a, &r, str_bytes(S("1")), 9);
    bytes ten = webpush_seal(a, &r, str_bytes(S("1234567890")), 0);
    bytes again = webpush_seal(a, &r, str_bytes(S("1234567890")), 0);

    assert_int_equal(one.n, ten.n);
    assert_memory_not_equal(ten.p, again.p, ten.n);
}

// --- the token -------------------------------------------------------------------------

// GnuTLS as the second opinion: it reads the signature as DER.
static bool gnutls_agrees(const struct p256_pair *pair, str signed_text, bytes signature)
{
    gnutls_pubkey_t key;
    gnutls_datum_t x = {(unsigned char *)(uintptr_t)(pair->open + 1), 32};
    gnutls_datum_t y = {(unsigned char *)(uintptr_t)(pair->open + 33), 32};
    gnutls_datum_t r = {(unsigned char *)(uintptr_t)signature.p, 32};
    gnutls_datum_t s = {(unsigned char *)(uintptr_t)(signature.p + 32), 32}, der;
    gnutls_datum_t data = {(unsigned char *)(uintptr_t)signed_text.p, (unsigned)signed_text.n};
    assert_int_equal(gnutls_pubkey_init(&key), 0);
    assert_int_equal(gnutls_pubkey_import_ecc_raw(key, GNUTLS_ECC_CURVE_SECP256R1, &x, &y), 0);
    assert_int_equal(gnutls_encode_rs_value(&der, &r, &s), 0);
    bool good = gnutls_pubkey_verify_data2(key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der) >= 0;
    gnutls_free(der.data);
    gnutls_pubkey_deinit(key);
    return good;
}

RULE("RFC 8292: the token names the service, an end and a contact, and is signed with our key alone")
{
    struct arena *a = world_arena(world);
    struct p256_pair pair, other;
    p256_new(&pair);
    p256_new(&other);

    str token = vapid_token(a, &pair, S("https://push.example.net"), S("mailto:desk@example.jp"),
                            (instant){SECONDS(1453523768)});

    size_t second = str_find_byte(token, '.') + 1;
    size_t third = second + str_find_byte(str_from(token, second), '.') + 1;
    bytes head = {0}, claims = {0}, signature = {0};
    assert_true(base64url_to_bytes(a, str_part(token, 0, second - 1), &head));
    assert_true(base64url_to_bytes(a, str_part(token, second, third - 1 - second), &claims));
    assert_true(base64url_to_bytes(a, str_from(token, third), &signature));
    assert_str(bytes_str(head), S("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"));
    assert_str(bytes_str(claims),
               S("{\"aud\":\"https://push.example.net\",\"exp\":1453523768,\"sub\":\"mailto:desk@example.jp\"}"));
    assert_int_equal(signature.n, 64);
    assert_true(gnutls_agrees(&pair, str_part(token, 0, third - 1), signature));
    assert_false(gnutls_agrees(&other, str_part(token, 0, third - 1), signature));
}

// --- where it goes ---------------------------------------------------------------------

static const char known[] = "fcm.googleapis.com *.notify.windows.com localhost:8100";

static str origin_of(struct world *world, const char *endpoint)
{
    str origin = NONE;
    webpush_endpoint_parse(world_arena(world), str_of(endpoint), str_of(known), &origin);
    return origin;
}

RULE("an endpoint is taken over https, at a host that is known, and its origin is written one way")
{
    assert_str(origin_of(world, "https://fcm.googleapis.com/fcm/send/a:b_c-d"), S("https://fcm.googleapis.com"));
    assert_str(origin_of(world, "https://FCM.googleapis.com:443/x"), S("https://fcm.googleapis.com"));
    assert_str(origin_of(world, "https://wns2-par02p.notify.windows.com/w/?token=BQ%2b"),
               S("https://wns2-par02p.notify.windows.com"));
    assert_str(origin_of(world, "https://localhost:8100/notify/1"), S("https://localhost:8100"));
}

RULE("an endpoint elsewhere, without TLS, at a number, another port, with a name or a blank is refused")
{
    static const char *const bad[] = {
        "http://fcm.googleapis.com/x", "https://evil.example/x", "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com", "https://a@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:0443/x", "https://fcm.googleapis.com",
        "https://notify.windows.com/x", "https://.notify.windows.com/x", "https://evilnotify.windows.com/x",
        "https://fcm.googleapis.com./x", "https://127.0.0.1/x", "https://[::1]/x", "https://localhost:8101/x",
        "https://localhost/x", "https://fcm.googleapis.com/a b", "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com\\@evil.example/x", "https:///x", "https://", "", "file:///etc/passwd",
        "https://fcm.googleapis.com/\r\nHost: x", "https://fcm.googleapis.com/お知らせ", "javascript:1",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_str(origin_of(world, bad[i]), NONE);
}

RULE("an endpoint of more than 1,024 letters is refused")
{
    struct buf url = buf_in(world_arena(world));
    buf_put(&url, S("https://fcm.googleapis.com/"));
    while (url.n < ENDPOINT_MOST)
        buf_byte(&url, 'a');
    str origin;

    assert_true(webpush_endpoint_parse(url.arena, buf_str(&url), str_of(known), &origin));
    buf_byte(&url, 'a');
    assert_false(webpush_endpoint_parse(url.arena, buf_str(&url), str_of(known), &origin));
}

static bool is_public(const char *address)
{
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, address, &four.sin_addr) == 1)
        return address_is_public((struct sockaddr *)&four);
    assert_int_equal(inet_pton(AF_INET6, address, &six.sin6_addr), 1);
    return address_is_public((struct sockaddr *)&six);
}

RULE("public addresses are connected to")
{
    static const char *const good[] = {"142.250.196.106", "17.188.1.1", "1.1.1.1", "100.63.255.255", "172.32.0.1",
                                       "2404:6800:4004:80a::200a", "::ffff:1.1.1.1", "64:ff9b::101:101"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(is_public(good[i]));
}

RULE("loopback, private, link-local, shared, reserved and multicast addresses are not, in either form")
{
    static const char *const bad[] = {
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1",
        "203.0.113.9", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "2002:7f00:1::",
        "2001::1", "::127.0.0.1",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(is_public(bad[i]));
}

// --- sending ---------------------------------------------------------------------------

static struct webpush_letter letter_to(const char *endpoint)
{
    return (struct webpush_letter){.endpoint = str_of(endpoint), .body = str_bytes(S("sealed")),
                                   .token = S("t"), .key = S("k"), .topic = S("news"), .ttl = 60};
}

RULE("whatever a name resolves to, no connection is made to an address inside")
{
    struct arena *a = world_arena(world);
    struct webpush *w = webpush_open(a, &(struct webpush_settings){0}, NULL, NULL);
    struct webpush *test = webpush_open(a, &(struct webpush_settings){.private_too = true}, NULL, NULL);
    struct webpush_letter letters[] = {letter_to("https://localhost:1/x"), letter_to("https://127.0.0.1:1/")};

    webpush_send(w, letters, 2);
    assert_int_equal(letters[0].answer, WEBPUSH_FORBIDDEN);
    assert_int_equal(letters[1].answer, WEBPUSH_FORBIDDEN);
    webpush_send(test, letters, 2);
    assert_int_equal(letters[0].answer, WEBPUSH_UNREACHABLE);
    webpush_close(w);
    webpush_close(test);
}

RULE("a letter goes over https alone")
{
    struct webpush *w = webpush_open(world_arena(world), &(struct webpush_settings){.private_too = true}, NULL, NULL);
    struct webpush_letter letters[] = {letter_to("http://localhost:1/x"), letter_to("file:///etc/passwd")};

    webpush_send(w, letters, 2);

    assert_int_equal(letters[0].answer, WEBPUSH_NO_ANSWER);
    assert_int_equal(letters[1].answer, WEBPUSH_NO_ANSWER);
    webpush_close(w);
}

static bool always(void *context)
{
    (void)context;
    return true;
}

RULE("told to stop, nothing is sent and nothing counts as an attempt")
{
    struct webpush *w = webpush_open(world_arena(world), &(struct webpush_settings){.private_too = true}, always, NULL);
    struct webpush_letter letter = letter_to("https://localhost:1/x");

    webpush_send(w, &letter, 1);

    assert_int_equal(letter.answer, WEBPUSH_STOPPED);
    webpush_close(w);
}

RULE("404 and 410 end a subscription, 429 and 5xx ask for patience, other refusals are final")
{
    assert_int_equal(webpush_judge(201), WEBPUSH_TAKEN);
    assert_int_equal(webpush_judge(404), WEBPUSH_GONE);
    assert_int_equal(webpush_judge(410), WEBPUSH_GONE);
    assert_int_equal(webpush_judge(429), WEBPUSH_LATER);
    assert_int_equal(webpush_judge(503), WEBPUSH_LATER);
    assert_int_equal(webpush_judge(301), WEBPUSH_REFUSED);
    assert_int_equal(webpush_judge(403), WEBPUSH_REFUSED);
    assert_int_equal(webpush_judge(413), WEBPUSH_REFUSED);
}

RULE("Retry-After is read as seconds and as a date, at most a day, and nonsense is none")
{
    struct arena *a = world_arena(world);
    instant now = {SECONDS(784887151)}; // Tue, 15 Nov 1994 08:12:31 GMT

    assert_int_equal(retry_after_parse(a, S("120"), now), 120);
    assert_int_equal(retry_after_parse(a, S("Tue, 15 Nov 1994 08:13:31 GMT"), now), 60);
    assert_int_equal(retry_after_parse(a, S("Tue, 15 Nov 1994 07:00:00 GMT"), now), 0);
    assert_int_equal(retry_after_parse(a, S("99999999"), now), 86400);
    assert_int_equal(retry_after_parse(a, S("-5"), now), 0);
    assert_int_equal(retry_after_parse(a, S("soon"), now), 0);
}
