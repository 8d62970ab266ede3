// SPDX-License-Identifier: AGPL-3.0-or-later
// What the two files about jobs share.
#ifndef APP_JOBS_TOLD_H
#define APP_JOBS_TOLD_H

#include <stdint.h>

// How long after a good run the next one is missed: its time and a tenth, at least five minutes.
int64_t job_patience(int64_t every);

#endif
