// SPDX-License-Identifier: AGPL-3.0-or-later
// "Given a room in which a nurse and a doctor write": what the rules about searching begin with.
#ifndef TEST_GIVEN_SEARCH_H
#define TEST_GIVEN_SEARCH_H

#include "search/search.h"
#include "test/given.h"

struct given_search {
    struct given_city city;
    office_id office;
    struct given_person nurse, doctor;
    room_id room;
    const struct seat *seat, *doctor_seat; // `seat`: the nurse's
};
struct given_search given_search(struct tx *tx);

post_id said_as(struct tx *tx, const struct seat *seat, struct post_new new, str body);
post_id said(struct tx *tx, const struct seat *seat, str body);

// Nothing asked for: what a rule asks is put into a copy.
extern const struct search_asked unasked;

#endif
