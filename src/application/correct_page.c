// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/correct_page.h"

#include "application/correct.h"

struct part_views correct_views(struct tx *tx, const struct application *of,
                                const struct open_fields *open, struct form *form)
{
    struct arena *a = tx_arena(tx);
    if (open->all) {
        struct part_views all = paper_views(form, paper_of(of->kind));
        paper_suggest(tx, of, &all);
        return all;
    }
    struct paper_part *part = NEW(a, struct paper_part);
    *part = part_of_open(a, paper_of(of->kind), open);
    struct part_views views = {part->n > 0, NEW(a, struct part_view)};
    *views.at = part_view_of(form, part, 0);
    return views;
}

static void leave_closed(struct fact_row *facts, const struct open_fields *open)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n; i++)
        if (!field_is_open(open, facts->at[i].name))
            facts->at[n++] = facts->at[i];
    facts->n = n;
}

struct fact_parts correct_facts(struct arena *a, const struct application *of,
                                const struct open_fields *open)
{
    struct application_findings nothing = {0};
    struct fact_parts all = paper_facts(a, paper_of(of->kind), &of->values, &nothing);
    struct fact_parts shown = {0, all.at};
    for (size_t i = 0; i < all.n; i++) {
        struct fact_part part = all.at[i];
        for (size_t row = 0; row < part.n; row++)
            leave_closed(&part.at[row], open);
        if (part.n && part.at[0].n)
            shown.at[shown.n++] = part;
    }
    return shown;
}

struct params correct_read(struct tx *tx, const struct application *of, const struct params *typed)
{
    struct form reading = form_empty(tx_arena(tx));
    struct params values = {0};
    struct open_fields open = application_open_fields(tx, of);
    reading.typed = typed;
    if (open.all) {
        paper_read(&reading, paper_of(of->kind), &values);
    } else {
        struct paper_part part = part_of_open(tx_arena(tx), paper_of(of->kind), &open);
        part_read(&reading, &part, &values);
    }
    return values;
}
