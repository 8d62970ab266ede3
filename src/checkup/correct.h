// SPDX-License-Identifier: AGPL-3.0-or-later
// Corrections in a 現況届: what the office typed against what is registered. The difference becomes one
// 様式1-1 (people who enter or leave, professions) and one 様式2 (office, names, administrators); the
// answer itself says how things are. Inside this folder.
#ifndef CHECKUP_CORRECT_H
#define CHECKUP_CORRECT_H

#include "checkup/carry.h"
#include "member/member.h"

enum { CORRECT_NEWCOMERS = 30 };
extern const struct paper_part correct_roster; // rows "people": who is registered
extern const struct paper_part correct_newcomers; // rows "new"
extern const str correct_stay[2]; // 在籍, 退職・異動

enum correct_form { CORRECT_ANSWER, CORRECT_USAGE, CORRECT_CHANGE, CORRECT_FORMS };
// "people.2" of the 様式1-1 is what stands in "new.0" on the page.
struct correct_place {
    enum correct_form form;
    str there, here;
    bool whole; // `here` is a field, not a row
};
struct correction {
    struct tx *tx;
    const struct office *office;
    const struct params *typed; // read by the parts above
    struct params known;
    size_t n; // people registered, in the order of the rows "people"
    const struct member **people;
    struct params values[CORRECT_FORMS];
    int rows[CORRECT_FORMS], office_rows; // usage: people; change: person_changes, office_changes
    size_t n_places;
    struct correct_place *places;
};

enum application_kind correct_kind(enum correct_form form);
// What the three forms say; one without rows is not needed.
void correct_work_out(struct correction *c);
bool correct_needs(const struct correction *c, enum correct_form form);
// The field of the page that a finding of one of the forms is about; NONE: none.
str correct_field(const struct correction *c, enum correct_form form, str field);

// --- correct_people.c: rows "people" are those registered; "new" are newcomers ------------------

str correct_typed(const struct correction *c, const char *rows, int row, const char *name);
bool correct_leaves(const struct correction *c, int row);
bool correct_leads(const struct correction *c, int row); // is to administer
bool correct_is_renamed(const struct correction *c, int row);
bool correct_is_updated(const struct correction *c, int row); // 様式1-1 更新
// Who starts and who stops to administer stands on the 様式1-1, else on the 様式2.
bool correct_handover_in_usage(const struct correction *c);
// The next one from `row` on who starts, or stops, to administer; the number of people: none.
int correct_next_handover(const struct correction *c, int row, bool starts);

#endif
