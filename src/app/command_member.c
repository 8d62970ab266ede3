// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/command.h"

#include "base/text.h"
#include "city/city.h"
#include "office/office.h"
#include "registration/registration.h"

#include <stdio.h>

static int give_up(struct tx *tx, const char *line, str about)
{
    fprintf(stderr, "%s%s%.*s\n", line, about.n ? ": " : "", STR(about));
    tx_rollback(tx);
    return STATUS_FAILED;
}

// --- member add ------------------------------------------------------------------------------

static bool find_office(struct tx *tx, city_id city, str number, office_id *out)
{
    struct office_rows rows = office_list(tx, city, number, (office_id){0});
    for (size_t i = 0; i < rows.n; i++)
        if (str_eq(rows.at[i].number, number)) {
            *out = rows.at[i].id;
            return true;
        }
    return false;
}

static bool find_profession(str label, enum profession *out)
{
    for (int i = 0; i < PROFESSIONS; i++)
        if (str_eq(profession_label((enum profession)i), label)) {
            *out = (enum profession)i;
            return true;
        }
    return false;
}

static int add(struct tx *tx, const struct command *given)
{
    struct city city;
    struct registration_new new = {.member = {.name = argument(given, "--name"),
                                              .administrator = argument_given(given, "--administrator")}};
    if (!command_city(tx, given, &city))
        return give_up(tx, "nothing was changed", NONE);
    new.member.city = city.id;
    if (!find_office(tx, city.id, argument(given, "--office"), &new.member.office))
        return give_up(tx, "no office of the city has this number", argument(given, "--office"));
    if (!find_profession(argument(given, "--profession"), &new.member.profession))
        return give_up(tx, "not a 職種 of the list", argument(given, "--profession"));
    if (!text_kana(tx_arena(tx), argument(given, "--kana"), &new.member.kana))
        return give_up(tx, "not written in kana", argument(given, "--kana"));
    member_id id;
    switch (registration_add(tx, NULL, &new, &id)) {
    case REGISTRATION_NO_OFFICE:
        return give_up(tx, "the office is closed or of another city", NONE);
    case REGISTRATION_FIRST_MUST_ADMINISTER:
        return give_up(tx, "the office's first person must be its --administrator", NONE);
    case REGISTRATION_DONE:
        break;
    }
    struct password_initial initial = password_initial(tx_arena(tx));
    password_issue(tx, id, &initial);
    str personal_id = member_find(tx, city.id, id)->personal_id;
    int status = command_commit(tx);
    if (status == STATUS_DONE)
        printf("personal_id=%.*s\npassword=%.*s\n", STR(personal_id), STR(initial.plain));
    return status;
}

static int run_add(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = add(app_begin(&app, TX_WRITE, a, NULL), given);
    app_close(&app);
    return status;
}

const struct command command_member_add = {
    .words = "member add",
    .summary = "register a person at an office; prints ID and initial password once",
    .arguments = {{"--data", "the data folder", .required = true},
                  {"--city", "the city's code", .required = true},
                  {"--office", "the office's number, 10 digits", .required = true},
                  {"--name", "the person's name", .required = true},
                  {"--kana", "its reading in kana", .required = true},
                  {"--profession", "職種, as in 看護師", .required = true},
                  {"--administrator", "システム利用管理担当者 of the office", .flag = true}},
    .run = run_add,
};

// --- member list -----------------------------------------------------------------------------

static int run_list(struct arena *a, const struct command *given)
{
    struct app app;
    struct city city;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    struct tx *tx = app_begin(&app, TX_READ, a, NULL);
    bool found = command_city(tx, given, &city);
    struct member_list list = {0};
    if (found)
        list = member_list_of(tx, city.id, (office_id){0});
    // No names: an operator runs the command line and need not learn them.
    for (size_t i = 0; i < list.n; i++)
        printf("%.*s\t%.*s\t%.*s\t%s\n", STR(list.at[i].personal_id),
               STR(profession_label(list.at[i].profession)), STR(list.at[i].office_name),
               member_is_active(&list.at[i], tx_today(tx)) ? "active" : "left");
    bool good = tx_ok(tx);
    tx_rollback(tx);
    app_close(&app);
    return found && good ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_member_list = {
    .words = "member list",
    .summary = "personal IDs of a city with 職種 and office",
    .arguments = {{"--data", "the data folder", .required = true},
                  {"--city", "the city's code", .required = true}},
    .run = run_list,
};

// --- member leave ----------------------------------------------------------------------------

static int leave(struct tx *tx, const struct command *given)
{
    struct member member;
    day on;
    if (!member_find_by_personal_id(tx, argument(given, "ID"), &member))
        return give_up(tx, "nobody has this personal ID", argument(given, "ID"));
    if (!day_parse(argument(given, "--on"), &on))
        return give_up(tx, "not a date", argument(given, "--on"));
    switch (registration_leave(tx, member.city, member.id, on)) {
    case LEAVE_SET:
        return command_commit(tx);
    case LEAVE_LAST_ADMINISTRATOR:
        return give_up(tx, "the office would be left without an administrator", NONE);
    case LEAVE_IN_PAST:
        return give_up(tx, "the leave date is in the past", NONE);
    case LEAVE_NOT_FOUND:
        return give_up(tx, "nobody has this personal ID", NONE);
    }
    return STATUS_FAILED;
}

static int run_leave(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = leave(app_begin(&app, TX_WRITE, a, NULL), given);
    app_close(&app);
    return status;
}

const struct command command_member_leave = {
    .words = "member leave",
    .summary = "set the last day of a personal ID",
    .arguments = {{"ID", "the personal ID", .required = true},
                  {"--data", "the data folder", .required = true},
                  {"--on", "the last day, 2026-11-30", .required = true}},
    .run = run_leave,
};
