// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/time.h"

#include "base/check.h"

#include <time.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

static const int64_t DAY_US = DAYS(1);
static const int64_t JAPAN_US = HOURS(9);

static instant machine_now(const struct clock *self)
{
    struct timespec ts;
    check(clock_gettime(CLOCK_REALTIME, &ts) == 0);
    return (instant){SECONDS(ts.tv_sec) + ts.tv_nsec / 1000 + self->ahead};
}

const struct clock machine_clock = {.now = machine_now};

struct clock clock_ahead(int64_t us)
{
    return (struct clock){.now = machine_now, .ahead = us};
}

static instant standing_now(const struct clock *self)
{
    return self->fixed;
}

struct clock standing_clock(instant at)
{
    return (struct clock){.now = standing_now, .fixed = at};
}

// Rounds towards the past, also before 1970.
static int64_t floor_div(int64_t value, int64_t by)
{
    int64_t whole = value / by;
    return value % by < 0 ? whole - 1 : whole;
}

day day_of(instant t)
{
    if (!instant_is(t))
        return NO_DAY;
    // Whole days first: adding nine hours to the last instants would overflow.
    int64_t days = floor_div(t.us, DAY_US);
    int64_t rest = t.us - days * DAY_US;
    return (day){(int32_t)(days + (rest + JAPAN_US >= DAY_US))};
}

instant day_start(day d)
{
    if (!day_is(d))
        return NO_INSTANT;
    int64_t us;
    check(!__builtin_mul_overflow((int64_t)d.n, DAY_US, &us));
    return (instant){us - JAPAN_US};
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

// Days from 1970-01-01 to the first of January of `year`, by the Gregorian
// rule; 719162 is the number of days from 0001-01-01 to 1970-01-01.
static int days_before_year(int year)
{
    int past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 - 719162;
}

day day_make(int year, int month, int date)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || date < 1 ||
        date > month_length(year, month))
        return NO_DAY;
    int n = days_before_year(year) + date - 1;
    for (int m = 1; m < month; m++)
        n += month_length(year, m);
    return (day){n};
}

void day_split(day d, int *year, int *month, int *date)
{
    check(d.n >= days_before_year(FIRST_YEAR) && d.n < days_before_year(LAST_YEAR + 1));
    // The guess by the mean length of a year is off by one at most.
    int y = 1970 + (int)floor_div((int64_t)d.n * 400, 146097);
    while (days_before_year(y) > d.n)
        y--;
    while (days_before_year(y + 1) <= d.n)
        y++;
    int left = d.n - days_before_year(y);
    int m = 1;
    for (; left >= month_length(y, m); m++)
        left -= month_length(y, m);
    *year = y;
    *month = m;
    *date = left + 1;
}
