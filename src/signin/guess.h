// SPDX-License-Identifier: AGPL-3.0-or-later
// Wrong guesses at passwords and codes. At passwords they count for the device: only its owner can sign in there, so a
// guess on any other device tells nothing, and nobody locks a colleague out by typing their ID.
// From the 3rd on 5 s, doubling; from the 10th on 30 minutes; forgotten after a day.
#ifndef SIGNIN_GUESS_H
#define SIGNIN_GUESS_H

#include "db/db.h"
#include "ids.h"

int64_t guess_wait(struct tx *tx, device_id device); // microseconds still to wait; 0: may try
void guess_count(struct tx *tx, device_id device);
void guess_reset(struct tx *tx, device_id device); // after the right one, or by the desk

// The same for a secret without a device; `about` says whose guesses at what, and is stored as a
// keyed token only. Of a device the id is stored too, so that the desk sees which ones wait.
int64_t guess_wait_about(struct tx *tx, str about);
void guess_count_about(struct tx *tx, str about);
void guess_reset_about(struct tx *tx, str about);

#endif
