// SPDX-License-Identifier: AGPL-3.0-or-later
// check_style in two parts: check_style.c reads files line by line,
// check_style_c.c what C means.
#ifndef TOOLS_CHECK_STYLE_H
#define TOOLS_CHECK_STYLE_H

#include "tools/walk.h"

enum {
    MOST_FUNCTION_LINES = 60,
    MOST_NESTING = 4, // below the level of the function
};

// `excepted`: the file is on STYLE.md's list, its budgets are not looked at.
void check_c(struct arena *a, const struct source *file, bool excepted);

#endif
