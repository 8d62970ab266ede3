// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi import offices: the open data of a city, as on the desk's page.
#include "app/command.h"

#include "city/city.h"
#include "office/office.h"

#include <stdio.h>

enum { MOST_BYTES = 256 * 1024 * 1024 };

static const char *weight_word(enum finding_weight weight)
{
    switch (weight) {
    case FINDING_NOTE:
        return "note";
    case FINDING_WARNING:
        return "warning";
    case FINDING_REFUSAL:
        return "refused";
    }
    return "";
}

static void say(const struct import_plan *plan)
{
    for (size_t i = 0; i < plan->findings.n; i++) {
        const struct finding *f = &plan->findings.at[i];
        printf("line %d: %s: %.*s%s%.*s\n", f->line, weight_word(f->weight), STR(f->column),
               f->column.n ? ": " : "", STR(f->sentence));
    }
    printf("new=%zu changed=%zu same=%zu findings=%zu\n", plan->n_new, plan->n_changed,
           plan->n_same, plan->findings.n);
}

static int import(struct tx *tx, const struct command *given, bytes file)
{
    struct city city;
    if (!command_city(tx, given, &city)) {
        tx_rollback(tx);
        return STATUS_FAILED;
    }
    struct import_plan plan = import_read(tx, city.id, file);
    say(&plan);
    if (plan.refused || argument_given(given, "--dry-run")) {
        tx_rollback(tx);
        return plan.refused ? STATUS_FAILED : STATUS_DONE;
    }
    import_commit(tx, city.id, &plan);
    return command_commit(tx);
}

static int run(struct arena *a, const struct command *given)
{
    struct app app;
    bytes file;
    if (!command_read(a, argument(given, "FILE"), MOST_BYTES, &file) ||
        !command_open(&app, a, given))
        return STATUS_FAILED;
    int status = import(app_begin(&app, TX_WRITE, a, NULL), given, file);
    app_close(&app);
    return status;
}

const struct command command_import_offices = {
    .words = "import offices",
    .summary = "import a city's offices from open data (CSV)",
    .arguments = {{"FILE", "the CSV file", .required = true},
                  {"--data", "the data folder", .required = true},
                  {"--city", "the city's code", .required = true},
                  {"--dry-run", "only say what would change", .flag = true}},
    .run = run,
};
