// SPDX-License-Identifier: AGPL-3.0-or-later
// Randomness for keys, ids and passwords, from libsodium. Tests and the demo
// seed it so that everything they make is the same each time; production never
// calls random_seed.
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include "base/arena.h"

void random_start(void); // once per process, before anything else here
void random_seed(uint64_t seed); // repeatable from now on: tests only
void random_fill(void *to, size_t n);
uint32_t random_below(uint32_t limit); // 0 … limit-1, unbiased

// A word of `n` characters without the ones that people confuse on paper
// (0 O o, 1 l I, …): for initial passwords and install passwords. It holds at
// least one lower-case letter, one upper-case letter and one digit. n >= 3.
str random_password(struct arena *a, size_t n);
str random_digits(struct arena *a, size_t n);

#endif
