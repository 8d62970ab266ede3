// SPDX-License-Identifier: AGPL-3.0-or-later
// Who comes, in the form of a visit: one of the room, an office as such, or the whole team. Inside
// this folder only.
#ifndef VISIT_WHO_WEB_H
#define VISIT_WHO_WEB_H

#include "seat/seat.h"
#include "turn.h"
#include "visit/visit.h"

void visit_add_option(struct options *options, str value, str label, str chosen);
// The word in the form for who comes; NONE: somebody who is not there any more.
str visit_who_word(struct arena *a, const struct seat_rows *people, const struct visit_slot *slot);
struct options visit_people(struct turn *t, const struct seat_rows *people, str chosen);
// False: nobody of the room.
bool visit_who_read(const struct seat_rows *people, str word, struct visit_slot *slot);

#endif
