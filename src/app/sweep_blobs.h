// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that were stored for a post which was never written (a form refused, a connection lost).
#ifndef APP_SWEEP_BLOBS_H
#define APP_SWEEP_BLOBS_H

#include "app/app.h"

// Removes those older than a day: a job. A database that knows no file at all is taken for the
// wrong one, and nothing is removed. False: the database failed.
bool sweep_blobs(const struct app *app, bool (*is_stopping)(void));

#endif
