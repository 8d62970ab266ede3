// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of visits share. Inside this folder only.
#ifndef VISIT_VISIT_WEB_H
#define VISIT_VISIT_WEB_H

#include "frame/frame.h"
#include "visit/visit.h"
#include "visit/visit_parts.html.h"

// False after a 404: only a patient's room has visits.
bool visits_here(struct turn *t);
url visits_url(struct turn *t); // the present week
url visits_week_url(struct turn *t, day d); // the week of that day
str visit_day_word(struct arena *a, day d); // 20261102, in addresses
// Of one visit's page; `what` is empty, "change" …
url visit_url(struct turn *t, const struct visit *visit, const char *what);
void visits_viewed(struct turn *t, visit_id plan);
// The visit of the address, opened. False after a 404.
bool visit_of_address(struct turn *t, struct visit *out);

struct visit_line visit_line_of(struct turn *t, const struct visit *visit, bool mine);
// The days from `from` to `to` with their visits; without = leave out days that have none.
struct visit_days visit_days_of(struct turn *t, const struct visits *visits, day from, day to,
                                bool mine);
// Answers what is no matter of a field: gone, changed meanwhile. False: the form is shown again.
bool visit_settle(struct turn *t, const struct visit *visit, struct form *form,
                  enum visit_outcome outcome, const char *said);
int64_t visit_version_sent(struct turn *t);

void visits_page(struct turn *t);
void visit_entry_form_page(struct turn *t);
void visit_entry_page(struct turn *t);
void visit_page(struct turn *t);
void visit_change_form_page(struct turn *t);
void visit_change_page(struct turn *t);
void visit_onward_form_page(struct turn *t);
void visit_onward_page(struct turn *t);
void visit_cancel_form_page(struct turn *t);
void visit_cancel_page(struct turn *t);
void visit_done_page(struct turn *t);
void visit_reopen_page(struct turn *t);
void mine_page(struct turn *t);

#endif
