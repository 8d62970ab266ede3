// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/found.h"

#include "office/office.h"
#include "room/room.h"

enum city_outcome found_city(struct tx *tx, str code, str name, struct city *out)
{
    enum city_outcome outcome = city_add(tx, code, name, out);
    if (outcome != CITY_ADDED)
        return outcome;
    office_add_desk(tx, out->id, str_print(tx_arena(tx), "%.*s 介護支援課", STR(name)));
    room_open_notice(tx, out->id, name);
    return CITY_ADDED;
}
