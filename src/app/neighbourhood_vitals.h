// SPDX-License-Identifier: AGPL-3.0-or-later
// What is measured in the neighbourhood: weeks of one patient, told by the same people as the posts.
#ifndef APP_NEIGHBOURHOOD_VITALS_H
#define APP_NEIGHBOURHOOD_VITALS_H

#include "app/neighbourhood_cast.h"
#include "app/neighbourhood_days.h"

// What somebody writes down at one time: one measuring, or a notebook of many.
struct noting {
    int day, at; // days before the last one; 1245 is 12:45
    enum neighbour who;
    int temperature, pulse, upper, lower, spo2, weight; // 0: not measured; tenths as stored
};
extern const struct noting notings_tomeko[];
extern const size_t n_notings_tomeko;

bool noting_write(const struct making *m, struct tx *tx, const struct seat *seat,
                   const struct noting *noting);

#endif
