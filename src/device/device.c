// SPDX-License-Identifier: AGPL-3.0-or-later
#include "device/device.h"

#include "audit/audit.h"
#include "base/check.h"
#include "device/device.sql.h"
#include "web/live.h"

str device_kind_label(enum device_kind kind)
{
    static const str labels[DEVICE_KINDS] = {
        [DEVICE_PC] = S_CONST("パソコン"),
        [DEVICE_IOS] = S_CONST("iPhone・iPad"),
        [DEVICE_ANDROID] = S_CONST("Android"),
    };
    check(kind < DEVICE_KINDS);
    return labels[kind];
}

// --- registering and finding -----------------------------------------------------------

device_id device_add(struct tx *tx, city_id city, member_id member, enum device_kind kind,
                     bool personal)
{
    device_id id = {tx_new_id(tx)};
    device_insert(tx, &(struct device_insert_params){
                          .id = id,
                          .city = city,
                          .member = member,
                          .kind = kind,
                          .personal = personal,
                          .registered_at = tx_now(tx),
                      });
    audit_record(tx, &(struct audit_entry){"device.add", .city = city, .subject = id.v});
    return id;
}

static enum device_state state_of(struct tx *tx, const struct device_row *row)
{
    if (instant_is(row->revoked_at))
        return DEVICE_REVOKED;
    if (!instant_is(row->issued_at))
        return DEVICE_WAITING;
    return row->expires_at.us > tx_now(tx).us ? DEVICE_ACTIVE : DEVICE_EXPIRED;
}

static struct device device_of_row(struct tx *tx, const struct device_row *row)
{
    return (struct device){
        .id = row->id,
        .city = row->city,
        .member = row->member,
        .kind = row->kind,
        .personal = row->personal,
        .state = state_of(tx, row),
        .registered_at = row->registered_at,
        .issued_at = row->issued_at,
        .expires_at = row->expires_at,
        .revoked_at = row->revoked_at,
    };
}

struct device_list device_list_of(struct tx *tx, member_id member)
{
    struct device_row_list rows = device_of_member(tx, member);
    struct device_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct device, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = device_of_row(tx, &rows.at[i]);
    return list;
}

bool device_find(struct tx *tx, city_id city, device_id id, struct device *out)
{
    struct device_row row;
    if (!device_by_id(tx, id, &row) || !city_same(row.city, city))
        return false;
    *out = device_of_row(tx, &row);
    return true;
}

device_id device_of_peer(struct tx *tx, const struct peer *peer)
{
    device_id id = {0};
    if (peer->has_certificate)
        device_active(tx, (bytes){peer->fingerprint, sizeof peer->fingerprint}, tx_now(tx), &id);
    return id;
}

// --- revoking --------------------------------------------------------------------------

bool device_revoke(struct tx *tx, city_id city, device_id id, enum revocation why)
{
    struct device device;
    if (!device_find(tx, city, id, &device) ||
        device_set_revoked(tx, id, city, tx_now(tx), why) == 0)
        return false;
    enrolment_void(tx, id, tx_now(tx));
    live_close(tx, device.member.v);
    audit_record(tx, &(struct audit_entry){"device.revoke", .city = city, .subject = id.v});
    return true;
}

void device_revoke_all(struct tx *tx, member_id member, enum revocation why)
{
    struct device_list list = device_list_of(tx, member);
    for (size_t i = 0; i < list.n; i++)
        device_revoke(tx, list.at[i].city, list.at[i].id, why);
}

str device_crl(struct tx *tx, struct pki *pki)
{
    struct revoked_row_list rows = device_revoked_list(tx, tx_now(tx));
    struct pki_revoked *list = NEW_ARRAY(tx_arena(tx), struct pki_revoked, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        list[i] = (struct pki_revoked){rows.at[i].serial, rows.at[i].revoked_at};
    // Seconds rise, and two lists of one second are the same list.
    return pki_crl_pem(pki, tx_arena(tx), list, rows.n, tx_now(tx), tx_now(tx).us / SECONDS(1));
}
