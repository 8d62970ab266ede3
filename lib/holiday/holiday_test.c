// SPDX-License-Identifier: AGPL-3.0-or-later
#include "holiday/holiday.h"

#include "test/world.h"

RULE("holidays are known by name: fixed ones, moved ones, and those between; other days are none")
{
    assert_str(holiday_name(day_make(2026, 11, 3)), S("文化の日"));
    assert_str(holiday_name(day_make(2026, 1, 12)), S("成人の日"));
    assert_true(holiday_name(day_make(2026, 5, 6)).n > 0); // instead of a Sunday
    assert_true(holiday_name(day_make(2026, 9, 22)).n > 0); // between two
    assert_int_equal(holiday_name(day_make(2026, 11, 2)).n, 0);
    assert_int_equal(holiday_name(day_make(1869, 1, 1)).n, 0);
    assert_int_equal(holiday_name(day_make(2150, 1, 1)).n, 0);
}
