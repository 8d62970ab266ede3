// SPDX-License-Identifier: AGPL-3.0-or-later
// Absence (不在): days on which a member is not there, and who stands in at each office. No reason
// is asked for. Writers see it beside the name; the substitute sees what is for the absent person,
// in rooms where the substitute has a seat too, for seats are the only key. It ends by itself.
#ifndef ABSENCE_ABSENCE_H
#define ABSENCE_ABSENCE_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "seat/seat.h"
#include "turn.h"

// Longer than a year is a leave, which is applied for; more than twenty are not planned.
enum { ABSENCE_MOST_DAYS = 366, ABSENCES_MOST = 20, ABSENCE_OFFICES_MOST = 10 };
// Writers are told of an absence that begins within so many days.
enum { ABSENCE_SOON_DAYS = 7 };

struct absence_cover {
    office_id office;
    member_id substitute;
    str office_name, substitute_name;
    struct room_id_list gaps; // open rooms of the absent person without a seat of the substitute
};
struct absence_new {
    member_id member;
    day from_on, until_on; // both included
    size_t n;
    struct absence_cover covers[ABSENCE_OFFICES_MOST]; // office and substitute only
};
enum absence_outcome {
    ABSENCE_ADDED,
    ABSENCE_PAST, // begins before today
    ABSENCE_BACKWARDS, // ends before it begins
    ABSENCE_TOO_LONG,
    ABSENCE_OVERLAPS, // with another one of the person
    ABSENCE_TOO_MANY,
    ABSENCE_NO_COLLEAGUE, // the substitute does not work at that office, or is the person
    ABSENCE_REFUSED, // neither the person nor an administrator of an office where the person works
};
enum absence_outcome absence_add(struct tx *tx, const struct acting *me,
                                 const struct absence_new *new, absence_id *out);
// Before its time, by the same people. False: none such, or over.
bool absence_end(struct tx *tx, const struct acting *me, absence_id id);
bool absence_may_write(struct tx *tx, const struct acting *me, member_id member);

struct absence {
    absence_id id;
    day from_on, until_on;
    bool now; // else it is still to come
    member_id written_by;
    str writer; // when it was not the person
    size_t n;
    struct absence_cover *covers;
};
struct absences {
    size_t n;
    struct absence *at; // of today and later, in order
};
struct absences absence_list(struct tx *tx, member_id member);

// The next or present absence of whoever works at the office; days and member only.
struct absence_of_member {
    member_id member;
    day from_on, until_on;
};
struct absences_at {
    size_t n;
    struct absence_of_member *at; // by first day
};
struct absences_at absence_list_at(struct tx *tx, office_id office);

// Who of a room is absent today or soon; the earliest absence of each.
struct absent {
    seat_id seat;
    day from_on, until_on;
    bool now;
    bool has_cover; // a substitute is named for the office of that seat …
    seat_id substitute; // … who sits here; {0}: does not
};
struct absents {
    size_t n;
    struct absent *at;
};
struct absents absence_in_room(struct tx *tx, const struct seat *seat);
const struct absent *absence_of(const struct absents *list, seat_id seat); // NULL: is there
// "11月3日まで不在・代わりは加藤 美咲さん", with the names of the roster.
str absence_text(struct arena *a, const struct absent *absent, const struct seat_rows *people);

extern const struct routes absence_routes;

#endif
