// SPDX-License-Identifier: AGPL-3.0-or-later
// What 様式5 checks and does. Inside this folder.
#ifndef CHECKUP_CARRY_H
#define CHECKUP_CARRY_H

#include "checkup/checkup.h"

enum { CHECKUP_PEOPLE = 200 }; // on a roster
extern const struct paper_part *const checkup_corporation, *const checkup_office;
extern const struct paper_part *const checkup_roster; // the rows
void checkup_examine(struct tx *tx, const struct application *of, struct application_findings *out);
// Which office a 現況届 is about is known as soon as it is handed in, and the campaign of that day
// has its answer.
void checkup_arrived(struct tx *tx, const struct application *of);
// The form as the city knows it: office, roster, and of the corporation what the last form said.
void checkup_known(struct tx *tx, const struct office *office, struct params *values);
void values_add(struct tx *tx, struct params *values, str name, str value); // empty: not added
bool checkup_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                       struct application_findings *out);

#endif
