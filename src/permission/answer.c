// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk decided, for the person who asked.
#include "permission/permission_seal.h"

enum { ANSWERS = 20 };

bool permission_asker_room(struct tx *tx, city_id city, const struct permission *p, room_id *out)
{
    return member_is(p->member) &&
           permission_room_of_asker(tx, p->member, city, p->office, p->room, out);
}

struct permissions permission_unseen(struct tx *tx, member_id member)
{
    struct permission_row_list rows = permission_rows_unseen(tx, member, ANSWERS);
    struct permissions list = {0, NEW_ARRAY(tx_arena(tx), struct permission, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        struct permission *p = &list.at[list.n];
        list.n += permission_opened(tx, &rows.at[i], p) && permission_asker_room(tx, rows.at[i].city, p, &p->room);
    }
    return list;
}

str permission_answer_text(struct arena *a, const struct permission *p)
{
    str kind = permission_kind_label(p->kind);
    switch (p->state) {
    case PERMISSION_ASKED:
        return NONE;
    case PERMISSION_GRANTED:
        return str_print(a, "%.*s：許可されました（%.*sまで）", STR(kind), STR(day_format(a, p->until)));
    case PERMISSION_REFUSED:
        return str_print(a, "%.*s：許可されませんでした", STR(kind));
    case PERMISSION_ENDED:
        return str_print(a, "%.*s：許可が取りやめられました", STR(kind));
    }
    return NONE;
}

void permission_see(struct tx *tx, const struct seat *seat)
{
    permission_set_seen(tx, seat->member, seat->city, permission_office_of(tx, seat), tx_now(tx));
}
