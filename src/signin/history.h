// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-in history (サインインの記録): each attempt with a person's ID, shown to that person, so that
// somebody else's use is noticed. Kept for a year; the audit keeps it on. Guide 9(3)③: nobody else
// may use one's ID and password.
#ifndef SIGNIN_HISTORY_H
#define SIGNIN_HISTORY_H

#include "db/db.h"
#include "device/device.h"
#include "ids.h"

enum attempt_outcome {
    ATTEMPT_DONE,
    ATTEMPT_WRONG, // a wrong password on one's own device
    ATTEMPT_FOREIGN, // on a device of somebody else
    ATTEMPT_FOREIGN_KNOWN, // there, with the right password
    ATTEMPT_OUTCOMES,
};
struct attempt {
    instant at;
    device_id device;
    enum device_kind kind;
    enum attempt_outcome outcome;
};
struct attempt_list {
    size_t n;
    struct attempt *at; // newest first
};

// Nothing is recorded for an ID that does not exist.
void history_record(struct tx *tx, member_id member, device_id device, enum attempt_outcome outcome);
struct attempt_list history_list(struct tx *tx, member_id member, int64_t most);
void history_forget(struct tx *tx, instant before);
instant history_last_signin(struct tx *tx, member_id member); // NO_INSTANT: never

#endif
