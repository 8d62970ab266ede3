// SPDX-License-Identifier: AGPL-3.0-or-later
// Enrolment: how a registered device comes to its certificate. Guide 1 ②③.
#include "audit/audit.h"
#include "base/random.h"
#include "city/city.h"
#include "device/device.h"
#include "device/device.sql.h"

#include <sodium.h>

enum { INSTALL_ID_DIGITS = 10, INSTALL_PASSWORD = 12 };

// The password is random and long, so a keyed MAC is enough: nobody can try
// candidates without the master key.
static bytes secret_of_password(struct tx *tx, str install_id, str password)
{
    struct key key;
    uint8_t mac[32];
    vault_key(city_vault(tx), S("enrolment"), &key);
    str text = str_print(tx_arena(tx), "%.*s:%.*s", STR(install_id), STR(password));
    mac_of(&key, str_bytes(text), mac);
    key_forget(&key);
    return bytes_copy(tx_arena(tx), (bytes){mac, sizeof mac});
}

struct enrolment_letter enrolment_issue(struct tx *tx, device_id device)
{
    int64_t days = 0;
    enrolment_id taken;
    struct device_row row = {.ends_at = NO_INSTANT};
    enrolment_days_of(tx, device, &days);
    device_by_id(tx, device, &row);
    struct enrolment_letter letter = {
        .password = random_password(tx_arena(tx), INSTALL_PASSWORD),
        .expires_at = instant_after(tx_now(tx), DAYS(days)),
    };
    if (instant_is(row.ends_at) && row.ends_at.us < letter.expires_at.us)
        letter.expires_at = row.ends_at;
    do
        letter.install_id = random_digits(tx_arena(tx), INSTALL_ID_DIGITS);
    while (enrolment_taken(tx, letter.install_id, &taken));
    enrolment_void(tx, device, tx_now(tx));
    enrolment_insert(tx, (enrolment_id){tx_new_id(tx)}, device, letter.install_id,
                     secret_of_password(tx, letter.install_id, letter.password),
                     letter.expires_at);
    audit_record(tx, &(struct audit_entry){"enrolment.issue", .subject = device.v});
    return letter;
}

// --- the certificate -------------------------------------------------------------------

static enum pki_wrapping wrapping_for(enum device_kind kind)
{
    return kind == DEVICE_PC ? PKI_AES : PKI_TRIPLE_DES;
}

static struct pki_issued make(struct tx *tx, struct pki *pki, device_id device,
                              const struct device_owner_row *owner, str password)
{
    // The personal ID stands in the certificate, not the name: a certificate is
    // no place for personal data.
    str name = str_print(tx_arena(tx), "つなぎ %.*s %.*s", STR(owner->personal_id),
                         STR(device_kind_label(owner->kind)));
    return pki_device_issue(pki, tx_arena(tx),
                            &(struct pki_device){
                                .common_name = name,
                                .device = device.v,
                                .now = tx_now(tx),
                                .days = (int)owner->device_days,
                                .until = instant_is(owner->ends_at) ? owner->ends_at : (instant){0},
                                .wrapping = wrapping_for(owner->kind),
                            },
                            password);
}

static bool activate(struct tx *tx, city_id city, device_id device, const struct pki_issued *issued)
{
    bytes fingerprint = {issued->fingerprint, sizeof issued->fingerprint};
    struct device found;
    if (!device_find(tx, city, device, &found) || found.state == DEVICE_REVOKED)
        return false;
    if (found.state == DEVICE_WAITING) {
        device_set_issued(tx, device, issued->serial, fingerprint, tx_now(tx), issued->expires);
    } else {
        certificate_end_waiting(tx, device, tx_now(tx));
        certificate_insert(tx, issued->serial, device, fingerprint, tx_now(tx), issued->expires);
        device_end_renewal(tx, device);
    }
    audit_record(tx, &(struct audit_entry){"device.issue", .city = city, .subject = device.v});
    return true;
}

struct enrolment_ready enrolment_prepare(struct tx *tx, struct pki *pki, str install_id,
                                         str password)
{
    struct enrolment_ready ready = {0};
    struct enrolment_row row;
    struct device_row device;
    struct device_owner_row owner;
    bytes secret = secret_of_password(tx, install_id, password);
    if (!enrolment_waiting(tx, install_id, tx_now(tx), &row) || row.secret.n != secret.n ||
        sodium_memcmp(row.secret.p, secret.p, secret.n) != 0)
        return ready;
    if (!device_by_id(tx, row.device, &device) || !device_owner_of(tx, row.device, &owner))
        return ready;
    ready.good = true;
    ready.enrolment = row.id;
    ready.device = (struct device){.id = device.id, .city = device.city, .member = device.member,
                                   .kind = device.kind, .personal = device.personal};
    ready.issued = make(tx, pki, row.device, &owner, password);
    return ready;
}

bool enrolment_spend(struct tx *tx, const struct enrolment_ready *ready)
{
    return ready->good && enrolment_set_used(tx, ready->enrolment, tx_now(tx)) == 1 &&
           activate(tx, ready->device.city, ready->device.id, &ready->issued);
}

struct pki_issued device_issue(struct tx *tx, struct pki *pki, device_id device, str password)
{
    struct device_owner_row owner;
    struct pki_issued issued = {0};
    if (!device_owner_of(tx, device, &owner))
        return issued;
    issued = make(tx, pki, device, &owner, password);
    activate(tx, owner.city, device, &issued);
    return issued;
}
