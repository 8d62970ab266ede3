// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's side: the inbox and its decisions.
#include "application/desk.h"

#include "application/application.sql.h"
#include "application/stored.h"
#include "audit/audit.h"
#include "base/text.h"

// --- the inbox -------------------------------------------------------------------------------

static struct application_line_list searched(struct tx *tx, const struct application_filter *f,
                                             application_id before)
{
    struct arena *a = tx_arena(tx);
    str number;
    if (!text_clean_line(a, str_bytes(f->search), &number))
        return (struct application_line_list){0};
    return application_found(tx, &(struct application_found_params){
                                     .city = f->city,
                                     .number = number,
                                     .part = text_fold(a, f->search),
                                     .token = person_token(tx, f->search),
                                     .before = before,
                                     .most = APPLICATIONS_ON_A_PAGE + 1,
                                 });
}

static struct application_line_list lines(struct tx *tx, const struct application_filter *f,
                                          application_id before)
{
    if (f->search.n > 0)
        return searched(tx, f, before);
    instant since = instant_after(tx_now(tx), -DAYS(f->days));
    int64_t most = APPLICATIONS_ON_A_PAGE + 1;
    enum application_kind kind = (enum application_kind)f->kind;
    enum application_state state = (enum application_state)f->state;
    if (f->state < 0 && f->kind < 0)
        return application_page(tx, f->city, since, before, most);
    if (f->state < 0)
        return application_page_of(tx, f->city, kind, since, before, most);
    if (f->kind < 0)
        return application_page_in(tx, f->city, state, since, before, most);
    return application_page_in_of(tx, &(struct application_page_in_of_params){
                                          f->city, state, kind, since, before, most});
}

static struct application_list list_of(struct tx *tx, const struct application_line_list *found,
                                       size_t most)
{
    size_t n = found->n > most ? most : found->n;
    struct application_list list = {n, NEW_ARRAY(tx_arena(tx), struct application, n),
                                    found->n > most};
    for (size_t i = 0; i < n; i++) {
        const struct application_line *line = &found->at[i];
        list.at[i] = (struct application){
            .id = line->id,
            .city = line->city,
            .number = line->number,
            .kind = line->kind,
            .origin = line->origin,
            .state = line->state,
            .revision = line->revision,
            .office = line->office,
            .applicant = line->applicant,
            .created_at = line->created_at,
            .submitted_at = line->submitted_at,
            .changed_at = line->changed_at,
            .office_name = line->office_name,
        };
    }
    return list;
}

struct application_list application_list_of(struct tx *tx, const struct application_filter *filter)
{
    application_id newest = {INT64_MAX};
    struct application_line_list found =
        lines(tx, filter, application_is(filter->before) ? filter->before : newest);
    return list_of(tx, &found, APPLICATIONS_ON_A_PAGE);
}

struct application_list application_list_of_office(struct tx *tx, city_id city, office_id office)
{
    enum { MOST = 200 }; // some years of an office's applications
    struct application_line_list found = application_of_office(tx, city, office, MOST + 1);
    return list_of(tx, &found, MOST);
}

struct application_list application_list_returned(struct tx *tx, city_id city, office_id office)
{
    enum { MOST = 20 };
    struct application_line_list found = application_returned(tx, city, office, MOST);
    return list_of(tx, &found, MOST);
}

static bool values_same(const struct params *a, const struct params *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; i < a->n && same; i++)
        same = str_eq(a->at[i].name, b->at[i].name) && str_eq(a->at[i].value, b->at[i].value);
    return same;
}

application_id application_just_begun(struct tx *tx, const struct application_new *new)
{
    struct application_id_list begun = application_begun_since(
        tx, new->city, new->kind, new->origin, instant_after(tx_now(tx), -MINUTES(1)));
    for (size_t i = 0; i < begun.n; i++) {
        struct application of;
        if (application_find(tx, new->city, begun.at[i], &of) &&
            values_same(&of.values, &new->values))
            return of.id;
    }
    return (application_id){0};
}

void application_counts(struct tx *tx, city_id city, int64_t counts[APPLICATION_STATES])
{
    struct application_count_list found = application_state_counts(tx, city);
    memset(counts, 0, APPLICATION_STATES * sizeof *counts);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].state < APPLICATION_STATES)
            counts[found.at[i].state] = found.at[i].n;
}

// --- decisions -------------------------------------------------------------------------------

int64_t application_approvals(struct tx *tx, city_id city)
{
    int64_t needed = 1;
    approvals_of_city(tx, city, &needed);
    return needed < 2 ? 1 : 2;
}

void application_set_approvals(struct tx *tx, city_id city, int64_t approvals)
{
    approvals_put(tx, city, approvals < 2 ? 1 : 2);
    audit_record(tx, &(struct audit_entry){"application.approvals", .city = city,
                                           .subject = approvals < 2 ? 1 : 2});
}

enum application_outcome application_return(struct tx *tx, const struct acting *me,
                                            const struct application *seen,
                                            const struct reason *reasons, size_t n)
{
    (void)me;
    enum application_outcome outcome = application_go(tx, seen, STEP_RETURN, NONE);
    for (size_t i = 0; i < n && outcome == APPLICATION_DONE; i++)
        step_record(tx, seen, STEP_RETURN, reasons[i].field, reasons[i].sentence);
    if (outcome == APPLICATION_DONE)
        tell_returned(tx, seen);
    return outcome;
}

member_id application_approved_by(struct tx *tx, const struct application *seen)
{
    struct step_rows story = application_story(tx, seen);
    member_id by = {0};
    for (size_t i = 0; i < story.n; i++) {
        if (story.at[i].step == STEP_APPROVE)
            by = story.at[i].actor;
        if (story.at[i].step == STEP_SUBMIT || story.at[i].step == STEP_CORRECT)
            by = (member_id){0};
    }
    return by;
}

enum application_outcome application_approve(struct tx *tx, const struct acting *me,
                                             const struct application *seen)
{
    if (application_after(seen->state, STEP_APPROVE) == APPLICATION_STATES)
        return APPLICATION_NOT_NOW;
    struct application_findings findings = application_check(tx, seen);
    if (findings_stop(&findings))
        return APPLICATION_INCOMPLETE;
    if (seen->state == STATE_SECONDED && member_same(application_approved_by(tx, seen), me->member))
        return APPLICATION_NEEDS_ANOTHER;
    if (application_approvals(tx, seen->city) < 2 || seen->state == STATE_SECONDED)
        return application_go(tx, seen, STEP_APPROVE, NONE);
    enum application_outcome outcome = application_put(tx, seen, STATE_SECONDED, &seen->values);
    if (outcome == APPLICATION_DONE)
        step_record(tx, seen, STEP_APPROVE, NONE, NONE);
    return outcome;
}

enum application_outcome application_reject(struct tx *tx, const struct acting *me,
                                            const struct application *seen, str why)
{
    (void)me;
    enum application_outcome outcome = application_go(tx, seen, STEP_REJECT, why);
    if (outcome == APPLICATION_DONE)
        tell_decision(tx, seen, false);
    return outcome;
}

void application_note(struct tx *tx, const struct acting *me, const struct application *seen,
                      str note)
{
    (void)me;
    step_record(tx, seen, STEP_NOTE, NONE, note);
}

enum application_outcome application_carry_out(struct tx *tx, const struct acting *me,
                                               const struct application *seen)
{
    const struct paper *paper = paper_of(seen->kind);
    struct application now;
    if (application_after(seen->state, STEP_CARRY_OUT) == APPLICATION_STATES || !paper->carry_out)
        return APPLICATION_NOT_NOW;
    if (!application_find(tx, seen->city, seen->id, &now) || now.revision != seen->revision)
        return APPLICATION_CHANGED_MEANWHILE; // before anything is written
    struct application_findings findings = application_check(tx, seen);
    if (findings_stop(&findings) || !paper->carry_out(tx, me, seen, &findings))
        return APPLICATION_INCOMPLETE;
    enum application_outcome outcome = application_go(tx, seen, STEP_CARRY_OUT, NONE);
    if (outcome != APPLICATION_DONE)
        tx_fail(tx, "an application changed while it was carried out");
    else
        tell_decision(tx, seen, true);
    return outcome;
}
