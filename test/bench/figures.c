// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/bench/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

void figures_add(struct figures *f, int64_t us)
{
    if (f->n == f->room) {
        f->room = f->room ? f->room * 2 : 65536;
        f->at = realloc(f->at, f->room * sizeof *f->at);
        if (!f->at)
            abort();
    }
    f->at[f->n++] = us;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static long share(const struct figures *f, size_t percent)
{
    return f->n ? (long)f->at[(f->n - 1) * percent / 100] : 0;
}

void figures_print(struct figures *f)
{
    if (f->n)
        qsort(f->at, f->n, sizeof *f->at, by_size);
    printf("p50_us=%ld p99_us=%ld most_us=%ld", share(f, 50), share(f, 99), share(f, 100));
}

int64_t own_cpu_us(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (int64_t)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000 + r.ru_utime.tv_usec +
           r.ru_stime.tv_usec;
}
