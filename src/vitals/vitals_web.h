// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of vitals share. Inside this folder only.
#ifndef VITALS_VITALS_WEB_H
#define VITALS_VITALS_WEB_H

#include "frame/frame.h"
#include "vitals/chart_parts.html.h"
#include "vitals/vitals.h"

// False after a 404: only a patient's room has vitals.
bool vitals_here(struct turn *t);
url vitals_url(struct turn *t);
void vitals_viewed(struct turn *t, const char *action, int64_t subject);

// The figures of what was measured from `from` to the end of `to`, one for each sign that has values.
struct charts charts_of(struct turn *t, const struct vitals_list *list,
                        const struct vitals_limits *limits, day from, day to);

void vitals_page(struct turn *t);
void entry_form_page(struct turn *t);
void entry_page(struct turn *t);
void one_vitals_page(struct turn *t);
void vitals_change_form_page(struct turn *t);
void vitals_change_page(struct turn *t);
void vitals_withdraw_form_page(struct turn *t);
void vitals_withdraw_page(struct turn *t);
void limits_page(struct turn *t);
void limit_set_page(struct turn *t);
void limit_end_page(struct turn *t);
void vitals_import_form_page(struct turn *t);
void vitals_import_file_page(struct turn *t);
void vitals_import_take_page(struct turn *t);

#endif
