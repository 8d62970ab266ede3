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

struct blobs;

struct audit_entry {
    const char *action; // "post.write", "seat.invite", … a constant word
    city_id city;
    room_id room;
    int64_t subject;
    str detail; // sealed; short; what a later reader needs beyond the ids
};
// The actor and the device are the transaction's (TX_ACTOR: const struct acting *).
void audit_record(struct tx *tx, const struct audit_entry *entry);

// Looking is recorded too, in batches within a second, outside the reader's transaction:
// queued here, written by audit_flush (the server's recorder calls it).
void audit_viewed(const struct acting *me, city_id city, const char *action, room_id room,
                  int64_t subject, instant at);
void audit_flush(struct tx *tx);
bool audit_has_views(void);

// Links what is not linked yet and is older than two seconds; the count. A job's.
int audit_link_rows(struct tx *tx, int most);

struct audit_report {
    int64_t rows, linked, posts, attachments;
    size_t n_broken;
    struct audit_broken {
        const char *table; // "audit", "audit_link", "post", …
        int64_t id;
        const char *what; // "changed", "missing", "out of order"
    } *broken; // the first 100
};
// Checks every MAC, the chain, and that every post, seat and room opens.
struct audit_report audit_verify(struct tx *tx, struct blobs *blobs);

#endif
