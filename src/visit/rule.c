// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/rule.h"

#include "base/buf.h"

int visit_weekday(day d)
{
    // 1970-01-01 was a Thursday.
    return ((d.n % 7) + 10) % 7;
}

str visit_weekday_label(int weekday)
{
    static const str labels[7] = {S_CONST("月"), S_CONST("火"), S_CONST("水"), S_CONST("木"),
                                  S_CONST("金"), S_CONST("土"), S_CONST("日")};
    return labels[weekday];
}

int64_t visit_month(day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    return (int64_t)year * 12 + month - 1;
}

day visit_month_start(int64_t month)
{
    return day_make((int)(month / 12), (int)(month % 12) + 1, 1);
}

// --- falling on a day ------------------------------------------------------------------------

static int date_of(day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    return date;
}

static bool is_last_of_its_weekday(day d)
{
    return visit_month(day_after(d, 7)) != visit_month(d);
}

static bool is_nth(const struct visit_rule *rule, day d)
{
    unsigned nth = 1U << (date_of(d) - 1) / 7, last = 1U << VISIT_LAST_OF_MONTH;
    return (rule->nths & nth) || ((rule->nths & last) && is_last_of_its_weekday(d));
}

static bool is_on_weekday(const struct visit_rule *rule, day d)
{
    return rule->weekdays & 1U << visit_weekday(d);
}

static bool is_in_other_week(const struct visit_rule *rule, day d)
{
    int32_t monday = rule->first.n - visit_weekday(rule->first);
    return (d.n - monday) / 7 % 2 != 0;
}

bool visit_falls_on(const struct visit_rule *rule, day d)
{
    if (d.n < rule->first.n || d.n > rule->until.n)
        return false;
    switch (rule->repeat) {
    case VISIT_ONCE:
        return d.n == rule->first.n;
    case VISIT_WEEKLY:
        return is_on_weekday(rule, d);
    case VISIT_FORTNIGHTLY:
        return is_on_weekday(rule, d) && !is_in_other_week(rule, d);
    case VISIT_MONTHLY_DATE:
        return date_of(d) == date_of(rule->first);
    case VISIT_MONTHLY_WEEKDAY:
        return is_on_weekday(rule, d) && is_nth(rule, d);
    case VISIT_REPEATS:
        break;
    }
    return false;
}

day visit_next_day(const struct visit_rule *rule, day from)
{
    for (day d = from.n > rule->first.n ? from : rule->first; d.n <= rule->until.n;
         d = day_after(d, 1))
        if (visit_falls_on(rule, d))
            return d;
    return NO_DAY;
}

void visit_rule_complete(struct visit_rule *rule)
{
    if (rule->repeat == VISIT_ONCE)
        *rule = (struct visit_rule){VISIT_ONCE, rule->first, rule->first, 0, 0};
    bool by_week = rule->repeat == VISIT_WEEKLY || rule->repeat == VISIT_FORTNIGHTLY;
    bool by_month = rule->repeat == VISIT_MONTHLY_WEEKDAY;
    if (!by_week && !by_month)
        rule->weekdays = 0;
    else if (!rule->weekdays)
        rule->weekdays = 1U << visit_weekday(rule->first);
    if (!by_month)
        rule->nths = 0;
    else if (!rule->nths)
        rule->nths = 1U << (date_of(rule->first) - 1) / 7;
}

// --- in words ----------------------------------------------------------------------------------

static void put_weekdays(struct buf *out, const struct visit_rule *rule)
{
    bool some = false;
    for (int i = 0; i < 7; i++) {
        if (!(rule->weekdays & 1U << i))
            continue;
        if (some)
            buf_put(out, S("・"));
        buf_put(out, visit_weekday_label(i));
        some = true;
    }
    buf_put(out, S("曜"));
}

static void put_nths(struct buf *out, const struct visit_rule *rule)
{
    bool some = false;
    for (int i = 0; i <= VISIT_LAST_OF_MONTH; i++) {
        if (!(rule->nths & 1U << i))
            continue;
        if (some)
            buf_put(out, S("・"));
        if (i == VISIT_LAST_OF_MONTH)
            buf_put(out, S("最後の"));
        else
            buf_print(out, "第%d", i + 1);
        some = true;
    }
}

str visit_rule_text(struct arena *a, const struct visit_rule *rule)
{
    struct buf out = buf_in(a);
    switch (rule->repeat) {
    case VISIT_ONCE:
    case VISIT_REPEATS:
        break;
    case VISIT_WEEKLY:
        buf_put(&out, S("毎週 "));
        put_weekdays(&out, rule);
        break;
    case VISIT_FORTNIGHTLY:
        buf_put(&out, S("2週間ごと "));
        put_weekdays(&out, rule);
        break;
    case VISIT_MONTHLY_DATE:
        buf_print(&out, "毎月 %d日", date_of(rule->first));
        break;
    case VISIT_MONTHLY_WEEKDAY:
        buf_put(&out, S("毎月 "));
        put_nths(&out, rule);
        put_weekdays(&out, rule);
        break;
    }
    return buf_str(&out);
}
