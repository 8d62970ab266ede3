// SPDX-License-Identifier: AGPL-3.0-or-later
// Photos, made safe by a worker process that can do nothing but read its input
// and write its output (seccomp): HEIC, JPEG, PNG → turned upright, metadata
// (place, camera, time) removed, at most 2048 px, JPEG; and a thumbnail of at
// most 320 px. A worker that dies or takes over 20 s is replaced; the photo is
// refused, nothing else happens.
#ifndef SERVER_IMAGE_H
#define SERVER_IMAGE_H

#include "base/arena.h"

struct image_worker;

enum image_outcome { IMAGE_OK, IMAGE_NOT_AN_IMAGE, IMAGE_TOO_LARGE, IMAGE_WORKER_DIED };

struct image {
    bytes full, thumbnail; // JPEG
    int width, height; // of full
};

// `self` is the path of this binary; it is started again as
// "<self> image-worker", with the pipe on descriptor 3.
struct image_worker *image_worker_start(const char *self, int processes);
void image_worker_stop(struct image_worker *w);
enum image_outcome image_make(struct image_worker *w, struct arena *a, bytes original,
                              struct image *out);

// What "<self> image-worker" runs; the exit status.
int image_worker_main(void);

#endif
