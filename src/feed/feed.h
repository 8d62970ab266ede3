// SPDX-License-Identifier: AGPL-3.0-or-later
// Feed (カレンダー連携): a person's visits for the calendar of a phone (iCalendar, RFC 5545). Calendars
// lie with other companies, so it says nothing of patients: 「訪問」, a mark of four signs that the person
// can look up here, and the times. One address for each person, shown once, ended or renewed by the
// person; its token is kept as a keyed hash.
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/time.h"
#include "db/db.h"
#include "turn.h"

enum { FEED_DAYS_BACK = 28, FEED_DAYS_AHEAD = 90 };

// When the member's feed was made; NO_INSTANT: there is none.
instant feed_made_at(struct tx *tx, member_id member);
// The token of a new feed, to be shown once; a former one ends.
str feed_start(struct tx *tx, const struct acting *me);
bool feed_end(struct tx *tx, const struct acting *me); // false: there was none

// Whose feed it is, as far as seats need to know. False: nobody's, or of
// somebody who has left or has no device any more.
bool feed_owner_of(struct tx *tx, str token, struct acting *out);

// What stands for a room in the calendar, always the same for one person.
str feed_mark(struct tx *tx, member_id member, room_id room);
// Each visit of these days as an event of its own, so that no calendar has to know our rules; those
// that were called off are CANCELLED.
str feed_calendar(struct tx *tx, const struct acting *me);

extern const struct routes feed_routes;
extern const struct routes feed_public_routes;

#endif
