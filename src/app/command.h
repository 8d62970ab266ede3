// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: `tsunagi WORD … --name value`. Every command has --help and
// an exit status: 0 done, 1 refused or failed after a clear line, 2 misused.
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/app.h"

enum { STATUS_DONE, STATUS_FAILED, STATUS_MISUSED };
enum { ARGUMENTS = 16 };

// One thing that a command takes. A name beginning with "--" takes a value, or none when
// `flag`; another name is a word in its place.
struct argument {
    const char *name;
    const char *help; // English, one line
    bool required, flag;
    str value; // as given; for a flag "yes"
};

struct command {
    const char *words; // "import offices"
    const char *summary;
    struct argument arguments[ARGUMENTS];
    int (*run)(struct arena *a, const struct command *given);
};

// The value of an argument by its name; empty when not given.
str argument(const struct command *given, const char *name);
bool argument_given(const struct command *given, const char *name);

// Finds the command of the words, reads its arguments, runs it.
int command_run(int argc, char **argv);

// The path of this binary, for starting it again (the image worker).
const char *command_self(void);

// The data folder's parts for one command; false after a clear line.
bool command_open(struct app *app, struct arena *a, const struct command *given);
// Writes a file for the operator, 0600 and durable; false after a clear line.
bool command_write(struct arena *a, str path, bytes content);
bool command_read(struct arena *a, str path, size_t most, bytes *out); // likewise
// Commits; STATUS_DONE, or STATUS_FAILED after a clear line.
int command_commit(struct tx *tx);
// The city of --city CODE; false after a clear line.
struct city;
bool command_city(struct tx *tx, const struct command *given, struct city *out);

extern const struct command command_init, command_demo, command_serve, command_import_offices;
extern const struct command command_member_add, command_member_list, command_member_leave;
extern const struct command command_device_list, command_device_issue, command_device_revoke;
extern const struct command command_backup, command_restore, command_audit_verify, command_migrate;
extern const struct command command_mail_try, command_mail_list;

#endif
