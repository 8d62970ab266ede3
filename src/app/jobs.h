// SPDX-License-Identifier: AGPL-3.0-or-later
// Jobs: what time asks for. One process at a time does a job (a lease in the
// database), and a job that was due while nothing ran is caught up with. How each
// has been going is kept in the database and shown on the page of operations.
#ifndef APP_JOBS_H
#define APP_JOBS_H

#include "app/app.h"

// Most jobs are one transaction, rolled back when it faults. What waits for somebody else (a mail
// server) is given the app instead and opens its own, so that nobody waits for it: it has a
// thread of its own, must bear that another process begins it too when it takes longer than the
// lease, and says whether it went well.
struct job {
    str name;
    int64_t every; // microseconds between two runs
    void (*run)(struct tx *tx);
    bool (*run_slowly)(const struct app *app, bool (*is_stopping)(void));
    str label; // what it does, for people
};

void jobs_start(const struct app *app);
void jobs_stop(void);

// Runs every job that is due now, in the calling thread; for tests and commands.
void jobs_run_due(const struct app *app);
void jobs_run_due_of(const struct app *app, const struct job *jobs, size_t n);

// --- how they have been going ---------------------------------------------------------

enum job_state {
    JOB_OK,
    JOB_LATE, // not run well for longer than its time and a tenth, at least five minutes
    JOB_FAILING, // its last run failed
    JOB_NEVER, // not run yet
};

struct job_card {
    str name, label;
    int64_t every;
    enum job_state state;
    instant began_at, ok_at, next_at, failed_at, failing_since;
    int64_t took; // microseconds
    int64_t failures; // in a row
    int64_t runs, failed; // since ever
    int64_t node; // that ran it last
    bool running; // a lease is held now …
    int64_t holder; // … by this node
    // The last time that it stood still much too long without failing, and when it went on.
    instant stood_from, stood_until;
};
struct job_cards {
    size_t n;
    struct job_card *at;
};
struct job_cards job_list(struct tx *tx);
struct job_cards job_list_of(struct tx *tx, const struct job *jobs, size_t n);

#endif
