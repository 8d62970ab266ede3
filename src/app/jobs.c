// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include "app/jobs.sql.h"
#include "app/mailer.h"
#include "app/sweep_blobs.h"
#include "audit/audit.h"
#include "base/log.h"
#include "checkup/campaign.h"
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

// Slow only because it needs the app: the mails hold the site's address.
static void remind_offices(const struct app *app, bool (*is_stopping)(void))
{
    (void)is_stopping;
    struct arena *arena = arena_new();
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    int n = campaign_remind(tx, app->services.member_url);
    if (tx_finish(tx) == TX_DONE && n)
        log_info("campaign", "queued=%d", n);
    arena_free(arena);
}

// Most jobs are one transaction. What waits for somebody else (a mail server) is
// given the app instead and opens its own, so that nobody waits for it: it has a
// thread of its own, and must bear that another process begins it too when it
// takes longer than the lease.
static const struct job {
    str name;
    int64_t every; // microseconds between two runs
    void (*run)(struct tx *tx);
    void (*run_slowly)(const struct app *app, bool (*is_stopping)(void));
} jobs[] = {
    {S_CONST("audit-link"), SECONDS(2), link_audit, NULL},
    {S_CONST("leaves"), MINUTES(10), carry_out_leaves, NULL},
    {S_CONST("import-stage"), HOURS(1), import_stage_drop_old, NULL},
    {S_CONST("mail"), SECONDS(10), NULL, mailer_run},
    {S_CONST("campaign-mail"), HOURS(1), NULL, remind_offices},
    {S_CONST("blob-sweep"), DAYS(1), NULL, sweep_blobs},
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t quick, slow;
} worker = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static bool is_stopping(void)
{
    pthread_mutex_lock(&worker.lock);
    bool stopping = worker.stopping;
    pthread_mutex_unlock(&worker.lock);
    return stopping;
}

static bool take(struct tx *tx, const struct app *app, const struct job *job)
{
    int64_t now = tx_now(tx).us;
    return lease_take(tx, &(struct lease_take_params){
                              .job = job->name,
                              .holder = app->config.node,
                              .now = now,
                              .until = now + MINUTES(5),
                              .due_before = now - job->every + 1,
                              .future = now + HOURS(1),
                          }) > 0;
}

static void finish(struct tx *tx, const struct job *job)
{
    if (tx_finish(tx) == TX_FAULT)
        log_error("job", "name=%.*s failed, will be tried again", STR(job->name));
}

// The lease and the work are one transaction: a process that dies in the middle
// leaves nothing behind, and the next one takes the job up.
static void run_if_due(const struct app *app, const struct job *job, struct arena *arena)
{
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    if (take(tx, app, job)) {
        job->run(tx);
        lease_done(tx, job->name, app->config.node, tx_now(tx).us);
        finish(tx, job);
    } else {
        tx_rollback(tx);
    }
}

static void run_slowly_if_due(const struct app *app, const struct job *job, struct arena *arena)
{
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    bool mine = take(tx, app, job);
    if (!mine)
        tx_rollback(tx);
    else if (tx_finish(tx) == TX_DONE) {
        job->run_slowly(app, is_stopping);
        tx = app_begin(app, TX_WRITE, arena, NULL);
        lease_done(tx, job->name, app->config.node, tx_now(tx).us);
        finish(tx, job);
    }
}

static void run_quick_jobs(const struct app *app, struct arena *arena)
{
    for (size_t i = 0; i < JOBS; i++) {
        if (jobs[i].run)
            run_if_due(app, &jobs[i], arena);
        arena_reset(arena);
    }
}

static void run_slow_jobs(const struct app *app, struct arena *arena)
{
    for (size_t i = 0; i < JOBS; i++) {
        if (jobs[i].run_slowly)
            run_slowly_if_due(app, &jobs[i], arena);
        arena_reset(arena);
    }
}

void jobs_run_due(const struct app *app)
{
    struct arena *arena = arena_new();
    run_quick_jobs(app, arena);
    run_slow_jobs(app, arena);
    arena_free(arena);
}

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

static void *work_quickly(void *app)
{
    struct arena *arena = arena_new();
    do
        run_quick_jobs(app, arena);
    while (wait_two_seconds());
    arena_free(arena);
    return NULL;
}

static void *work_slowly(void *app)
{
    struct arena *arena = arena_new();
    do
        run_slow_jobs(app, arena);
    while (wait_two_seconds());
    arena_free(arena);
    return NULL;
}

void jobs_start(const struct app *app)
{
    worker.stopping = false;
    pthread_create(&worker.quick, NULL, work_quickly, (void *)(uintptr_t)app);
    pthread_create(&worker.slow, NULL, work_slowly, (void *)(uintptr_t)app);
}

void jobs_stop(void)
{
    pthread_mutex_lock(&worker.lock);
    worker.stopping = true;
    pthread_cond_broadcast(&worker.wake);
    pthread_mutex_unlock(&worker.lock);
    pthread_join(worker.quick, NULL);
    pthread_join(worker.slow, NULL);
}
