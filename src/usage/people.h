// SPDX-License-Identifier: AGPL-3.0-or-later
// What a 様式1-1 says, read against what is registered. Inside this folder.
#ifndef USAGE_PEOPLE_H
#define USAGE_PEOPLE_H

#include "member/member.h"
#include "usage/usage.h"

enum move { MOVE_NEW, MOVE_UPDATE, MOVE_REMOVE };
struct usage_row {
    int row;
    enum move move;
    str name, kana, personal_id;
    enum profession profession;
    bool administrator;
    day leave_on;
    bool known; // `found` is who is meant: by personal ID, or by name at this office
    bool several; // more than one person there has that name
    bool here; // works at this office
    struct member found;
};
struct usage {
    enum office_match match;
    struct office office; // as registered, OFFICE_KNOWN only
    struct office given; // as the form says
    struct member_list here;
    size_t n;
    struct usage_row *at;
};
extern const struct paper_part *const usage_people; // the rows
struct usage usage_read(struct tx *tx, const struct application *of);
bool usage_same_person(struct tx *tx, const struct usage_row *p, str name, str kana);

void usage_examine(struct tx *tx, const struct application *of, struct application_findings *out);
// After this form there would be a day on which people work there and nobody administers it.
bool usage_loses_administrator(const struct usage *u);
bool usage_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                     struct application_findings *out);

#endif
