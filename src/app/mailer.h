// SPDX-License-Identifier: AGPL-3.0-or-later
// Hands waiting mail to the mail server of the configuration.
#ifndef APP_MAILER_H
#define APP_MAILER_H

#include "app/app.h"

// Sends what is due now and returns; does nothing while mail is off. False: the database failed,
// or the mail server is not to be reached at all, so that nothing was sent.
bool mailer_run(const struct app *app, bool (*is_stopping)(void));

#endif
