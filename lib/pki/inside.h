// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share and nobody else sees.
#ifndef PKI_INSIDE_H
#define PKI_INSIDE_H

#include "base/check.h"
#include "pki/pki.h"

#include <gnutls/x509.h>

// GnuTLS fails on what we hand to it only when memory is gone or when this
// program is wrong; what comes from files is tested, not checked.
#define must(call) check((call) >= 0)

struct pki {
    struct arena *arena; // of this very struct
    gnutls_x509_crt_t root;
    gnutls_x509_crt_t issuing;
    gnutls_x509_privkey_t key; // the issuing CA's
    str root_pem;
    bytes root_der;
    str issuing_pem;
    str chain_pem;
    str organisation;
    instant ends; // of the issuing CA
};

enum certificate_kind {
    CERTIFICATE_ROOT,
    CERTIFICATE_ISSUING,
    CERTIFICATE_SERVER,
    CERTIFICATE_DEVICE,
};

enum { SERIAL_BYTES = 16, DEVICE_DAYS = 1170, SERVER_DAYS = 825 };

struct certificate {
    enum certificate_kind kind;
    str common_name; // cut to the 64 characters of X.520
    str organisation;
    str serial_number; // of the subject; may be empty
    const str *names; // DNS names and addresses, servers only
    size_t n_names;
    instant now;
    instant ends;
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t issuer; // NULL: signs itself
    gnutls_x509_privkey_t issuer_key;
};

gnutls_x509_privkey_t private_key_make(void); // ECDSA P-256
gnutls_x509_crt_t certificate_make(const struct certificate *wanted);
bool certificate_name_is_good(str name);

str certificate_pem(struct arena *a, gnutls_x509_crt_t crt);
bytes certificate_der(struct arena *a, gnutls_x509_crt_t crt);
instant certificate_end(gnutls_x509_crt_t crt);
void certificate_fingerprint(gnutls_x509_crt_t crt, uint8_t out[32]);

// Copies into the arena, overwrites and frees what GnuTLS made.
bytes datum_take(struct arena *a, gnutls_datum_t *datum);

bytes pkcs12_make(struct arena *a, const struct pki *p, gnutls_x509_crt_t crt,
                  gnutls_x509_privkey_t key, const struct pki_device *device, str password);

#endif
