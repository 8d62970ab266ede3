// SPDX-License-Identifier: AGPL-3.0-or-later
// Instants and calendar days. An instant is UTC microseconds since 1970; a day
// is a date in Japan (UTC+9, no summer time), counted from 1970-01-01 = 0.
// Formatting names its audience; nothing is formatted for "the locale".
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/arena.h"

typedef struct {
    int64_t us;
} instant;

typedef struct {
    int32_t n;
} day;

// A day column that is empty (never removed, never withdrawn) reads as NO_DAY,
// an empty instant as NO_INSTANT; both are stored as NULL.
#define NO_DAY ((day){INT32_MIN})
#define NO_INSTANT ((instant){INT64_MIN})

static inline bool day_is(day d)
{
    return d.n != INT32_MIN;
}

static inline bool instant_is(instant t)
{
    return t.us != INT64_MIN;
}

#define SECONDS(n) ((int64_t)(n) * 1000000)
#define MINUTES(n) SECONDS((int64_t)(n) * 60)
#define HOURS(n) MINUTES((int64_t)(n) * 60)
#define DAYS(n) HOURS((int64_t)(n) * 24)

static inline instant instant_after(instant t, int64_t us)
{
    return (instant){t.us + us};
}

// The clock is injected: the server's reads the machine, a test's stands still
// until the test moves it.
struct clock {
    instant (*now)(const struct clock *self);
    instant fixed; // what a standing clock shows
    int64_t ahead; // of the machine's, in microseconds
};
extern const struct clock machine_clock;
struct clock standing_clock(instant at);
struct clock clock_ahead(int64_t us); // runs as the machine's, so much earlier

static inline instant clock_now(const struct clock *c)
{
    return c->now(c);
}

day day_of(instant t); // the date in Japan
instant day_start(day d); // 00:00 in Japan
day day_make(int year, int month, int date); // years 1-9999; NO_DAY when there is no such date
void day_split(day d, int *year, int *month, int *date);

static inline day day_after(day d, int days)
{
    return (day){d.n + days};
}

// Reads 2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日,
// 令和8年11月22日, R8.11.22 (full-width digits and blanks between the parts too);
// false on anything else, on dates that do not exist and on dates outside an
// era's years. 明治 is read from its 6th year, when the calendar became ours.
bool day_parse(str s, day *out);

// What is not there (NO_DAY, NO_INSTANT) is written as nothing.
str day_format_iso(struct arena *a, day d); // 2026-11-22
str day_format(struct arena *a, day d); // 2026年11月22日（日）
str day_format_short(struct arena *a, day d); // 11/22（日）
str day_format_wareki(struct arena *a, day d); // 令和8年11月22日, 令和元年
str instant_format(struct arena *a, instant t); // 2026年11月22日（日） 14:05
str instant_format_wareki(struct arena *a, instant t); // 令和8年11月22日 14:05
str instant_format_clock(struct arena *a, instant t); // 14:05
str instant_format_iso(struct arena *a, instant t); // 2026-11-22T05:05:00Z

#endif
