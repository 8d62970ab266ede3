// SPDX-License-Identifier: AGPL-3.0-or-later
// A desk with much behind it: offices, people, cases and a campaign of one city, through the same
// verbs as the pages.
#ifndef BENCH_DESK_H
#define BENCH_DESK_H

#include "turn.h"

#include <stdio.h>

struct desk_fill {
    struct tx *(*begin)(const struct acting *me);
    void (*commit)(struct tx *tx);
    const struct services *services;
    const struct acting *officer;
    int cases, members;
    FILE *pages; // "name<tab>address" of each page to be measured
};
void desk_fill(const struct desk_fill *f);

#endif
