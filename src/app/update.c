// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/update.h"

#include "assets.h"
#include "base/log.h"
#include "db/migrate.h"

#include <stdio.h>

bool update_database(struct db *db)
{
    int applied = 0;
    switch (migrate(db, embedded_migrations, n_embedded_migrations, &applied)) {
    case MIGRATE_DONE:
        if (applied)
            log_info("migrate", "applied=%d", applied);
        return true;
    case MIGRATE_NEWER:
        fprintf(stderr, "the database was made by a newer tsunagi; use that one\n");
        return false;
    case MIGRATE_CHANGED:
        fprintf(stderr, "a migration that the database has recorded differs from this binary's\n");
        return false;
    case MIGRATE_FAULT:
        fprintf(stderr, "the database cannot be brought up to date; see the log\n");
        return false;
    }
    return false;
}
