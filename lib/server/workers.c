// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads that run what may wait for the disk. The queue is a list through the
// wires themselves; its length is bounded by workers_reserve.
#include "server/inside.h"

#include "base/check.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t work; // something to do, or the end
    pthread_cond_t idle; // nothing left
    struct wire *first, *last;
    int waiting, busy; // reserved or queued; being answered
    bool ends;
    int n;
    pthread_t threads[];
};

static struct wire *job_next(struct workers *k)
{
    pthread_mutex_lock(&k->lock);
    while (!k->first && (!k->ends || k->waiting))
        pthread_cond_wait(&k->work, &k->lock);
    struct wire *w = k->first;
    if (w) {
        k->first = w->next_job;
        k->waiting--;
        k->busy++;
    }
    pthread_mutex_unlock(&k->lock);
    return w;
}

static void job_done(struct workers *k)
{
    pthread_mutex_lock(&k->lock);
    k->busy--;
    if (k->busy == 0 && k->waiting == 0) {
        pthread_cond_broadcast(&k->idle);
        if (k->ends)
            pthread_cond_broadcast(&k->work);
    }
    pthread_mutex_unlock(&k->lock);
}

static void *worker_run(void *of)
{
    struct workers *k = of;
    for (struct wire *w; (w = job_next(k));) {
        exchange_answer(w, kit_mine());
        w->stage = STAGE_READY;
        MHD_resume_connection(w->mhd); // from here on the wire is the connection's thread's
        job_done(k);
    }
    return NULL;
}

struct workers *workers_start(int threads)
{
    struct workers *k = calloc(1, sizeof *k + (size_t)threads * sizeof *k->threads);
    check(k != NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->work, NULL);
    pthread_cond_init(&k->idle, &monotonic);
    pthread_condattr_destroy(&monotonic);
    while (k->n < threads && pthread_create(&k->threads[k->n], NULL, worker_run, k) == 0)
        k->n++;
    if (k->n == threads)
        return k;
    log_error("server.workers", "wanted=%d got=%d", threads, k->n);
    workers_stop(k, 0);
    workers_free(k);
    return NULL;
}

bool workers_reserve(struct workers *k)
{
    pthread_mutex_lock(&k->lock);
    bool room = k->waiting < QUEUE_MOST && !k->ends;
    k->waiting += room;
    pthread_mutex_unlock(&k->lock);
    return room;
}

void workers_take(struct workers *k, struct wire *w)
{
    pthread_mutex_lock(&k->lock);
    w->next_job = NULL;
    if (k->first)
        k->last->next_job = w;
    else
        k->first = w;
    k->last = w;
    pthread_cond_signal(&k->work);
    pthread_mutex_unlock(&k->lock);
}

bool workers_stop(struct workers *k, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&k->lock);
    k->ends = true;
    pthread_cond_broadcast(&k->work);
    int e = 0;
    while ((k->busy || k->waiting) && e != ETIMEDOUT)
        e = pthread_cond_timedwait(&k->idle, &k->lock, &until);
    bool done = !k->busy && !k->waiting;
    pthread_mutex_unlock(&k->lock);
    for (int i = 0; done && i < k->n; i++)
        pthread_join(k->threads[i], NULL);
    return done;
}

void workers_free(struct workers *k)
{
    pthread_cond_destroy(&k->work);
    pthread_cond_destroy(&k->idle);
    pthread_mutex_destroy(&k->lock);
    free(k);
}
