// SPDX-License-Identifier: AGPL-3.0-or-later
// Serving: both sites of one installation until a signal asks to stop.
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "base/str.h"

// Opens the data folder, brings the database up to date, listens, prints one
// "ready" line with both addresses, and returns after SIGINT or SIGTERM. The
// exit status: 0, or 1 after a clear line on standard error. `self` is this binary. `ahead`: by how
// many hours its clock shall run ahead, to try what a weekend brings; empty: not at all.
int serve(str folder, const char *self, str ready_more, str ahead);

#endif
