// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include "app/jobs.sql.h"
#include "audit/audit.h"
#include "base/log.h"
#include "office/office.h"
#include "registration/registration.h"

#include <pthread.h>
#include <time.h>

enum { LINK_AT_ONCE = 1000 };

static void link_audit(struct tx *tx)
{
    audit_link_rows(tx, LINK_AT_ONCE);
}

static void carry_out_leaves(struct tx *tx)
{
    int n = registration_carry_out_leaves(tx);
    if (n)
        log_info("leaves", "carried-out=%d", n);
}

static const struct job {
    str name;
    int64_t every; // microseconds between two runs
    void (*run)(struct tx *tx);
} jobs[] = {
    {S_CONST("audit-link"), SECONDS(2), link_audit},
    {S_CONST("leaves"), MINUTES(10), carry_out_leaves},
    {S_CONST("import-stage"), HOURS(1), import_stage_drop_old},
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

// The lease and the work are one transaction: a process that dies in the middle
// leaves nothing behind, and the next one takes the job up.
static void run_if_due(const struct app *app, const struct job *job, struct arena *arena)
{
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    int64_t now = tx_now(tx).us;
    bool mine = lease_take(tx, job->name, app->config.node, now, now + MINUTES(5),
                           now - job->every + 1) > 0;
    if (mine) {
        job->run(tx);
        lease_done(tx, job->name, app->config.node, now);
        if (tx_finish(tx) == TX_FAULT)
            log_error("job", "name=%.*s failed, will be tried again", STR(job->name));
    } else {
        tx_rollback(tx);
    }
}

void jobs_run_due(const struct app *app)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < JOBS; i++) {
        run_if_due(app, &jobs[i], arena);
        arena_reset(arena);
    }
    arena_free(arena);
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
} worker = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static bool wait_two_seconds(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 2;
    pthread_mutex_lock(&worker.lock);
    if (!worker.stopping)
        pthread_cond_timedwait(&worker.wake, &worker.lock, &until);
    bool go_on = !worker.stopping;
    pthread_mutex_unlock(&worker.lock);
    return go_on;
}

static void *work(void *app)
{
    do
        jobs_run_due(app);
    while (wait_two_seconds());
    return NULL;
}

void jobs_start(const struct app *app)
{
    worker.stopping = false;
    pthread_create(&worker.thread, NULL, work, (void *)(uintptr_t)app);
}

void jobs_stop(void)
{
    pthread_mutex_lock(&worker.lock);
    worker.stopping = true;
    pthread_cond_signal(&worker.wake);
    pthread_mutex_unlock(&worker.lock);
    pthread_join(worker.thread, NULL);
}
