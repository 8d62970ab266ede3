// SPDX-License-Identifier: AGPL-3.0-or-later
// The handlers of this folder, routed in desk_web.c.
#ifndef ACCESS_ACCESS_WEB_H
#define ACCESS_ACCESS_WEB_H

#include "access/access.h"

void stale_page_handler(struct turn *t);
void stale_export_page(struct turn *t);
void stale_ask_page(struct turn *t);

void person_show_page(struct turn *t);
void person_unlock_page(struct turn *t);
void person_signout_page(struct turn *t);
void person_loan_page(struct turn *t);
void person_loan_end_page(struct turn *t);

void office_show_page(struct turn *t);
void office_choose_form_page(struct turn *t);
void office_choose_page(struct turn *t);

void terms_desk_page(struct turn *t);
void terms_notice_page(struct turn *t);
void terms_export_page(struct turn *t);

struct buf;
extern const str stale_labels[STALE_WHYS];
void csv_answer(struct turn *t, const struct buf *rows, str name);

#endif
