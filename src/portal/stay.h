// SPDX-License-Identifier: AGPL-3.0-or-later
// A stay: an applicant at work on one application. The browser holds a sealed token; number and
// code are in no address and no cookie. It ends after an hour without a request and twelve hours
// after it began; what was saved stays.
#ifndef PORTAL_STAY_H
#define PORTAL_STAY_H

#include "application/application.h"
#include "city/city.h"
#include "portal/fix_page.html.h"
#include "turn.h"

struct stay {
    struct city city;
    struct application of;
    const struct paper *paper;
};

// The city of the address; false after the answer "no such page".
bool portal_city(struct turn *t, struct city *out);
struct base portal_base(const struct turn *t, const struct city *city, str title);
url portal_url(const struct turn *t, const struct city *city, const char *rest); // "/status"
url part_url(const struct turn *t, const struct city *city, int part);

void stay_begin(struct turn *t, const struct city *city, application_id id);
void stay_end(struct turn *t);
bool stay_find(struct turn *t, const struct city *city, struct stay *out);
// As stay_find; without a stay the answer is the page that asks for number and code, and what
// was typed goes on with it.
bool stay_open(struct turn *t, struct stay *out);
void show_resume(struct turn *t, const struct city *city, struct form *form);

// The checks of the form, as the desk will see them.
struct application_findings stay_check(struct turn *t, const struct stay *v);

// Drafts and what was returned.
bool stay_may_change(const struct stay *v);
// The page that was sent was made from the present revision.
bool stay_seen(const struct turn *t, const struct stay *v);
// Where the field of a finding or a reason is put right.
url stay_place_of(struct turn *t, const struct stay *v, str field);
// What the city wrote when it returned the form last.
struct reason_list stay_reasons(struct turn *t, const struct stay *v);

// --- parts -----------------------------------------------------------------------------------

// Guided steps: the parts of the form, the signature where one is needed, the last look.
int stay_steps(const struct stay *v);
bool stay_needs_signature(const struct stay *v);

// What is typed for a part: rows without gaps, as the form's fields.
struct params rows_packed(struct arena *a, const struct params *typed,
                          const struct paper_part *part, int without);
// Stored values with one part as typed in `form`; what is wrong is recorded in the form.
struct params part_filled(struct turn *t, const struct stay *v, const struct paper_part *part,
                          struct form *form);
void params_set(struct arena *a, struct params *values, str name, str value);
void params_drop(struct params *values, str name);
bool part_has(const struct paper_part *part, const char *name);
// The first part that asks for the field; -1: none.
int part_of_field(const struct paper *paper, str name);

// Rows pasted from a spreadsheet behind those that are there; sentences say what was not read.
struct paste {
    int rows; // added
    size_t n;
    str *at;
};
struct paste rows_pasted(struct arena *a, str text, const struct paper_part *part,
                         struct params *typed);

// Saves the part of a request in the stay; used where typing went on while the stay had ended.
enum application_outcome part_save(struct turn *t, struct stay *v, int part, struct form *form);

#endif
