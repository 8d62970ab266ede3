// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/command.h"

#include "base/base32.h"
#include "base/random.h"
#include "device/device.h"
#include "member/member.h"

#include <stdio.h>

static const char *const state_words[] = {
    [DEVICE_WAITING] = "waiting",
    [DEVICE_ACTIVE] = "active",
    [DEVICE_REVOKED] = "revoked",
    [DEVICE_EXPIRED] = "expired",
};
static const char *const kind_words[DEVICE_KINDS] = {"pc", "ios", "android"};

static bool find_person(struct tx *tx, const struct command *given, struct member *out)
{
    if (member_find_by_personal_id(tx, argument(given, "ID"), out))
        return true;
    fprintf(stderr, "nobody has the personal ID %.*s\n", STR(argument(given, "ID")));
    return false;
}

// --- device list -----------------------------------------------------------------------------

static int run_list(struct arena *a, const struct command *given)
{
    struct app app;
    struct member member;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    struct tx *tx = app_begin(&app, TX_READ, a, NULL);
    bool found = find_person(tx, given, &member);
    struct device_list list = {0};
    if (found)
        list = device_list_of(tx, member.id);
    for (size_t i = 0; i < list.n; i++)
        printf("%.*s\t%s\t%s\t%.*s\n", STR(base32_from_id(a, list.at[i].id.v)),
               kind_words[list.at[i].kind], state_words[list.at[i].state],
               STR(day_format_iso(a, day_of(list.at[i].registered_at))));
    tx_rollback(tx);
    app_close(&app);
    return found ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_device_list = {
    .words = "device list",
    .summary = "the devices of a person",
    .arguments = {{"ID", "the personal ID", .required = true},
                  {"--data", "the data folder", .required = true}},
    .run = run_list,
};

// --- device issue ------------------------------------------------------------------------------

static bool find_kind(str word, enum device_kind *out)
{
    for (int i = 0; i < DEVICE_KINDS; i++)
        if (str_eq(word, str_of(kind_words[i]))) {
            *out = (enum device_kind)i;
            return true;
        }
    fprintf(stderr, "--kind is one of pc, ios, android\n");
    return false;
}

static int issue(const struct app *app, struct tx *tx, const struct command *given)
{
    struct member member;
    enum device_kind kind;
    if (!find_person(tx, given, &member) || !find_kind(argument(given, "--kind"), &kind)) {
        tx_rollback(tx);
        return STATUS_FAILED;
    }
    struct arena *a = tx_arena(tx);
    str password = random_password(a, 12);
    device_id device = device_add(tx, member.city, member.id, kind, false);
    struct pki_issued issued = device_issue(tx, app->services.pki, device, password);
    int status = command_commit(tx);
    if (status == STATUS_DONE && !command_write(a, argument(given, "--out"), issued.pkcs12))
        status = STATUS_FAILED;
    if (status == STATUS_DONE)
        printf("device=%.*s\ncertificate_password=%.*s\n", STR(base32_from_id(a, device.v)),
               STR(password));
    return status;
}

static int run_issue(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = issue(&app, app_begin(&app, TX_WRITE, a, NULL), given);
    app_close(&app);
    return status;
}

const struct command command_device_issue = {
    .words = "device issue",
    .summary = "register a device and write its certificate; prints the password once",
    .arguments = {{"ID", "the personal ID", .required = true},
                  {"--data", "the data folder", .required = true},
                  {"--kind", "pc, ios or android", .required = true},
                  {"--out", "where to write the certificate (PKCS#12)", .required = true}},
    .run = run_issue,
};

// --- device revoke -----------------------------------------------------------------------------

static int revoke(struct tx *tx, const struct command *given)
{
    struct member member;
    int64_t id;
    struct device device;
    bool found = find_person(tx, given, &member) &&
                 base32_to_id(argument(given, "DEVICE"), &id) &&
                 device_find(tx, member.city, (device_id){id}, &device) &&
                 member_same(device.member, member.id);
    if (found && device_revoke(tx, member.city, device.id, REVOKED_OTHER))
        return command_commit(tx);
    fprintf(stderr, "the person has no such device, or it is revoked already\n");
    tx_rollback(tx);
    return STATUS_FAILED;
}

static int run_revoke(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = revoke(app_begin(&app, TX_WRITE, a, NULL), given);
    app_close(&app);
    return status;
}

const struct command command_device_revoke = {
    .words = "device revoke",
    .summary = "refuse a device from now on",
    .arguments = {{"ID", "the personal ID", .required = true},
                  {"DEVICE", "the device, as device list shows it", .required = true},
                  {"--data", "the data folder", .required = true}},
    .run = run_revoke,
};
