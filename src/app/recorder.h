// SPDX-License-Identifier: AGPL-3.0-or-later
// The recorder: what reading leaves behind (a session was used, a room was
// looked at) is written in one transaction about a second later, so that reading
// never waits for the disk.
#ifndef APP_RECORDER_H
#define APP_RECORDER_H

#include "app/app.h"

void recorder_seen(session_id session, instant at);

// Writes what has been left behind until now in this transaction.
void recorder_write(struct tx *tx);

// A thread that writes every second until stopped; stopping writes what is left.
void recorder_start(const struct app *app);
void recorder_stop(void);

#endif
