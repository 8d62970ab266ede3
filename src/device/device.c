// SPDX-License-Identifier: AGPL-3.0-or-later
#include "device/device.h"

#include "audit/audit.h"
#include "city/city.h"
#include "device/device.sql.h"
#include "push/push.h"
#include "web/live.h"

// --- registering and finding -----------------------------------------------------------

static bytes sealed_mail(struct tx *tx, city_id city, device_id id, str mail)
{
    struct key key;
    if (mail.n == 0 || !city_key(tx, city, &key))
        return (bytes){0};
    bytes sealed =
        seal_text(tx_arena(tx), &key, (struct place){S("device"), S("mail"), id.v, city.v}, mail);
    key_forget(&key);
    return sealed;
}

device_id device_register(struct tx *tx, const struct device_new *new)
{
    device_id id = {tx_new_id(tx)};
    device_insert(tx, &(struct device_insert_params){
                          .id = id,
                          .city = new->city,
                          .member = new->member,
                          .kind = new->kind,
                          .personal = new->personal,
                          .shape = new->shape,
                          .system = new->system,
                          .replaces = new->replaces,
                          .mail = sealed_mail(tx, new->city, id, new->mail),
                          .registered_at = tx_now(tx),
                          .ends_at = new->lent_until.us ? new->lent_until : NO_INSTANT,
                      });
    audit_record(tx, &(struct audit_entry){"device.add", .city = new->city, .subject = id.v});
    return id;
}

device_id device_add(struct tx *tx, city_id city, member_id member, enum device_kind kind,
                     bool personal)
{
    return device_register(
        tx, &(struct device_new){.city = city, .member = member, .kind = kind, .personal = personal});
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
        .number = row->number,
        .kind = row->kind,
        .shape = row->shape,
        .system = row->system,
        .personal = row->personal,
        .state = state_of(tx, row),
        .why = row->revoked_why,
        .registered_at = row->registered_at,
        .issued_at = row->issued_at,
        .expires_at = row->expires_at,
        .revoked_at = row->revoked_at,
        .renewal_at = row->renewal_at,
        .network = row->network,
        .confirmed_on = row->confirmed_on,
        .wiped_on = row->wiped_on,
        .replaces = row->replaces,
        .ends_at = row->ends_at,
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

struct device_list device_list_for(struct tx *tx, const struct device_id_list *ids)
{
    struct device_row_list rows = device_by_ids(tx, ids);
    struct device_list list = {ids->n, NEW_ARRAY(tx_arena(tx), struct device, ids->n)};
    id_sort(rows.at, rows.n, sizeof *rows.at);
    for (size_t i = 0; i < ids->n; i++) {
        const struct device_row *row = id_find(&ids->at[i], rows.at, rows.n, sizeof *rows.at);
        if (row)
            list.at[i] = device_of_row(tx, row);
    }
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

bool device_find_anywhere(struct tx *tx, device_id id, struct device *out)
{
    struct device_row row;
    if (!device_by_id(tx, id, &row))
        return false;
    *out = device_of_row(tx, &row);
    return true;
}

bool device_find_number(struct tx *tx, city_id city, int64_t number, struct device *out)
{
    struct device_row row;
    if (!device_by_number(tx, city, number, &row))
        return false;
    *out = device_of_row(tx, &row);
    return true;
}

bool device_confirm(struct tx *tx, device_id id, enum device_network network, day on)
{
    struct device d;
    if (network == NETWORK_NOT_SAID || network >= NETWORK_OPEN || !device_find_anywhere(tx, id, &d))
        return false;
    device_set_confirmed(tx, id, network, on);
    audit_record(tx, &(struct audit_entry){"device.confirm", .city = d.city, .subject = id.v,
                                           .detail = device_network_labels[network]});
    return true;
}

device_id device_of_peer(struct tx *tx, const struct peer *peer)
{
    device_id id = {0};
    bytes fingerprint = {peer->fingerprint, sizeof peer->fingerprint};
    if (peer->has_certificate && !device_active(tx, fingerprint, tx_now(tx), &id))
        certificate_next(tx, fingerprint, tx_now(tx), &id);
    return id;
}

// --- revoking --------------------------------------------------------------------------

bool device_revoke(struct tx *tx, city_id city, device_id id, enum revocation why)
{
    struct device device;
    const struct acting *me = tx_get(tx, TX_ACTOR);
    member_id actor = me ? me->member : (member_id){0};
    if (!device_find(tx, city, id, &device) ||
        device_set_revoked(tx, id, city, tx_now(tx), why, actor) == 0)
        return false;
    enrolment_void(tx, id, tx_now(tx));
    device_end_sessions(tx, id, tx_now(tx));
    push_end_device(tx, id);
    live_close(tx, device.member.v);
    audit_record(tx, &(struct audit_entry){"device.revoke", .city = city, .subject = id.v,
                                           .detail = revocation_label(why)});
    return true;
}

void device_wiped(struct tx *tx, const struct device *d, day on)
{
    device_set_wiped(tx, d->id, on);
    audit_record(tx, &(struct audit_entry){"device.wiped", .city = d->city, .subject = d->id.v,
                                           .detail = day_format_iso(tx_arena(tx), on)});
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
    struct revoked_row_list past = certificate_revoked_list(tx, tx_now(tx));
    size_t n = rows.n + past.n;
    struct pki_revoked *list = NEW_ARRAY(tx_arena(tx), struct pki_revoked, n);
    for (size_t i = 0; i < n; i++) {
        const struct revoked_row *row = i < rows.n ? &rows.at[i] : &past.at[i - rows.n];
        list[i] = (struct pki_revoked){row->serial, row->revoked_at};
    }
    // Seconds rise, and two lists of one second are the same list.
    return pki_crl_pem(pki, tx_arena(tx), list, n, tx_now(tx), tx_now(tx).us / SECONDS(1));
}
