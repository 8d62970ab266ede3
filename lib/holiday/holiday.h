// SPDX-License-Identifier: AGPL-3.0-or-later
// Holidays (国民の祝日 and 休日), from the npm package @holiday-jp/holiday_jp while building, 1970 to 2050.
// Years whose days of spring and autumn are not announced yet are reckoned; they help people to
// plan and decide nothing.
#ifndef HOLIDAY_HOLIDAY_H
#define HOLIDAY_HOLIDAY_H

#include "base/time.h"

str holiday_name(day d); // 文化の日; NONE on other days

// --- what tools/holiday.c makes --------------------------------------------------------------

struct holiday {
    int32_t date; // 20261103
    const char *name;
};
extern const struct holiday holidays[]; // in order
extern const size_t n_holidays;

#endif
