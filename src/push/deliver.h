// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending what waits, for the job in src/app. A word that is not taken is tried again after 1, 5, 15
// and 60 minutes and 6 hours, or when the push service says, as long as it is of use. A
// subscription ends when its service knows it no more, or refuses three words one after the other.
#ifndef PUSH_DELIVER_H
#define PUSH_DELIVER_H

#include "db/db.h"
#include "webpush/webpush.h"

struct push_run {
    void *context; // for the three below
    // A writing transaction that carries the vault. None is open while sending.
    struct tx *(*begin)(void *context, struct arena *arena);
    void (*send)(void *context, struct webpush_letter *letters, size_t n);
    bool (*is_stopping)(void *context); // NULL: never
    str hosts; // of push services that may be written to
    str contact; // mailto: or https:, for the operators of push services
};

struct push_tally {
    int sent, later, ended, given_up;
    bool fault; // the database failed, or our key does not open
    bool no_service; // ended early: nobody could be reached
};

// At most ten times 32 at once. Several processes may do this: each takes words by moving their
// next attempt two minutes on, so that one round must take less than that.
struct push_tally push_deliver_due(const struct push_run *run);

#endif
