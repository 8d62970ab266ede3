// SPDX-License-Identifier: AGPL-3.0-or-later
// What open pages are told while a test runs: "topic word data; " for each event.
#ifndef TEST_HEAR_H
#define TEST_HEAR_H

#include "base/buf.h"
#include "test/world.h"

const struct buf *hear(struct world *w); // from now on, until the test ends

#endif
