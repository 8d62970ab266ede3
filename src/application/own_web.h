// SPDX-License-Identifier: AGPL-3.0-or-later
// An administrator's applications for the own office, from inside.
#ifndef APPLICATION_OWN_WEB_H
#define APPLICATION_OWN_WEB_H

#include "application/desk.h"
#include "turn.h"

void own_list_page_handler(struct turn *t);
void own_start_page(struct turn *t);
void own_show_page(struct turn *t);
void own_file_page(struct turn *t);
void *own_save_prepare(struct turn *t);
void own_save_page(struct turn *t);
void own_withdraw_page(struct turn *t);

// The forms that begin inside by themselves: 様式1-1, 1-2 and 2.
bool own_kind_is_good(int64_t kind);
// What is known of office and people; `chosen`: who of the roster leaves (様式1-1) or gets a device
// (様式1-2), by id.
struct params own_prefilled(struct turn *t, enum application_kind kind,
                            const struct member_id_list *chosen);

#endif
