// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages about the running of the service: how jobs, mail, disk, database and backups do, for
// the operator (システム提供者) or, where nobody is one, for the city's officers; and the city's
// mails that did not arrive. Nothing of a patient stands on either.
#ifndef APP_OPERATIONS_H
#define APP_OPERATIONS_H

#include "turn.h"

// Officers look after the service themselves only where no operator is registered.
bool operations_are_the_desks(struct tx *tx);

// Notes that a backup is complete.
void operations_backed_up(struct tx *tx, int files);

// "25分", "3時間", "2日": the largest unit that fits.
str span_text(struct arena *a, int64_t us);
// "今日 14:05", "11/21（土） 14:05"; "—" when there is none.
str near_text(struct arena *a, instant t, instant now);

extern const struct routes operations_routes, mails_routes;

#endif
