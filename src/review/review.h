// SPDX-License-Identifier: AGPL-3.0-or-later
// Review (席の見直し): somebody moved to another office, or stopped working at one of several. The
// seats under the old office stay, and an officer of the city that manages the room decides about
// each: it goes on under the new office, or it ends. Guide 2 ※2, 3 ② (人事異動等); mission A8, D4.
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "member/member.h"
#include "seat/seat.h"
#include "turn.h"

enum review_decision { REVIEW_WAITING, REVIEW_CONTINUED, REVIEW_ENDED };

struct review {
    review_id id;
    room_id room;
    seat_id seat;
    member_id member;
    str member_name, room_name, from_name, to_name; // to_name empty: no office took its place
    day invited_on;
    enum review_decision decision;
    str reason, decided_by; // once decided
    instant decided_at;
};
struct reviews {
    size_t n;
    struct review *at;
};

// The member does not work at `from` any more. Seats in the notice room of `city` follow to
// `to` at once (or end, when the member works nowhere else in the city), those of patients' rooms
// are proposed to the cities of the rooms. `to` {0}: none. The count proposed.
int review_propose(struct tx *tx, city_id city, member_id member, office_id from, office_id to);

// Of the rooms of that city. Waiting, by person; decided: the newest hundred.
struct reviews review_list(struct tx *tx, city_id city, bool decided);
int64_t review_count(struct tx *tx, city_id city); // waiting

enum review_outcome {
    REVIEW_DONE,
    REVIEW_GONE, // decided meanwhile, or the seat or the room has ended
    REVIEW_NOWHERE, // cannot continue: the person works at no office that could take its place
};
enum review_outcome review_decide(struct tx *tx, const struct acting *me, review_id id,
                                  enum review_decision decision, str reason);

extern const struct routes review_routes;

#endif
