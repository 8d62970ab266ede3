// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks of every form, before the kind's own.
#include "application/application.h"

void finding_add(struct application_findings *findings, bool stops, str field, str sentence)
{
    if (findings->n < APPLICATION_FINDINGS)
        findings->at[findings->n++] = (struct application_finding){stops, field, sentence};
}

bool findings_stop(const struct application_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].stops)
            return true;
    return false;
}

// What the form itself asks of every field: required, length, digits.
static void check_fields(struct tx *tx, const struct paper *paper, const struct application *of,
                         struct application_findings *findings)
{
    struct form form = form_empty(tx_arena(tx));
    struct params clean = {0};
    form.typed = &of->values;
    paper_read(&form, paper, &clean);
    for (size_t i = 0; i < form.n_errors; i++)
        finding_add(findings, true, form.errors[i].name, form.errors[i].value);
}

static void check_pledge(const struct application *of, struct application_findings *findings)
{
    if (value_of(&of->values, "pledge").n == 0)
        finding_add(findings, true, S("pledge"), S("誓約の11項目に同意していません。"));
}

bool application_is_signed(struct tx *tx, const struct application *of)
{
    str seen = value_of(&of->values, "signature");
    if (of->origin == ORIGIN_PAPER)
        return str_eq(seen, S("署名")) || str_eq(seen, S("押印"));
    return application_has_file(tx, of, FILE_SIGNATURE) || application_has_file(tx, of, FILE_SCAN);
}

// The guide's list of forms: where 押印署名 says 要, whatever way the form came. What is not stored
// yet has no file either; it is looked at when it is submitted.
static void check_signature(struct tx *tx, const struct application *of,
                            struct application_findings *findings)
{
    bool paper = of->origin == ORIGIN_PAPER;
    if ((!paper && !application_is(of->id)) || application_is_signed(tx, of))
        return;
    finding_add(findings, true, S("signature"),
                paper ? S("この様式には、署名または押印が要ります。紙にあるかを確かめてください。"
                          "ないときは、もらってから受け付けます。")
                      : S("署名がありません。画面に書くか、署名または押印した紙を写真に撮って付けて"
                          "ください。"));
}

struct application_findings application_check(struct tx *tx, const struct application *of)
{
    const struct paper *paper = paper_of(of->kind);
    struct application_findings findings = {0};
    check_fields(tx, paper, of, &findings);
    if (paper->pledge)
        check_pledge(of, &findings);
    if (paper->seal == SEAL_NEEDED)
        check_signature(tx, of, &findings);
    if (paper->examine)
        paper->examine(tx, of, &findings);
    return findings;
}
