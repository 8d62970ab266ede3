// SPDX-License-Identifier: AGPL-3.0-or-later
// Between rows of the table and struct member; for the files of this folder.
#ifndef MEMBER_OPENED_H
#define MEMBER_OPENED_H

#include "member/member.h"
#include "member/member.sql.h"

// With the key of the member's city.
struct member member_opened(struct tx *tx, const struct key *key, const struct member_row *row);

// By office, then reading.
void member_sort(struct member_list *list);
// By which the person is found; instead of those written before.
void member_put_tokens(struct tx *tx, member_id id, str name, str kana);

#endif
