// SPDX-License-Identifier: AGPL-3.0-or-later
// What was returned is corrected just where the desk asked for it; whoever corrects, on whatever
// page, the store takes no other field.
#include "application/correct.h"

#include "application/stored.h"

static void open_one(struct tx *tx, struct open_fields *open, str name)
{
    open->at = arena_grow(tx_arena(tx), open->at, open->n * sizeof *open->at,
                          (open->n + 1) * sizeof *open->at);
    open->at[open->n++] = name;
}

struct open_fields application_open_fields(struct tx *tx, const struct application *of)
{
    struct open_fields open = {.all = of->state == STATE_DRAFT};
    if (of->state != STATE_RETURNED)
        return open;
    struct reasons reasons = application_reasons(tx, of);
    open.all = reasons.n == 0;
    for (size_t i = 0; i < reasons.n; i++) {
        open.all = open.all || reasons.at[i].field.n == 0;
        open_one(tx, &open, reasons.at[i].field);
    }
    if (open.all)
        return open;
    struct application_findings findings = application_check(tx, of);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            open_one(tx, &open, findings.at[i].field);
    return open;
}

// The pledge of one person goes with the pledge of all.
bool field_is_open(const struct open_fields *open, str name)
{
    bool pledge = str_ends(name, S(".pledge"));
    for (size_t i = 0; !open->all && i < open->n; i++)
        if (str_eq(open->at[i], name) || (pledge && str_eq(open->at[i], S("pledge"))))
            return true;
    return open->all;
}

static bool has_field(const struct paper_part *part, str name)
{
    for (size_t i = 0; i < part->n; i++)
        if (str_eq(str_of(part->fields[i].name), name))
            return true;
    return false;
}

struct paper_part part_of_open(struct arena *a, const struct paper *paper,
                               const struct open_fields *open)
{
    struct paper_field *fields = NEW_ARRAY(a, struct paper_field, open->n);
    struct paper_part part = {.title = "直すところ", .fields = fields};
    for (size_t i = 0; i < open->n; i++)
        if (!has_field(&part, open->at[i]) && field_find(a, paper, open->at[i], &fields[part.n]))
            part.n++;
    return part;
}

// --- signature and seal of a paper ---------------------------------------------------------------

bool application_awaits_seen(struct tx *tx, const struct application *of)
{
    bool lies_here = of->state == STATE_SUBMITTED || of->state == STATE_SECONDED ||
                     of->state == STATE_APPROVED;
    return lies_here && of->origin == ORIGIN_PAPER && paper_of(of->kind)->seal == SEAL_NEEDED &&
           !application_is_signed(tx, of);
}

enum application_outcome application_put_seen(struct tx *tx, const struct application *seen,
                                              str what)
{
    struct arena *a = tx_arena(tx);
    struct params values = {0, NEW_ARRAY(a, struct param, seen->values.n + 1)};
    if (!application_awaits_seen(tx, seen))
        return APPLICATION_NOT_NOW;
    for (size_t i = 0; i < seen->values.n; i++)
        if (!str_eq(seen->values.at[i].name, S("signature")))
            values.at[values.n++] = seen->values.at[i];
    values.at[values.n++] = (struct param){S("signature"), what};
    enum application_outcome outcome = application_put(tx, seen, seen->state, &values);
    if (outcome == APPLICATION_DONE)
        step_record(tx, seen, STEP_NOTE, S("signature"),
                    str_print(a, "紙を見て、%.*sがあることを確かめました。", STR(what)));
    return outcome;
}
