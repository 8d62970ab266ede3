// SPDX-License-Identifier: AGPL-3.0-or-later
// What the running program is made of. Only src/app knows all the words; here
// they are put together.
#ifndef APP_APP_H
#define APP_APP_H

#include "app/config.h"
#include "db/db.h"
#include "turn.h"
#include "web/request.h"
#include "web/response.h"
#include "web/route.h"

struct app {
    struct config config;
    struct services services;
    struct db *db;
    struct router *routers[2]; // of each site
};

// Opens vault, CA, database and blobs of a data folder; false after a clear
// line on standard error. The image worker is started by serve only.
bool app_open(struct app *app, struct arena *arena, str folder);
// The same with a clock of its own, for the demo and for tests.
bool app_open_at(struct app *app, struct arena *arena, str folder, const struct clock *clock);
void app_close(struct app *app);

// A transaction that carries the vault and, when there is one, who acts.
struct tx *app_begin(const struct app *app, enum tx_kind kind, struct arena *arena,
                     const struct acting *me);

// The gate: from a complete request to a complete response. Its order is the
// policy; see gate.c.
void gate_handle(void *app, const struct request *request, struct response *response);

struct router *app_routes(enum site site);

#endif
