// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share and nobody else sees.
#ifndef BLOB_INSIDE_H
#define BLOB_INSIDE_H

#include "blob/blob.h"

#include <pthread.h>
#include <stdatomic.h>

// Blobs lie in 1,024 folders named by two base32 letters.
enum { SHARDS = 32 * 32, ID_LETTERS = 13, PART_MOST = 32, NAME_ROOM = ID_LETTERS + PART_MOST + 2 };

struct blobs {
    int folder;
    pthread_mutex_t making;
    // Shards whose own name is known to be on disk.
    atomic_bool kept[SHARDS];
};

// The folder of a shard, durable, or -1 with errno. One that another thread has
// made, but not yet flushed, is not taken for kept: whoever comes second waits.
int shard_make(struct blobs *b, unsigned shard);
int shard_find(const struct blobs *b, unsigned shard); // -1 when it is not there

bool blob_name_parse(str name, int64_t *id);

#endif
