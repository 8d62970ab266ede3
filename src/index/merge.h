// SPDX-License-Identifier: AGPL-3.0-or-later
// A block that is made and not yet written. Inside this folder only.
#ifndef INDEX_MERGE_H
#define INDEX_MERGE_H

#include "index/token.h"

enum { INDEX_FRESH_LEAST = 32, INDEX_FRESH_MOST = 256 };

struct index_piece {
    int64_t bucket;
    bytes body; // sealed
};
struct index_merge {
    room_id room;
    int64_t block; // the new one
    bool coarse;
    size_t n;
    struct index_piece *pieces;
    bytes head, list;
    // What it was made of: fresh rows, or blocks.
    struct index_fresh_row_list fresh;
    struct int_list blocks;
    // How far the writing is.
    size_t written;
    bool stands; // the new block is valid and the old ones are not
    int64_t swept;
};

#endif
