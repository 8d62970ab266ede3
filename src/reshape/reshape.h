// SPDX-License-Identifier: AGPL-3.0-or-later
// Reshape (事業所の変更・廃止・統合): what an officer does with an office as a whole, at the desk:
// correct what is registered, say who administers it, close it on a day, merge it into another
// one. An office with people has an administrator at every moment. Guide 2, 5(1)③④; mission A10.
#ifndef RESHAPE_RESHAPE_H
#define RESHAPE_RESHAPE_H

#include "member/member.h"
#include "office/office.h"
#include "turn.h"

enum reshape_outcome {
    RESHAPE_DONE,
    RESHAPE_NO_OFFICE, // not an open office of the city, or its desk
    RESHAPE_TAKEN, // another office has that number and service already
    RESHAPE_NO_ADMINISTRATOR, // nobody would administer it
    RESHAPE_IN_PAST,
    RESHAPE_PEOPLE, // people work there beyond the day: see reshape_staying
    RESHAPE_SAME, // an office is not merged into itself
};

enum reshape_outcome reshape_change(struct tx *tx, const struct acting *me,
                                    const struct office *changed);
// Exactly these administer the office from now on: one off and another on are one step.
enum reshape_outcome reshape_administrators(struct tx *tx, const struct acting *me, office_id office,
                                            const struct member_id_list *who);
// The office's last day. With `end_people` those who stay longer end with it: their ID, or, who
// works elsewhere too, the work here. Without, and with people, RESHAPE_PEOPLE.
enum reshape_outcome reshape_close(struct tx *tx, const struct acting *me, office_id office, day on,
                                   bool end_people);
struct member_list reshape_staying(struct tx *tx, office_id office, day on); // beyond that day
bool reshape_keep_open(struct tx *tx, const struct acting *me, office_id office); // closing undone
// Everybody, the administrators, the open cases and what waits to be read go over to `into`
// today, and `from` stays as history. Seats of this city's rooms go on under `into`; other
// cities decide about theirs.
enum reshape_outcome reshape_merge(struct tx *tx, const struct acting *me, office_id from,
                                   office_id into);
int64_t reshape_cases(struct tx *tx, city_id city, office_id office); // not at their end
int reshape_close_due(struct tx *tx); // the last day is over and nobody is left; a job's

struct reshape_facts {
    day closes_on; // NO_DAY: not planned
    office_id merged_into; // {0}: not merged
};
struct reshape_facts reshape_facts(struct tx *tx, city_id city, office_id office);

// What the office was called and where it was before a change, the newest first.
struct reshape_past {
    instant changed_at;
    str name, number, address;
};
struct reshape_pasts {
    size_t n;
    struct reshape_past *at;
};
struct reshape_pasts reshape_past(struct tx *tx, office_id id);

extern const struct routes reshape_routes;

#endif
