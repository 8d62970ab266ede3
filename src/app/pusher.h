// SPDX-License-Identifier: AGPL-3.0-or-later
// Hands what waits for devices to their push services.
#ifndef APP_PUSHER_H
#define APP_PUSHER_H

#include "app/app.h"

// Sends what is due now and returns; does nothing while push is off. False: the database failed, or
// no push service could be reached.
bool pusher_run(const struct app *app, bool (*is_stopping)(void));

#endif
