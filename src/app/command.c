// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/command.h"

#include "base/file.h"
#include "city/city.h"

#include <stdio.h>
#include <unistd.h>

static const struct command *const commands[] = {
    &command_init,        &command_serve,       &command_import_offices, &command_member_add,
    &command_member_list, &command_member_leave, &command_device_list,   &command_device_issue,
    &command_device_revoke, &command_backup,    &command_restore,        &command_audit_verify,
    &command_migrate,     &command_demo,        &command_mail_try,
    &command_mail_list,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

// Not argv[0], which may be a bare word, and may name a newer binary after an update.
const char *command_self(void)
{
    return "/proc/self/exe";
}

// --- help --------------------------------------------------------------------------------

static int help_all(FILE *to)
{
    fprintf(to, "tsunagi: shared rooms for home medical care and long-term care\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  tsunagi %-16s %s\n", commands[i]->words, commands[i]->summary);
    fprintf(to, "\ntsunagi COMMAND --help tells what a command takes.\n");
    return to == stdout ? STATUS_DONE : STATUS_MISUSED;
}

static int help_one(const struct command *c)
{
    printf("tsunagi %s: %s\n\n", c->words, c->summary);
    for (const struct argument *a = c->arguments; a->name; a++)
        printf("  %-20s %s%s\n", a->name, a->help, a->required ? "" : " (optional)");
    return STATUS_DONE;
}

// --- reading the line ----------------------------------------------------------------------

// How many words of the line are this command's name; 0: another command.
static int words_matched(const struct command *c, int argc, char **argv)
{
    str rest = str_of(c->words), word;
    int n = 0;
    while (str_split(&rest, ' ', &word)) {
        if (n >= argc || !str_eq(str_of(argv[n]), word))
            return 0;
        n++;
    }
    return n;
}

static struct argument *named(struct command *c, str name)
{
    for (struct argument *a = c->arguments; a->name; a++)
        if (str_eq(str_of(a->name), name))
            return a;
    return NULL;
}

static struct argument *next_word(struct command *c)
{
    for (struct argument *a = c->arguments; a->name; a++)
        if (!str_starts(str_of(a->name), S("--")) && a->value.n == 0)
            return a;
    return NULL;
}

static int misused(const struct command *c, const char *what, const char *which)
{
    fprintf(stderr, "tsunagi %s: %s %s; see tsunagi %s --help\n", c->words, what, which, c->words);
    return STATUS_MISUSED;
}

static int take(struct command *c, int argc, char **argv, int *i)
{
    const char *given = argv[*i];
    bool is_name = str_starts(str_of(given), S("--"));
    struct argument *a = is_name ? named(c, str_of(given)) : next_word(c);
    if (!a)
        return misused(c, "does not take", given);
    if (!is_name) {
        a->value = str_of(given);
    } else if (a->flag) {
        a->value = S("yes");
    } else {
        if (*i + 1 >= argc)
            return misused(c, "needs a value after", given);
        a->value = str_of(argv[++*i]);
    }
    return STATUS_DONE;
}

static int run(struct command c, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (str_eq(str_of(argv[i]), S("--help")))
            return help_one(&c);
        if (take(&c, argc, argv, &i) != STATUS_DONE)
            return STATUS_MISUSED;
    }
    for (const struct argument *a = c.arguments; a->name; a++)
        if (a->required && a->value.n == 0)
            return misused(&c, "needs", a->name);
    struct arena *arena = arena_new();
    int status = c.run(arena, &c);
    arena_free(arena);
    return status;
}

int command_run(int argc, char **argv)
{
    if (argc < 2)
        return help_all(stderr);
    if (str_eq(str_of(argv[1]), S("--help")))
        return help_all(stdout);
    for (size_t i = 0; i < COMMANDS; i++) {
        int words = words_matched(commands[i], argc - 1, argv + 1);
        if (words > 0)
            return run(*commands[i], argc - 1 - words, argv + 1 + words);
    }
    fprintf(stderr, "tsunagi: there is no command “%s”\n", argv[1]);
    return help_all(stderr);
}

// --- for the commands ----------------------------------------------------------------------

str argument(const struct command *given, const char *name)
{
    for (const struct argument *a = given->arguments; a->name; a++)
        if (str_eq(str_of(a->name), str_of(name)))
            return a->value;
    return NONE;
}

bool argument_given(const struct command *given, const char *name)
{
    return argument(given, name).n > 0;
}

bool command_open(struct app *app, struct arena *a, const struct command *given)
{
    if (app_open(app, a, argument(given, "--data")))
        return true;
    app_close(app);
    return false;
}

// The folder and the name of a path; the folder is opened.
static int folder_of(struct arena *a, str path, const char **name)
{
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    *name = str_zero(a, str_from(path, slash));
    return folder_open(slash ? str_part(path, 0, slash) : S("."), false);
}

bool command_write(struct arena *a, str path, bytes content)
{
    const char *name;
    int folder = folder_of(a, path, &name);
    bool written = folder >= 0 && file_write(folder, name, content, FILE_REPLACE) == FILE_DONE;
    if (folder >= 0)
        close(folder);
    if (!written)
        fprintf(stderr, "%.*s cannot be written\n", STR(path));
    return written;
}

bool command_read(struct arena *a, str path, size_t most, bytes *out)
{
    const char *name;
    int folder = folder_of(a, path, &name);
    bool read = folder >= 0 && file_read(a, folder, name, most, FILE_ANY_READERS, out);
    if (folder >= 0)
        close(folder);
    if (!read)
        fprintf(stderr, "%.*s cannot be read, or is larger than %zu bytes\n", STR(path), most);
    return read;
}

int command_commit(struct tx *tx)
{
    switch (tx_finish(tx)) {
    case TX_DONE:
        return STATUS_DONE;
    case TX_FULL:
        fprintf(stderr, "the disk is full; nothing was changed\n");
        return STATUS_FAILED;
    case TX_RETRY:
        fprintf(stderr, "somebody else changed the same thing; nothing was changed, try again\n");
        return STATUS_FAILED;
    case TX_FAULT:
        fprintf(stderr, "the database failed (see the log); nothing was changed\n");
        return STATUS_FAILED;
    }
    return STATUS_FAILED;
}

bool command_city(struct tx *tx, const struct command *given, struct city *out)
{
    str code = argument(given, "--city");
    if (city_find_by_code(tx, code, out))
        return true;
    fprintf(stderr, "there is no city with the code %.*s here\n", STR(code));
    return false;
}
