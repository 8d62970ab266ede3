// SPDX-License-Identifier: AGPL-3.0-or-later
// What every test starts from: an arena, a clock that stands at 2026-11-02
// 09:00 in Japan, repeatable randomness, a temporary folder, and, when asked for, an
// empty migrated database on the engine of this run with a vault.
#ifndef TEST_WORLD_H
#define TEST_WORLD_H

#include "base/time.h"
#include "db/db.h"
#include "test/rule.h"

struct vault;

struct arena *world_arena(struct world *w);
str world_folder(struct world *w); // removed after the test
struct clock *world_clock(struct world *w);
void world_wait(struct world *w, int64_t us); // moves the clock
struct db *world_db(struct world *w); // made at first use
struct vault *world_vault(struct world *w); // made with the database
str world_empty_url(struct world *w); // of a further database without any table
// Runs when the test has ended, before the database closes.
void world_at_end(struct world *w, void (*run)(void *context), void *context);
// The sweep leaves this test out: a table of thousands of requests, say.
void world_without_sweep(struct world *w);
// A page told of the fault (500, 503): it was not swallowed, whatever the test looked at.
void world_answered_fault(struct world *w);

// One transaction at a time; world_commit asserts that it went well, except in
// the fault sweep, where a fault ends the test as expected.
struct tx *world_read(struct world *w);
struct tx *world_write(struct world *w);
void world_commit(struct world *w);

// A further transaction, for tests that need two at once or expect a fault: the
// test ends it itself. What an assertion leaves open is rolled back.
struct tx *world_begin(struct world *w, enum tx_kind kind);

#endif
