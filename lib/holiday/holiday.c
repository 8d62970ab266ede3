// SPDX-License-Identifier: AGPL-3.0-or-later
#include "holiday/holiday.h"

str holiday_name(day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    int32_t wanted = (int32_t)(year * 10000 + month * 100 + date);
    size_t from = 0, to = n_holidays;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (holidays[middle].date == wanted)
            return str_of(holidays[middle].name);
        if (holidays[middle].date < wanted)
            from = middle + 1;
        else
            to = middle;
    }
    return NONE;
}
