// SPDX-License-Identifier: AGPL-3.0-or-later
// Times in microseconds, and what is said of them.
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>
#include <stdint.h>

struct figures {
    size_t n, room;
    int64_t *at;
};
void figures_add(struct figures *f, int64_t us);
// "p50_us=… p99_us=… most_us=…", without a line end. Sorts them.
void figures_print(struct figures *f);

// Of this process, since it began: the load must not be what is measured.
int64_t own_cpu_us(void);

#endif
