// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/time.h"
#include "test/rule.h"
#include "test/world.h"

static str reads_as(struct world *world, str text)
{
    day d;
    return day_parse(text, &d) ? day_format_iso(world_arena(world), d) : S("refused");
}

static str wareki(struct world *world, int year, int month, int date)
{
    return day_format_wareki(world_arena(world), day_make(year, month, date));
}

RULE("a day is counted from 1970 and split again, over every day from year 1 to 9999")
{
    assert_int_equal(day_make(1970, 1, 1).n, 0);
    assert_int_equal(day_make(2000, 3, 1).n, 11017);
    day last = day_make(9999, 12, 31);
    int y, m, d;
    for (day x = day_make(1, 1, 1); x.n <= last.n; x = day_after(x, 97)) {
        day_split(x, &y, &m, &d);
        assert_int_equal(day_make(y, m, d).n, x.n);
    }
}

RULE("a date that is in no calendar is no day")
{
    assert_false(day_is(day_make(2026, 2, 29)));
    assert_true(day_is(day_make(2028, 2, 29)));
    assert_false(day_is(day_make(2100, 2, 29)));
    assert_false(day_is(day_make(2026, 4, 31)));
    assert_false(day_is(day_make(2026, 13, 1)));
    assert_false(day_is(day_make(2026, 0, 1)));
    assert_false(day_is(day_make(0, 1, 1)));
    assert_false(day_is(day_make(10000, 1, 1)));
}

RULE("the day changes at midnight in Japan, also before 1970")
{
    day d = day_make(2026, 11, 22);

    assert_int_equal(day_of(day_start(d)).n, d.n);
    assert_int_equal(day_of(instant_after(day_start(d), -1)).n, d.n - 1);
    assert_int_equal(day_of((instant){-1}).n, 0);
    assert_int_equal(day_of((instant){-HOURS(9) - 1}).n, -1);
    assert_false(day_is(day_of(NO_INSTANT)));
    assert_false(instant_is(day_start(NO_DAY)));
}

RULE("a date is read in every form that forms and files use")
{
    static const char *const forms[] = {"2026-11-22",
                                        "2026/11/22",
                                        "2026.11.22",
                                        "20261122",
                                        "2026年11月22日",
                                        "令和8年11月22日",
                                        "R8.11.22",
                                        "r8/11/22",
                                        "２０２６－１１－２２",
                                        "令和　８年１１月２２日 ",
                                        "Ｒ８．１１．２２"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_str(reads_as(world, str_of(forms[i])), S("2026-11-22"));
}

RULE("what is not a whole date is refused and leaves the day alone")
{
    static const char *const forms[] = {"",
                                        "2026",
                                        "2026-11",
                                        "2026-11-31",
                                        "2026-11/22",
                                        "26-11-22",
                                        "2026112",
                                        "202611222",
                                        "2026年11月22",
                                        "X8.11.22",
                                        "8.11.22",
                                        "2026-11-22x",
                                        "令和0年1月1日",
                                        "2026--1-1",
                                        "2026-011-2",
                                        "令和100年1月1日"};
    day d = {7};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_false(day_parse(str_of(forms[i]), &d));
    assert_int_equal(d.n, 7);
}

RULE("an era begins and ends on its day")
{
    assert_str(reads_as(world, S("平成31年4月30日")), S("2019-04-30"));
    assert_str(reads_as(world, S("平成31年5月1日")), S("refused"));
    assert_str(reads_as(world, S("令和元年5月1日")), S("2019-05-01"));
    assert_str(reads_as(world, S("令和1年4月30日")), S("refused"));
    assert_str(reads_as(world, S("S64.1.7")), S("1989-01-07"));
    assert_str(reads_as(world, S("S64.1.8")), S("refused"));
    assert_str(reads_as(world, S("昭和元年12月25日")), S("1926-12-25"));
    assert_str(reads_as(world, S("大正15年12月24日")), S("1926-12-24"));
    assert_str(reads_as(world, S("大正元年7月29日")), S("refused"));
    assert_str(reads_as(world, S("明治45年7月29日")), S("1912-07-29"));
    assert_str(reads_as(world, S("明治5年12月2日")), S("refused"));
}

RULE("a day is written in its era, the first year as 元年, and before 1873 in western years")
{
    assert_str(wareki(world, 2026, 11, 22), S("令和8年11月22日"));
    assert_str(wareki(world, 2019, 5, 1), S("令和元年5月1日"));
    assert_str(wareki(world, 2019, 4, 30), S("平成31年4月30日"));
    assert_str(wareki(world, 1926, 12, 25), S("昭和元年12月25日"));
    assert_str(wareki(world, 1912, 7, 29), S("明治45年7月29日"));
    assert_str(wareki(world, 1873, 1, 1), S("明治6年1月1日"));
    assert_str(wareki(world, 1872, 12, 31), S("1872年12月31日"));
}

RULE("days and instants are written for people with the weekday, in the time of Japan")
{
    struct arena *a = world_arena(world);
    instant t = instant_after(day_start(day_make(2026, 11, 22)), HOURS(14) + MINUTES(5));

    assert_str(day_format(a, day_of(t)), S("2026年11月22日（日）"));
    assert_str(day_format_short(a, day_of(t)), S("11/22（日）"));
    assert_str(day_format(a, day_make(1969, 12, 31)), S("1969年12月31日（水）"));
    assert_str(instant_format(a, t), S("2026年11月22日（日） 14:05"));
    assert_str(instant_format_wareki(a, t), S("令和8年11月22日 14:05"));
    assert_str(instant_format_wareki(a, NO_INSTANT), NONE);
    assert_str(instant_format_clock(a, instant_after(t, -HOURS(10))), S("04:05"));
}

RULE("instants are written for machines in UTC")
{
    struct arena *a = world_arena(world);
    instant t = instant_after(day_start(day_make(2026, 1, 1)), 123456);

    assert_str(instant_format_iso(a, t), S("2025-12-31T15:00:00Z"));
}

RULE("a day or an instant that is absent is written as nothing")
{
    struct arena *a = world_arena(world);

    assert_str(day_format(a, NO_DAY), NONE);
    assert_str(day_format_wareki(a, NO_DAY), NONE);
    assert_str(instant_format(a, NO_INSTANT), NONE);
    assert_str(instant_format_iso(a, NO_INSTANT), NONE);
}

RULE("a standing clock stands and the machine's moves on")
{
    struct clock standing = standing_clock((instant){42});

    assert_int_equal(clock_now(&standing).us, 42);
    assert_true(day_of(clock_now(&machine_clock)).n > day_make(2026, 1, 1).n);
}
