// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/arena.h"

#include "base/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 64 * 1024, KEEP_MOST = 512 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t size; // usable bytes
    size_t used;
    _Alignas(ALIGNMENT) char data[];
};

struct arena {
    struct block *newest; // allocations come from here; older blocks follow
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *b = malloc(sizeof *b + size);
    check(b != NULL);
    b->next = next;
    b->size = size;
    b->used = 0;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = malloc(sizeof *a);
    check(a != NULL);
    a->newest = block_new(FIRST_BLOCK, NULL);
    return a;
}

static void block_free(struct block *b)
{
    explicit_bzero(b->data, b->used);
    free(b);
}

static void free_older(struct block *b)
{
    while (b) {
        struct block *older = b->next;
        block_free(b);
        b = older;
    }
}

// Blocks grow, so the newest of a tolerable size serves the next request in one piece.
void arena_reset(struct arena *a)
{
    while (a->newest->next && a->newest->size > KEEP_MOST) {
        struct block *older = a->newest->next;
        block_free(a->newest);
        a->newest = older;
    }
    free_older(a->newest->next);
    a->newest->next = NULL;
    explicit_bzero(a->newest->data, a->newest->used);
    a->newest->used = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    free(a->newest);
    free(a);
}

static size_t round_up(size_t size)
{
    check(size <= SIZE_MAX / 2);
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void *arena_alloc_raw(struct arena *a, size_t size)
{
    size = round_up(size ? size : 1);
    struct block *b = a->newest;
    if (b->size - b->used < size) {
        size_t doubled = b->size * 2;
        b = a->newest = block_new(size > doubled ? size : doubled, b);
    }
    void *p = b->data + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    void *p = arena_alloc_raw(a, size);
    memset(p, 0, size);
    return p;
}

void *arena_alloc_array(struct arena *a, size_t size, size_t n)
{
    size_t total;
    check(!__builtin_mul_overflow(size, n, &total));
    return arena_alloc(a, total);
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    struct block *b = a->newest;
    size_t old_room = round_up(old_size ? old_size : 1);
    size_t new_room = round_up(new_size ? new_size : 1);
    if (old && (char *)old + old_room == b->data + b->used && new_room >= old_room &&
        b->size - b->used >= new_room - old_room) {
        b->used += new_room - old_room;
        return old;
    }
    void *p = arena_alloc_raw(a, new_size);
    if (old_size)
        memcpy(p, old, old_size);
    return p;
}

str str_copy(struct arena *a, str s)
{
    if (s.n == 0)
        return NONE;
    char *p = arena_alloc_raw(a, s.n);
    memcpy(p, s.p, s.n);
    return (str){p, s.n};
}

bytes bytes_copy(struct arena *a, bytes b)
{
    return str_bytes(str_copy(a, bytes_str(b)));
}

const char *str_zero(struct arena *a, str s)
{
    char *p = arena_alloc_raw(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}

str str_print(struct arena *a, const char *format, ...)
{
    va_list once, again;
    va_start(once, format);
    va_copy(again, once);
    int n = vsnprintf(NULL, 0, format, once);
    va_end(once);
    check(n >= 0);
    char *p = arena_alloc_raw(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return (str){p, (size_t)n};
}

size_t arena_used(const struct arena *a)
{
    size_t used = 0;
    for (const struct block *b = a->newest; b; b = b->next)
        used += b->used;
    return used;
}
