// SPDX-License-Identifier: AGPL-3.0-or-later
// Verifying: that nothing was changed, moved, removed or slipped in behind the program's back.
// Every audit row has its MAC, the chain has no gap, every sealed value opens at its place, every
// post says what was sealed, and every post that the audit knows is there.
#ifndef APP_VERIFY_H
#define APP_VERIFY_H

#include "app/app.h"
#include "audit/audit.h"

struct verify_report {
    int64_t rows, links, rooms, posts, vitals, seats, attachments, people;
    int64_t broken;
    struct audit_chain head; // to be noted apart: a chain cut off at its end shows by this alone
    audit_broken *tell; // called for each broken row
    void *context;
};
// False when the database could not be read to the end.
bool verify(const struct app *app, struct verify_report *report);

#endif
