// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"

#include "base/check.h"

#include <stdarg.h>
#include <stdio.h>

char *buf_reserve(struct buf *b, size_t more)
{
    if (b->room - b->n < more) {
        size_t needed = b->n + more;
        check(needed >= b->n);
        size_t room = b->room ? b->room * 2 : 256;
        while (room < needed)
            room *= 2;
        b->p = arena_grow(b->arena, b->p, b->room, room);
        b->room = room;
    }
    return b->p + b->n;
}

void buf_int(struct buf *b, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        buf_byte(b, '-');
    buf_put(b, (str){digits + at, sizeof digits - at});
}

void buf_print(struct buf *b, const char *format, ...)
{
    va_list once, again;
    va_start(once, format);
    va_copy(again, once);
    int n = vsnprintf(NULL, 0, format, once);
    va_end(once);
    check(n >= 0);
    char *to = buf_reserve(b, (size_t)n + 1);
    vsnprintf(to, (size_t)n + 1, format, again);
    va_end(again);
    b->n += (size_t)n;
}
