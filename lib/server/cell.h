// SPDX-License-Identifier: AGPL-3.0-or-later
// A process that opens what came from outside, and the pipe to it. It is this binary again, with
// no environment and no descriptor but the pipe; it closes its own cage (server/cage.h). What it
// answers is as little trusted as what it was given. Inside lib/server only.
#ifndef SERVER_CELL_H
#define SERVER_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct cell {
    pid_t pid; // 0: not running
    int fd;
    const char *word; // which worker it is, for the log
};

// "<self> <word>", a constant. False: the machine has no process or descriptor left.
bool cell_start(struct cell *c, char *self, const char *word);
// Ends it at once; when that was not expected, the log says how it died.
void cell_end(struct cell *c, bool expected);

int64_t cell_deadline(int seconds); // from now
// False when it died, or the time is over.
bool cell_put(const struct cell *c, const void *from, size_t n, int64_t until);
bool cell_get(const struct cell *c, void *to, size_t n, int64_t until);

#endif
