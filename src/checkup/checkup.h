// SPDX-License-Identifier: AGPL-3.0-or-later
// Checkup (現況届): 様式5, with which an office confirms once a year who of its people uses the
// system. No seal and no signature. Guide 4, 様式5.
#ifndef CHECKUP_CHECKUP_H
#define CHECKUP_CHECKUP_H

#include "application/application.h"

extern const struct paper checkup_paper;

// The day on which the office last confirmed its roster; NO_DAY: never.
day checkup_confirmed_on(struct tx *tx, office_id office);

// What an office owes the campaign at hand.
enum checkup_state {
    CHECKUP_NOT_ASKED, // no campaign is open
    CHECKUP_ASKED,
    CHECKUP_RETURNED, // given back, to be corrected
    CHECKUP_ARRIVED, // lies with the city, or is done
};
struct checkup_owed {
    enum checkup_state state;
    campaign_id campaign;
    day due_on;
    application_id answer; // the newest; {0}: none
    day answered_on;
};
struct checkup_owed checkup_owed_by(struct tx *tx, city_id city, office_id office);
// "令和8年12月2日（あと30日）", "…（きょうまで）", "…（3日過ぎています）".
str checkup_due_text(struct arena *a, day due_on, day today);

#endif
