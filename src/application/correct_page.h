// SPDX-License-Identifier: AGPL-3.0-or-later
// Correcting on a page: the open fields to be filled in, the others to be read. The same for the
// office that corrects its own form and the officer who keys in a corrected paper.
#ifndef APPLICATION_CORRECT_PAGE_H
#define APPLICATION_CORRECT_PAGE_H

#include "application/part_page.h"

struct part_views correct_views(struct tx *tx, const struct application *of,
                                const struct open_fields *open, struct form *form);
// Parts of which every field is open are left out.
struct fact_parts correct_facts(struct arena *a, const struct application *of,
                                const struct open_fields *open);
// The open fields as they were typed, cleaned.
struct params correct_read(struct tx *tx, const struct application *of, const struct params *typed);

#endif
