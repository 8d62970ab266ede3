// SPDX-License-Identifier: AGPL-3.0-or-later
// Memo (連絡): what the administrators of one office, or one person, are told inside:
// somebody came from another office, one of their people reported something, the desk decided. It
// stands on the home page until one of them has seen it. Guide 様式2 ※2.
#ifndef MEMO_MEMO_H
#define MEMO_MEMO_H

#include "db/db.h"
#include "ids.h"
#include "turn.h"

struct memo {
    memo_id id;
    office_id office;
    application_id application; // that it is about; {0}: none
    str office_name, text;
    instant written_at;
};
struct memos {
    size_t n;
    struct memo *at;
};

// To the office's address too, where one is registered: constant words only.
void memo_write(struct tx *tx, city_id city, office_id office, application_id about, str text);
// Without the mail, where another one says it.
void memo_put(struct tx *tx, city_id city, office_id office, application_id about, str text);
// To one person, from the city's desk.
void memo_write_to(struct tx *tx, city_id city, member_id member, str text);
// To the member, and for every office that the member administers, newest first.
struct memos memo_list(struct tx *tx, member_id member);
int64_t memo_count(struct tx *tx, member_id member);
// False: none such that waits for this member.
bool memo_see(struct tx *tx, member_id member, memo_id id);

extern const struct routes memo_routes;

#endif
