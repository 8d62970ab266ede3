// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi init: a data folder with keys, authorities, a city and its first officer.
#include "app/command.h"

#include "app/found.h"
#include "app/install.h"
#include "app/update.h"
#include "base/random.h"
#include "base/text.h"
#include "office/office.h"
#include "registration/registration.h"

#include <stdio.h>

enum { CERTIFICATE_PASSWORD = 12 };

static bool fail(const char *what, str where)
{
    fprintf(stderr, "%s: %.*s\n", what, STR(where));
    return false;
}

static bool make_folder(struct arena *a, const struct command *given)
{
    struct install install = {
        .folder = argument(given, "--data"),
        .city = argument(given, "--name"),
        .now = clock_now(&machine_clock),
        .config = {.database = argument(given, "--database"),
                   .address = argument_given(given, "--address") ? argument(given, "--address")
                                                                 : S("127.0.0.1"),
                   .host = argument_given(given, "--host") ? argument(given, "--host")
                                                           : S("localhost"),
                   .member_port = 8443,
                   .public_port = 8444},
    };
    return install_make(a, &install);
}

// --- the first city and officer ----------------------------------------------------------------

struct first {
    str personal_id, password, certificate_password;
    struct pki_issued issued;
};

static bool register_officer(const struct app *app, struct tx *tx, const struct command *given,
                             city_id city, struct first *out)
{
    struct registration_new new = {
        .member = {.city = city,
                   .role = ROLE_OFFICER,
                   .office = office_desk(tx, city),
                   .profession = PROFESSION_OFFICIAL,
                   .administrator = true,
                   .name = argument(given, "--officer")},
    };
    member_id officer;
    if (!text_kana(tx_arena(tx), argument(given, "--kana"), &new.member.kana))
        return fail("is not written in kana", argument(given, "--kana"));
    if (registration_add(tx, NULL, &new, &officer) != REGISTRATION_DONE)
        return fail("cannot be registered", argument(given, "--officer"));
    struct password_initial initial = password_initial(tx_arena(tx));
    password_issue(tx, officer, &initial);
    device_id device = device_add(tx, city, officer, DEVICE_PC, false);
    *out = (struct first){
        .personal_id = member_find(tx, city, officer)->personal_id,
        .password = initial.plain,
        .certificate_password = random_password(tx_arena(tx), CERTIFICATE_PASSWORD),
    };
    out->issued = device_issue(tx, app->services.pki, device, out->certificate_password);
    return true;
}

static bool make_city(const struct app *app, struct tx *tx, const struct command *given,
                      struct first *out)
{
    struct city city;
    switch (found_city(tx, argument(given, "--city"), argument(given, "--name"), &city)) {
    case CITY_ADDED:
        return register_officer(app, tx, given, city.id, out);
    case CITY_BAD_CODE:
        return fail("is not a city code (6 digits with a check digit)", argument(given, "--city"));
    case CITY_EXISTS:
        return fail("is there already", argument(given, "--city"));
    }
    return false;
}

static int say(const struct first *first, str certificate)
{
    printf("personal_id=%.*s\n", STR(first->personal_id));
    printf("password=%.*s\n", STR(first->password));
    printf("certificate=%.*s\n", STR(certificate));
    printf("certificate_password=%.*s\n", STR(first->certificate_password));
    printf("These are shown once. Keep a copy of keys/master.key in a safe, apart from backups:\n"
           "without it nothing in this installation can ever be read again.\n");
    return STATUS_DONE;
}

static int fill(struct app *app, struct arena *a, const struct command *given)
{
    struct first first;
    if (!update_database(app->db))
        return STATUS_FAILED;
    struct tx *tx = app_begin(app, TX_WRITE, a, NULL);
    if (!make_city(app, tx, given, &first)) {
        tx_rollback(tx);
        return STATUS_FAILED;
    }
    int status = command_commit(tx);
    str certificate = argument(given, "--certificate");
    if (status == STATUS_DONE && !command_write(a, certificate, first.issued.pkcs12))
        status = STATUS_FAILED;
    return status == STATUS_DONE ? say(&first, certificate) : status;
}

static int run(struct arena *a, const struct command *given)
{
    if (!city_code_is_good(argument(given, "--city"))) {
        fail("is not a city code (6 digits with a check digit)", argument(given, "--city"));
        return STATUS_FAILED;
    }
    if (!make_folder(a, given))
        return STATUS_FAILED;
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = fill(&app, a, given);
    app_close(&app);
    return status;
}

const struct command command_init = {
    .words = "init",
    .summary = "make a data folder with keys, authorities, a city and its first officer",
    .arguments = {{"--data", "the folder to make", .required = true},
                  {"--city", "the city's code, 6 digits", .required = true},
                  {"--name", "the city's name, as in 流山市", .required = true},
                  {"--officer", "the first officer's name", .required = true},
                  {"--kana", "its reading in kana", .required = true},
                  {"--certificate", "where to write the officer's certificate (PKCS#12)",
                   .required = true},
                  {.name = "--database", .help = "a postgresql:// URL instead of SQLite in the folder"},
                  {.name = "--host", .help = "the host name of both sites; localhost"},
                  {.name = "--address", .help = "the address to listen on; 127.0.0.1"}},
    .run = run,
};
