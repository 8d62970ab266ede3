// SPDX-License-Identifier: AGPL-3.0-or-later
// Application (申請): one of the guide's forms on its way from an office to the city and back:
// drafted, submitted, returned with reasons, corrected, approved, carried out. Screen and paper
// go the same way, and every step is dated and attributed. Guide 1, 2, 4; mission A1–A5, F.
#ifndef APPLICATION_APPLICATION_H
#define APPLICATION_APPLICATION_H

#include "application/paper.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum application_origin { ORIGIN_PUBLIC, ORIGIN_INSIDE, ORIGIN_PAPER };
enum application_state {
    STATE_DRAFT, // being filled in; not yet the city's business
    STATE_SUBMITTED, // waiting for the desk
    STATE_RETURNED, // waiting for the applicant, with reasons
    STATE_SECONDED, // approved by one officer where the city asks for two
    STATE_APPROVED, // waiting to be carried out
    STATE_REJECTED,
    STATE_CARRIED_OUT,
    STATE_WITHDRAWN, // by the applicant
    APPLICATION_STATES
};
enum application_step {
    STEP_START, STEP_SUBMIT, STEP_RETURN,
    STEP_CORRECT, // submitted again after a return
    STEP_APPROVE, STEP_REJECT, STEP_CARRY_OUT, STEP_WITHDRAW,
    STEP_NOTE, // an officer's remark; changes nothing
    APPLICATION_STEPS
};
enum application_file_kind { FILE_SIGNATURE, FILE_SCAN, APPLICATION_FILE_KINDS };
str application_state_label(enum application_state state);
str application_step_label(enum application_step step);
// The state after a step, or APPLICATION_STATES when the step is not possible now.
enum application_state application_after(enum application_state state, enum application_step step);

struct application {
    application_id id;
    city_id city;
    str number; // 8-00042
    enum application_kind kind;
    enum application_origin origin;
    enum application_state state;
    int64_t revision;
    office_id office; // {0}: not known yet
    member_id applicant; // {0}: public portal or paper
    instant created_at, submitted_at, changed_at;
    str office_name;
    struct params values; // by field name; rows as "people.0.name"
};

// --- the applicant's side ------------------------------------------------------------------

struct application_new {
    city_id city;
    enum application_kind kind;
    enum application_origin origin;
    office_id office;
    member_id applicant;
    struct params values; // prefilled
};
struct application_receipt {
    application_id id;
    str number;
    str code; // 12 characters, shown once: opens the draft and the status page again
};
struct application_receipt application_start(struct tx *tx, const struct application_new *new);
// The draft or status behind number and code; false for wrong, unknown and 90 days old alike.
bool application_resume(struct tx *tx, city_id city, str number, str code, struct application *out);

enum application_outcome {
    APPLICATION_DONE,
    APPLICATION_CHANGED_MEANWHILE, // the revision seen is not the present one
    APPLICATION_NOT_NOW, // the state does not allow the step
    APPLICATION_INCOMPLETE, // findings that stop it; see application_check
    APPLICATION_NEEDS_ANOTHER, // the second approval must be another officer's
};
// Which fields the applicant may change now: of a draft all; of what was returned those that the
// desk named, and those that would stop it at the desk again. A reason about the form as a whole
// opens all.
struct open_fields {
    bool all;
    size_t n;
    str *at;
};
struct open_fields application_open_fields(struct tx *tx, const struct application *of);
bool field_is_open(const struct open_fields *open, str name);
// Saves what was typed so far, however incomplete; draft and returned only. Fields that are not
// open keep what is stored.
enum application_outcome application_save(struct tx *tx, const struct application *seen,
                                          const struct params *values);
// Submits, or submits again after a return.
enum application_outcome application_submit(struct tx *tx, const struct application *seen);
enum application_outcome application_withdraw(struct tx *tx, const struct application *seen);

// Removes drafts that nobody saved for 90 days, at most 200 at once; how many it were.
int application_drop_drafts(struct tx *tx);

// --- both sides; the desk's own stands in desk.h ----------------------------------------------

bool application_find(struct tx *tx, city_id city, application_id id, struct application *out);

// A remark of the desk's own, for the story; changes nothing.
void application_note(struct tx *tx, const struct acting *me, const struct application *seen,
                      str note);

struct step_row {
    int64_t id;
    instant at;
    member_id actor;
    str actor_name; // "申請者" on the public portal
    enum application_step step;
    str field, note;
};
struct step_rows {
    size_t n;
    struct step_row *at;
};
struct step_rows application_story(struct tx *tx, const struct application *application);

// What was changed in the form since that revision, or while it was returned: the newest value
// beside the one that was there, and who changed it last.
struct value_change {
    str name, label, before, after, by; // values as people read them
    instant at;
};
struct value_changes {
    size_t n;
    struct value_change *at;
};
struct value_changes application_changes_since(struct tx *tx, const struct application *now,
                                               int64_t revision);
struct value_changes application_changes_between(struct tx *tx, const struct application *now,
                                                 instant from, instant until);

// What the checks say beside the form: the kind's own and those of every form.
struct application_finding {
    bool stops; // cannot be submitted or approved like this
    str field;
    str sentence;
};
enum { APPLICATION_FINDINGS = 64 };
struct application_findings {
    size_t n;
    struct application_finding at[APPLICATION_FINDINGS]; // further ones are passed over
};
void finding_add(struct application_findings *findings, bool stops, str field, str sentence);
bool findings_stop(const struct application_findings *findings);
struct application_findings application_check(struct tx *tx, const struct application *application);
// Signed or sealed: a signature or scan is attached, or the officer saw it on the paper.
bool application_is_signed(struct tx *tx, const struct application *of);

extern const struct routes application_routes;
extern const struct routes report_routes; // what a member reports of himself or herself

// For sweeping the store: whether an application has that file (file.h).
bool application_file_is_known(struct tx *tx, attachment_id id);

// What else other words use of this one.
#include "application/address.h"
#include "application/correct.h"
#include "application/desk.h"
#include "application/file.h"
#include "application/link.h"
#include "application/part_page.h"

#endif
