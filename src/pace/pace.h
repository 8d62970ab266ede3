// SPDX-License-Identifier: AGPL-3.0-or-later
// Pace: how often one address begins drafts, or tries wrong codes, within an hour. Offices
// behind one connection, or a union that applies for many, stay well below; a program does not.
// Behind a proxy on this machine all applicants have its address, and ten times as much is allowed.
#ifndef PACE_PACE_H
#define PACE_PACE_H

#include "turn.h"

// Stored in tokens: never change the order.
enum pace { PACE_START, PACE_WRONG_CODE };
enum { PACE_MOST = 30, PACE_MOST_BEHIND_PROXY = 300 }; // in an hour

bool pace_is_over(struct turn *t, enum pace pace);
void pace_count(struct turn *t, enum pace pace);

// For the jobs: what was counted more than an hour ago.
void pace_forget(struct tx *tx);

#endif
