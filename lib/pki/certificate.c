// SPDX-License-Identifier: AGPL-3.0-or-later
// Making one certificate: X.509 v3 as RFC 5280 wants it, SHA-256 with ECDSA.
#include "pki/inside.h"

#include "base/random.h"

#include <arpa/inet.h>
#include <sodium.h>

enum { X520_CHARACTERS = 64, KEY_ID_BYTES = 20 };

// Clocks of devices run behind; a certificate must be good at once.
static const int64_t clock_slack = MINUTES(5);

bytes datum_take(struct arena *a, gnutls_datum_t *datum)
{
    bytes copy = bytes_copy(a, (bytes){datum->data, datum->size});
    sodium_memzero(datum->data, datum->size);
    gnutls_free(datum->data);
    datum->data = NULL;
    return copy;
}

gnutls_x509_privkey_t private_key_make(void)
{
    gnutls_x509_privkey_t key;
    must(gnutls_x509_privkey_init(&key));
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    return key;
}

static time_t seconds_of(instant t)
{
    return (time_t)(t.us / SECONDS(1));
}

// Positive, always 16 bytes long in DER, 126 bits by chance.
static void set_serial(gnutls_x509_crt_t crt)
{
    uint8_t serial[SERIAL_BYTES];
    random_fill(serial, sizeof serial);
    serial[0] = (serial[0] & 0x7f) | 0x40;
    must(gnutls_x509_crt_set_serial(crt, serial, sizeof serial));
}

// At most `most` characters; never cuts one in two.
static str cut(str s, size_t most)
{
    size_t i = 0;
    for (size_t characters = 0; i < s.n; i++)
        if (((uint8_t)s.p[i] & 0xc0) != 0x80 && characters++ == most)
            break;
    return str_part(s, 0, i);
}

static void set_name(gnutls_x509_crt_t crt, const char *oid, str value)
{
    value = cut(value, X520_CHARACTERS);
    if (value.n)
        must(gnutls_x509_crt_set_dn_by_oid(crt, oid, 0, value.p, (unsigned)value.n));
}

static void set_subject(gnutls_x509_crt_t crt, const struct certificate *wanted)
{
    set_name(crt, GNUTLS_OID_X520_COUNTRY_NAME, S("JP"));
    set_name(crt, GNUTLS_OID_X520_ORGANIZATION_NAME, wanted->organisation);
    set_name(crt, GNUTLS_OID_X520_COMMON_NAME, wanted->common_name);
    set_name(crt, "2.5.4.5", wanted->serial_number);
}

// 4 or 16 bytes of an address; 0 for anything else.
static unsigned address_of(str name, uint8_t out[16])
{
    char text[INET6_ADDRSTRLEN];
    if (name.n >= sizeof text)
        return 0;
    memcpy(text, name.p, name.n);
    text[name.n] = 0;
    if (inet_pton(AF_INET, text, out) == 1)
        return 4;
    return inet_pton(AF_INET6, text, out) == 1 ? 16 : 0;
}

bool certificate_name_is_good(str name)
{
    uint8_t address[16];
    if (name.n == 0 || name.n > 253)
        return false;
    if (address_of(name, address))
        return true;
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.*";
    for (size_t i = 0; i < name.n; i++)
        if (!memchr(letters, name.p[i], sizeof letters - 1))
            return false;
    return true;
}

static void set_alternative_name(gnutls_x509_crt_t crt, str name)
{
    uint8_t address[16];
    unsigned n = address_of(name, address);
    if (n)
        must(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, address, n,
                                                  GNUTLS_FSAN_APPEND));
    else
        must(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, name.p, (unsigned)name.n,
                                                  GNUTLS_FSAN_APPEND));
}

static void set_purpose(gnutls_x509_crt_t crt, const struct certificate *wanted)
{
    switch (wanted->kind) {
    case CERTIFICATE_ROOT:
    case CERTIFICATE_ISSUING:
        // Nothing stands between the issuing CA and what it issues.
        must(gnutls_x509_crt_set_basic_constraints(crt, 1,
                                                   wanted->kind == CERTIFICATE_ROOT ? 1 : 0));
        must(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
        return;
    case CERTIFICATE_SERVER:
        must(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
        break;
    case CERTIFICATE_DEVICE:
        must(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_CLIENT, 0));
        break;
    }
    must(gnutls_x509_crt_set_basic_constraints(crt, 0, -1));
    must(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
    for (size_t i = 0; i < wanted->n_names; i++)
        set_alternative_name(crt, wanted->names[i]);
}

static void set_key_ids(gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
    uint8_t id[KEY_ID_BYTES];
    size_t n = sizeof id;
    must(gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA1, id, &n));
    must(gnutls_x509_crt_set_subject_key_id(crt, id, n));
    if (!issuer)
        return;
    n = sizeof id;
    must(gnutls_x509_crt_get_subject_key_id(issuer, id, &n, NULL));
    must(gnutls_x509_crt_set_authority_key_id(crt, id, n));
}

gnutls_x509_crt_t certificate_make(const struct certificate *wanted)
{
    gnutls_x509_crt_t crt;
    must(gnutls_x509_crt_init(&crt));
    must(gnutls_x509_crt_set_version(crt, 3));
    set_serial(crt);
    set_subject(crt, wanted);
    must(gnutls_x509_crt_set_activation_time(crt,
                                             seconds_of(instant_after(wanted->now, -clock_slack))));
    must(gnutls_x509_crt_set_expiration_time(crt, seconds_of(wanted->ends)));
    must(gnutls_x509_crt_set_key(crt, wanted->key));
    set_purpose(crt, wanted);
    set_key_ids(crt, wanted->issuer);
    must(gnutls_x509_crt_sign2(crt, wanted->issuer ? wanted->issuer : crt,
                               wanted->issuer ? wanted->issuer_key : wanted->key, GNUTLS_DIG_SHA256,
                               0));
    return crt;
}

str certificate_pem(struct arena *a, gnutls_x509_crt_t crt)
{
    gnutls_datum_t out;
    must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &out));
    return bytes_str(datum_take(a, &out));
}

bytes certificate_der(struct arena *a, gnutls_x509_crt_t crt)
{
    gnutls_datum_t out;
    must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &out));
    return datum_take(a, &out);
}

instant certificate_end(gnutls_x509_crt_t crt)
{
    return (instant){SECONDS(gnutls_x509_crt_get_expiration_time(crt))};
}

void certificate_fingerprint(gnutls_x509_crt_t crt, uint8_t out[32])
{
    size_t n = 32;
    must(gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, out, &n));
}
