// SPDX-License-Identifier: AGPL-3.0-or-later
// Access (サインインの管理): the desk's view of who can sign in: locked devices, unused IDs, lent
// devices, the terms; one person's state; and what an office's administrator sees of the own
// people. The administrator reports; only the desk changes anything.
#ifndef ACCESS_ACCESS_H
#define ACCESS_ACCESS_H

#include "access/stale.h"
#include "turn.h"

extern const struct routes access_routes;

#endif
