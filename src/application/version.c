// SPDX-License-Identifier: AGPL-3.0-or-later
// What a form said before: kept when a value is replaced, so that two people at one form, and
// whoever reads its story, see what the other changed.
#include "application/application.sql.h"
#include "application/part_page.h"
#include "application/stored.h"

void form_version_keep(struct tx *tx, const struct application *seen)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    form_version_insert(tx, seen->city, seen->id, seen->revision, tx_now(tx),
                   me ? me->member : (member_id){0});
}

// Oldest first; the last one is the present.
struct history {
    size_t n;
    struct version {
        int64_t revision;
        instant at; // when it was replaced
        member_id actor;
        struct params values;
    } *at;
};

static struct history history_of(struct tx *tx, const struct application *now)
{
    struct form_version_row_list rows = form_version_rows(tx, now->id);
    struct history h = {rows.n + 1, NEW_ARRAY(tx_arena(tx), struct version, rows.n + 1)};
    for (size_t i = 0; i < rows.n; i++) {
        h.at[i] = (struct version){
            .revision = rows.at[i].revision, .at = rows.at[i].at, .actor = rows.at[i].actor};
        values_open(tx, now->id, now->city, rows.at[i].body, &h.at[i].values);
    }
    h.at[rows.n] = (struct version){
        .revision = now->revision, .at = {INT64_MAX}, .values = now->values};
    return h;
}

static str shown(struct tx *tx, const struct application *of, str name, str value)
{
    struct paper_field field;
    if (!field_find(tx_arena(tx), paper_of(of->kind), name, &field))
        return value;
    return field_shown(tx_arena(tx), &field, value);
}

// One field between two versions; by whoever replaced it last.
static void compare(struct tx *tx, const struct application *of, const struct history *h,
                    size_t from, size_t to, str name, struct value_changes *out)
{
    str before = params_get(&h->at[from].values, name), after = params_get(&h->at[to].values, name);
    if (str_eq(before, after))
        return;
    size_t by = to;
    while (by > from + 1 && str_eq(params_get(&h->at[by - 1].values, name), after))
        by--;
    struct arena *a = tx_arena(tx);
    out->at = arena_grow(a, out->at, out->n * sizeof *out->at, (out->n + 1) * sizeof *out->at);
    out->at[out->n++] = (struct value_change){
        .name = name,
        .label = field_label_of(a, paper_of(of->kind), name),
        .before = shown(tx, of, name, before),
        .after = shown(tx, of, name, after),
        .by = actor_name(tx, h->at[by - 1].actor),
        .at = h->at[by - 1].at,
    };
}

static struct value_changes changes(struct tx *tx, const struct application *of,
                                    const struct history *h, size_t from, size_t to)
{
    struct value_changes out = {0};
    if (from >= to)
        return out;
    const struct params *old = &h->at[from].values, *new = &h->at[to].values;
    for (size_t i = 0; i < old->n; i++)
        compare(tx, of, h, from, to, old->at[i].name, &out);
    for (size_t i = 0; i < new->n; i++)
        if (!params_has(old, new->at[i].name))
            compare(tx, of, h, from, to, new->at[i].name, &out);
    return out;
}

struct value_changes application_changes_since(struct tx *tx, const struct application *now,
                                               int64_t revision)
{
    struct history h = history_of(tx, now);
    size_t from = 0;
    while (from + 1 < h.n && h.at[from].revision < revision)
        from++;
    return changes(tx, now, &h, from, h.n - 1);
}

struct value_changes application_changes_between(struct tx *tx, const struct application *now,
                                                 instant from, instant until)
{
    struct history h = history_of(tx, now);
    size_t first = 0;
    while (first + 1 < h.n && h.at[first].at.us < from.us)
        first++;
    size_t last = first;
    while (last + 1 < h.n && h.at[last].at.us <= until.us)
        last++;
    return changes(tx, now, &h, first, last);
}
