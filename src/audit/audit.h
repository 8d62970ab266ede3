// SPDX-License-Identifier: AGPL-3.0-or-later
// Audit (監査記録): who did what, who looked at whose room, when, from which device. Written in
// the transaction that does it; each row carries a keyed MAC, and a job links the
// rows into a chain, so that a changed, removed or inserted row is found.
// 安全管理ガイドライン 6.0 システム運用編 17. Mission O.
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "db/db.h"
#include "ids.h"
#include "turn.h"

struct audit_entry {
    const char *action; // "post.write", "seat.invite", … a constant word
    city_id city; // {0}: the acting person's, if somebody acts
    room_id room;
    int64_t subject;
    str detail; // sealed; short; what a later reader needs beyond the ids
};
// The actor and the device are the transaction's (TX_ACTOR: const struct acting *).
void audit_record(struct tx *tx, const struct audit_entry *entry);

// Looking is recorded too, in batches within a second, outside the reader's transaction:
// queued here, written by audit_flush (the server's recorder calls it). What could not be written
// stays queued for the next flush; when the queue is full, the number that found no room is
// written as "view.lost". One thread at a time flushes.
void audit_viewed(const struct acting *me, city_id city, const char *action, room_id room,
                  int64_t subject, instant at);
void audit_flush(struct tx *tx);
bool audit_has_views(void);
void audit_forget_views(void); // between tests

// Links what is not linked yet and is older than two seconds; the count. Rows are committed out of
// the order of their ids, mostly by less than seconds (AUDIT_SOON looks no further back), never by
// more than minutes. Two jobs'.
enum audit_reach { AUDIT_SOON, AUDIT_LATE };
int audit_link_rows(struct tx *tx, enum audit_reach reach, int most);

// The newest id that the installation made, or close to it: every change has a row here.
int64_t audit_newest_id(struct tx *tx);

// --- verifying, in batches so that memory does not grow with the table -------------------

// Tells what is wrong: "changed", "missing", "out of order", with the table and the row.
typedef void audit_broken(void *context, const char *table, int64_t row, const char *what);

// Checks the MACs of up to 1,000 rows after `*after`, and moves it. The count; 0: none left.
size_t audit_verify_rows(struct tx *tx, audit_id *after, audit_broken *broken, void *context);

// Checks up to 1,000 links of the chain. Begins with an empty chain.
struct audit_chain {
    int64_t number; // of the last link seen
    uint8_t hash[32];
};
size_t audit_verify_links(struct tx *tx, struct audit_chain *chain, audit_broken *broken,
                          void *context);

#endif
