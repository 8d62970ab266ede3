// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's side: a few worker processes, each used by one thread at a time.
#include "server/image.h"

#include "base/check.h"
#include "server/cage.h"
#include "server/cell.h"
#include "server/image_pool.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { SECONDS_MOST = 20, MADE_MOST = 100, PICTURE_MOST = 16 << 20 };

static bytes picture_get(const struct cell *c, struct arena *a, uint32_t n, int64_t until)
{
    uint8_t *p = n <= PICTURE_MOST ? arena_alloc_raw(a, n) : NULL;
    return p && cell_get(c, p, n, until) ? (bytes){p, n} : (bytes){0};
}

// The worker may have been taken over by the picture: its answer is as little
// trusted as its input.
static enum image_outcome process_ask(const struct cell *c, struct arena *a, bytes original,
                                      struct image *out)
{
    int64_t until = cell_deadline(SECONDS_MOST);
    uint32_t n = (uint32_t)original.n;
    struct image_answer head;
    if (!cell_put(c, &n, sizeof n, until) || !cell_put(c, original.p, original.n, until) ||
        !cell_get(c, &head, sizeof head, until))
        return IMAGE_WORKER_DIED;
    if (head.outcome == IMAGE_NOT_AN_IMAGE || head.outcome == IMAGE_TOO_LARGE)
        return (enum image_outcome)head.outcome;
    if (head.outcome != IMAGE_OK || head.width > 2048 || head.height > 2048)
        return IMAGE_WORKER_DIED;
    struct image made = {.width = (int)head.width, .height = (int)head.height};
    made.full = picture_get(c, a, head.n_full, until);
    made.thumbnail = picture_get(c, a, head.n_thumbnail, until);
    if (made.full.n == 0 || made.thumbnail.n == 0)
        return IMAGE_WORKER_DIED;
    *out = made;
    return IMAGE_OK;
}

// --- all of them ----------------------------------------------------------------------------

static struct process *process_find_free(struct image_worker *w)
{
    for (int i = 0; i < w->n; i++)
        if (!w->processes[i].busy)
            return &w->processes[i];
    return NULL;
}

static struct process *process_take(struct image_worker *w)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += SECONDS_MOST;
    pthread_mutex_lock(&w->lock);
    struct process *p;
    while (!(p = process_find_free(w)))
        if (pthread_cond_timedwait(&w->free, &w->lock, &until) == ETIMEDOUT)
            break;
    if (p)
        p->busy = true;
    pthread_mutex_unlock(&w->lock);
    return p;
}

static void process_give_back(struct image_worker *w, struct process *p)
{
    pthread_mutex_lock(&w->lock);
    p->busy = false;
    pthread_cond_broadcast(&w->free);
    pthread_mutex_unlock(&w->lock);
}

struct image_worker *image_worker_start(const char *self, int processes)
{
    check(processes > 0);
    struct image_worker *w = calloc(1, sizeof *w + (size_t)processes * sizeof *w->processes);
    check(w != NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->free, &monotonic);
    pthread_condattr_destroy(&monotonic);
    w->self = strdup(self);
    check(w->self != NULL);
    w->n = processes;
    w->documents = DOCUMENTS_AT_ONCE;
    return w; // processes are started when the first photo comes
}

void image_worker_stop(struct image_worker *w)
{
    if (!w)
        return;
    for (int i = 0; i < w->n; i++)
        cell_end(&w->processes[i].cell, true);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->free);
    free(w->self);
    free(w);
}

enum image_outcome image_make(struct image_worker *w, struct arena *a, bytes original,
                              struct image *out)
{
    if (original.n == 0)
        return IMAGE_NOT_AN_IMAGE;
    if (original.n > IMAGE_BYTES_MOST)
        return IMAGE_TOO_LARGE;
    struct process *p = process_take(w);
    if (!p)
        return IMAGE_WORKER_DIED;
    enum image_outcome outcome = IMAGE_WORKER_DIED;
    if (p->cell.pid == 0)
        p->made = 0;
    if (p->cell.pid || cell_start(&p->cell, w->self, "image-worker"))
        outcome = process_ask(&p->cell, a, original, out);
    if (outcome == IMAGE_WORKER_DIED)
        cell_end(&p->cell, false);
    else if (++p->made >= MADE_MOST)
        cell_end(&p->cell, true);
    process_give_back(w, p);
    return outcome;
}
