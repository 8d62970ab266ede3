// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/era.h"
#include "base/time.h"

struct date {
    int year, month, date;
};

static struct date date_of(day d)
{
    struct date x;
    day_split(d, &x.year, &x.month, &x.date);
    return x;
}

// 1970-01-01 was a Thursday.
static const char *weekday(day d)
{
    static const char *const names[] = {"日", "月", "火", "水", "木", "金", "土"};
    return names[((d.n % 7) + 7 + 4) % 7];
}

str day_format_iso(struct arena *a, day d)
{
    if (!day_is(d))
        return NONE;
    struct date x = date_of(d);
    return str_print(a, "%04d-%02d-%02d", x.year, x.month, x.date);
}

str day_format(struct arena *a, day d)
{
    if (!day_is(d))
        return NONE;
    struct date x = date_of(d);
    return str_print(a, "%d年%d月%d日（%s）", x.year, x.month, x.date, weekday(d));
}

str day_format_short(struct arena *a, day d)
{
    if (!day_is(d))
        return NONE;
    struct date x = date_of(d);
    return str_print(a, "%d/%d（%s）", x.month, x.date, weekday(d));
}

str day_format_wareki(struct arena *a, day d)
{
    if (!day_is(d))
        return NONE;
    struct date x = date_of(d);
    const struct era *era = era_of(d);
    if (!era)
        return str_print(a, "%d年%d月%d日", x.year, x.month, x.date);
    int year = x.year - era->first_year + 1;
    if (year == 1)
        return str_print(a, "%.*s元年%d月%d日", STR(era->name), x.month, x.date);
    return str_print(a, "%.*s%d年%d月%d日", STR(era->name), year, x.month, x.date);
}

// Microseconds since midnight of the day that begins at `start`.
static int minutes_since(instant start, instant t)
{
    return (int)((t.us - start.us) / MINUTES(1));
}

str instant_format_clock(struct arena *a, instant t)
{
    if (!instant_is(t))
        return NONE;
    int minutes = minutes_since(day_start(day_of(t)), t);
    return str_print(a, "%02d:%02d", minutes / 60, minutes % 60);
}

str instant_format(struct arena *a, instant t)
{
    if (!instant_is(t))
        return NONE;
    str date = day_format(a, day_of(t));
    return str_print(a, "%.*s %.*s", STR(date), STR(instant_format_clock(a, t)));
}

str instant_format_wareki(struct arena *a, instant t)
{
    if (!instant_is(t))
        return NONE;
    str date = day_format_wareki(a, day_of(t));
    return str_print(a, "%.*s %.*s", STR(date), STR(instant_format_clock(a, t)));
}

// The two formats for machines are in UTC: nine hours before what Japan shows.
static str utc_seconds(struct arena *a, instant t)
{
    instant shifted = instant_after(t, -HOURS(9));
    day d = day_of(shifted);
    int64_t seconds = (shifted.us - day_start(d).us) / SECONDS(1);
    return str_print(a, "%.*sT%02d:%02d:%02d", STR(day_format_iso(a, d)), (int)(seconds / 3600),
                     (int)(seconds / 60 % 60), (int)(seconds % 60));
}

str instant_format_iso(struct arena *a, instant t)
{
    if (!instant_is(t))
        return NONE;
    return str_print(a, "%.*sZ", STR(utc_seconds(a, t)));
}
