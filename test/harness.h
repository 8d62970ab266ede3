// SPDX-License-Identifier: AGPL-3.0-or-later
// Between runner.c, which calls the tests, and world.c, which they stand in.
// Tests include rule.h and world.h only.
#ifndef TEST_HARNESS_H
#define TEST_HARNESS_H

#include "test/world.h"

// Once per process. `postgres_url` is NULL on SQLite.
void worlds_start(const char *postgres_url);
void worlds_end(void);

// `fail_at`: which database call of this world fails; 0: none.
struct world *world_new(int fail_at);
// Called in the sweep instead of failing the test where a fault was expected.
void world_on_fault(struct world *w, void (*leave)(void));

// From now on each world's database tells `run` of its calls; NULL: no longer.
void world_watch_calls(void (*run)(int call));

struct world_report {
    bool used_database;
    bool without_sweep;
    bool fired; // the call that should fail was reached
    bool saw_fault; // by world_commit, or a transaction left open had one
    bool further_fault; // one of world_begin's had a fault
    bool answered_fault; // a request was answered with 500 or 503
    bool kept_half; // what the failing transaction wrote is there
};
struct world_report world_end(struct world *w);

// --- databases of a run, databases.c ----------------------------------------------

void databases_start(const char *postgres_url, const char *folder);
void databases_end(void);
str database_migrated(struct arena *a, str folder); // the URL of a new copy
str database_empty(struct arena *a, str folder);
void databases_drop(void); // those made since the last call

#endif
