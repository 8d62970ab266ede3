// SPDX-License-Identifier: AGPL-3.0-or-later
// A certificate authority on GnuTLS: an offline-able root, an issuing CA under
// it, server certificates, and one client certificate per registered device.
// Keys are ECDSA P-256, certificates X.509 v3 with the extensions that
// RFC 5280 and current browsers ask for.
#ifndef PKI_PKI_H
#define PKI_PKI_H

#include "base/arena.h"
#include "base/time.h"

struct pki;

struct pki_names {
    str organisation; // "tsunagi 流山市"
};

// Makes root and issuing CA in `folder` (0700): root.pem, root.key, issuing.pem,
// issuing.key, each 0600, durable. False when anything is there already.
bool pki_create(str folder, const struct pki_names *names, instant now);
struct pki *pki_open(str folder); // NULL: missing or damaged; reason in the log
void pki_close(struct pki *p);

str pki_root_pem(const struct pki *p);
bytes pki_root_der(const struct pki *p);
str pki_chain_pem(const struct pki *p); // issuing + root: what the member site asks for

// A server certificate for the DNS names and IP addresses given.
struct pki_server {
    str certificate_pem; // with the issuing CA
    str key_pem;
};
struct pki_server pki_server_issue(struct pki *p, struct arena *a, const str *names, size_t n,
                                   instant now, int days);

// A device's certificate, made with its key in one go because most browsers
// cannot make one themselves. Nothing of the key is kept.
struct pki_device {
    str common_name; // what the person sees when choosing: "流山 看護 花子 (PC)"
    int64_t device; // in the subject's serialNumber
    instant now;
    int days; // 1,170 = 3 years 2 months at most
};
struct pki_issued {
    bytes serial; // 16 bytes
    uint8_t fingerprint[32]; // SHA-256 of the certificate
    instant expires;
    bytes certificate_der;
    bytes pkcs12; // AES-256, protected by the password given
};
struct pki_issued pki_device_issue(struct pki *p, struct arena *a, const struct pki_device *device,
                                   str pkcs12_password);

// Apple's configuration profile (.mobileconfig) holding the PKCS#12 and the root.
bytes pki_ios_profile(struct pki *p, struct arena *a, const struct pki_issued *issued,
                      str display_name, str organisation);

struct pki_revoked {
    bytes serial;
    instant at;
};
// The CRL, signed by the issuing CA, valid for 7 days.
str pki_crl_pem(struct pki *p, struct arena *a, const struct pki_revoked *list, size_t n,
                instant now, int64_t number);

#endif
