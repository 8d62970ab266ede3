// SPDX-License-Identifier: AGPL-3.0-or-later
// Device (端末): a PC, tablet or phone that holds a certificate of our CA. Only a
// registered device of a registered person gets one, once, with the install ID
// and its password. Guide 1 ③, 5(1)①②, 様式1-2.
#ifndef DEVICE_DEVICE_H
#define DEVICE_DEVICE_H

#include "db/db.h"
#include "ids.h"
#include "pki/pki.h"
#include "turn.h"

enum device_kind { DEVICE_PC, DEVICE_IOS, DEVICE_ANDROID, DEVICE_KINDS };
str device_kind_label(enum device_kind kind);

enum device_state { DEVICE_WAITING, DEVICE_ACTIVE, DEVICE_REVOKED, DEVICE_EXPIRED };
enum revocation { REVOKED_LOST, REVOKED_REPLACED, REVOKED_LEFT, REVOKED_OTHER, REVOCATIONS };

struct device {
    device_id id;
    city_id city;
    member_id member;
    enum device_kind kind;
    bool personal;
    enum device_state state;
    instant registered_at, issued_at, expires_at, revoked_at;
};
struct device_list {
    size_t n;
    struct device *at;
};

device_id device_add(struct tx *tx, city_id city, member_id member, enum device_kind kind,
                     bool personal);
struct device_list device_list_of(struct tx *tx, member_id member);
bool device_find(struct tx *tx, city_id city, device_id id, struct device *out);

// The active device of a certificate; {0} when unknown, revoked or expired.
device_id device_of_peer(struct tx *tx, const struct peer *peer);

// Refused from the next request on: a session needs an active device. Live streams of the
// person close (their live key is the member's id), the certificate enters the CRL.
// False: not in that city, or already revoked.
bool device_revoke(struct tx *tx, city_id city, device_id id, enum revocation why);
void device_revoke_all(struct tx *tx, member_id member, enum revocation why);
str device_crl(struct tx *tx, struct pki *pki); // PEM; all cities of the installation

// --- enrolment ---------------------------------------------------------------------

struct enrolment_letter {
    str install_id; // 10 digits, printed 12345-67890
    str password; // 12 characters; only its MAC is stored
    instant expires_at;
};
// A fresh install ID; earlier unused ones of the device are void.
struct enrolment_letter enrolment_issue(struct tx *tx, device_id device);

// The slow half, in a reading transaction: checks, and makes key, certificate and package.
// Wrong, unknown, used and expired look alike: good is false.
struct enrolment_ready {
    bool good;
    enrolment_id enrolment;
    struct device device;
    struct pki_issued issued;
};
struct enrolment_ready enrolment_prepare(struct tx *tx, struct pki *pki, str install_id,
                                         str password);
// Spends the install ID and makes the device active. False: somebody was faster.
bool enrolment_spend(struct tx *tx, const struct enrolment_ready *ready);

// Issues without a letter: the first officer's device at init, the demo's people.
struct pki_issued device_issue(struct tx *tx, struct pki *pki, device_id device, str password);

extern const struct routes device_routes, device_public_routes;

#endif
