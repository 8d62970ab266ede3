// SPDX-License-Identifier: AGPL-3.0-or-later
// Timeline (タイムライン): the room's page, where posts stand newest at the bottom, and what is
// done to them there. It composes: rules live with their own words. Mission E1–E5.
#ifndef TIMELINE_TIMELINE_H
#define TIMELINE_TIMELINE_H

#include "turn.h"

extern const struct routes timeline_routes;

#endif
