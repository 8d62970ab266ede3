// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's side of applications: the inbox and its decisions.
#ifndef APPLICATION_DESK_H
#define APPLICATION_DESK_H

#include "application/application.h"

enum { APPLICATIONS_ON_A_PAGE = 50, APPLICATIONS_AT_ONCE = 50 };

struct application_filter {
    city_id city;
    int state, kind; // -1: any; drafts never
    int days; // submitted at least so many days ago; 0: any
    str search; // receipt number, part of the office's name, or a person's full name: in any state
    application_id before; // keyset, newest first; {0}: from the newest
};
struct application_list {
    size_t n;
    struct application *at; // without values
    bool more;
};
struct application_list application_list_of(struct tx *tx, const struct application_filter *filter);
// What administrators of the office began inside, newest first; drafts too.
struct application_list application_list_of_office(struct tx *tx, city_id city, office_id office);
// Of these what came back and is to be corrected, the oldest first.
struct application_list application_list_returned(struct tx *tx, city_id city, office_id office);
// The same form with the same values, begun the same way within the last minute: it
// was sent twice. {0}: none.
application_id application_just_begun(struct tx *tx, const struct application_new *new);
// How many wait, by state: for the inbox's tabs.
void application_counts(struct tx *tx, city_id city, int64_t counts[APPLICATION_STATES]);

// 1 or 2: the officers who must approve.
int64_t application_approvals(struct tx *tx, city_id city);
void application_set_approvals(struct tx *tx, city_id city, int64_t approvals);

// Recorded as steps STEP_RETURN with field and note, after one without; the applicant sees these.
// STEP_NOTE is the desk's own.
struct reason {
    str field; // name of the field, or empty: the form as a whole
    str sentence;
};
struct reasons {
    size_t n;
    struct reason *at;
};
// Those of the newest return.
struct reasons application_reasons(struct tx *tx, const struct application *application);
enum application_outcome application_return(struct tx *tx, const struct acting *me,
                                            const struct application *seen,
                                            const struct reason *reasons, size_t n);
// Who approved since it was last submitted, where a second approval is awaited; {0}: nobody.
member_id application_approved_by(struct tx *tx, const struct application *seen);
enum application_outcome application_approve(struct tx *tx, const struct acting *me,
                                             const struct application *seen);
enum application_outcome application_reject(struct tx *tx, const struct acting *me,
                                            const struct application *seen, str why);
// All that the form asks for, in this transaction, or nothing.
enum application_outcome application_carry_out(struct tx *tx, const struct acting *me,
                                               const struct application *seen);

#endif
