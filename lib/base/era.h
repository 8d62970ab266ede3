// SPDX-License-Identifier: AGPL-3.0-or-later
// The Japanese eras (元号), read from ICU once, so that a new era arrives with
// the system's update and not with ours. Dates before 1873 followed the old
// lunisolar calendar; 明治 therefore begins here with its 6th year.
#ifndef BASE_ERA_H
#define BASE_ERA_H

#include "base/time.h"

struct era {
    str name; // 令和
    char letter; // R
    int first_year; // the western year of its year 1 (元年)
    day first;
    day last; // far in the future for the present era
};

const struct era *era_of(day d); // NULL before 1873 and for NO_DAY

// Takes an era's name, or its letter in either case, off the start of *rest.
const struct era *era_take(str *rest); // NULL when there is none; *rest stays

#endif
