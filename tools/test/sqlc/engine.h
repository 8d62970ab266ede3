// SPDX-License-Identifier: AGPL-3.0-or-later
#ifndef TEST_SQLC_ENGINE_H
#define TEST_SQLC_ENGINE_H

#include "db/db.h"

struct tx *engine_open(struct arena *arena, const char *schema);
void engine_close(struct tx *tx);
void engine_mend(struct tx *tx); // forgets the fault

#endif
