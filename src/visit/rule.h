// SPDX-License-Identifier: AGPL-3.0-or-later
// On which days a series falls. A week begins on Monday, as in 第3表 (週間サービス計画表). What a month
// does not have (a 31st, a fifth Friday) is left out, as in RFC 5545. Days are Japan's: there is no
// summer time, so a clock time is the same all year.
#ifndef VISIT_RULE_H
#define VISIT_RULE_H

#include "base/time.h"

// Stored as numbers: never change the order.
enum visit_repeat {
    VISIT_ONCE,
    VISIT_WEEKLY, // on `weekdays`
    VISIT_FORTNIGHTLY, // the same, every other week from that of `first`
    VISIT_MONTHLY_DATE, // on the date of `first`
    VISIT_MONTHLY_WEEKDAY, // on the `weekdays` of the month that `nths` names
    VISIT_REPEATS,
};
enum { VISIT_LAST_OF_MONTH = 5 }; // bit of `nths`; 0–4: first to fifth
struct visit_rule {
    enum visit_repeat repeat;
    day first, until; // of VISIT_ONCE the same
    unsigned weekdays; // bit 0: Monday … 6: Sunday
    unsigned nths;
};

int visit_weekday(day d); // 0: Monday … 6: Sunday
str visit_weekday_label(int weekday); // 月
int64_t visit_month(day d); // months since the year 0
day visit_month_start(int64_t month);
bool visit_falls_on(const struct visit_rule *rule, day d);
// The first day on or after `from`; NO_DAY: none.
day visit_next_day(const struct visit_rule *rule, day from);
// What is not said follows from the first day: its weekday, its place in the month.
void visit_rule_complete(struct visit_rule *rule);
// "毎週 月・木曜", "毎月 第1・第3水曜"; of VISIT_ONCE nothing.
str visit_rule_text(struct arena *a, const struct visit_rule *rule);

#endif
