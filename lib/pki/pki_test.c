// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pki/pki.h"

#include "test/rule.h"
#include "test/world.h"

#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct key key = {{1, 2, 3}};
static const struct pki_names names = {S_CONST("つなぎ市")};

static str ca_folder(struct world *world)
{
    return str_print(world_arena(world), "%.*s/ca", STR(world_folder(world)));
}

static const char *ca_file(struct world *world, const char *name)
{
    return str_zero(world_arena(world),
                    str_print(world_arena(world), "%.*s/%s", STR(ca_folder(world)), name));
}

static instant now_of(struct world *world)
{
    return clock_now(world_clock(world));
}

static struct pki *ca_open(struct world *world)
{
    assert_true(pki_create(ca_folder(world), &names, &key, now_of(world)));
    struct pki *p = pki_open(ca_folder(world), &key);
    assert_non_null(p);
    return p;
}

static struct pki_device device_of(struct world *world)
{
    return (struct pki_device){.common_name = S("つなぎ 看護 花子 (PC)"),
                               .device = 1234567890123,
                               .now = now_of(world),
                               .days = 365};
}

static gnutls_x509_crt_t crt_of(bytes content, gnutls_x509_crt_fmt_t format)
{
    gnutls_x509_crt_t crt;
    gnutls_datum_t datum = {(uint8_t *)content.p, (unsigned)content.n};
    assert_int_equal(gnutls_x509_crt_init(&crt), 0);
    assert_int_equal(gnutls_x509_crt_import(crt, &datum, format), 0);
    return crt;
}

static time_t standing_time;

static time_t stand_still(time_t *out)
{
    if (out)
        *out = standing_time;
    return standing_time;
}

static void trust_add(gnutls_x509_trust_list_t list, str chain, str crl)
{
    gnutls_datum_t certificates = {(uint8_t *)chain.p, (unsigned)chain.n};
    gnutls_datum_t revoked = {(uint8_t *)crl.p, (unsigned)crl.n};
    int added = gnutls_x509_trust_list_add_trust_mem(list, &certificates, crl.n ? &revoked : NULL,
                                                     GNUTLS_X509_FMT_PEM, 0, 0);
    assert_int_equal(added, crl.n ? 3 : 2);
}

// What a server does with a certificate, at a time of the test's choice.
static unsigned verify_at(const struct pki *p, gnutls_x509_crt_t crt, const char *purpose,
                          instant at, str crl)
{
    gnutls_x509_trust_list_t list;
    gnutls_typed_vdata_st wanted = {GNUTLS_DT_KEY_PURPOSE_OID, (uint8_t *)purpose, 0};
    unsigned status = ~0u;
    standing_time = (time_t)(at.us / SECONDS(1));
    gnutls_global_set_time_function(stand_still);
    assert_int_equal(gnutls_x509_trust_list_init(&list, 0), 0);
    trust_add(list, pki_chain_pem(p), crl);
    int verified = gnutls_x509_trust_list_verify_crt2(list, &crt, 1, &wanted, 1, 0, &status, NULL);
    gnutls_x509_trust_list_deinit(list, 1);
    gnutls_global_set_time_function(time);
    assert_int_equal(verified, 0);
    return status;
}

static str text_of(struct world *world, gnutls_x509_crt_t crt)
{
    gnutls_datum_t out;
    assert_int_equal(gnutls_x509_crt_print(crt, GNUTLS_CRT_PRINT_FULL, &out), 0);
    str text = str_copy(world_arena(world), (str){(char *)out.data, out.size});
    gnutls_free(out.data);
    return text;
}

RULE("a device's certificate is good for signing in and never for a server")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);
    gnutls_x509_crt_t crt = crt_of(issued.certificate_der, GNUTLS_X509_FMT_DER);

    assert_int_equal(verify_at(p, crt, GNUTLS_KP_TLS_WWW_CLIENT, device.now, NONE), 0);
    assert_int_not_equal(verify_at(p, crt, GNUTLS_KP_TLS_WWW_SERVER, device.now, NONE), 0);
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

RULE("a device's certificate is good from a few minutes ago until its day")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);
    gnutls_x509_crt_t crt = crt_of(issued.certificate_der, GNUTLS_X509_FMT_DER);
    const char *purpose = GNUTLS_KP_TLS_WWW_CLIENT;

    assert_true(issued.expires.us == device.now.us + DAYS(365));
    assert_int_equal(verify_at(p, crt, purpose, instant_after(device.now, -MINUTES(4)), NONE), 0);
    assert_int_not_equal(verify_at(p, crt, purpose, instant_after(device.now, -MINUTES(6)), NONE),
                         0);
    assert_int_equal(verify_at(p, crt, purpose, instant_after(issued.expires, -SECONDS(1)), NONE),
                     0);
    assert_int_not_equal(
        verify_at(p, crt, purpose, instant_after(issued.expires, SECONDS(1)), NONE), 0);
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

RULE("a device's certificate never outlives the authority that issued it")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    device.now = instant_after(device.now, DAYS(9 * 365));
    device.days = 1170;
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);

    assert_true(issued.expires.us < device.now.us + DAYS(368));
    assert_true(issued.expires.us > device.now.us + DAYS(364));
    pki_close(p);
}

RULE("a device's certificate names person, device and city and carries its limits")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);
    gnutls_x509_crt_t crt = crt_of(issued.certificate_der, GNUTLS_X509_FMT_DER);
    str text = text_of(world, crt);
    const str wanted[] = {S("CN=つなぎ 看護 花子 (PC)"),
                          S("O=つなぎ市"),
                          S("C=JP"),
                          S("serialNumber=13xrzp16b"),
                          S("Certificate Authority (CA): FALSE"),
                          S("Digital signature"),
                          S("TLS WWW Client"),
                          S("ECDSA-SHA256"),
                          S("Subject Key Identifier"),
                          S("Authority Key Identifier")};

    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!str_contains(text, wanted[i]))
            assert_str(text, wanted[i]);
    assert_false(str_contains(text, S("Certificate signing")));
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

RULE("two certificates have different serials of 16 bytes, positive and full")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    struct arena *a = world_arena(world);
    struct pki_issued one = pki_device_issue(p, a, &device, NONE);
    struct pki_issued two = pki_device_issue(p, a, &device, NONE);

    assert_int_equal(one.serial.n, 16);
    assert_int_equal(one.serial.p[0] & 0xc0, 0x40);
    assert_memory_not_equal(one.serial.p, two.serial.p, 16);
    assert_memory_not_equal(one.fingerprint, two.fingerprint, 32);
    pki_close(p);
}

RULE("a name that is too long is cut at a whole character")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    str name = NONE;
    for (int i = 0; i < 70; i++)
        name = str_print(world_arena(world), "%.*s𠮷", STR(name));
    device.common_name = name;
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);
    gnutls_x509_crt_t crt = crt_of(issued.certificate_der, GNUTLS_X509_FMT_DER);
    char found[400];
    size_t n = sizeof found;

    assert_int_equal(
        gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, found, &n), 0);
    assert_str(((str){found, n}), str_part(name, 0, (size_t)64 * 4));
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

static void package_check(struct world *world, enum pki_wrapping wrapping, const char *mac)
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    device.wrapping = wrapping;
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, S("Install9"));
    gnutls_pkcs12_t file;
    gnutls_datum_t datum = {(uint8_t *)issued.pkcs12.p, (unsigned)issued.pkcs12.n};
    gnutls_x509_privkey_t private_key;
    gnutls_x509_crt_t *chain;
    unsigned n = 0, algorithm = 0;
    assert_int_equal(gnutls_pkcs12_init(&file), 0);
    assert_int_equal(gnutls_pkcs12_import(file, &datum, GNUTLS_X509_FMT_DER, 0), 0);

    assert_int_not_equal(gnutls_pkcs12_verify_mac(file, "Install8"), 0);
    assert_int_equal(gnutls_pkcs12_verify_mac(file, "Install9"), 0);
    assert_int_equal(gnutls_pkcs12_mac_info(file, &algorithm, NULL, NULL, NULL, NULL), 0);
    assert_string_equal(gnutls_mac_get_name(algorithm), mac);
    assert_int_equal(gnutls_pkcs12_simple_parse(file, "Install9", &private_key, &chain, &n, NULL,
                                                NULL, NULL, GNUTLS_PKCS12_SP_INCLUDE_SELF_SIGNED),
                     0);
    assert_int_equal(n, 3);
    gnutls_datum_t der = {(uint8_t *)issued.certificate_der.p, (unsigned)issued.certificate_der.n};
    assert_true(gnutls_x509_crt_equals2(chain[0], &der));
    assert_true(gnutls_x509_crt_check_issuer(chain[0], chain[1]));
    assert_true(gnutls_x509_crt_check_issuer(chain[1], chain[2]));
    for (unsigned i = 0; i < n; i++)
        gnutls_x509_crt_deinit(chain[i]);
    gnutls_free(chain);
    gnutls_x509_privkey_deinit(private_key);
    gnutls_pkcs12_deinit(file);
    pki_close(p);
}

RULE("the package opens with its password alone and holds key, certificate and chain")
{
    package_check(world, PKI_AES, "SHA256");
}

// Passwords of all lengths meet the borders of the hash's blocks.
RULE("a package opens with its password whatever its length")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    const char *letters = "aB3dE6gH9kL2nP5rT8wX1zaB3dE6gH9kL2nP5rT8wX1zaB3dE6gH9kL2nP5rT8wX";
    for (size_t n = 1; n <= 64; n += n == 1 ? 30 : 11) {
        str password = {letters, n};
        device.wrapping = n % 2 ? PKI_AES : PKI_TRIPLE_DES;
        struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, password);
        gnutls_datum_t datum = {(uint8_t *)issued.pkcs12.p, (unsigned)issued.pkcs12.n};
        gnutls_x509_privkey_t private_key;
        gnutls_pkcs12_t file;
        assert_int_equal(gnutls_pkcs12_init(&file), 0);
        assert_int_equal(gnutls_pkcs12_import(file, &datum, GNUTLS_X509_FMT_DER, 0), 0);
        const char *zero = str_zero(world_arena(world), password);
        assert_int_equal(gnutls_pkcs12_verify_mac(file, zero), 0);
        assert_int_equal(
            gnutls_pkcs12_simple_parse(file, zero, &private_key, NULL, NULL, NULL, NULL, NULL, 0),
            0);
        gnutls_x509_privkey_deinit(private_key);
        gnutls_pkcs12_deinit(file);
    }
    pki_close(p);
}

RULE("without a password there is a certificate and no package")
{
    struct pki *p = ca_open(world);
    struct pki_device device = device_of(world);
    struct pki_issued issued = pki_device_issue(p, world_arena(world), &device, NONE);

    assert_true(issued.certificate_der.n > 0);
    assert_int_equal(issued.pkcs12.n, 0);
    pki_close(p);
}

RULE("older phones get a package in the form that they can read")
{
    package_check(world, PKI_TRIPLE_DES, "SHA1");
}

RULE("a revoked certificate is refused with the list, an other one is not")
{
    struct pki *p = ca_open(world);
    struct arena *a = world_arena(world);
    struct pki_device device = device_of(world);
    struct pki_issued lost = pki_device_issue(p, a, &device, NONE);
    struct pki_issued kept = pki_device_issue(p, a, &device, NONE);
    struct pki_revoked list[] = {{lost.serial, device.now}};
    str crl = pki_crl_pem(p, a, list, 1, device.now, 300);
    str empty = pki_crl_pem(p, a, NULL, 0, device.now, 301);
    gnutls_x509_crt_t lost_crt = crt_of(lost.certificate_der, GNUTLS_X509_FMT_DER);
    gnutls_x509_crt_t kept_crt = crt_of(kept.certificate_der, GNUTLS_X509_FMT_DER);
    const char *purpose = GNUTLS_KP_TLS_WWW_CLIENT;
    instant later = instant_after(device.now, HOURS(1));

    assert_true(verify_at(p, lost_crt, purpose, later, crl) & GNUTLS_CERT_REVOKED);
    assert_int_equal(verify_at(p, kept_crt, purpose, later, crl), 0);
    assert_int_equal(verify_at(p, lost_crt, purpose, later, empty), 0);
    gnutls_x509_crt_deinit(lost_crt);
    gnutls_x509_crt_deinit(kept_crt);
    pki_close(p);
}

RULE("the list of revoked certificates has its number and ends after seven days")
{
    struct pki *p = ca_open(world);
    instant now = now_of(world);
    const int64_t numbers[] = {1, 127, 128, 255, 256, 65535, INT64_MAX};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        str pem = pki_crl_pem(p, world_arena(world), NULL, 0, now, numbers[i]);
        gnutls_datum_t datum = {(uint8_t *)pem.p, (unsigned)pem.n};
        gnutls_x509_crl_t crl;
        uint8_t bytes_be[9];
        size_t n = sizeof bytes_be;
        assert_int_equal(gnutls_x509_crl_init(&crl), 0);
        assert_int_equal(gnutls_x509_crl_import(crl, &datum, GNUTLS_X509_FMT_PEM), 0);
        assert_int_equal(gnutls_x509_crl_get_number(crl, bytes_be, &n, NULL), 0);
        int64_t number = 0;
        for (size_t k = 0; k < n; k++)
            number = number << 8 | bytes_be[k];
        assert_true(number == numbers[i]);
        assert_true(gnutls_x509_crl_get_next_update(crl) - gnutls_x509_crl_get_this_update(crl) ==
                    7 * 86400);
        gnutls_x509_crl_deinit(crl);
    }
    pki_close(p);
}

RULE("a server's certificate is for its names and addresses and never for signing in")
{
    struct pki *p = ca_open(world);
    const str hosts[] = {S("tsunagi.example.jp"), S("192.0.2.7"), S("2001:db8::7")};
    struct pki_server server =
        pki_server_issue(p, world_arena(world), hosts, 3, now_of(world), 397);
    gnutls_x509_crt_t crt = crt_of(str_bytes(server.certificate_pem), GNUTLS_X509_FMT_PEM);

    assert_int_equal(verify_at(p, crt, GNUTLS_KP_TLS_WWW_SERVER, now_of(world), NONE), 0);
    assert_int_not_equal(verify_at(p, crt, GNUTLS_KP_TLS_WWW_CLIENT, now_of(world), NONE), 0);
    assert_true(gnutls_x509_crt_check_hostname(crt, "tsunagi.example.jp"));
    assert_true(gnutls_x509_crt_check_hostname(crt, "192.0.2.7"));
    assert_true(gnutls_x509_crt_check_hostname(crt, "2001:db8::7"));
    assert_false(gnutls_x509_crt_check_hostname(crt, "other.example.jp"));
    assert_true(str_contains(server.key_pem, S("BEGIN PRIVATE KEY")));
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

RULE("a server's certificate needs names that are names and lasts 825 days at most")
{
    struct pki *p = ca_open(world);
    struct arena *a = world_arena(world);
    const str bad[] = {S(""), S("a b"), S("つなぎ.jp"), S("a,b"), S("a\0b")};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(pki_server_issue(p, a, &bad[i], 1, now_of(world), 9).key_pem.n, 0);
    assert_int_equal(pki_server_issue(p, a, NULL, 0, now_of(world), 9).key_pem.n, 0);

    struct pki_server server =
        pki_server_issue(p, a, (str[]){S("localhost")}, 1, now_of(world), 4000);
    gnutls_x509_crt_t crt = crt_of(str_bytes(server.certificate_pem), GNUTLS_X509_FMT_PEM);
    assert_true(gnutls_x509_crt_get_expiration_time(crt) ==
                (now_of(world).us + DAYS(825)) / SECONDS(1));
    gnutls_x509_crt_deinit(crt);
    pki_close(p);
}

RULE("an authority is made once and never over an older one")
{
    instant now = now_of(world);
    assert_true(pki_create(ca_folder(world), &names, &key, now));
    assert_false(pki_create(ca_folder(world), &names, &key, now));

    assert_int_equal(unlink(ca_file(world, "issuing.pem")), 0);
    assert_int_equal(unlink(ca_file(world, "root.pem")), 0);
    assert_int_equal(unlink(ca_file(world, "issuing.key.sealed")), 0);
    assert_false(pki_create(ca_folder(world), &names, &key, now));
    assert_int_equal(access(ca_file(world, "issuing.pem"), F_OK), -1);
    assert_int_equal(unlink(ca_file(world, "root.key.sealed")), 0);
    assert_true(pki_create(ca_folder(world), &names, &key, now));
}

RULE("the keys on disk are for their owner, sealed, and the root's may be taken away")
{
    struct stat st;
    struct key other = {{9}};
    pki_close(ca_open(world));

    assert_int_equal(stat(ca_file(world, "issuing.key.sealed"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_null(pki_open(ca_folder(world), &other));
    assert_int_equal(unlink(ca_file(world, "root.key.sealed")), 0);
    struct pki *p = pki_open(ca_folder(world), &key);
    assert_non_null(p);
    pki_close(p);
    assert_int_equal(chmod(ca_file(world, "issuing.key.sealed"), 0644), 0);
    assert_null(pki_open(ca_folder(world), &key));
}

RULE("an authority with a missing, damaged or foreign part is not opened")
{
    struct arena *a = world_arena(world);
    const char *parts[] = {"root.pem", "issuing.pem", "issuing.key.sealed"};
    pki_close(ca_open(world));
    str foreign = str_print(a, "%.*s/other", STR(world_folder(world)));
    assert_true(pki_create(foreign, &names, &key, now_of(world)));
    for (size_t i = 0; i < 3; i++) {
        const char *file = ca_file(world, parts[i]);
        const char *aside = ca_file(world, "aside");
        const char *other = str_zero(a, str_print(a, "%.*s/%s", STR(foreign), parts[i]));
        assert_int_equal(rename(file, aside), 0);
        assert_null(pki_open(ca_folder(world), &key));
        assert_int_equal(link(other, file), 0);
        assert_null(pki_open(ca_folder(world), &key));
        assert_int_equal(rename(aside, file), 0);
        assert_int_equal(truncate(other, 40), 0);
    }
    assert_null(pki_open(foreign, &key));
    assert_null(pki_open(S("/nowhere"), &key));
    struct pki *p = pki_open(ca_folder(world), &key);
    assert_non_null(p);
    pki_close(p);
}

RULE("a phone's profile escapes names, holds no password and keeps its identity")
{
    struct pki *p = ca_open(world);
    struct arena *a = world_arena(world);
    struct pki_device device = device_of(world);
    struct pki_issued once = pki_device_issue(p, a, &device, S("Install9"));
    struct pki_issued again = pki_device_issue(p, a, &device, NONE);
    str profile = bytes_str(pki_ios_profile(p, a, &once, S("A<B>&\"C"), S("つなぎ市")));
    str same = bytes_str(pki_ios_profile(p, a, &again, S("A<B>&\"C"), S("つなぎ市")));
    str mark = S("tsunagi.profile.");
    str id = str_part(profile, str_find(profile, mark) + mark.n, 36);

    assert_true(str_contains(profile, S("<string>A&lt;B&gt;&amp;\"C</string>")));
    assert_true(str_contains(profile, S("com.apple.security.pkcs12")));
    assert_true(str_contains(profile, S("com.apple.security.root")));
    assert_false(str_contains(profile, S("Install9")));
    assert_false(str_contains(profile, S("<key>Password</key>")));
    assert_true(str_contains(same, id));
    again.device++;
    assert_false(str_contains(bytes_str(pki_ios_profile(p, a, &again, S("A"), S("B"))), id));
    pki_close(p);
}
