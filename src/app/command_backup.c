// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi backup and restore. A backup holds everything but the master key: whoever finds it
// finds noise, and restoring it takes the key, which is kept in a safe of its own.
#include "app/command.h"

#include "app/operations.h"
#include "base/base32.h"
#include "base/file.h"
#include "blob/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool fail(const char *what, str where)
{
    fprintf(stderr, "%s: %.*s\n", what, STR(where));
    return false;
}

static str inside(struct arena *a, str folder, const char *name)
{
    return str_print(a, "%.*s/%s", STR(folder), name);
}

static bool new_folder(struct arena *a, str path)
{
    if (mkdir(str_zero(a, path), 0700) == 0)
        return true;
    return fail(errno == EEXIST ? "exists already; choose a new folder" : "cannot be made", path);
}

// --- files -------------------------------------------------------------------------------------

static bool copy_files(struct arena *a, str from, str to, const char *const *names)
{
    int source = folder_open(from, false), target = folder_open(to, true);
    bool good = source >= 0 && target >= 0;
    for (; good && *names; names++) {
        bytes content;
        good = file_read(a, source, *names, 1024 * 1024, FILE_ANY_READERS, &content) &&
               file_write(target, *names, content, FILE_NEW) == FILE_DONE;
    }
    if (source >= 0)
        close(source);
    if (target >= 0)
        close(target);
    return good || fail("cannot be copied completely", from);
}

// root.key.sealed may lie in a safe; the others must be there.
static bool copy_authorities(struct arena *a, str from, str to)
{
    static const char *const needed[] = {"root.pem", "issuing.pem", "issuing.key.sealed", NULL};
    static const char *const root[] = {"root.key.sealed", NULL};
    str pki_from = inside(a, from, "pki"), pki_to = inside(a, to, "pki");
    if (!copy_files(a, pki_from, pki_to, needed))
        return false;
    bool has_root = access(str_zero(a, inside(a, pki_from, root[0])), R_OK) == 0;
    return !has_root || copy_files(a, pki_from, pki_to, root);
}

static bool hash_file(struct arena *a, str path, str *out)
{
    crypto_generichash_state state;
    uint8_t hash[32], part[64 * 1024];
    FILE *file = fopen(str_zero(a, path), "re");
    if (!file)
        return fail("cannot be read", path);
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        crypto_generichash_update(&state, part, n);
    bool whole = !ferror(file);
    fclose(file);
    crypto_generichash_final(&state, hash, sizeof hash);
    *out = hex_from_bytes(a, (bytes){hash, sizeof hash});
    return whole || fail("cannot be read to its end", path);
}

// --- the database ------------------------------------------------------------------------------

static bool run_program(const char *const *words)
{
    pid_t child;
    int status;
    if (posix_spawnp(&child, words[0], NULL, NULL, (char *const *)(uintptr_t)words, environ) != 0)
        return fail("cannot be started (install postgresql-client)", str_of(words[0]));
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           fail("failed; see the lines above", str_of(words[0]));
}

static const char *database_file(bool is_postgres)
{
    return is_postgres ? "database.pgdump" : "tsunagi.db";
}

static bool copy_database(const struct app *app, struct arena *a, str to)
{
    bool is_postgres = db_is_postgres(app->db);
    str path = inside(a, to, database_file(is_postgres));
    if (!is_postgres)
        return db_copy_to(app->db, path) || fail("the database cannot be copied to", path);
    const char *const words[] = {"pg_dump",          "--format=custom",   "--no-owner",
                                 "--file",           str_zero(a, path),   "--dbname",
                                 str_zero(a, app->config.database), NULL};
    return run_program(words);
}

// The hash tells a damaged copy before it is restored.
static bool write_manifest(struct arena *a, str to, bool is_postgres, int blobs)
{
    str hash;
    if (!hash_file(a, inside(a, to, database_file(is_postgres)), &hash))
        return false;
    str text = str_print(a, "made=%.*s\ndatabase=%s\nhash=%.*s\nblobs=%d\n",
                         STR(instant_format_iso(a, clock_now(&machine_clock))),
                         database_file(is_postgres), STR(hash), blobs);
    return command_write(a, inside(a, to, "manifest"), str_bytes(text));
}

static bool backup(struct app *app, struct arena *a, str from, str to, int *blobs)
{
    static const char *const settings[] = {"tsunagi.conf", NULL};
    // The database first: a blob is on disk before the row that names it, so
    // every blob that the copy knows is there when blobs are copied.
    if (!new_folder(a, to) || !copy_database(app, a, to))
        return false;
    if (!blobs_copy_to(app->services.blobs, inside(a, to, "blobs"), blobs))
        return fail("the attachments cannot be copied to", to);
    return copy_files(a, from, to, settings) && copy_authorities(a, from, to) &&
           write_manifest(a, to, db_is_postgres(app->db), *blobs);
}

// A copy that is complete counts even when the database does not take the note.
static void note_backup(const struct app *app, struct arena *a, int blobs)
{
    struct tx *tx = app_begin(app, TX_WRITE, a, NULL);
    operations_backed_up(tx, blobs);
    if (tx_finish(tx) != TX_DONE)
        fprintf(stderr, "the backup is complete, but the page of operations does not know of it\n");
}

static int run_backup(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    str to = argument(given, "--to");
    int blobs = 0;
    bool done = backup(&app, a, argument(given, "--data"), to, &blobs);
    if (done)
        note_backup(&app, a, blobs);
    app_close(&app);
    if (!done)
        return STATUS_FAILED;
    printf("backup=%.*s\nThe master key is not in it: keep keys/master.key apart.\n", STR(to));
    return STATUS_DONE;
}

const struct command command_backup = {
    .words = "backup",
    .summary = "copy everything but the master key, while serving goes on",
    .arguments = {{"--data", "the data folder", .required = true},
                  {"--to", "the folder to make", .required = true}},
    .run = run_backup,
};

// --- restoring -----------------------------------------------------------------------------------

static str manifest_value(str manifest, str name)
{
    for (str line; str_split(&manifest, '\n', &line);) {
        size_t equals = str_find_byte(line, '=');
        if (str_eq(str_part(line, 0, equals), name))
            return str_from(line, equals + 1);
    }
    return NONE;
}

static bool check_manifest(struct arena *a, str from, bool *is_postgres)
{
    bytes content;
    str hash;
    if (!command_read(a, inside(a, from, "manifest"), 4096, &content))
        return false;
    str manifest = bytes_str(content);
    *is_postgres = str_eq(manifest_value(manifest, S("database")), str_of(database_file(true)));
    return hash_file(a, inside(a, from, database_file(*is_postgres)), &hash) &&
           (str_eq(hash, manifest_value(manifest, S("hash"))) ||
            fail("the database in the backup is damaged", from));
}

static bool restore_key(struct arena *a, str key_file, str to)
{
    bytes key;
    str folder = inside(a, to, "keys");
    return command_read(a, key_file, 4096, &key) && new_folder(a, folder) &&
           command_write(a, inside(a, folder, "master.key"), key);
}

// The database may be larger than memory: it goes through in parts, and is on disk at the end.
static bool copy_large(struct arena *a, str from, str to)
{
    char part[64 * 1024];
    FILE *source = fopen(str_zero(a, from), "re");
    int descriptor = open(str_zero(a, to), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *target = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    bool good = source && target;
    for (size_t n; good && (n = fread(part, 1, sizeof part, source)) > 0;)
        good = fwrite(part, 1, n, target) == n;
    good = good && !ferror(source) && fflush(target) == 0 && fsync(descriptor) == 0;
    if (source)
        fclose(source);
    if (target)
        good = fclose(target) == 0 && good;
    return good || fail("cannot be written completely", to);
}

static bool restore_database(struct arena *a, str from, str to, bool is_postgres)
{
    str source = inside(a, from, database_file(is_postgres));
    if (!is_postgres)
        return copy_large(a, source, inside(a, to, "tsunagi.db"));
    struct config config;
    if (!config_read(a, to, &config))
        return false;
    const char *const words[] = {"pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
                                 "--dbname",   str_zero(a, config.database), str_zero(a, source), NULL};
    return run_program(words);
}

static bool restore_blobs(struct arena *a, str from, str to)
{
    int copied;
    struct blobs *blobs = blobs_open(inside(a, from, "blobs"));
    bool good = blobs && blobs_copy_to(blobs, inside(a, to, "blobs"), &copied);
    if (blobs)
        blobs_close(blobs);
    return good || fail("the attachments cannot be restored from", from);
}

static int run_restore(struct arena *a, const struct command *given)
{
    static const char *const settings[] = {"tsunagi.conf", NULL};
    str from = argument(given, "--from"), to = argument(given, "--data");
    bool is_postgres;
    bool done = check_manifest(a, from, &is_postgres) && new_folder(a, to) &&
                copy_files(a, from, to, settings) && copy_authorities(a, from, to) &&
                restore_key(a, argument(given, "--master-key"), to) &&
                restore_blobs(a, from, to) && restore_database(a, from, to, is_postgres);
    if (!done)
        return STATUS_FAILED;
    printf("data=%.*s\nNow check it: tsunagi audit verify --data %.*s\n", STR(to), STR(to));
    return STATUS_DONE;
}

const struct command command_restore = {
    .words = "restore",
    .summary = "make a new data folder out of a backup and the master key",
    .arguments = {{"--from", "the backup", .required = true},
                  {"--data", "the folder to make", .required = true},
                  {"--master-key", "the file master.key, kept apart", .required = true}},
    .run = run_restore,
};
