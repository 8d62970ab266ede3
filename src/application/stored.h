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

bytes person_token(struct tx *tx, str name);

#endif
