// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's side: a few worker processes, each used by one thread at a time.
#include "server/image.h"

#include "base/check.h"
#include "base/log.h"
#include "server/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS_MOST = 20, MADE_MOST = 100, PICTURE_MOST = 16 << 20 };

struct process {
    pid_t pid; // 0: not running
    int fd;
    int made; // pictures; a process is replaced after MADE_MOST
    bool busy;
};

struct image_worker {
    pthread_mutex_t lock;
    pthread_cond_t free;
    char *self;
    int n;
    struct process processes[];
};

static int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// --- one process -------------------------------------------------------------------------

// Nothing is inherited but the pipe: no environment, no other descriptor.
static bool process_spawn(struct process *p, char *self, int pipe_end)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char *const arguments[] = {self, (char[]){"image-worker"}, NULL}, *const nothing[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, pipe_end, IMAGE_PIPE);
    for (int fd = 0; fd < IMAGE_PIPE; fd++)
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, IMAGE_PIPE + 1);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&how, &none);
    int e = posix_spawn(&p->pid, self, &files, &how, arguments, nothing);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (e)
        p->pid = 0;
    return e == 0;
}

static bool process_start(struct process *p, char *self)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    bool ok = process_spawn(p, self, ends[1]);
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    p->fd = ends[0];
    p->made = 0;
    if (!ok)
        close(ends[0]);
    return ok;
}

// Signal 31 (SIGSYS) in the log means that the worker tried what its cage forbids.
static void process_end(struct process *p, bool expected)
{
    int status = 0;
    if (!p->pid)
        return;
    close(p->fd);
    // A process that is already dying keeps its own reason.
    pid_t gone = 0;
    for (int i = 0; i < 20 && gone == 0 && !expected; i++) {
        gone = waitpid(p->pid, &status, WNOHANG);
        if (gone == 0)
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    if (gone == 0) {
        kill(p->pid, SIGKILL);
        while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    if (!expected)
        log_warn("image.died", "signal=%d exit=%d", WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                 WIFEXITED(status) ? WEXITSTATUS(status) : 0);
    p->pid = 0;
}

static bool ready(int fd, short what, int64_t until)
{
    struct pollfd p = {.fd = fd, .events = what};
    int64_t left = until - ms_now();
    int n = left > 0 ? poll(&p, 1, (int)left) : 0;
    return n > 0 || (n < 0 && errno == EINTR && ms_now() < until);
}

static bool again(void)
{
    return errno == EAGAIN || errno == EINTR;
}

static bool put_all(int fd, const void *from, size_t n, int64_t until)
{
    while (n) {
        if (!ready(fd, POLLOUT, until))
            return false;
        ssize_t put = send(fd, from, n, MSG_NOSIGNAL);
        if (put < 0 && !again())
            return false;
        if (put > 0) {
            from = (const char *)from + put;
            n -= (size_t)put;
        }
    }
    return true;
}

static bool get_all(int fd, void *to, size_t n, int64_t until)
{
    while (n) {
        if (!ready(fd, POLLIN, until))
            return false;
        ssize_t got = recv(fd, to, n, 0);
        if (got == 0 || (got < 0 && !again()))
            return false;
        if (got > 0) {
            to = (char *)to + got;
            n -= (size_t)got;
        }
    }
    return true;
}

static bytes picture_get(int fd, struct arena *a, uint32_t n, int64_t until)
{
    uint8_t *p = n <= PICTURE_MOST ? arena_alloc_raw(a, n) : NULL;
    return p && get_all(fd, p, n, until) ? (bytes){p, n} : (bytes){0};
}

// The worker may have been taken over by the picture: its answer is as little
// trusted as its input.
static enum image_outcome process_ask(const struct process *p, struct arena *a, bytes original,
                                      struct image *out)
{
    int64_t until = ms_now() + SECONDS_MOST * 1000;
    uint32_t n = (uint32_t)original.n;
    struct image_answer head;
    if (!put_all(p->fd, &n, sizeof n, until) || !put_all(p->fd, original.p, original.n, until) ||
        !get_all(p->fd, &head, sizeof head, until))
        return IMAGE_WORKER_DIED;
    if (head.outcome == IMAGE_NOT_AN_IMAGE || head.outcome == IMAGE_TOO_LARGE)
        return (enum image_outcome)head.outcome;
    if (head.outcome != IMAGE_OK || head.width > 2048 || head.height > 2048)
        return IMAGE_WORKER_DIED;
    struct image made = {.width = (int)head.width, .height = (int)head.height};
    made.full = picture_get(p->fd, a, head.n_full, until);
    made.thumbnail = picture_get(p->fd, a, head.n_thumbnail, until);
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
    pthread_cond_signal(&w->free);
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
    return w; // processes are started when the first photo comes
}

void image_worker_stop(struct image_worker *w)
{
    if (!w)
        return;
    for (int i = 0; i < w->n; i++)
        process_end(&w->processes[i], true);
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
    if (p->pid || process_start(p, w->self))
        outcome = process_ask(p, a, original, out);
    if (outcome == IMAGE_WORKER_DIED)
        process_end(p, false);
    else if (++p->made >= MADE_MOST)
        process_end(p, true);
    process_give_back(w, p);
    return outcome;
}
