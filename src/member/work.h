// SPDX-License-Identifier: AGPL-3.0-or-later
// Where members work, and what the guide's forms change of it. Comes with member.h.
#ifndef MEMBER_WORK_H
#define MEMBER_WORK_H

#include "member/member.h"

// Whoever works at the office, whatever city gave the ID; profession, administrator and the last
// day (leave_on) are those of that office. By reading.
struct member_list member_list_at(struct tx *tx, office_id office);
// Whoever has that name and that reading, spelling folded, in any city; also those who left (no
// office). Costs a look-up, however many people are registered.
struct member_list member_list_same(struct tx *tx, str name, str kana);
// How many of the list are meant: by personal ID when it is given, else by the folded name.
int member_pick(struct tx *tx, const struct member_list *list, str name, str personal_id,
                struct member *out);
// The one of the list with that id.
bool member_pick_id(const struct member_list *list, member_id id, struct member *out);
int64_t member_offices(struct tx *tx, member_id id); // where the member works now
// Offices of the city where people of the city work, its desk first, then by name.
struct work_place {
    office_id id;
    str name, service;
};
struct work_places {
    size_t n;
    struct work_place *at;
};
struct work_places member_work_places(struct tx *tx, city_id city);
office_id member_office_in(struct tx *tx, member_id id, city_id city); // the newest there; {0}: none

struct member_work {
    office_id office;
    enum profession profession;
    bool administrator;
};
struct affiliation {
    member_id member;
    office_id office;
    str office_name;
    city_id city; // of the office
    enum profession profession;
    bool administrator;
    day ends_on; // the last day there; NO_DAY: none known
};
struct affiliations {
    size_t n;
    struct affiliation *at;
};
struct affiliations member_affiliations(struct tx *tx, member_id id); // in force, the newest first
// Of several people; those of each, the newest first.
struct affiliations member_affiliations_of(struct tx *tx, const struct member_id_list *ids);
bool member_leads(struct tx *tx, member_id id, office_id office); // administers it
void member_join(struct tx *tx, member_id id, const struct member_work *work); // from today
// False: the member does not work there.
bool member_change_work(struct tx *tx, member_id id, const struct member_work *work);
// An office keeps at least one administrator at all times (guide 5(1)④, 9(3)③): true when somebody
// would begin to work there longer than everybody who administers it, were the person's last day
// there `last` (NO_DAY: the person stays). The last of all may go.
bool member_leaves_alone(struct tx *tx, office_id office, member_id id, day last);
// A last day at one office, for somebody who goes on elsewhere; NO_DAY takes it back.
bool member_plan_end(struct tx *tx, member_id id, office_id office, day last);
struct ending {
    member_id member;
    office_id office;
    city_id city; // of the office
    day ends_on;
};
struct endings {
    size_t n;
    struct ending *at;
};
struct endings member_list_endings(struct tx *tx); // over, not carried out
bool member_end_work(struct tx *tx, member_id id, office_id office, day until_on);

#endif
