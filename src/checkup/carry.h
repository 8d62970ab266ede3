// SPDX-License-Identifier: AGPL-3.0-or-later
// What 様式5 checks and does. Inside this folder.
#ifndef CHECKUP_CARRY_H
#define CHECKUP_CARRY_H

#include "checkup/checkup.h"

extern const struct paper_part *const checkup_roster; // the rows
void checkup_examine(struct tx *tx, const struct application *of, struct application_findings *out);
bool checkup_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                       struct application_findings *out);

#endif
