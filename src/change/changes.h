// SPDX-License-Identifier: AGPL-3.0-or-later
// What a 様式2 says, read against what is registered. Inside this folder.
#ifndef CHANGE_CHANGES_H
#define CHANGE_CHANGES_H

#include "change/change.h"
#include "change/items.h"
#include "member/member.h"

struct office_row_change {
    int row;
    enum office_item item;
    str before, after;
};
// What 「その他」 changes by itself; anything else an officer reads.
enum other_item { OTHER_NOTE, OTHER_PROFESSION, OTHER_KANA };
struct person_row_change {
    int row;
    enum person_item item;
    str name, personal_id, before, after, kana;
    int found; // how many people of the office are meant by `who`
    struct member who; // whose name, office … changes; of ITEM_ADMINISTRATOR: who steps back
    int found_next; // ITEM_ADMINISTRATOR
    struct member next; // who takes over
    enum office_match match; // ITEM_OFFICE
    struct office target;
    enum other_item other; // ITEM_OTHER
    enum profession profession; // OTHER_PROFESSION
    bool other_corporation; // ITEM_OFFICE: an office of the city, but not of this corporation
};
struct changes {
    enum office_match match;
    struct office office; // as registered
    struct office changed; // with all changes; the manager aside
    struct member_list here;
    size_t n_office, n_person;
    struct office_row_change *office_rows;
    struct person_row_change *person_rows;
};
extern const struct paper_part *const change_of_office, *const change_of_person; // the rows
struct changes changes_read(struct tx *tx, const struct application *of);
// One sentence for each row, from the registered value to the form's.
void change_plan(struct tx *tx, const struct application *of, struct paper_plan *out);
void changes_tell(struct tx *tx, const struct changes *c, struct paper_plan *out);
// Somebody would work at the old office and nobody administer it.
bool changes_lose_administrator(const struct changes *c);

void change_examine(struct tx *tx, const struct application *of, struct application_findings *out);
bool change_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                      struct application_findings *out);

#endif
