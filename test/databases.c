// SPDX-License-Identifier: AGPL-3.0-or-later
// Databases for tests. The migrations run once per process into a template;
// each test gets a copy of that: a copied file, or CREATE DATABASE … TEMPLATE.
#include "test/harness.h"

#include "assets.h"
#include "base/check.h"
#include "db/migrate.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    struct arena *arena; // of the process
    PGconn *admin; // NULL on SQLite
    str url; // of the server
    str folder;
    str pattern; // names of our databases begin so
    str template; // path or name; empty until the first use
    int n; // made so far
    int from; // the first that was not dropped yet
} all;

static void admin_do(const char *sql)
{
    PGresult *r = PQexec(all.admin, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fprintf(stderr, "test: %s: %s", sql, PQerrorMessage(all.admin));
    check(PQresultStatus(r) == PGRES_COMMAND_OK);
    PQclear(r);
}

static void ignore_notice(void *unused, const char *text)
{
    (void)unused;
    (void)text;
}

void databases_start(const char *postgres_url, const char *folder)
{
    all.arena = arena_new();
    all.folder = str_copy(all.arena, str_of(folder));
    if (!postgres_url)
        return;
    all.url = str_of(postgres_url);
    all.pattern = str_print(all.arena, "tsunagi_test_%d", (int)getpid());
    all.admin = PQconnectdb(postgres_url);
    if (PQstatus(all.admin) != CONNECTION_OK)
        fprintf(stderr, "test: %s", PQerrorMessage(all.admin));
    check(PQstatus(all.admin) == CONNECTION_OK);
    PQsetNoticeProcessor(all.admin, ignore_notice, NULL);
}

// The server's URL with another database: what stands between the address and
// the options is replaced.
static str url_of_database(struct arena *a, str name)
{
    size_t host = str_find(all.url, S("://")) + 3;
    str rest = str_from(all.url, host);
    size_t options = str_find_byte(rest, '?');
    size_t slash = str_find_byte(str_part(rest, 0, options), '/');
    return str_print(a, "%.*s%.*s/%.*s%.*s", STR(str_part(all.url, 0, host)),
                     STR(str_part(rest, 0, slash)), STR(name), STR(str_from(rest, options)));
}

static str made_name(struct arena *a, int n)
{
    return str_print(a, "%.*s_%d", STR(all.pattern), n);
}

static str create(struct arena *a, str name, str template)
{
    str sql = str_print(a, "CREATE DATABASE %.*s TEMPLATE %.*s STRATEGY file_copy", STR(name),
                        STR(template));
    admin_do(str_zero(a, sql));
    return url_of_database(a, name);
}

static void drop(str name)
{
    struct arena *a = arena_new();
    admin_do(str_zero(a, str_print(a, "DROP DATABASE IF EXISTS %.*s WITH (FORCE)", STR(name))));
    arena_free(a);
}

void databases_drop(void)
{
    struct arena *a = arena_new();
    for (; all.from < all.n; all.from++)
        if (all.admin)
            drop(made_name(a, all.from));
    arena_free(a);
}

void databases_end(void)
{
    databases_drop();
    if (all.admin && all.template.n)
        drop(all.template);
    PQfinish(all.admin);
    arena_free(all.arena);
}

str database_empty(struct arena *a, str folder)
{
    int n = all.n++;
    if (all.admin)
        return create(a, made_name(a, n), S("template0"));
    return str_print(a, "sqlite:%.*s/empty-%d.db", STR(folder), n);
}

static void bring_up(str address)
{
    struct db *db = db_open(&(struct db_options){.url = address, .connections = 1});
    check(db != NULL);
    int applied;
    check(migrate(db, embedded_migrations, n_embedded_migrations, &applied) == MIGRATE_DONE);
    db_close(db);
}

static void make_template(void)
{
    if (all.admin) {
        all.template = str_print(all.arena, "%.*s_template", STR(all.pattern));
        bring_up(create(all.arena, all.template, S("template0")));
    } else {
        all.template = str_print(all.arena, "%.*s/template.db", STR(all.folder));
        bring_up(str_print(all.arena, "sqlite:%.*s", STR(all.template)));
    }
}

static void copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct stat st;
    check(in >= 0 && out >= 0 && fstat(in, &st) == 0);
    for (off_t left = st.st_size; left > 0;) {
        ssize_t n = sendfile(out, in, NULL, (size_t)left);
        check(n > 0);
        left -= n;
    }
    close(in);
    close(out);
}

str database_migrated(struct arena *a, str folder)
{
    if (!all.template.n)
        make_template();
    int n = all.n++;
    if (all.admin)
        return create(a, made_name(a, n), all.template);
    str path = str_print(a, "%.*s/tsunagi-%d.db", STR(folder), n);
    copy_file(str_zero(a, all.template), str_zero(a, path));
    return str_print(a, "sqlite:%.*s", STR(path));
}
