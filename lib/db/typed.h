// SPDX-License-Identifier: AGPL-3.0-or-later
// What the functions made by tools/sqlc need besides db.h: the values that
// stand for NULL, lists, and the growing of lists.
//
//   type          NULL reads as     binds as NULL
//   X_id?         {0}               {0}
//   text? bytes?  empty             empty
//   day           NO_DAY            NO_DAY
//   instant       NO_INSTANT        NO_INSTANT
//   enum X?       0                 0
//   int? …        0                 (never: sqlc refuses such a parameter)
//
// Days and instants do so with and without `?`, so that an absent one can never
// be stored as a number: the column's NOT NULL refuses it.
#ifndef DB_TYPED_H
#define DB_TYPED_H

#include "db/db.h"

#define LIST_OF(name, type)                                                                        \
    struct name##_list {                                                                           \
        size_t n;                                                                                  \
        type *at;                                                                                  \
    }

LIST_OF(int, int64_t);
LIST_OF(bool, bool);
LIST_OF(real, double);
LIST_OF(text, str);
LIST_OF(bytes, bytes);
LIST_OF(instant, instant);
LIST_OF(day, day);

static inline struct value value_int_or_null(int64_t i)
{
    return i ? value_int(i) : value_null();
}
static inline struct value value_text_or_null(str s)
{
    return s.n ? value_text(s) : value_null();
}
static inline struct value value_bytes_or_null(bytes b)
{
    return b.n ? value_bytes(b) : value_null();
}
static inline struct value value_instant(instant t)
{
    return instant_is(t) ? value_int(t.us) : value_null();
}
static inline struct value value_day(day d)
{
    return day_is(d) ? value_int(d.n) : value_null();
}

static inline instant cursor_instant(struct cursor *c, int column)
{
    return cursor_is_null(c, column) ? NO_INSTANT : (instant){cursor_int(c, column)};
}
static inline day cursor_day(struct cursor *c, int column)
{
    int64_t n = cursor_is_null(c, column) ? INT32_MIN : cursor_int(c, column);
    return n < INT32_MIN || n > INT32_MAX ? NO_DAY : (day){(int32_t)n};
}

// Room for one more element after `n`. A list is full at 0, 16, 32, 64 …, so
// its length alone says when to grow.
static inline void *list_room(struct tx *tx, void *at, size_t n, size_t size)
{
    if (n == 0)
        return arena_alloc_raw(tx_arena(tx), 16 * size);
    if (n < 16 || (n & (n - 1)) != 0)
        return at;
    return arena_grow(tx_arena(tx), at, n * size, 2 * n * size);
}

#endif
