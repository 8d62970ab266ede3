// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands behind `struct image_worker`. Inside lib/server only.
#ifndef SERVER_IMAGE_POOL_H
#define SERVER_IMAGE_POOL_H

#include "server/cell.h"

#include <pthread.h>

enum { DOCUMENTS_AT_ONCE = 2 };

struct process {
    struct cell cell;
    int made; // pictures; a process is replaced after some
    bool busy;
};

struct image_worker {
    pthread_mutex_t lock;
    pthread_cond_t free;
    char *self;
    int documents; // how many PDFs may still be opened at the same time
    int n;
    struct process processes[];
};

#endif
