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

// Stored as numbers: never change the order of any of these.
enum device_kind { DEVICE_PC, DEVICE_IOS, DEVICE_ANDROID, DEVICE_KINDS }; // of package to install
enum device_shape { SHAPE_NOT_SAID, SHAPE_PC, SHAPE_TABLET, SHAPE_PHONE, DEVICE_SHAPES };
enum device_system {
    SYSTEM_NOT_SAID, SYSTEM_WINDOWS, SYSTEM_MAC, SYSTEM_IOS, SYSTEM_ANDROID, DEVICE_SYSTEMS
};
enum device_network { // the last one is not safe, and never confirmed
    NETWORK_NOT_SAID, NETWORK_OFFICE, NETWORK_MOBILE, NETWORK_HOME, NETWORK_OPEN, DEVICE_NETWORKS
};
enum device_state { DEVICE_WAITING, DEVICE_ACTIVE, DEVICE_REVOKED, DEVICE_EXPIRED, DEVICE_STATES };
enum revocation {
    REVOKED_LOST, REVOKED_REPLACED, REVOKED_LEFT, REVOKED_OTHER,
    REVOKED_RETIRED, // thrown away, what it held erased
    REVOCATIONS
};
str device_kind_label(enum device_kind kind);
str device_state_label(enum device_state state);
const char *device_state_chip(enum device_state state);
str revocation_label(enum revocation why);
// As people choose them; what was not said is empty.
extern const str device_shape_labels[DEVICE_SHAPES], device_system_labels[DEVICE_SYSTEMS];
extern const str device_network_labels[DEVICE_NETWORKS];
// iPad（iOS）, パソコン（Windows）; where it was not said, the kind.
struct device;
str device_words(struct arena *a, const struct device *d);

struct device {
    device_id id;
    city_id city;
    member_id member;
    int64_t number; // 登録番号, in its city
    enum device_kind kind;
    enum device_shape shape;
    enum device_system system;
    bool personal;
    enum device_state state;
    enum revocation why; // DEVICE_REVOKED
    instant registered_at, issued_at, expires_at, revoked_at;
    instant renewal_at; // a new certificate was asked for and is not fetched yet
    enum device_network network;
    day confirmed_on; // the surroundings were found safe; NO_DAY: not confirmed
    day wiped_on;
    device_id replaces; // {0}: none
    instant ends_at; // of a lent device; else NO_INSTANT
};
struct device_list {
    size_t n;
    struct device *at;
};

struct device_new {
    city_id city;
    member_id member;
    enum device_kind kind;
    bool personal;
    enum device_shape shape;
    enum device_system system;
    str mail; // that it receives; may be empty
    device_id replaces;
    instant lent_until; // {0}: not lent (src/loan); install ID and certificate end then
};
device_id device_register(struct tx *tx, const struct device_new *new);
device_id device_add(struct tx *tx, city_id city, member_id member, enum device_kind kind,
                     bool personal);
struct device_list device_list_of(struct tx *tx, member_id member);
// One for each id, in that order, in whatever city; all zero where nothing has it.
struct device_list device_list_for(struct tx *tx, const struct device_id_list *ids);
bool device_find(struct tx *tx, city_id city, device_id id, struct device *out);
bool device_find_anywhere(struct tx *tx, device_id id, struct device *out);
bool device_find_number(struct tx *tx, city_id city, int64_t number, struct device *out);

// 安全な利用環境 (guide 9(3)③): screen locked, protected against viruses, a system that its maker
// still cares for, and this kind of network, as of that day. False: not a safe one.
bool device_confirm(struct tx *tx, device_id id, enum device_network network, day on);

// The active device of a certificate; {0} when unknown, revoked or expired.
device_id device_of_peer(struct tx *tx, const struct peer *peer);

// Refused from the next request on: its sessions end. Live streams of the person close (their
// live key is the member's id), its certificates enter the CRL.
// False: not in that city, or already revoked.
bool device_revoke(struct tx *tx, city_id city, device_id id, enum revocation why);
void device_revoke_all(struct tx *tx, member_id member, enum revocation why);
// What it held was erased on that day.
void device_wiped(struct tx *tx, const struct device *d, day on);
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
// Spends the install ID and makes the device active; a device that is active already keeps its
// certificate until the new one is first used. False: somebody was faster.
bool enrolment_spend(struct tx *tx, const struct enrolment_ready *ready);

// A new certificate for the same device: asked for from 90 days before the end on; the city's next
// letter brings a new install ID. False: not now, or asked for already.
enum { RENEWAL_DAYS = 90 };
bool device_may_renew(struct tx *tx, const struct device *d);
bool device_ask_renewal(struct tx *tx, const struct device *d);
// Somebody signed in with this certificate: if it is the next one, the earlier one is revoked.
void device_settle(struct tx *tx, device_id id, const struct peer *peer);

// Issues without a letter: the first officer's device at init, the demo's people.
struct pki_issued device_issue(struct tx *tx, struct pki *pki, device_id device, str password);

// --- the manual of installing, one for each system ------------------------------------

// Those for a kind of device, each on a part of its own.
struct sheet;
void manuals_put_for(struct arena *a, struct sheet *s, enum device_kind kind, str public_url);

extern const struct routes manual_routes, manual_public_routes;
extern const struct routes device_routes, device_public_routes;

#endif
