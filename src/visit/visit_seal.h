// SPDX-License-Identifier: AGPL-3.0-or-later
// The seals around a plan, around what became of a single visit, and around the times at which a
// person is taken. Inside this folder only.
#ifndef VISIT_VISIT_SEAL_H
#define VISIT_VISIT_SEAL_H

#include "visit/visit.h"
#include "visit/visit.sql.h"

// What was sealed of a plan. `reason`: why it was ended; `follows`: the plan that it continues.
struct planned {
    struct visit_rule rule;
    struct visit_slot slot;
    visit_id follows;
    str reason;
};
bytes plan_seal(struct tx *tx, const struct seat *seat, const struct plan_row *row,
                const struct planned *planned);
bool plan_unseal(struct arena *a, const struct key *key, room_id room, const struct plan_row *row,
                 struct planned *out);
// What does not open is a fault of the transaction.
struct planned plan_open(struct tx *tx, const struct seat *seat, const struct plan_row *row);

// What was sealed of a single visit: all of it, so that it stands by itself.
struct became {
    day original;
    enum visit_state state;
    struct visit_slot slot;
    str reason;
};
bytes occasion_token(struct arena *a, const struct key *key, visit_id plan, day original);
bytes occasion_seal(struct tx *tx, const struct seat *seat, const struct occasion_row *row,
                    const struct became *became);
bool occasion_unseal(struct arena *a, const struct key *key, room_id room,
                     const struct occasion_row *row, struct became *out);
struct became occasion_open(struct tx *tx, const struct seat *seat,
                            const struct occasion_row *row);

// --- who is taken when -------------------------------------------------------------------------

struct busy_time {
    int32_t on;
    int16_t from, to;
};
struct busy_times {
    size_t n;
    struct busy_time *at;
};
// Writes anew when the persons of the plan are taken, from a month back.
void busy_write(struct tx *tx, const struct seat *seat, visit_id plan);
// When the member is taken in other rooms.
struct busy_room {
    room_id room;
    struct busy_times times;
};
struct busy_rooms {
    size_t n;
    struct busy_room *at;
};
struct busy_rooms busy_elsewhere(struct tx *tx, member_id member, room_id here, day from, day to);

// --- reading ------------------------------------------------------------------------------------

// The people of the room, once for all visits of a page.
struct visit_team {
    struct seat_rows people;
    const struct seat_row *me;
};
struct visit_team visit_team_of(struct tx *tx, const struct seat *seat);
// One visit of a plan as it stands; `row` and `became` are NULL when nothing happened to it.
struct visit visit_of(const struct seat *seat, const struct visit_team *team,
                      const struct plan_row *plan, const struct planned *planned, day original,
                      const struct occasion_row *row, const struct became *became);
bool visit_same_slot(const struct visit_slot *a, const struct visit_slot *b);
// Whether the visit still exists: what was done did happen, whatever became of the series.
bool visit_stands(const struct planned *planned, const struct became *became);

#endif
