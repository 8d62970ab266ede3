// SPDX-License-Identifier: AGPL-3.0-or-later
// Renewal: a new certificate for the same device. Until somebody has signed in with the new one,
// the earlier one stays good, so that nobody is locked out by an installation that failed.
#include "audit/audit.h"
#include "device/device.h"
#include "device/device.sql.h"

bool device_may_renew(struct tx *tx, const struct device *d)
{
    bool issued = d->state == DEVICE_ACTIVE || d->state == DEVICE_EXPIRED;
    return issued && !instant_is(d->renewal_at) && !instant_is(d->ends_at) &&
           d->expires_at.us < instant_after(tx_now(tx), DAYS(RENEWAL_DAYS + 1)).us;
}

bool device_ask_renewal(struct tx *tx, const struct device *d)
{
    if (!device_may_renew(tx, d) || device_set_renewal(tx, d->id, tx_now(tx)) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"device.renew", .city = d->city, .subject = d->id.v});
    return true;
}

void device_settle(struct tx *tx, device_id id, const struct peer *peer)
{
    struct certificate_row next;
    bytes fingerprint = {peer->fingerprint, sizeof peer->fingerprint};
    if (!certificate_waiting(tx, id, fingerprint, &next))
        return;
    certificate_keep(tx, id, tx_now(tx));
    certificate_delete(tx, id, fingerprint);
    device_put_certificate(tx, id, next.serial, next.fingerprint, next.issued_at, next.expires_at);
    audit_record(tx, &(struct audit_entry){"device.renewed", .subject = id.v});
}
