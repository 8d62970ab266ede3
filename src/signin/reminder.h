// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders of a password's last day (guide 9(3)③: changed every month): 7, 3 and 1 days before,
// on the screen to everybody, by mail to those who gave an address of their own, else as a notice to
// those who want notices.
#ifndef SIGNIN_REMINDER_H
#define SIGNIN_REMINDER_H

#include "db/db.h"
#include "ids.h"

enum { REMINDER_FIRST = 7, REMINDER_SECOND = 3, REMINDER_LAST = 1 };

// The mails that are due, each stage once; after downtime only the latest. An hourly job's. The
// number queued. A mail tells the days left and where to go, nothing about the person.
int reminder_send(struct tx *tx, str member_url);

// Where a person's own reminders go; sealed with the city's key. Empty: nowhere.
str reminder_address(struct tx *tx, city_id city, member_id member);
// False: not an address (mail_address_is).
bool reminder_set_address(struct tx *tx, city_id city, member_id member, str address);

#endif
