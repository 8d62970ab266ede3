// SPDX-License-Identifier: AGPL-3.0-or-later
// A text under construction, grown in an arena. Appending never fails.
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n;
    size_t room;
    bool furigana; // fixed words get their readings: lib/web/html.h
};

static inline struct buf buf_in(struct arena *a)
{
    return (struct buf){.arena = a};
}

// Makes sure that `more` bytes fit; returns where they begin. The caller adds
// what it wrote to `n`.
char *buf_reserve(struct buf *b, size_t more);

static inline void buf_put(struct buf *b, str s)
{
    if (s.n == 0)
        return;
    char *to = b->room - b->n >= s.n ? b->p + b->n : buf_reserve(b, s.n);
    memcpy(to, s.p, s.n);
    b->n += s.n;
}

static inline void buf_byte(struct buf *b, char c)
{
    buf_put(b, (str){&c, 1});
}

void buf_int(struct buf *b, int64_t value);
void buf_print(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline str buf_str(const struct buf *b)
{
    return (str){b->p, b->n};
}

static inline bytes buf_bytes(const struct buf *b)
{
    return (bytes){(const uint8_t *)b->p, b->n};
}

#endif
