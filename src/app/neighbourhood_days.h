// SPDX-License-Identifier: AGPL-3.0-or-later
// The days of the neighbourhood: who writes when, and who looks in when.
#ifndef APP_NEIGHBOURHOOD_DAYS_H
#define APP_NEIGHBOURHOOD_DAYS_H

#include "app/neighbourhood.h"

struct making {
    struct app *app;
    struct clock *clock;
    struct arena *a;
    struct neighbourhood *n;
    instant end;
    day last; // of the scenes
};

// 1245 of that many days before the last one.
instant making_time(const struct making *m, int days_before, int at);

// Posts, looks and confirmations of all rooms, in order of time.
bool days_play(struct making *m);
// 「いま」 as the team left it on the last evening.
bool now_write(struct making *m);
// Who comes in the weeks after it.
bool visits_plan(struct making *m);

#endif
