// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the index of search small and complete: merges fresh rows into blocks, and takes in what was
// written before there was an index.
#ifndef APP_INDEX_JOB_H
#define APP_INDEX_JOB_H

#include "app/app.h"

// A job: works for a second at most, in short transactions, so that writers hardly wait. False: the
// database failed.
bool index_job(const struct app *app, bool (*is_stopping)(void));
// The same until nothing is left to do.
bool index_job_all(const struct app *app);

#endif
