// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/recorder.h"

#include "audit/audit.h"
#include "base/log.h"
#include "signin/signin.h"

#include <pthread.h>
#include <time.h>

// Sessions used since the last writing. A full table only means that some
// session looks idle a second longer.
enum { SESSIONS = 4096, ATTEMPTS = 3 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    size_t n;
    struct seen {
        session_id session;
        instant at;
    } seen[SESSIONS];
    bool stopping;
    pthread_t thread;
    const struct app *app;
} recorder = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

void recorder_seen(session_id session, instant at)
{
    pthread_mutex_lock(&recorder.lock);
    // The newest entries are the likeliest to repeat: one person's next request.
    size_t oldest = recorder.n > 64 ? recorder.n - 64 : 0;
    for (size_t i = recorder.n; i > oldest; i--) {
        if (session_same(recorder.seen[i - 1].session, session)) {
            recorder.seen[i - 1].at = at;
            pthread_mutex_unlock(&recorder.lock);
            return;
        }
    }
    if (recorder.n < SESSIONS)
        recorder.seen[recorder.n++] = (struct seen){session, at};
    pthread_mutex_unlock(&recorder.lock);
}

static size_t take_seen(struct seen *to)
{
    pthread_mutex_lock(&recorder.lock);
    size_t n = recorder.n;
    memcpy(to, recorder.seen, n * sizeof *to);
    recorder.n = 0;
    pthread_mutex_unlock(&recorder.lock);
    return n;
}

void recorder_write(struct tx *tx)
{
    struct seen *seen = NEW_ARRAY(tx_arena(tx), struct seen, SESSIONS);
    size_t n = take_seen(seen);
    for (size_t i = 0; i < n; i++)
        signin_seen(tx, seen[i].session, seen[i].at);
    audit_flush(tx);
}

static bool has_something(void)
{
    pthread_mutex_lock(&recorder.lock);
    bool some = recorder.n > 0;
    pthread_mutex_unlock(&recorder.lock);
    return some || audit_has_views();
}

// What could not be written waits for the next second.
static void write_down(struct arena *arena)
{
    enum tx_end end = TX_RETRY;
    for (int i = 0; i < ATTEMPTS && end == TX_RETRY && has_something(); i++) {
        struct tx *tx = app_begin(recorder.app, TX_WRITE, arena, NULL);
        recorder_write(tx);
        end = tx_finish(tx);
        arena_reset(arena);
    }
    if (end == TX_FAULT || end == TX_FULL)
        log_error("recorder", "what reading left behind could not be written yet");
}

static bool wait_a_second(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_mutex_lock(&recorder.lock);
    if (!recorder.stopping)
        pthread_cond_timedwait(&recorder.wake, &recorder.lock, &until);
    bool go_on = !recorder.stopping;
    pthread_mutex_unlock(&recorder.lock);
    return go_on;
}

static void *record(void *unused)
{
    struct arena *arena = arena_new();
    bool go_on = true;
    while (go_on) {
        go_on = wait_a_second();
        write_down(arena);
    }
    arena_free(arena);
    return unused;
}

void recorder_start(const struct app *app)
{
    recorder.app = app;
    recorder.stopping = false;
    pthread_create(&recorder.thread, NULL, record, NULL);
}

void recorder_stop(void)
{
    pthread_mutex_lock(&recorder.lock);
    recorder.stopping = true;
    pthread_cond_signal(&recorder.wake);
    pthread_mutex_unlock(&recorder.lock);
    pthread_join(recorder.thread, NULL);
}
