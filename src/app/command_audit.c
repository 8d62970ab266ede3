// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/command.h"

#include "app/verify.h"
#include "base/base32.h"

#include <stdio.h>

static void tell(void *arena, const char *table, int64_t row, const char *what)
{
    printf("broken table=%s row=%ld id=%.*s: %s\n", table, (long)row,
           STR(base32_from_id(arena, row)), what);
}

static int run(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    struct verify_report report = {.tell = tell, .context = a};
    bool whole = verify(&app, &report);
    printf("audit=%ld linked=%ld rooms=%ld seats=%ld posts=%ld vitals=%ld attachments=%ld identities=%ld\n",
           (long)report.rows, (long)report.links, (long)report.rooms, (long)report.seats,
           (long)report.posts, (long)report.vitals, (long)report.attachments, (long)report.people);
    bytes hash = {report.head.hash, sizeof report.head.hash};
    printf("head number=%ld hash=%.*s (note it apart from this machine)\n",
           (long)report.head.number, STR(hex_from_bytes(a, hash)));
    printf("%s\n", !whole          ? "the database could not be read to its end"
                   : report.broken ? "NOT as it was written: see the broken rows above"
                                   : "all is as it was written");
    app_close(&app);
    return whole && report.broken == 0 ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_audit_verify = {
    .words = "audit verify",
    .summary = "check that no audit row, post or sealed value was changed behind the program",
    .arguments = {{"--data", "the data folder", .required = true}},
    .run = run,
};
