// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include "audit/audit.sql.h"
#include "audit/audit_row.h"

enum { AT_ONCE = 1000 };

static bool same(bytes a, bytes b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

size_t audit_verify_rows(struct tx *tx, audit_id *after, audit_broken *broken, void *context)
{
    struct audit_row_list rows = audit_rows_after(tx, *after, AT_ONCE);
    struct key key;
    audit_key(tx, &key);
    for (size_t i = 0; i < rows.n; i++) {
        const struct audit_row *r = &rows.at[i];
        struct audit_fields fields = {r->id,     r->city, r->at,      r->actor, r->device,
                                      r->action, r->room, r->subject, r->detail};
        if (!same(audit_row_mac(tx_arena(tx), &key, &fields), r->mac))
            broken(context, "audit", r->id.v, "changed");
        *after = r->id;
    }
    key_forget(&key);
    return rows.n;
}

// What is wrong with a link, or NULL.
static const char *fault_of(struct tx *tx, const struct key *key, const struct audit_chain *chain,
                            const struct audit_linked *link)
{
    if (link->number != chain->number + 1)
        return "out of order: a link before it is missing";
    if (link->mac.n == 0)
        return "its audit row is missing";
    bytes before = {chain->hash, chain->number ? sizeof chain->hash : 0};
    if (!same(audit_link_hash(tx_arena(tx), key, before, link->mac), link->hash))
        return "changed";
    return NULL;
}

size_t audit_verify_links(struct tx *tx, struct audit_chain *chain, audit_broken *broken,
                          void *context)
{
    struct audit_linked_list links = audit_links_after(tx, chain->number, AT_ONCE);
    struct key key;
    audit_key(tx, &key);
    for (size_t i = 0; i < links.n; i++) {
        const struct audit_linked *link = &links.at[i];
        const char *fault = fault_of(tx, &key, chain, link);
        if (fault)
            broken(context, "audit_link", link->number, fault);
        // Going on from what stands there, so that one fault is told once.
        chain->number = link->number;
        if (link->hash.n == sizeof chain->hash)
            memcpy(chain->hash, link->hash.p, sizeof chain->hash);
    }
    key_forget(&key);
    return links.n;
}
