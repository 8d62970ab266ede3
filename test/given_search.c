// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/given_search.h"

struct given_search given_search(struct tx *tx)
{
    struct given_search g = {.city = given_city(tx)};
    const struct acting *officer = &g.city.officer.acting;
    g.office = given_office(tx, g.city.city.id, S("あおば"));
    g.nurse = given_member(tx, g.city.city.id, g.office, S("山田 花子"));
    g.doctor = given_member(tx, g.city.city.id, g.office, S("森 健"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.doctor_seat = given_seat(tx, officer, g.room, &g.doctor.acting);
    return g;
}

post_id said_as(struct tx *tx, const struct seat *seat, struct post_new new, str body)
{
    post_id id = {0};
    new.body = body;
    post_write(tx, seat, &new, &id);
    return id;
}

post_id said(struct tx *tx, const struct seat *seat, str body)
{
    return said_as(tx, seat, (struct post_new){0}, body);
}

const struct search_asked unasked = {
    .profession = PROFESSIONS, .kind = POST_KINDS, .from = {INT32_MIN}, .to = {INT32_MIN}};
