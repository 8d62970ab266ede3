// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of the shelf share. Inside this folder only.
#ifndef DOCUMENT_DOCUMENT_WEB_H
#define DOCUMENT_DOCUMENT_WEB_H

#include "careplan/careplan.h"
#include "document/document.h"
#include "frame/frame.h"
#include "search/search.h"

enum { DOCUMENT_MOST_BODY = 80 * 1024 * 1024, CAREPLAN_MOST_BODY = 2 * CAREPLAN_MOST_BYTES };

// False after a 404: only a patient's room has a shelf.
bool shelf_here(struct turn *t);
// False after saying that nothing can be written, or a 404.
bool shelf_may_write(struct turn *t);
url shelf_url(struct turn *t);
url document_url(struct turn *t, document_id id);
// The document of the address; false after a 404.
bool document_of_address(struct turn *t, struct document *out);
// Those that hold the words, typed as in the search: in title, note, kind, names of files and people.
struct documents documents_with(struct arena *a, const struct documents *all, str typed);
void document_viewed(struct turn *t, const char *action, int64_t subject);
str document_term_text(struct arena *a, const struct document *d); // "2026年11月22日（日）まで"
str document_size_text(struct arena *a, int64_t size);

void shelf_page(struct turn *t);
void shelf_find_page(struct turn *t);
void one_document_page(struct turn *t);
void document_file_page(struct turn *t);
void document_picture_page(struct turn *t);
void document_thumbnail_page(struct turn *t);

void document_new_page(struct turn *t);
void *document_prepare(struct turn *t);
void document_put_page(struct turn *t);
void document_change_form_page(struct turn *t);
void document_change_page(struct turn *t);
void document_withdraw_form_page(struct turn *t);
void document_withdraw_page(struct turn *t);

void careplan_form_page(struct turn *t);
void careplan_look_page(struct turn *t);
void *careplan_take_prepare(struct turn *t);
void careplan_take_page(struct turn *t);

#endif
