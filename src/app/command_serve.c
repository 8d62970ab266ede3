// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/command.h"

#include "app/serve.h"
#include "app/update.h"
#include "assets.h"
#include "db/migrate.h"

#include <stdio.h>

static int run_serve(struct arena *a, const struct command *given)
{
    (void)a;
    return serve(argument(given, "--data"), command_self(), argument(given, "--say"),
                 argument(given, "--ahead"));
}

const struct command command_serve = {
    .words = "serve",
    .summary = "serve both sites until interrupted",
    .arguments = {{"--data", "the data folder", .required = true},
                  {.name = "--say", .help = "more words for the ready line"},
                  {.name = "--ahead", .help = "for trials: hours by which the clock runs ahead"}},
    .run = run_serve,
};

static int run_migrate(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int missing = migrate_missing(app.db, embedded_migrations, n_embedded_migrations);
    printf("missing=%d\n", missing);
    bool done = missing >= 0 && (argument_given(given, "--dry-run") || update_database(app.db));
    app_close(&app);
    return done ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_migrate = {
    .words = "migrate",
    .summary = "bring the database to the form that this binary knows",
    .arguments = {{"--data", "the data folder", .required = true},
                  {"--dry-run", "only say how many migrations are missing", .flag = true}},
    .run = run_migrate,
};
