// SPDX-License-Identifier: AGPL-3.0-or-later
// What both sides of an application share inside this folder.
#ifndef APPLICATION_STORED_H
#define APPLICATION_STORED_H

#include "application/application.h"

// Records a step by the transaction's actor (none: the applicant).
void step_record(struct tx *tx, const struct application *of, enum application_step step, str field,
                 str note);

// Stores state and values when the revision seen is still the present one.
enum application_outcome application_put(struct tx *tx, const struct application *seen,
                                         enum application_state state, const struct params *values);

// One step with its record.
enum application_outcome application_go(struct tx *tx, const struct application *seen,
                                        enum application_step step, str note);

// To the administrators of the office that it came from: it is to be corrected; it is carried out,
// or rejected, which whoever's own report began it hears too.
void tell_returned(struct tx *tx, const struct application *of);
void tell_decision(struct tx *tx, const struct application *of, bool done);

str actor_name(struct tx *tx, member_id actor); // "申請者": nobody inside

// The sealed body of an application or of a version of it.
bool values_open(struct tx *tx, application_id id, city_id city, bytes sealed,
                 struct params *values);
// What it says at this revision, before it is replaced.
void form_version_keep(struct tx *tx, const struct application *seen);

bytes person_token(struct tx *tx, str name);

#endif
