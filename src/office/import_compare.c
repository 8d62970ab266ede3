// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/import_compare.h"

enum { ROWS_PER_SCRATCH = 256 };

struct known known_of(struct tx *tx, city_id city, struct arena *scratch)
{
    struct arena *a = tx_arena(tx);
    struct known k = {
        a, office_of_city(tx, city), NULL, lookup_in(a), lookup_in(a), lookup_in(a), lookup_in(a)};
    k.taken = NEW_ARRAY(a, int, k.there.n);
    for (size_t i = 0; i < k.there.n; i++) {
        struct office o = office_of_row(&k.there.at[i]);
        lookup_add(&k.by_number, str_copy(a, office_number_key(scratch, &o)), i);
        lookup_add(&k.by_name, str_copy(a, office_name_key(scratch, &o)), i);
        if (i % ROWS_PER_SCRATCH == 0)
            arena_reset(scratch);
    }
    return k;
}

// --- finding ---------------------------------------------------------------------------

struct keys {
    str number, name;
};

// By number and service; where one side has no number, by name, service and address.
static bool find_there(const struct known *k, const struct keys *keys, size_t *at)
{
    if (lookup_find(&k->by_number, keys->number, at))
        return true;
    return lookup_find(&k->by_name, keys->name, at) &&
           (keys->number.n == 0 || k->there.at[*at].number.n == 0);
}

static int line_before(const struct known *k, const struct keys *keys)
{
    size_t line = 0;
    if (keys->number.n)
        lookup_find(&k->file_by_number, keys->number, &line);
    else
        lookup_find(&k->file_by_name, keys->name, &line);
    return (int)line;
}

static void remember(struct known *k, const struct keys *keys, int line)
{
    lookup_add(&k->file_by_number, str_copy(k->arena, keys->number), (size_t)line);
    lookup_add(&k->file_by_name, str_copy(k->arena, keys->name), (size_t)line);
}

// --- what changes ------------------------------------------------------------------------

static void keep_text(str *now, str before)
{
    if (now->n == 0)
        *now = before;
}

// What the file leaves empty, or has no column for, stays as it is.
static void keep_old(struct office *o, const struct office *old)
{
    keep_text(&o->number, old->number);
    keep_text(&o->kana, old->kana);
    keep_text(&o->corporation_number, old->corporation_number);
    keep_text(&o->corporation, old->corporation);
    keep_text(&o->postal, old->postal);
    keep_text(&o->address, old->address);
    keep_text(&o->building, old->building);
    keep_text(&o->phone, old->phone);
    keep_text(&o->fax, old->fax);
    keep_text(&o->mail, old->mail);
    keep_text(&o->web, old->web);
    if (o->capacity == 0)
        o->capacity = old->capacity;
    o->id = old->id;
    o->is_desk = old->is_desk;
    o->closed_on = old->closed_on;
}

static bool is_same(const struct office *o, const struct office *old)
{
    return o->kind == old->kind && str_eq(o->service, old->service) &&
           str_eq(o->number, old->number) && str_eq(o->name, old->name) &&
           str_eq(o->kana, old->kana) && str_eq(o->corporation_number, old->corporation_number) &&
           str_eq(o->corporation, old->corporation) && str_eq(o->postal, old->postal) &&
           str_eq(o->address, old->address) && str_eq(o->building, old->building) &&
           str_eq(o->phone, old->phone) && str_eq(o->fax, old->fax) && str_eq(o->mail, old->mail) &&
           str_eq(o->web, old->web) && o->capacity == old->capacity;
}

int known_compare(struct known *k, struct arena *scratch, struct import_row *row)
{
    struct office *o = &row->office;
    struct keys keys = {office_number_key(scratch, o), office_name_key(scratch, o)};
    size_t at = 0;
    bool is_there = find_there(k, &keys, &at);
    int before = line_before(k, &keys);
    if (before || (is_there && k->taken[at]))
        return before ? before : k->taken[at];
    remember(k, &keys, row->line);
    row->change = IMPORT_NEW;
    if (is_there) {
        struct office old = office_of_row(&k->there.at[at]);
        k->taken[at] = row->line;
        keep_old(o, &old);
        row->change = is_same(o, &old) ? IMPORT_SAME : IMPORT_CHANGED;
    }
    if (row->change != IMPORT_SAME)
        row->match_key = str_copy(k->arena, office_match_key(scratch, o));
    return 0;
}
