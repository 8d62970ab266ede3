// SPDX-License-Identifier: AGPL-3.0-or-later
// When something was made, told by its id alone: for links to what the reader may not open.
#ifndef DB_MOMENT_H
#define DB_MOMENT_H

#include "base/time.h"

instant db_id_time(int64_t id); // to the millisecond

#endif
