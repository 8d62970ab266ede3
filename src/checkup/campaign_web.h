// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk's pages of a campaign share. Inside this folder.
#ifndef CHECKUP_CAMPAIGN_WEB_H
#define CHECKUP_CAMPAIGN_WEB_H

#include "checkup/silent.h"

// The campaign of the first ":campaign" part. False: the 404 is written.
bool campaign_of_turn(struct turn *t, struct campaign *out);
url campaign_url(struct turn *t, const struct campaign *c);
str campaign_dates(struct turn *t, const struct campaign *c);
struct field campaign_due_field(struct turn *t, struct form *form, const struct campaign *c);
struct field campaign_note_field(struct form *form);

// dashboard_web.c; `form`: what was typed about a longer term and refused.
void dashboard_show(struct turn *t, const struct campaign *c, struct form *form);
void dashboard_page(struct turn *t);
void dashboard_csv_page(struct turn *t);

// campaign_print_web.c
void letters_write_page(struct turn *t);
void letters_print_page(struct turn *t);
void result_print_page(struct turn *t);

// silent_web.c
void silent_page(struct turn *t);
void silent_decide_page(struct turn *t);
void silent_undo_page(struct turn *t);

#endif
