// SPDX-License-Identifier: AGPL-3.0-or-later
// Checkup (現況届): 様式5, with which an office confirms once a year who of its people uses the
// system. No seal and no signature. Guide 4, 様式5.
#ifndef CHECKUP_CHECKUP_H
#define CHECKUP_CHECKUP_H

#include "application/application.h"

extern const struct paper checkup_paper;

// The day on which the office last confirmed its roster; NO_DAY: never.
day checkup_confirmed_on(struct tx *tx, office_id office);

#endif
