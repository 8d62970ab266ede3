// SPDX-License-Identifier: AGPL-3.0-or-later
// Migrations: numbered SQL files compiled into the binary, in one dialect-neutral
// wording (SQLite STRICT; INTEGER becomes BIGINT and BLOB becomes BYTEA on
// PostgreSQL; STRICT and WITHOUT ROWID are dropped there). Each runs in its own
// transaction and is recorded with its BLAKE2b hash; a recorded migration whose
// text changed, or a database newer than the binary, is refused.
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct migration {
    str name; // "0001_start.sql"
    str sql;
};

enum migrate_outcome { MIGRATE_DONE, MIGRATE_NEWER, MIGRATE_CHANGED, MIGRATE_FAULT };

// Brings the database to the newest of `list` (in order). *applied says how
// many ran now.
enum migrate_outcome migrate(struct db *db, const struct migration *list, size_t n, int *applied);

// How many of the list the database lacks; -1 when it cannot be asked.
int migrate_missing(struct db *db, const struct migration *list, size_t n);

// The PostgreSQL wording of one migration, also used by the golden schema test.
str migrate_for_postgres(struct arena *a, str sql);

#endif
