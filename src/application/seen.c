// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/seen.h"

const str seen_label = S_CONST("紙にある署名・押印");
static const str values_seen[] = {S_CONST("署名"), S_CONST("押印"), S_CONST("なし")};

struct options seen_options(struct arena *a, str chosen, bool neither)
{
    static const str labels[] = {S_CONST("代表者（または受任者）の署名がある"),
                                 S_CONST("代表者印が押してある"), S_CONST("どちらもない")};
    size_t n = neither ? 3 : 2;
    struct options options = {n, NEW_ARRAY(a, struct option, n)};
    for (size_t i = 0; i < n; i++)
        options.at[i] =
            (struct option){values_seen[i], labels[i], str_eq(values_seen[i], chosen)};
    return options;
}

str seen_read(struct form *form, bool neither)
{
    struct form_rule rule = {seen_label, 0, false};
    int chosen = form_choice(form, S("signature"), rule, values_seen, neither ? 3 : 2);
    return form_error(form, S("signature")).n || chosen < 0 ? NONE : values_seen[chosen];
}

void seen_put(struct arena *a, struct params *values, str seen)
{
    values->at = arena_grow(a, values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){S("signature"), seen};
}
