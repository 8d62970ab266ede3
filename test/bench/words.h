// SPDX-License-Identifier: AGPL-3.0-or-later
// Made-up sentences of home care, so that pages have a real page's length and compress like one.
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include "base/buf.h"

// `n` sentences; the same number gives the same ones.
str words_put(struct arena *a, unsigned number, int n);

#endif
