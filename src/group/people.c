// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding and inviting people.
#include "audit/audit.h"
#include "group/group_web.h"

void groups_viewed(struct turn *t, const char *action, room_id room)
{
    city_id city = t->seat ? t->seat->city : t->me->city;
    audit_viewed(t->me, city, action, room, 0, tx_now(t->tx));
}

struct guests guests_of(struct turn *t, const struct group *group, const struct form *form,
                        url here)
{
    struct seat_rows seats = seat_list_for_desk(t->tx, group->city, group->id);
    return guests_find(t,
                       &(struct guest_search){.city = group->city,
                                              .here = seat_holders(t->arena, &seats),
                                              .page = here},
                       form);
}

// --- inviting --------------------------------------------------------------------------------

struct invited {
    int done, already, refused;
};

static struct invited invite_all(struct turn *t, const struct group *group)
{
    struct invited count = {0};
    struct guest_picks picks = guests_ticked(t);
    for (size_t i = 0; i < picks.n; i++) {
        const struct guest_pick *pick = &picks.at[i];
        if (!office_is(pick->office))
            continue;
        switch (group_invite(t->tx, t->me, group,
                             &(struct seat_guest){pick->member, pick->office})) {
        case GROUP_DONE:
            count.done++;
            break;
        case GROUP_ALREADY:
            count.already++;
            break;
        case GROUP_CLOSED:
        case GROUP_NOBODY:
        case GROUP_TOO_MANY:
            count.refused++;
            break;
        }
    }
    return count;
}

bool guests_invite(struct turn *t, const struct group *group, struct form *form, url here)
{
    struct invited count = invite_all(t, group);
    if (count.refused) {
        turn_go_saying(t, here, "招待できない人がいました。招待できるのは、市内の事業所で働く人だけです。閉じたグループには招待できません。");
    } else if (count.done || count.already) {
        turn_go_saying(t, here, "招待しました。");
    } else {
        form_refuse(form, S("people"), S("招待する人を選んでください。"));
        turn_refuse_form(t);
        return false;
    }
    return true;
}
