// SPDX-License-Identifier: AGPL-3.0-or-later
// Jobs: what time asks for. One process at a time does a job (a lease in the
// database), and a job that was due while nothing ran is caught up with.
#ifndef APP_JOBS_H
#define APP_JOBS_H

#include "app/app.h"

void jobs_start(const struct app *app);
void jobs_stop(void);

// Runs every job that is due now, in the calling thread; for tests and commands.
void jobs_run_due(const struct app *app);

#endif
