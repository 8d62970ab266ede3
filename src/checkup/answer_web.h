// SPDX-License-Identifier: AGPL-3.0-or-later
// What the office's pages of the 現況届 share. Inside this folder.
#ifndef CHECKUP_ANSWER_WEB_H
#define CHECKUP_ANSWER_WEB_H

#include "checkup/carry.h"
#include "office/office.h"

// The office that the person at hand administers, and what it owes. False: of none.
bool answer_office(struct turn *t, struct office *office, struct checkup_owed *owed);
// A 様式5 from inside of that office, today.
struct application_new answer_new(struct turn *t, const struct office *office,
                                  enum application_kind kind, const struct params *values);
// Begun and handed in, after the checks; one that has to be signed is only begun, its own page takes
// the signature.
application_id answer_hand_in(struct turn *t, const struct application_new *new);

// correct_web.c
void correct_form_page(struct turn *t);
void correct_send_page(struct turn *t);

#endif
