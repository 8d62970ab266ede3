// SPDX-License-Identifier: AGPL-3.0-or-later
// The handlers of this folder's pages, spread over three files; routed in registration_web.c.
#ifndef REGISTRATION_REGISTRATION_WEB_H
#define REGISTRATION_REGISTRATION_WEB_H

#include "member/member.h"
#include "turn.h"

// The city's open offices to choose from, its desk first; `empty` is the label of "none". Of too
// many, only the desk and the chosen one.
struct options office_options(struct turn *t, str chosen, const char *empty, bool *too_many);
// Only offices where somebody works: a filter for another would find nobody.
struct options offices_of_people(struct turn *t, str chosen);
// The person of the first ":member" part, of this officer's city. NULL: the 404 is written.
const struct member *member_of_turn(struct turn *t);

void members_page_handler(struct turn *t);
void members_search_page(struct turn *t);

void member_new_form_page(struct turn *t);
void member_new_post_page(struct turn *t);

void member_show_page(struct turn *t);
void member_leave_page(struct turn *t);
void member_cancel_leave_page(struct turn *t);
void member_devices_page(struct turn *t);
void device_revoke_page(struct turn *t);

void letters_form_page(struct turn *t);
void *letters_prepare(struct turn *t);
void letters_post_page(struct turn *t);

#endif
