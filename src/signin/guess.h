// SPDX-License-Identifier: AGPL-3.0-or-later
// Wrong guesses at passwords. They count for the device: only its owner can sign in there, so a
// guess on any other device tells nothing, and nobody locks a colleague out by typing their ID.
// From the 3rd on 5 s, doubling; from the 10th on 30 minutes; forgotten after a day.
#ifndef SIGNIN_GUESS_H
#define SIGNIN_GUESS_H

#include "db/db.h"
#include "ids.h"

int64_t guess_wait(struct tx *tx, device_id device); // microseconds still to wait; 0: may try
void guess_count(struct tx *tx, device_id device);
void guess_reset(struct tx *tx, device_id device); // after the right one, or by the desk

#endif
