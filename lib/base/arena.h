// SPDX-License-Identifier: AGPL-3.0-or-later
// One arena per request: everything the request makes lives here and goes with
// it, so features never free. Allocation never fails; when memory is really
// gone the process ends, and the database keeps what was acknowledged.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); // NULL is fine

// Forgets everything made in the arena but keeps one block of up to 512 kB, so
// that a worker that serves many requests stops asking the system for memory.
// What was used is overwritten with zeros: it held patients' text and keys.
void arena_reset(struct arena *a);

// Zeroed memory, aligned for any type. `size` 0 gives a valid pointer.
void *arena_alloc(struct arena *a, size_t size);

// Like arena_alloc, but not zeroed: for buffers that are filled at once.
void *arena_alloc_raw(struct arena *a, size_t size);

// Makes the newest allocation larger in place when it can, else copies it.
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size);

#define NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define NEW_ARRAY(arena, type, n) ((type *)arena_alloc_array((arena), sizeof(type), (n)))
void *arena_alloc_array(struct arena *a, size_t size, size_t n); // checks the product

str str_copy(struct arena *a, str s);
bytes bytes_copy(struct arena *a, bytes b);
const char *str_zero(struct arena *a, str s); // zero-terminated copy

// printf into the arena.
str str_print(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The bytes in use, for tests and the memory figures of the bench.
size_t arena_used(const struct arena *a);

#endif
