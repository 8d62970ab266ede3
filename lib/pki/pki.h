// SPDX-License-Identifier: AGPL-3.0-or-later
// A certificate authority on GnuTLS: an offline-able root, an issuing CA under
// it, server certificates, and one client certificate per registered device.
// Keys are ECDSA P-256, certificates X.509 v3 with the extensions that
// RFC 5280 and current browsers ask for.
#ifndef PKI_PKI_H
#define PKI_PKI_H

#include "base/arena.h"
#include "base/time.h"
#include "vault/vault.h"

struct pki;

struct pki_names {
    str organisation; // "tsunagi 流山市"
};

// Makes root (20 years) and issuing CA (10 years) in `folder`, made 0700 when
// missing: root.pem, issuing.pem, root.key.sealed, issuing.key.sealed, each 0600,
// durable. The private keys are sealed with `key`, which comes from
// vault_key(v, S("pki")). False when anything is there already.
bool pki_create(str folder, const struct pki_names *names, const struct key *key, instant now);
// NULL: missing, damaged, sealed with another key; the reason is in the log.
// root.key.sealed is not read: it may lie in a safe. What is opened may be used
// from several threads at once.
struct pki *pki_open(str folder, const struct key *key);
void pki_close(struct pki *p);

bytes pki_root_der(const struct pki *p);
str pki_chain_pem(const struct pki *p); // issuing + root: what the member site asks for

// A server certificate for the DNS names and IP addresses given, of at most 825
// days, because Apple's devices refuse more. Both texts are empty when there is
// no name or one of them is neither an address nor written in ASCII.
struct pki_server {
    str certificate_pem; // with the issuing CA
    str key_pem;
};
struct pki_server pki_server_issue(struct pki *p, struct arena *a, const str *names, size_t n,
                                   instant now, int days);

// How a PKCS#12 is encrypted. Windows 10 (1709) and later, Firefox and Linux read
// AES-256 with a SHA-256 MAC. Apple's importers and Android before 14 call that a
// wrong password and want triple DES with a SHA-1 MAC; this is bearable because
// the file travels once, inside TLS, and its password is long and random.
enum pki_wrapping { PKI_AES, PKI_TRIPLE_DES };

// A device's certificate, made with its key in one go because most browsers
// cannot make one themselves. Nothing of the key is kept.
struct pki_device {
    str common_name; // what the person sees when choosing: "流山 看護 花子 (PC)"; not empty
    int64_t device; // in the subject's serialNumber, base32
    instant now;
    int days; // 1 … 1,170 (3 years 2 months); never beyond the issuing CA's own end
    instant until; // ends then when that is earlier: a lent device; {0}: no such time
    enum pki_wrapping wrapping;
};
struct pki_issued {
    int64_t device;
    bytes serial; // 16 bytes
    uint8_t fingerprint[32]; // SHA-256 of the certificate
    instant expires;
    bytes certificate_der;
    bytes pkcs12; // key, certificate, issuing CA and root; protected by the password given
};
// The password is printable ASCII of at most 64 characters. Without one no package is made and the key
// is lost: for the people of the demo and for tests, which need no package.
struct pki_issued pki_device_issue(struct pki *p, struct arena *a, const struct pki_device *device,
                                   str pkcs12_password);

// Apple's configuration profile (.mobileconfig) holding the PKCS#12 and the root.
// It names no password, so that the phone asks for it. A profile made again for
// the same device replaces the older one on the phone.
bytes pki_ios_profile(struct pki *p, struct arena *a, const struct pki_issued *issued,
                      str display_name, str organisation);

struct pki_revoked {
    bytes serial;
    instant at;
};
// The CRL, signed by the issuing CA, valid for 7 days; number > 0 and rising.
str pki_crl_pem(struct pki *p, struct arena *a, const struct pki_revoked *list, size_t n,
                instant now, int64_t number);

#endif
