// SPDX-License-Identifier: AGPL-3.0-or-later
// How a worker (photos, PDF) gives up everything but its pipe; and what both ends of the one for
// photos say on it.
#ifndef SERVER_CAGE_H
#define SERVER_CAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CAGE_PIPE = 3, IMAGE_BYTES_MOST = 48 << 20 };

// Asked: the number of bytes (uint32_t), the bytes. Answered: this, then both
// pictures. Both ends are the same program on the same machine.
struct image_answer {
    uint32_t outcome; // enum image_outcome
    uint32_t width, height;
    uint32_t n_full, n_thumbnail;
};

// Limits on memory, files and time that hold from the start.
bool cage_limit(void);
// From here on only memory, threads and the pipe; the kernel ends the process at
// anything else. Opening files is merely refused, because libraries look for
// settings that they can do without.
bool cage_close(void);
// The worker's end of the pipe: all of it, or false when the other end is gone.
bool cage_read(void *to, size_t n);
bool cage_write(const void *from, size_t n);

#endif
