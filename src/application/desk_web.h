// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk's pages share; their routes stand in desk_web.c.
#ifndef APPLICATION_DESK_WEB_H
#define APPLICATION_DESK_WEB_H

#include "application/desk.h"
#include "turn.h"

// The case of the first ":application" part, of this officer's city, no draft. False: the 404 is
// written.
bool case_of_turn(struct turn *t, struct application *out);
url case_url(struct turn *t, application_id id);
str paper_name(struct turn *t, enum application_kind kind); // "様式1-1 利用申請"
const char *state_chip(enum application_state state);

// --- the inbox: inbox_web.c, export_web.c, batch_web.c --------------------------------------

// What the address asks for.
struct application_filter filter_of(struct turn *t);
void inbox_list_page(struct turn *t);
void inbox_search_page(struct turn *t);
void approvals_post_page(struct turn *t);
void export_page(struct turn *t);
void *batch_prepare(struct turn *t);
void batch_post_page(struct turn *t);

// --- one case: case_web.c shows it, decide_web.c changes it ---------------------------------

// `form`: what was typed and refused. `seen_step`: the newest step that the officer had seen when
// the case has changed meanwhile, else 0.
void case_show(struct turn *t, const struct application *seen, struct form *form,
               int64_t seen_step);
// 409: the case as it is now, what happened since the step that the form names, and what was typed.
void case_show_changed(struct turn *t, const struct application *now, struct form *form);
void case_show_page(struct turn *t);
void case_file_page(struct turn *t);
// The file of the second part of the address, when it is one of this application.
void case_file_show(struct turn *t, const struct application *of);
void case_return_page(struct turn *t);
void case_reject_page(struct turn *t);
void case_approve_page(struct turn *t);
void case_carry_out_page(struct turn *t);
void case_note_page(struct turn *t);

// What carrying out will do, in sentences.
struct paper_plan case_plan(struct tx *tx, const struct application *of);

// --- a form that came on paper: keyed_web.c -------------------------------------------------

void keyed_form_page(struct turn *t);
void *keyed_prepare(struct turn *t);
void keyed_post_page(struct turn *t);

// --- what was returned and came on paper: returned_web.c ------------------------------------

void returned_form_page(struct turn *t);
void *returned_prepare(struct turn *t);
void returned_post_page(struct turn *t);
// What the paper bears, said afterwards.
void seen_post_page(struct turn *t);

#endif
