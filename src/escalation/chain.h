// SPDX-License-Identifier: AGPL-3.0-or-later
// The chain of one post that asks: who is asked, who has answered, who may stand in, and when what
// is due. Inside this folder only.
#ifndef ESCALATION_CHAIN_H
#define ESCALATION_CHAIN_H

#include "escalation/escalation.h"
#include "escalation/escalation.sql.h"

struct chain {
    struct asking_row post;
    struct person_row_list people; // every seat of the room
    struct told_row_list told; // of the post's present text
    instant asked_at, remind_at, due_at; // as the present text asks
};
// False: nobody is asked any more: withdrawn, the room closed, or long ago.
bool chain_of(struct tx *tx, const struct asking_row *post, struct chain *out);

bool chain_asks(const struct chain *c, const struct person_row *who);
bool chain_is_settled(const struct chain *c, const struct person_row *who);
// Cannot answer: absent, without a seat by now, or without a device that works.
bool chain_is_away(const struct person_row *who);
// Who may answer in the place of `who`: the person named in the absence, else the colleagues.
bool chain_stands_in(const struct chain *c, const struct person_row *who,
                     const struct person_row *other);
bool chain_was_told(const struct chain *c, seat_id seat, enum escalation_step step,
                    member_id member);

#endif
