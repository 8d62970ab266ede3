// SPDX-License-Identifier: AGPL-3.0-or-later
// What 様式3 checks and does. Inside this folder.
#ifndef MANDATE_CARRY_H
#define MANDATE_CARRY_H

#include "mandate/mandate.h"

void mandate_form_examine(struct tx *tx, const struct application *of,
                          struct application_findings *out);
bool mandate_form_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                            struct application_findings *out);

#endif
