// SPDX-License-Identifier: AGPL-3.0-or-later
// Large sealed contents outside the database. A blob is written, flushed and
// named before the transaction that refers to it commits; one whose
// transaction did not commit is an orphan, and blob_sweep removes it after a
// day. The name says nothing: it is the id of the row that owns it. All calls may
// be made from several threads at once.
#ifndef BLOB_BLOB_H
#define BLOB_BLOB_H

#include "db/db.h"
#include "vault/vault.h"

struct blobs;

struct blobs *blobs_open(str folder); // made 0700 when missing; NULL: not possible
void blobs_close(struct blobs *b);

// Faults go to the transaction, a full disk so that tx_finish says TX_FULL. `part`
// tells several blobs of one row apart ("full", "thumbnail"): a word of the
// program, 1 to 32 of a-z, 0-9 and _. The same blob put again is replaced whole.
void blob_put(struct blobs *b, struct tx *tx, const struct key *key, int64_t id, str part,
              bytes plain);
// False when it is missing or does not open.
bool blob_get(struct blobs *b, struct arena *a, const struct key *key, int64_t id, str part,
              bytes *out);
bool blob_is_there(struct blobs *b, int64_t id, str part);

// Removes files older than `older` for which `is_wanted` says no, and what a
// crash left half written. The count. `older` is compared with the machine's clock.
int blob_sweep(struct blobs *b, instant older, bool (*is_wanted)(void *context, int64_t id),
               void *context);

// Copies all blobs to another folder (hard links where possible, else flushed
// copies), for backups; one made earlier is brought up to date. *copied counts
// what was not there yet. False when the copy is not whole and on disk.
bool blobs_copy_to(struct blobs *b, str folder, int *copied);

#endif
