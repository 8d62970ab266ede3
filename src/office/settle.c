// SPDX-License-Identifier: AGPL-3.0-or-later
// Offices as the guide's forms name, bring and change them (様式1-1, 様式2).
#include "audit/audit.h"
#include "base/text.h"
#include "city/city.h"
#include "office/kind.h"
#include "office/office.h"
#include "office/office_row.h"

// --- which one is meant ----------------------------------------------------------------

static bool same_text(struct arena *a, str x, str y)
{
    return str_eq(text_fold(a, x), text_fold(a, y));
}

bool office_same_corporation(struct tx *tx, const struct office *x, const struct office *y)
{
    if (x->corporation_number.n && y->corporation_number.n)
        return str_eq(x->corporation_number, y->corporation_number);
    return x->corporation.n && same_text(tx_arena(tx), x->corporation, y->corporation);
}

// How well a row answers: 0 not at all, then the name, with the kind, with the corporation.
static int fitness(struct tx *tx, const struct office *o, const struct office *wanted)
{
    if (o->is_desk || day_is(o->closed_on))
        return 0;
    bool kind = o->kind == wanted->kind;
    if (wanted->number.n && o->number.n)
        return str_eq(o->number, wanted->number) && kind ? 8 : 0;
    if (!same_text(tx_arena(tx), o->name, wanted->name))
        return 0;
    if (o->corporation.n && wanted->corporation.n && !office_same_corporation(tx, o, wanted))
        return 0;
    return 1 + (kind ? 2 : 0) + (office_same_corporation(tx, o, wanted) ? 1 : 0);
}

enum office_match office_match(struct tx *tx, city_id city, const struct office *wanted,
                               struct office *out)
{
    struct office_row_list rows =
        office_meant(tx, city, wanted->number, text_fold(tx_arena(tx), wanted->name));
    int best = 0, n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        struct office o = office_of_row(&rows.at[i]);
        int fits = fitness(tx, &o, wanted);
        if (fits > best) {
            best = fits;
            n = 0;
            *out = o;
        }
        n += fits > 0 && fits == best;
    }
    return n == 0 ? OFFICE_UNKNOWN : n == 1 ? OFFICE_KNOWN : OFFICE_SEVERAL;
}

// --- bringing and changing ---------------------------------------------------------------

office_id office_add(struct tx *tx, const struct office *new)
{
    struct office o = *new;
    struct arena *a = tx_arena(tx);
    o.id = (office_id){tx_new_id(tx)};
    if (o.service.n == 0)
        o.service = office_kind_label(o.kind);
    office_store_new(tx, &o, office_match_key(a, &o), office_folded(a, &o));
    if (!office_find(tx, o.city, o.id, &o))
        return (office_id){0};
    audit_record(tx, &(struct audit_entry){"office.add", .city = o.city, .subject = o.id.v});
    return o.id;
}

bool office_is_free(struct tx *tx, const struct office *changed)
{
    office_id taken;
    str key = office_match_key(tx_arena(tx), changed);
    return !office_by_key(tx, changed->city, key, &taken) || office_same(taken, changed->id);
}

bool office_change(struct tx *tx, const struct office *o)
{
    struct arena *a = tx_arena(tx);
    if (!office_is_free(tx, o))
        return false;
    int64_t n = office_store_change(tx, o, office_match_key(a, o), office_folded(a, o));
    audit_record(tx, &(struct audit_entry){"office.change", .city = o->city, .subject = o->id.v});
    return n == 1;
}

// --- 管理者 --------------------------------------------------------------------------------

static struct place manager_place(city_id city, office_id id)
{
    return (struct place){S("office"), S("manager"), id.v, city.v};
}

void office_set_manager(struct tx *tx, city_id city, office_id id, str name)
{
    struct key key;
    if (!city_key(tx, city, &key))
        return;
    office_put_manager(tx, city, id, seal_text(tx_arena(tx), &key, manager_place(city, id), name));
    key_forget(&key);
}

str office_manager(struct tx *tx, city_id city, office_id id)
{
    struct key key;
    bytes sealed;
    str name = NONE;
    if (!office_get_manager(tx, city, id, &sealed) || sealed.n == 0 || !city_key(tx, city, &key))
        return NONE;
    if (!unseal_text(tx_arena(tx), &key, manager_place(city, id), sealed, &name))
        tx_fail(tx, "the name of an office's manager does not open");
    key_forget(&key);
    return name;
}
