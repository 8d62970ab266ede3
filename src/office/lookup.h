// SPDX-License-Identifier: AGPL-3.0-or-later
// A hash from texts to numbers, filled once and never emptied: which of 100,000
// offices is the one in this row, without asking the database for each.
#ifndef OFFICE_LOOKUP_H
#define OFFICE_LOOKUP_H

#include "base/arena.h"

struct lookup {
    struct arena *arena;
    size_t n, room; // room is a power of two, or 0
    uint64_t seed; // drawn at random: a file cannot be made to fall into one place
    struct lookup_entry {
        uint64_t hash;
        str key; // empty: free
        size_t value;
    } * entries;
};

struct lookup lookup_in(struct arena *a);
// Keeps the value that came first. An empty key is not kept.
void lookup_add(struct lookup *l, str key, size_t value);
bool lookup_find(const struct lookup *l, str key, size_t *out);

#endif
