// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivery (通知): how notices (src/notice) reach a person who does not have tsunagi open: by mail
// and on devices that were switched on (src/push), at once or once a day, outside of the quiet
// hours, several within a short while as one. Told is that there is something new and where to
// look, and nothing else. Mission E9.
#ifndef DELIVERY_DELIVERY_H
#define DELIVERY_DELIVERY_H

#include "db/db.h"
#include "ids.h"
#include "notice/notice.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum delivery_pace { PACE_AT_ONCE, PACE_DIGEST };

struct delivery_settings {
    bool by_mail;
    enum delivery_pace mine; // what is for the member; what is urgent never waits for a digest
    enum delivery_pace rest; // what else is new
    int64_t digest_hour; // 0 … 23, in Japan
    int64_t quiet_from, quiet_until; // hours; the same twice: never quiet
    bool urgent_passes; // also in the quiet hours
};
// Until the member says otherwise: what is for the member at once, the rest at 8, quiet 21 to 7.
struct delivery_settings delivery_settings_of(struct tx *tx, member_id member);

enum delivery_change { DELIVERY_SET, DELIVERY_HOUR_QUIET }; // the digest would come in quiet hours
enum delivery_change delivery_set(struct tx *tx, member_id member,
                                  const struct delivery_settings *settings);
// Whether it is quiet at that hour.
bool delivery_is_quiet(const struct delivery_settings *settings, int64_t hour);

// --- the address: nothing goes to one that was not shown to be the person's ---------------

enum delivery_address {
    ADDRESS_NONE,
    ADDRESS_WAITS, // a code is on its way
    ADDRESS_UNPROVED, // given some time, never confirmed
    ADDRESS_CONFIRMED,
    ADDRESS_BOUNCED, // the last notice did not arrive, so none follows
};
enum delivery_address delivery_address_of(struct tx *tx, const struct acting *me, str *address);

enum { CODE_MINUTES = 30, CODE_TRIES = 5 };
enum delivery_code { CODE_SENT, CODE_SAME, CODE_BAD_ADDRESS, CODE_WAIT }; // CODE_SAME: confirmed already
// Keeps the address and mails a code of six digits to it; {empty}: forgets it.
enum delivery_code delivery_send_code(struct tx *tx, const struct acting *me, str address);
enum delivery_proof { PROOF_DONE, PROOF_WRONG, PROOF_OVER }; // PROOF_OVER: too old, or tried too often
enum delivery_proof delivery_confirm(struct tx *tx, const struct acting *me, str code);

// --- the jobs --------------------------------------------------------------------------------

enum { DELIVERY_BATCH = 100 };
// Finds out whom posts are for, and tells at most DELIVERY_BATCH people what is due. How many were
// looked at; 0: nothing is due.
int delivery_send(struct tx *tx, str member_url);
// Finds what is unread and was not told of, for people whose time it is, from `after` on. The last
// of them; {0}: that was all.
member_id delivery_find_news(struct tx *tx, member_id after);

extern const struct routes delivery_routes;

#endif
