// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/given_form.h"

#include "application/desk.h"

void form_put(struct tx *tx, struct params *values, const char *name, const char *value)
{
    for (size_t i = 0; i < values->n; i++)
        if (str_eq(values->at[i].name, str_of(name))) {
            values->at[i].value = str_of(value);
            return;
        }
    values->at = arena_grow(tx_arena(tx), values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){str_of(name), str_of(value)};
}

struct params given_values(struct tx *tx, enum application_kind kind)
{
    static const struct {
        const char *name, *value;
    } head[] = {
        {"applied_on", "2026-11-01"},
        {"corporation_name", "医療法人みほん会"},
        {"corporation_kana", "いりょうほうじん みほんかい"},
        {"representative_title", "理事長"},
        {"representative", "見本 太郎"},
        {"corporation_postal", "2700192"},
        {"corporation_phone", "04-7150-0000"},
        {"corporation_address", "千葉県流山市平和台1-1-1"},
        {"office_name", "みほん訪問看護ステーション"},
        {"office_number", "1260190017"},
        {"office_kind", "訪問看護"},
        {"office_manager", "管理 花子"},
        {"office_postal", "2700192"},
        {"office_address", "千葉県流山市平和台1-1-2"},
        {"office_mail", "office@example.jp"},
        {"office_phone", "04-7150-0001"},
        {"has_id", "無"},
        {"pledge", "1"},
        {"lock", "1"},
        {"virus", "1"},
        {"supported", "1"},
        {"network", "事業所の回線"},
        {"personal_pledge", "1"},
    };
    struct params values = {0};
    (void)kind;
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        form_put(tx, &values, head[i].name, head[i].value);
    return values;
}

struct params given_usage(struct tx *tx, const char *name, const char *kana)
{
    struct params values = given_values(tx, APPLICATION_USAGE);
    form_put(tx, &values, "people.0.move", "新規");
    form_put(tx, &values, "people.0.name", name);
    form_put(tx, &values, "people.0.kana", kana);
    form_put(tx, &values, "people.0.administrator", "1");
    form_put(tx, &values, "people.0.profession", "看護師");
    return values;
}

void given_signature(struct tx *tx, const struct application *of)
{
    struct attachment_new drawn = {.id = {tx_new_id(tx)}, .file_name = S("signature.jpg")};
    application_file_add(tx, of, FILE_SIGNATURE, &drawn);
}

struct application given_submitted(struct tx *tx, city_id city, enum application_kind kind,
                                   const struct params *values)
{
    struct application of = {0};
    struct application_new new = {.city = city, .kind = kind, .values = *values};
    struct application_receipt receipt = application_start(tx, &new);
    if (application_find(tx, city, receipt.id, &of)) {
        given_signature(tx, &of);
        application_submit(tx, &of);
    }
    application_find(tx, city, receipt.id, &of);
    return of;
}

enum application_outcome carry(struct tx *tx, const struct acting *me,
                               const struct application *submitted)
{
    struct application of = *submitted;
    tx_set(tx, TX_ACTOR, (void *)(uintptr_t)me);
    enum application_outcome outcome = application_approve(tx, me, &of);
    if (outcome == APPLICATION_DONE && application_find(tx, of.city, of.id, &of))
        outcome = application_carry_out(tx, me, &of);
    tx_set(tx, TX_ACTOR, NULL);
    return outcome;
}

str finding_at(const struct application_findings *findings, const char *field)
{
    for (size_t i = 0; i < findings->n; i++)
        if (str_eq(findings->at[i].field, str_of(field)))
            return findings->at[i].sentence;
    return NONE;
}

bool stopped_at(const struct application_findings *findings, const char *field)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].stops && str_eq(findings->at[i].field, str_of(field)))
            return true;
    return false;
}

struct application_findings findings_of(struct tx *tx, const struct acting *me,
                                        enum application_kind kind, const struct params *values)
{
    struct application of = {
        .city = me->city, .kind = kind, .submitted_at = NO_INSTANT, .values = *values};
    tx_set(tx, TX_ACTOR, (void *)(uintptr_t)me);
    struct application_findings findings = application_check(tx, &of);
    tx_set(tx, TX_ACTOR, NULL);
    return findings;
}

struct application again(struct tx *tx, const struct application *of)
{
    struct application now = {.values = {0}};
    application_find(tx, of->city, of->id, &now);
    return now;
}

void act(struct tx *tx, const struct given_person *p)
{
    tx_set(tx, TX_ACTOR, p ? (void *)(uintptr_t)&p->acting : NULL);
}
