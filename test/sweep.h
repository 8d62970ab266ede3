// SPDX-License-Identifier: AGPL-3.0-or-later
// The fault sweep: each rule again and again with one of its database calls failing, until every
// way that leads to a call has failed often enough.
#ifndef TEST_SWEEP_H
#define TEST_SWEEP_H

#include "test/rule.h"

// How many rules did not stand it; reported in cmocka's format, one test each.
int sweep(struct rule **rules, size_t n);

#endif
