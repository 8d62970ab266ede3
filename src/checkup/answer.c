// SPDX-License-Identifier: AGPL-3.0-or-later
// What an office owes and what came from it; the form as the city knows it.
#include "application/application.h"
#include "checkup/campaign.sql.h"
#include "checkup/carry.h"
#include "checkup/checkup.sql.h"
#include "member/member.h"
#include "pledge/pledge.h"

#include <string.h>

// --- what came -------------------------------------------------------------------------------

// A paper counts from the day that stands on it, so that what lay on the desk is not late.
static day handed_in_on(struct tx *tx, const struct application *of,
                        const struct campaign_row *campaign)
{
    day today = tx_today(tx), on = NO_DAY;
    if (of->origin != ORIGIN_PAPER || !day_parse(value_of(&of->values, "applied_on"), &on) ||
        on.n > today.n || on.n < campaign->request_on.n)
        return today;
    return on;
}

void checkup_arrived(struct tx *tx, const struct application *of)
{
    struct application meant = *of;
    struct campaign_row campaign;
    struct office office;
    if (of->origin != ORIGIN_INSIDE)
        meant.office = (office_id){0}; // a correction may name another office
    if (application_office(tx, &meant, &office) != OFFICE_KNOWN)
        return;
    application_settle(tx, of, office.id);
    answer_forget_others(tx, of->id, office.id);
    if (campaign_for_office(tx, office.id, tx_today(tx), &campaign))
        answer_insert(tx, campaign.id, office.id, of->id, handed_in_on(tx, of, &campaign),
                      PLEDGE_VERSION);
}

// --- what is owed ----------------------------------------------------------------------------

// One that lies with the city or is done outweighs one that was given back; what was rejected or
// withdrawn is none.
static enum checkup_state state_after(enum checkup_state before, enum application_state state)
{
    switch (state) {
    case STATE_SUBMITTED:
    case STATE_SECONDED:
    case STATE_APPROVED:
    case STATE_CARRIED_OUT:
        return CHECKUP_ARRIVED;
    case STATE_RETURNED:
        return before == CHECKUP_ARRIVED ? before : CHECKUP_RETURNED;
    case STATE_DRAFT:
    case STATE_REJECTED:
    case STATE_WITHDRAWN:
    case APPLICATION_STATES:
        return before;
    }
    return before;
}

struct checkup_owed checkup_owed_by(struct tx *tx, city_id city, office_id office)
{
    struct checkup_owed owed = {.due_on = NO_DAY, .answered_on = NO_DAY};
    struct campaign_row campaign;
    if (!office_is(office) || !campaign_for_office(tx, office, tx_today(tx), &campaign) ||
        !city_same(campaign.city, city))
        return owed;
    struct answer_row_list answers = answers_of_office(tx, campaign.id, office);
    owed.state = CHECKUP_ASKED;
    owed.campaign = campaign.id;
    owed.due_on = campaign.due_on;
    for (size_t i = 0; i < answers.n; i++) {
        enum checkup_state state = state_after(owed.state, answers.at[i].state);
        if (state == owed.state)
            continue;
        owed.state = state;
        owed.answer = answers.at[i].application;
        owed.answered_on = answers.at[i].answered_on;
    }
    return owed;
}

str checkup_due_text(struct arena *a, day due_on, day today)
{
    if (!day_is(due_on))
        return NONE;
    str on = day_format_wareki(a, due_on);
    int left = due_on.n - today.n;
    if (left > 0)
        return str_print(a, "%.*s（あと%d日）", STR(on), left);
    if (left == 0)
        return str_print(a, "%.*s（きょうまで）", STR(on));
    return str_print(a, "%.*s（%d日過ぎています）", STR(on), -left);
}

// --- what is known ---------------------------------------------------------------------------

void values_add(struct tx *tx, struct params *v, str name, str value)
{
    if (value.n == 0)
        return;
    v->at = arena_grow(tx_arena(tx), v->at, v->n * sizeof *v->at, (v->n + 1) * sizeof *v->at);
    v->at[v->n++] = (struct param){name, value};
}

// The register does not hold the corporation's particulars; the last form of the office does, if
// there was one.
static void add_corporation(struct tx *tx, const struct office *o, struct params *values)
{
    application_id last;
    struct application of = {0};
    if (status_or_usage_last(tx, o->id, &last))
        application_find(tx, o->city, last, &of);
    for (size_t i = 0; i < PAPER_CORPORATION_FIELDS; i++) {
        const char *name = paper_corporation_fields[i].name;
        str value = value_of(&of.values, name);
        if (value.n == 0 && strcmp(name, "corporation_name") == 0)
            value = o->corporation;
        values_add(tx, values, str_of(name), value);
    }
}

static void add_office(struct tx *tx, const struct office *o, struct params *values)
{
    values_add(tx, values, S("office_name"), o->name);
    values_add(tx, values, S("office_number"), o->number);
    values_add(tx, values, S("office_kind"), office_kind_label(o->kind));
    values_add(tx, values, S("office_manager"), office_manager(tx, o->city, o->id));
    values_add(tx, values, S("office_postal"), o->postal);
    values_add(tx, values, S("office_address"),
               str_print(tx_arena(tx), "%.*s%.*s", STR(o->address), STR(o->building)));
    values_add(tx, values, S("office_mail"), o->mail);
    values_add(tx, values, S("office_phone"), o->phone);
}

static void add_people(struct tx *tx, const struct office *o, struct params *values)
{
    struct member_list people = member_list_at(tx, o->id);
    struct arena *a = tx_arena(tx);
    int n = 0;
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = &people.at[i];
        if (!member_is_active(m, tx_today(tx)))
            continue;
        values_add(tx, values, name_in_row(a, "people", n, "name"), m->name);
        values_add(tx, values, name_in_row(a, "people", n, "kana"), m->kana);
        values_add(tx, values, name_in_row(a, "people", n, "administrator"),
                   m->administrator ? S("1") : NONE);
        values_add(tx, values, name_in_row(a, "people", n, "profession"),
                   profession_label(m->profession));
        n++;
    }
}

void checkup_known(struct tx *tx, const struct office *office, struct params *values)
{
    values_add(tx, values, S("applied_on"), day_format_iso(tx_arena(tx), tx_today(tx)));
    add_corporation(tx, office, values);
    add_office(tx, office, values);
    add_people(tx, office, values);
}
