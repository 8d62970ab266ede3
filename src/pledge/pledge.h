// SPDX-License-Identifier: AGPL-3.0-or-later
// Pledge (誓約): the eleven promises of whoever uses the system, in our own wording. They stand
// under 様式1-1 and 様式5 and are accepted by each person before the first use. Guide 様式1-1,
// 誓約事項.
#ifndef PLEDGE_PLEDGE_H
#define PLEDGE_PLEDGE_H

#include "base/str.h"

// A change of meaning raises the version; what was accepted before has to be accepted again.
enum { PLEDGE_VERSION = 1, PLEDGE_POINTS = 11 };

struct pledge_points {
    size_t n;
    const str *at;
};
struct pledge_points pledge_points(void); // in the guide's order

#endif
