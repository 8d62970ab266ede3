// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages of the import, for the route table in office_web.c.
#ifndef OFFICE_OFFICE_WEB_H
#define OFFICE_OFFICE_WEB_H

#include "turn.h"

enum { IMPORT_BYTES = 32 * 1024 * 1024 };

void import_form_page(struct turn *t);
void *import_file_prepare(struct turn *t);
void import_file_page(struct turn *t);
void *import_commit_prepare(struct turn *t);
void import_commit_page(struct turn *t);

#endif
