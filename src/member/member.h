// SPDX-License-Identifier: AGPL-3.0-or-later
// Member (システム利用者): a person with a personal ID, who works at one or more
// offices. The ID stays through moves inside the city; it is void after the
// leave date, and what the person wrote keeps the name. Guide 1, 2, 5(1).
#ifndef MEMBER_MEMBER_H
#define MEMBER_MEMBER_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "profession/profession.h"
#include "turn.h"
#include "vault/vault.h"

struct member {
    member_id id;
    city_id city;
    enum member_role role;
    str personal_id; // 8 digits
    str name, kana; // opened with the city's key
    day leave_on; // NO_DAY: none
    // where the member works now (the newest affiliation in force)
    office_id office;
    str office_name;
    enum profession profession;
    bool administrator;
};

struct member_new {
    city_id city;
    enum member_role role;
    office_id office;
    enum profession profession;
    bool administrator;
    str name, kana;
};

// A new person with a fresh personal ID and an affiliation from today. The desk registers
// people through registration_add, which also gives the seat in the notice room.
member_id member_add(struct tx *tx, const struct member_new *new);

// NULL when there is no such person in that city.
const struct member *member_find(struct tx *tx, city_id city, member_id id);
// In whatever city: for invitations across cities. Opens the name with that city's key.
const struct member *member_find_anywhere(struct tx *tx, member_id id);

struct member_list {
    size_t n;
    struct member *at;
};
// All members of the city or of one office ({0}: all), sorted by office, then reading.
// Opens every name: for the command line. Pages take a slice, or those that they show.
struct member_list member_list_of(struct tx *tx, city_id city, office_id office);
// These people of the city, sorted the same way; others are passed over.
struct member_list member_list_these(struct tx *tx, city_id city, const struct member_id_list *ids);
// One for each id, in that order, in whatever city; all zero where nobody has it.
struct member_list member_list_for(struct tx *tx, const struct member_id_list *ids);

// People of a city, page by page.
enum { MEMBERS_ON_A_PAGE = 50 };
struct member_filter {
    city_id city;
    office_id office; // {0}: any
    str search; // part of name, reading or ID; of one character: how the name begins
    bool left_too; // also who works nowhere any more
    member_id after; // the last one of the page before; {0}: from the start
};
struct member_slice {
    struct member_list list;
    bool more;
};
struct member_slice member_slice_of(struct tx *tx, const struct member_filter *filter);
// Some of those whose tokens are missing, as after an update of the program: for a job.
void member_write_tokens(struct tx *tx);

bool member_is_active(const struct member *m, day today);

// People who work at the office and have no leave date.
int64_t member_count_at(struct tx *tx, office_id office);
// The leave date; what follows from it is registration's.
void member_set_leave(struct tx *tx, member_id id, day leave_on);
struct member_id_list member_list_leaving(struct tx *tx); // leave date over, not carried out
void member_end_affiliations(struct tx *tx, member_id id, day until_on);

// Where members work, and what changes of it.
#include "member/work.h"

// Posts and seats keep the name of their time. False: no such member in that city.
bool member_rename(struct tx *tx, city_id city, member_id id, str name, str kana);

// The member with that personal ID, in any city; false when there is none.
bool member_find_by_personal_id(struct tx *tx, str personal_id, struct member *out);
// Where a member's sealed column stands. The role stands in the place, so that whoever can write
// to the database but does not hold the keys cannot make an officer of anybody.
struct place member_place(const char *column, member_id id, city_id city, enum member_role role);
// Eight digits with a good check digit (modulus 10, weights 2 1 2 1 … as for office numbers).
bool personal_id_is_good(str personal_id);

#endif
