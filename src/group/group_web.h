// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of groups share. Inside this folder only.
#ifndef GROUP_GROUP_WEB_H
#define GROUP_GROUP_WEB_H

#include "group/group.h"
#include "guest/guest.h"

// Who might be invited: people of the group's city, and by their whole personal ID also who works in
// the city under an ID of another. `here`: the page itself.
struct guests guests_of(struct turn *t, const struct group *group, const struct form *form,
                        url here);

// Invites who was ticked, and answers; false: nobody was, and the form says so.
bool guests_invite(struct turn *t, const struct group *group, struct form *form, url here);

void groups_viewed(struct turn *t, const char *action, room_id room);

// The pages inside a group.
void inside_page(struct turn *t);
void inside_search_page(struct turn *t);
void inside_invite_page(struct turn *t);
void inside_leave_page(struct turn *t);

#endif
