// SPDX-License-Identifier: AGPL-3.0-or-later
// Bringing a database to the form that this binary knows.
#ifndef APP_UPDATE_H
#define APP_UPDATE_H

#include "db/db.h"

// Carries out the migrations that are missing; false after a clear line.
bool update_database(struct db *db);

#endif
