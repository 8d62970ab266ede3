// SPDX-License-Identifier: AGPL-3.0-or-later
// What 様式1-2 checks and does. Inside this folder.
#ifndef TERMINAL_CARRY_H
#define TERMINAL_CARRY_H

#include "terminal/terminal.h"

extern const struct paper_part *const terminal_devices; // the rows
void terminal_examine(struct tx *tx, const struct application *of,
                      struct application_findings *out);
// The office's devices that a new one may take the place of.
struct options terminal_suggest(struct tx *tx, const struct application *of, const char *field);
bool terminal_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                        struct application_findings *out);

#endif
