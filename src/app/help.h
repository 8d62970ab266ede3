// SPDX-License-Identifier: AGPL-3.0-or-later
// Help and the handling of personal data: linked from the foot of every page on both sites.
#ifndef APP_HELP_H
#define APP_HELP_H

#include "turn.h"

extern const struct routes help_routes, help_public_routes;

#endif
