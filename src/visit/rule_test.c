// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/rule.h"

#include "base/buf.h"
#include "test/world.h"

// "11-02 11-05 …": the days of a series, at most twelve.
static str days_of(struct arena *a, struct visit_rule rule)
{
    struct buf out = buf_in(a);
    int n = 0;
    visit_rule_complete(&rule);
    for (day d = visit_next_day(&rule, rule.first); day_is(d) && n < 12;
         d = visit_next_day(&rule, day_after(d, 1)), n++) {
        buf_put(&out, n ? S(" ") : NONE);
        buf_put(&out, str_from(day_format_iso(a, d), 5));
    }
    return buf_str(&out);
}

static struct visit_rule from(enum visit_repeat repeat, int month, int date, day until)
{
    return (struct visit_rule){.repeat = repeat, .first = day_make(2026, month, date), .until = until};
}

enum { MON = 1, TUE = 2, WED = 4, THU = 8, FRI = 16, SUN = 64 };

RULE("a visit planned once falls on its day; a weekly one on its weekdays until the last day")
{
    struct arena *a = world_arena(world);
    struct visit_rule once = from(VISIT_ONCE, 11, 4, day_make(2027, 1, 1));
    struct visit_rule weekly = from(VISIT_WEEKLY, 11, 3, day_make(2026, 11, 13));
    assert_str(days_of(a, once), S("11-04"));
    assert_str(days_of(a, weekly), S("11-03 11-10")); // a Tuesday, nothing else said
    weekly.weekdays = MON | THU;
    assert_str(days_of(a, weekly), S("11-05 11-09 11-12"));
    assert_str(visit_rule_text(a, &weekly), S("毎週 月・木曜"));
    weekly.until = day_make(2026, 11, 4);
    assert_str(days_of(a, weekly), NONE);
}

RULE("every two weeks counts from the week of the first day, which begins on Monday")
{
    struct arena *a = world_arena(world);
    struct visit_rule rule = from(VISIT_FORTNIGHTLY, 11, 8, day_make(2026, 12, 7)); // a Sunday
    rule.weekdays = MON | SUN;
    assert_str(days_of(a, rule), S("11-08 11-16 11-22 11-30 12-06"));
    assert_str(visit_rule_text(a, &rule), S("2週間ごと 月・日曜"));
}

RULE("a month without the 31st, and a February without the 29th, is left out")
{
    struct arena *a = world_arena(world);
    struct visit_rule last = from(VISIT_MONTHLY_DATE, 10, 31, day_make(2027, 5, 31));
    struct visit_rule leap = from(VISIT_MONTHLY_DATE, 11, 29, day_make(2027, 4, 1));
    assert_str(days_of(a, last), S("10-31 12-31 01-31 03-31 05-31"));
    assert_str(days_of(a, leap), S("11-29 12-29 01-29 03-29"));
    leap.until = day_make(2028, 3, 1);
    assert_true(visit_falls_on(&leap, day_make(2028, 2, 29)));
    assert_str(visit_rule_text(a, &last), S("毎月 31日"));
}

RULE("the first and third Wednesday, the fifth where there is one, the last in every month")
{
    struct arena *a = world_arena(world);
    struct visit_rule rule = from(VISIT_MONTHLY_WEEKDAY, 11, 4, day_make(2026, 12, 31));
    assert_str(days_of(a, rule), S("11-04 12-02")); // a first Wednesday, nothing else said
    rule.weekdays = WED;
    rule.nths = 1 | 4;
    assert_str(days_of(a, rule), S("11-04 11-18 12-02 12-16"));
    assert_str(visit_rule_text(a, &rule), S("毎月 第1・第3水曜"));
    rule.nths = 16;
    assert_str(days_of(a, rule), S("12-30"));
    rule.nths = 1U << VISIT_LAST_OF_MONTH;
    assert_str(days_of(a, rule), S("11-25 12-30"));
    assert_str(visit_rule_text(a, &rule), S("毎月 最後の水曜"));
}

RULE("a week is seven days wherever another country changes its clocks, and a year has its end")
{
    struct arena *a = world_arena(world);
    struct visit_rule spring = from(VISIT_WEEKLY, 3, 22, day_make(2026, 4, 6));
    struct visit_rule turn = from(VISIT_WEEKLY, 12, 25, day_make(2027, 1, 9));
    assert_str(days_of(a, spring), S("03-22 03-29 04-05"));
    assert_str(days_of(a, turn), S("12-25 01-01 01-08"));
    assert_int_equal(visit_weekday(day_make(1969, 12, 29)), 0);
    assert_int_equal(visit_month(day_make(2027, 1, 1)), visit_month(day_make(2026, 12, 31)) + 1);
    assert_int_equal(visit_month_start(visit_month(day_make(2026, 12, 31))).n, day_make(2026, 12, 1).n);
}
