// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/cell.h"

#include "base/log.h"
#include "server/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t ms_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// Nothing is inherited but the pipe: no environment, no other descriptor.
static bool spawn(struct cell *c, char *self, const char *word, int pipe_end)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char named[32];
    snprintf(named, sizeof named, "%s", word);
    char *const arguments[] = {self, named, NULL}, *const nothing[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, pipe_end, CAGE_PIPE);
    for (int fd = 0; fd < CAGE_PIPE; fd++)
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, CAGE_PIPE + 1);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&how, &none);
    int e = posix_spawn(&c->pid, self, &files, &how, arguments, nothing);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (e)
        c->pid = 0;
    return e == 0;
}

bool cell_start(struct cell *c, char *self, const char *word)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    bool ok = spawn(c, self, word, ends[1]);
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    c->fd = ends[0];
    c->word = word;
    if (!ok)
        close(ends[0]);
    return ok;
}

// Signal 31 (SIGSYS) in the log means that the worker tried what its cage forbids.
void cell_end(struct cell *c, bool expected)
{
    int status = 0;
    if (!c->pid)
        return;
    close(c->fd);
    // A process that is already dying keeps its own reason.
    pid_t gone = 0;
    for (int i = 0; i < 20 && gone == 0 && !expected; i++) {
        gone = waitpid(c->pid, &status, WNOHANG);
        if (gone == 0)
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    if (gone == 0) {
        kill(c->pid, SIGKILL);
        while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    if (!expected)
        log_warn("worker.died", "worker=%s signal=%d exit=%d", c->word,
                 WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                 WIFEXITED(status) ? WEXITSTATUS(status) : 0);
    c->pid = 0;
}

int64_t cell_deadline(int seconds)
{
    return ms_now() + (int64_t)seconds * 1000;
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

bool cell_put(const struct cell *c, const void *from, size_t n, int64_t until)
{
    while (n) {
        if (!ready(c->fd, POLLOUT, until))
            return false;
        ssize_t put = send(c->fd, from, n, MSG_NOSIGNAL);
        if (put < 0 && !again())
            return false;
        if (put > 0) {
            from = (const char *)from + put;
            n -= (size_t)put;
        }
    }
    return true;
}

bool cell_get(const struct cell *c, void *to, size_t n, int64_t until)
{
    while (n) {
        if (!ready(c->fd, POLLIN, until))
            return false;
        ssize_t got = recv(c->fd, to, n, 0);
        if (got == 0 || (got < 0 && !again()))
            return false;
        if (got > 0) {
            to = (char *)to + got;
            n -= (size_t)got;
        }
    }
    return true;
}
