// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's side: the inbox and its decisions.
#include "application/application.h"

#include "application/application.sql.h"
#include "application/stored.h"
#include "base/text.h"

enum { PAGE = 50 };

// --- the inbox -------------------------------------------------------------------------------

static struct application_line_list lines(struct tx *tx, const struct application_filter *f,
                                          application_id before)
{
    if (f->search.n == 0)
        return application_page(tx, f->city, f->state, f->kind, before, PAGE + 1);
    return application_found(tx, &(struct application_found_params){
                                     .city = f->city,
                                     .number = f->search,
                                     .part = f->search,
                                     .token = person_token(tx, f->search),
                                     .before = before,
                                     .most = PAGE + 1,
                                 });
}

struct application_list application_list_of(struct tx *tx, const struct application_filter *filter)
{
    application_id newest = {INT64_MAX};
    struct application_line_list found =
        lines(tx, filter, application_is(filter->before) ? filter->before : newest);
    size_t n = found.n > PAGE ? PAGE : found.n;
    struct application_list list = {n, NEW_ARRAY(tx_arena(tx), struct application, n), found.n > PAGE};
    for (size_t i = 0; i < n; i++) {
        const struct application_line *line = &found.at[i];
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

void application_counts(struct tx *tx, city_id city, int64_t counts[APPLICATION_STATES])
{
    struct application_count_list found = application_state_counts(tx, city);
    memset(counts, 0, APPLICATION_STATES * sizeof *counts);
    for (size_t i = 0; i < found.n; i++)
        if (found.at[i].state < APPLICATION_STATES)
            counts[found.at[i].state] = found.at[i].n;
}

// --- decisions -------------------------------------------------------------------------------

enum application_outcome application_return(struct tx *tx, const struct acting *me,
                                            const struct application *seen,
                                            const struct reason *reasons, size_t n)
{
    (void)me;
    enum application_outcome outcome = application_go(tx, seen, STEP_RETURN, NONE);
    for (size_t i = 0; i < n && outcome == APPLICATION_DONE; i++)
        step_record(tx, seen, STEP_NOTE, reasons[i].field, reasons[i].sentence);
    return outcome;
}

// Who approved since it was last submitted; {0}: nobody.
static member_id approved_by(struct tx *tx, const struct application *seen)
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
    int64_t needed = 1;
    if (application_after(seen->state, STEP_APPROVE) == APPLICATION_STATES)
        return APPLICATION_NOT_NOW;
    struct application_findings findings = application_check(tx, seen);
    if (findings_stop(&findings))
        return APPLICATION_INCOMPLETE;
    if (seen->state == STATE_SECONDED && member_same(approved_by(tx, seen), me->member))
        return APPLICATION_NEEDS_ANOTHER;
    approvals_of_city(tx, seen->city, &needed);
    if (needed < 2 || seen->state == STATE_SECONDED)
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
    return application_go(tx, seen, STEP_REJECT, why);
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
    return application_go(tx, seen, STEP_CARRY_OUT, NONE);
}
