// SPDX-License-Identifier: AGPL-3.0-or-later
// For rules about the log.
#ifndef TEST_LOGGED_H
#define TEST_LOGGED_H

#include "base/arena.h"

#include <unistd.h>

// What was written to standard error while `work` ran, as far as a pipe holds it.
static inline str logged(struct arena *a, void (*work)(void))
{
    enum { MOST = 8192 };
    int ends[2];
    if (pipe(ends) != 0)
        return NONE;
    int kept = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    work();
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    char *p = arena_alloc(a, MOST);
    ssize_t n = read(ends[0], p, MOST);
    close(ends[0]);
    return (str){p, n > 0 ? (size_t)n : 0};
}

#endif
