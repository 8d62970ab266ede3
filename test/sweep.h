// SPDX-License-Identifier: AGPL-3.0-or-later
// The fault sweep: each rule again and again, with its 1st, 2nd, … database call
// failing, until a run gets by without reaching the call that would fail.
#ifndef TEST_SWEEP_H
#define TEST_SWEEP_H

#include "test/rule.h"

// How many rules did not stand it; reported in cmocka's format, one test each.
int sweep(struct rule **rules, size_t n);

#endif
