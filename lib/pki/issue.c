// SPDX-License-Identifier: AGPL-3.0-or-later
// What the issuing CA signs: servers, devices, and the list of those revoked.
#include "pki/inside.h"

#include "base/base32.h"

static instant end_of(const struct pki *p, instant now, int days)
{
    instant wanted = instant_after(now, DAYS(days));
    return wanted.us < p->ends.us ? wanted : p->ends;
}

struct pki_server pki_server_issue(struct pki *p, struct arena *a, const str *names, size_t n,
                                   instant now, int days)
{
    check(days >= 1);
    for (size_t i = 0; i < n; i++)
        if (!certificate_name_is_good(names[i]))
            return (struct pki_server){0};
    if (n == 0)
        return (struct pki_server){0};
    struct certificate wanted = {
        .kind = CERTIFICATE_SERVER,
        .organisation = p->organisation,
        .common_name = names[0],
        .names = names,
        .n_names = n,
        .now = now,
        .ends = end_of(p, now, days < SERVER_DAYS ? days : SERVER_DAYS),
        .key = private_key_make(),
        .issuer = p->issuing,
        .issuer_key = p->key,
    };
    gnutls_x509_crt_t crt = certificate_make(&wanted);
    gnutls_datum_t key;
    must(gnutls_x509_privkey_export2_pkcs8(wanted.key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
                                           &key));
    str pem = certificate_pem(a, crt);
    struct pki_server server = {
        .certificate_pem = str_print(a, "%.*s%.*s", STR(pem), STR(p->issuing_pem)),
        .key_pem = bytes_str(datum_take(a, &key)),
    };
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(wanted.key);
    return server;
}

static bytes serial_of(struct arena *a, gnutls_x509_crt_t crt)
{
    size_t n = SERIAL_BYTES;
    uint8_t *serial = arena_alloc(a, n);
    must(gnutls_x509_crt_get_serial(crt, serial, &n));
    check(n == SERIAL_BYTES);
    return (bytes){serial, n};
}

static instant device_end(const struct pki *p, const struct pki_device *device)
{
    instant end = end_of(p, device->now, device->days);
    bool sooner = device->until.us != 0 && device->until.us < end.us;
    return sooner ? device->until : end;
}

struct pki_issued pki_device_issue(struct pki *p, struct arena *a, const struct pki_device *device,
                                   str pkcs12_password)
{
    check(device->days >= 1 && device->days <= DEVICE_DAYS);
    check(device->common_name.n > 0 && pkcs12_password.n <= 64);
    struct certificate wanted = {
        .kind = CERTIFICATE_DEVICE,
        .organisation = p->organisation,
        .common_name = device->common_name,
        .serial_number = base32_from_id(a, device->device),
        .now = device->now,
        .ends = device_end(p, device),
        .key = private_key_make(),
        .issuer = p->issuing,
        .issuer_key = p->key,
    };
    gnutls_x509_crt_t crt = certificate_make(&wanted);
    struct pki_issued issued = {
        .device = device->device,
        .serial = serial_of(a, crt),
        .expires = certificate_end(crt),
        .certificate_der = certificate_der(a, crt),
    };
    if (pkcs12_password.n)
        issued.pkcs12 = pkcs12_make(a, p, crt, wanted.key, device, pkcs12_password);
    certificate_fingerprint(crt, issued.fingerprint);
    gnutls_x509_crt_deinit(crt);
    gnutls_x509_privkey_deinit(wanted.key);
    return issued;
}

// The shortest big-endian form, as DER wants it.
static void set_number(gnutls_x509_crl_t crl, int64_t number)
{
    uint8_t out[9] = {0};
    size_t first = 8;
    for (int i = 8; i > 0; i--, number >>= 8)
        if ((out[i] = (uint8_t)number))
            first = (size_t)i;
    if (out[first] & 0x80)
        first--;
    must(gnutls_x509_crl_set_number(crl, out + first, sizeof out - first));
}

str pki_crl_pem(struct pki *p, struct arena *a, const struct pki_revoked *list, size_t n,
                instant now, int64_t number)
{
    check(number > 0);
    gnutls_x509_crl_t crl;
    must(gnutls_x509_crl_init(&crl));
    must(gnutls_x509_crl_set_version(crl, 2));
    must(gnutls_x509_crl_set_this_update(crl, (time_t)(now.us / SECONDS(1))));
    must(gnutls_x509_crl_set_next_update(crl, (time_t)((now.us + DAYS(7)) / SECONDS(1))));
    for (size_t i = 0; i < n; i++)
        must(gnutls_x509_crl_set_crt_serial(crl, list[i].serial.p, list[i].serial.n,
                                            (time_t)(list[i].at.us / SECONDS(1))));
    uint8_t id[20];
    size_t id_n = sizeof id;
    must(gnutls_x509_crt_get_subject_key_id(p->issuing, id, &id_n, NULL));
    must(gnutls_x509_crl_set_authority_key_id(crl, id, id_n));
    set_number(crl, number);
    must(gnutls_x509_crl_sign2(crl, p->issuing, p->key, GNUTLS_DIG_SHA256, 0));
    gnutls_datum_t out;
    must(gnutls_x509_crl_export2(crl, GNUTLS_X509_FMT_PEM, &out));
    gnutls_x509_crl_deinit(crl);
    return bytes_str(datum_take(a, &out));
}
