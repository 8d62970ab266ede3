// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include "app/index_job.h"
#include "app/jobs.sql.h"
#include "app/jobs_told.h"
#include "app/mailer.h"
#include "app/pusher.h"
#include "app/sweep_blobs.h"
#include "application/application.h"
#include "audit/audit.h"
#include "base/log.h"
#include "checkup/campaign.h"
#include "delivery/delivery.h"
#include "escalation/escalation.h"
#include "document/document.h"
#include "draft/draft.h"
#include "inbox/inbox.h"
#include "ledger/ledger.h"
#include "loan/loan.h"
#include "member/member.h"
#include "office/office.h"
#include "pace/pace.h"
#include "push/push.h"
#include "registration/registration.h"
#include "reshape/reshape.h"
#include "signin/signin.h"
#include "stocktake/stocktake.h"
#include "terms/terms.h"

#include <pthread.h>
#include <time.h>

enum { LINK_AT_ONCE = 1000 };

static void link_audit(struct tx *tx)
{
    audit_link_rows(tx, AUDIT_SOON, LINK_AT_ONCE);
}

static void link_late_audit(struct tx *tx)
{
    audit_link_rows(tx, AUDIT_LATE, LINK_AT_ONCE);
}

static void carry_out_leaves(struct tx *tx)
{
    int n = registration_carry_out_leaves(tx);
    if (n)
        log_info("leaves", "carried-out=%d", n);
    reshape_close_due(tx);
}

static void drop_drafts(struct tx *tx)
{
    int n = application_drop_drafts(tx);
    pace_forget(tx);
    draft_forget_boxes(tx);
    if (n)
        log_info("drafts", "removed=%d", n);
}

// Mails that remind. Slow only because they need the app: they hold the site's address.
static bool remind(const struct app *app, const char *what,
                   int (*queue)(struct tx *tx, str member_url))
{
    struct arena *arena = arena_new();
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    int n = queue(tx, app->services.member_url);
    enum tx_end end = tx_finish(tx);
    if (end == TX_DONE && n)
        log_info(what, "queued=%d", n);
    arena_free(arena);
    return end == TX_DONE;
}

static bool remind_offices(const struct app *app, bool (*is_stopping)(void))
{
    (void)is_stopping;
    return remind(app, "campaign", campaign_remind);
}

static bool remind_of_certificates(const struct app *app, bool (*is_stopping)(void))
{
    (void)is_stopping;
    return remind(app, "certificates", ledger_remind);
}

static bool remind_passwords(const struct app *app, bool (*is_stopping)(void))
{
    (void)is_stopping;
    return remind(app, "password-mail", reminder_send);
}

// A batch is a transaction, so that nobody who writes waits for long. What another process was at
// comes again.
static bool tell_people(const struct app *app, bool (*is_stopping)(void))
{
    struct arena *arena = arena_new();
    enum tx_end end = TX_DONE;
    for (int n = 1; n > 0 && end == TX_DONE && !is_stopping(); arena_reset(arena)) {
        struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
        n = delivery_send(tx, app->services.member_url);
        end = tx_finish(tx);
    }
    arena_free(arena);
    return end == TX_DONE || end == TX_RETRY;
}

static bool find_news(const struct app *app, bool (*is_stopping)(void))
{
    struct arena *arena = arena_new();
    enum tx_end end = TX_DONE;
    member_id after = {0};
    do {
        struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
        after = delivery_find_news(tx, after);
        end = tx_finish(tx);
        arena_reset(arena);
    } while (end == TX_DONE && member_is(after) && !is_stopping());
    arena_free(arena);
    return end == TX_DONE || end == TX_RETRY;
}

static void end_loans(struct tx *tx)
{
    loan_end_due(tx);
}

static void escalate(struct tx *tx)
{
    int n = escalation_run(tx);
    if (n)
        log_info("escalation", "told=%d", n);
}

static void remind_of_documents(struct tx *tx)
{
    int n = document_remind(tx);
    if (n)
        log_info("documents", "reminded=%d", n);
}

static void remind_of_stocktake(struct tx *tx)
{
    int n = stocktake_remind(tx);
    if (n)
        log_info("stocktake", "reminded=%d", n);
}

static void deem_terms(struct tx *tx)
{
    int n = terms_deem(tx);
    if (n)
        log_info("terms", "deemed=%d", n);
}

static const struct job all_jobs[] = {
    {S_CONST("audit-link"), SECONDS(2), link_audit, NULL, S_CONST("監査記録を鎖につなぐ")},
    {S_CONST("audit-late"), MINUTES(1), link_late_audit, NULL,
     S_CONST("遅れて書かれた監査記録を鎖につなぐ")},
    {S_CONST("leaves"), MINUTES(10), carry_out_leaves, NULL, S_CONST("退職日を過ぎた人のIDを止める")},
    {S_CONST("member-tokens"), MINUTES(1), member_write_tokens, NULL,
     S_CONST("氏名で探すための索引を補う")},
    {S_CONST("import-stage"), HOURS(1), import_stage_drop_old, NULL,
     S_CONST("取り込みかけの古いファイルを消す")},
    {S_CONST("drafts"), HOURS(1), drop_drafts, NULL, S_CONST("90日のあいだ続きのない申請の下書きを消す")},
    {S_CONST("index"), SECONDS(10), NULL, index_job, S_CONST("投稿を検索するための索引を整える")},
    {S_CONST("snooze"), MINUTES(1), inbox_return_due, NULL, S_CONST("「あとで見る」の時刻に戻す")},
    {S_CONST("news"), MINUTES(2), NULL, find_news, S_CONST("まだ知らせていない投稿を探す")},
    {S_CONST("notice"), SECONDS(10), NULL, tell_people, S_CONST("新しい知らせがあることを伝える")},
    {S_CONST("mail"), SECONDS(10), NULL, mailer_run, S_CONST("メールを送る")},
    {S_CONST("push"), SECONDS(5), NULL, pusher_run, S_CONST("端末にお知らせを送る")},
    {S_CONST("push-sweep"), DAYS(1), push_forget_old, NULL, S_CONST("終わった端末へのお知らせを消す")},
    {S_CONST("campaign-mail"), HOURS(1), NULL, remind_offices, S_CONST("現況届のお願いと催促を出す")},
    {S_CONST("device-mail"), HOURS(1), NULL, remind_of_certificates,
     S_CONST("電子証明書の期限を知らせる")},
    {S_CONST("loans"), MINUTES(1), end_loans, NULL, S_CONST("一時的な端末を終える")},
    {S_CONST("escalation"), SECONDS(30), escalate, NULL,
     S_CONST("確認されない要確認を、本人・代わりの人・管理担当者に知らせる")},
    {S_CONST("documents"), HOURS(1), remind_of_documents, NULL,
     S_CONST("期限の近い書類を知らせる")},
    {S_CONST("stocktake"), HOURS(1), remind_of_stocktake, NULL,
     S_CONST("棚卸しの期限を知らせる")},
    {S_CONST("terms"), HOURS(1), deem_terms, NULL, S_CONST("規約の改定への同意をみなしで記録する")},
    {S_CONST("password-mail"), HOURS(1), NULL, remind_passwords,
     S_CONST("パスワードの期限を知らせる")},
    {S_CONST("signin-sweep"), DAYS(1), signin_forget_old, NULL,
     S_CONST("古いサインインの記録を消す")},
    {S_CONST("blob-sweep"), DAYS(1), NULL, sweep_blobs, S_CONST("使われない添付ファイルを消す")},
};
enum { JOBS = sizeof all_jobs / sizeof all_jobs[0] };

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

// --- one job -----------------------------------------------------------------------------

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

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return SECONDS(t.tv_sec) + t.tv_nsec / 1000;
}

static void note_good(struct tx *tx, const struct app *app, const struct job *job, instant began_at,
                      int64_t started)
{
    lease_done(tx, job->name, app->config.node, tx_now(tx).us);
    job_went_well(tx, &(struct job_went_well_params){
                          .name = job->name,
                          .node = app->config.node,
                          .began_at = began_at,
                          .took = monotonic_us() - started,
                          .ok_at = tx_now(tx),
                          .late_before = instant_after(began_at, -job_patience(job->every)),
                      });
}

// The failed run left nothing behind; this is all that is known of it, and the log line. Another
// try follows after a minute at most, by whoever comes first.
static void note_bad(const struct app *app, const struct job *job, struct arena *arena,
                     instant began_at)
{
    log_error("job", "name=%.*s failed, will be tried again", STR(job->name));
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    int64_t now = tx_now(tx).us;
    int64_t pause = job->every < MINUTES(1) ? job->every : MINUTES(1);
    lease_pause(tx, job->name, app->config.node, now, now + pause);
    job_went_wrong(tx, job->name, app->config.node, began_at, tx_now(tx));
    tx_finish(tx);
}

// The lease and the work are one transaction: a process that dies in the middle
// leaves nothing behind, and the next one takes the job up.
static void run_if_due(const struct app *app, const struct job *job, struct arena *arena)
{
    int64_t started = monotonic_us();
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    instant began_at = tx_now(tx);
    if (!take(tx, app, job)) {
        tx_rollback(tx);
        return;
    }
    job->run(tx);
    note_good(tx, app, job, began_at, started);
    enum tx_end end = tx_finish(tx);
    if (end != TX_DONE && end != TX_RETRY) // another process was at the same rows: comes again
        note_bad(app, job, arena, began_at);
}

static void run_slowly_if_due(const struct app *app, const struct job *job, struct arena *arena)
{
    int64_t started = monotonic_us();
    struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
    instant began_at = tx_now(tx);
    if (!take(tx, app, job)) {
        tx_rollback(tx);
        return;
    }
    if (tx_finish(tx) != TX_DONE)
        return;
    bool good = job->run_slowly(app, is_stopping);
    if (good) {
        tx = app_begin(app, TX_WRITE, arena, NULL);
        note_good(tx, app, job, began_at, started);
        good = tx_finish(tx) == TX_DONE;
    }
    if (!good)
        note_bad(app, job, arena, began_at);
}

// --- all of them -------------------------------------------------------------------------

static void run_quick(const struct app *app, const struct job *jobs, size_t n, struct arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        if (jobs[i].run)
            run_if_due(app, &jobs[i], arena);
        arena_reset(arena);
    }
}

static void run_slow(const struct app *app, const struct job *jobs, size_t n, struct arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        if (jobs[i].run_slowly)
            run_slowly_if_due(app, &jobs[i], arena);
        arena_reset(arena);
    }
}

void jobs_run_due_of(const struct app *app, const struct job *jobs, size_t n)
{
    struct arena *arena = arena_new();
    run_quick(app, jobs, n, arena);
    run_slow(app, jobs, n, arena);
    arena_free(arena);
}

void jobs_run_due(const struct app *app)
{
    jobs_run_due_of(app, all_jobs, JOBS);
}

struct job_cards job_list(struct tx *tx)
{
    return job_list_of(tx, all_jobs, JOBS);
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
        run_quick(app, all_jobs, JOBS, arena);
    while (wait_two_seconds());
    arena_free(arena);
    return NULL;
}

static void *work_slowly(void *app)
{
    struct arena *arena = arena_new();
    do
        run_slow(app, all_jobs, JOBS, arena);
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
