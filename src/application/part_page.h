// SPDX-License-Identifier: AGPL-3.0-or-later
// A form on the screen, made from its table: the same for the portal, the office and the desk.
// Values stand in form->typed: a request's form, or what is stored (form.typed = &values).
#ifndef APPLICATION_PART_PAGE_H
#define APPLICATION_PART_PAGE_H

#include "application/application.h"
#include "application/part_page.html.h"

// The boxes of one part; a part with rows shows those that hold something and `empty_rows` more.
struct part_view part_view_of(struct form *form, const struct paper_part *part, int empty_rows);
// All parts; what "more=PART" asks for gets five further rows, the others one.
struct part_views paper_views(struct form *form, const struct paper *paper);

// Puts lists to choose from where the form knows what an office may mean (paper.suggest).
void paper_suggest(struct tx *tx, const struct application *of, struct part_views *views);

// The same parts to be read, with the findings beside their fields. Empty rows are left out.
struct fact_parts paper_facts(struct arena *a, const struct paper *paper,
                              const struct params *values,
                              const struct application_findings *findings);

// Changes of values, to be listed.
struct change_lines change_lines_of(struct arena *a, const struct value_changes *changes);

// As people read it: 令和8年11月2日, 270-0192, はい.
str field_shown(struct arena *a, const struct paper_field *field, str value);
// "people.0.name"; the plain name where the part stands once.
str field_name_in(struct arena *a, const struct paper_part *part, int row, const char *name);
// "氏名" or "利用者 2: 氏名" for a field's name; empty for a name that the form does not have.
str field_label_of(struct arena *a, const struct paper *paper, str name);

// The field behind a name, as one that stands once: its name in full, its label with the row.
// False: the form has none of that name.
bool field_find(struct arena *a, const struct paper *paper, str name, struct paper_field *out);

#endif
