// SPDX-License-Identifier: AGPL-3.0-or-later
// What SQLite alone does: durable commits of one row each (WAL, synchronous=FULL), one after the
// other, in the way that the server writes. The measure for posts.
//
//   commits FILE BYTES SECONDS
#include "test/bench/figures.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void must(int code, sqlite3 *db)
{
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return;
    fprintf(stderr, "commits: %s\n", sqlite3_errmsg(db));
    exit(1);
}

int main(int n, char **arg)
{
    sqlite3 *db;
    sqlite3_stmt *insert;
    struct figures times = {0};
    if (n != 4)
        return 2;
    size_t size = strtoul(arg[2], NULL, 10);
    char *row = calloc(1, size);
    must(sqlite3_open(arg[1], &db), db);
    must(sqlite3_exec(db,
                      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                      "CREATE TABLE post (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;",
                      NULL, NULL, NULL),
         db);
    must(sqlite3_prepare_v2(db, "INSERT INTO post (body) VALUES (?1)", -1, &insert, NULL), db);
    double seconds = atof(arg[3]);
    int64_t began = now_us(), until = began + (int64_t)(seconds * 1e6);
    for (int64_t now = began; now < until;) {
        memcpy(row, &now, sizeof now < size ? sizeof now : size);
        must(sqlite3_bind_blob64(insert, 1, row, size, SQLITE_STATIC), db);
        must(sqlite3_step(insert), db);
        must(sqlite3_reset(insert), db);
        int64_t then = now;
        now = now_us();
        figures_add(&times, now - then);
    }
    printf("per_s=%.0f ", (double)times.n / seconds);
    figures_print(&times);
    printf("\n");
    sqlite3_finalize(insert);
    sqlite3_close(db);
    free(row);
    return 0;
}
