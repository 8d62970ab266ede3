// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi demo: a whole installation with the neighbourhood in it. Keys, certificates and
// passwords are as random as anywhere; only what people say is always the same.
#include "app/command.h"

#include "app/install.h"
#include "app/neighbourhood.h"
#include "app/update.h"
#include "base/csv.h"
#include "server/image.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { MOST_OFFICES_BYTES = 64 * 1024 * 1024 };

static bool make_folder(struct arena *a, const struct command *given, instant now)
{
    struct install install = {
        .folder = argument(given, "--data"),
        .city = S("流山市（見本）"),
        .now = instant_after(now, -DAYS(30)), // before the first of the demo's days
        .config = {.address = S("127.0.0.1"),
                   .host = S("localhost"),
                   .member_port = 8443,
                   .public_port = 8444},
    };
    return install_make(a, &install);
}

static bool build(struct arena *a, const struct command *given, struct clock *clock, bytes offices,
                  struct neighbourhood *out)
{
    struct app app;
    bool built = false;
    if (app_open_at(&app, a, argument(given, "--data"), clock) && update_database(app.db)) {
        app.services.images = image_worker_start(command_self(), 1);
        built = neighbourhood_build(&app, clock, a, offices, out);
        image_worker_stop(app.services.images);
    }
    app_close(&app);
    return built;
}

// --- what the visitor needs ------------------------------------------------------------------

static str certificate_path(struct arena *a, const struct command *given,
                            const struct neighbourhood *n, int i)
{
    return str_print(a, "%.*s/%02d-%s.p12", STR(argument(given, "--certificates")), i + 1,
                     n->people[i].word);
}

static bool write_certificates(struct arena *a, const struct command *given,
                               const struct neighbourhood *n)
{
    str folder = argument(given, "--certificates");
    if (mkdir(str_zero(a, folder), 0700) != 0 && errno != EEXIST) {
        fprintf(stderr, "%.*s cannot be made\n", STR(folder));
        return false;
    }
    for (int i = 0; i < NEIGHBOURS; i++)
        if (!command_write(a, certificate_path(a, given, n, i), n->people[i].certificate))
            return false;
    return true;
}

static bool write_people(struct arena *a, const struct command *given,
                         const struct neighbourhood *n)
{
    struct buf out = buf_in(a);
    const str header[] = {S("role"),     S("name"),        S("personal_id"),
                          S("password"), S("certificate"), S("certificate_password")};
    csv_put_row(&out, header, sizeof header / sizeof header[0]);
    for (int i = 0; i < NEIGHBOURS; i++) {
        const struct neighbour_person *p = &n->people[i];
        const str row[] = {str_of(p->role),
                           p->name,
                           p->personal_id,
                           p->password,
                           certificate_path(a, given, n, i),
                           p->certificate_password};
        csv_put_row(&out, row, sizeof row / sizeof row[0]);
    }
    return command_write(a, argument(given, "--people"), str_bytes(buf_str(&out)));
}

static int run(struct arena *a, const struct command *given)
{
    instant now = clock_now(&machine_clock);
    struct clock clock = standing_clock(now);
    struct neighbourhood n;
    bytes offices = {0};
    if (argument_given(given, "--offices") &&
        !command_read(a, argument(given, "--offices"), MOST_OFFICES_BYTES, &offices))
        return STATUS_FAILED;
    if (!make_folder(a, given, now) || !build(a, given, &clock, offices, &n) ||
        !write_certificates(a, given, &n) || !write_people(a, given, &n))
        return STATUS_FAILED;
    printf("people=%.*s\ncertificates=%.*s\n", STR(argument(given, "--people")),
           STR(argument(given, "--certificates")));
    return STATUS_DONE;
}

const struct command command_demo = {
    .words = "demo",
    .summary = "make an installation for trying out, with invented people and patients",
    .arguments = {{"--data", "the folder to make", .required = true},
                  {"--people", "where to write who may sign in, with passwords (CSV)",
                   .required = true},
                  {"--certificates", "the folder to write everybody's certificate to (PKCS#12)",
                   .required = true},
                  {.name = "--offices", .help = "open data of 流山市 (CSV) to import besides"}},
    .run = run,
};
