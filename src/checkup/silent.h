// SPDX-License-Identifier: AGPL-3.0-or-later
// The seats of the people of offices that stayed silent: proposed after the last day, decided one by
// one, carried out at the closing. Guide 4. Inside this folder.
#ifndef CHECKUP_SILENT_H
#define CHECKUP_SILENT_H

#include "checkup/request.h"

struct proposal {
    seat_id seat;
    room_id room;
    member_id member;
    office_id office;
    str member_name, office_name, room_name;
    day invited_on;
};
struct proposals {
    size_t n;
    struct proposal *at;
};
// Each seat once; none before the last day is over or once closed.
struct proposals campaign_proposals(struct tx *tx, const struct campaign *c,
                                    const struct request_lines *requests);
// How many these are: nobody's name is opened.
int64_t campaign_count_proposals(struct tx *tx, const struct campaign *c,
                                 const struct request_lines *requests);

struct decision {
    seat_id seat;
    room_id room;
    member_id member;
    office_id office;
    str member_name, office_name, room_name;
    bool withdrawn, removed; // removed: by the closing
    bool lapsed; // to be withdrawn, but the office has answered since
    str reason, by;
    instant at;
};
struct decisions {
    size_t n;
    struct decision *at;
    int64_t withdrawn, kept; // lapsed ones aside
};
struct decisions campaign_decisions(struct tx *tx, const struct campaign *c,
                                    const struct request_lines *requests);
// The officer's decision about one seat, with the reason. The seat stays until the closing.
enum campaign_outcome campaign_decide(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, seat_id seat, bool withdraw,
                                      str reason);
// Takes a decision back, until the closing; the seat is proposed again.
enum campaign_outcome campaign_undo(struct tx *tx, const struct acting *me,
                                    const struct campaign *c, seat_id seat);
// At the closing.
void campaign_carry_out(struct tx *tx, const struct acting *me, const struct campaign *c,
                        const struct request_lines *requests);

#endif
