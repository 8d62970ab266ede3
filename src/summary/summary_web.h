// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of 「いま」 share. Inside this folder only.
#ifndef SUMMARY_SUMMARY_WEB_H
#define SUMMARY_SUMMARY_WEB_H

#include "summary/summary.h"
#include "web/form.h"

url summary_url(struct turn *t);
void summary_viewed(struct turn *t);
int64_t summary_revision_sent(const struct form *form);
// True when the answer is given; false: the sentence stands in the form, which is shown again.
bool summary_settle(struct turn *t, struct form *form, enum summary_outcome outcome);

void medicines_form_page(struct turn *t);
void medicines_page(struct turn *t);

#endif
