// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands at home beside the rooms. Inside this folder only.
#ifndef INBOX_DESK_WEB_H
#define INBOX_DESK_WEB_H

#include "inbox/desk_parts.html.h"
#include "inbox/late_parts.html.h"
#include "turn.h"

// What the desk asks and tells.
struct desk_items desk_items_of(struct turn *t);
// For an administrator: colleagues who have not confirmed in time.
struct late_items late_items_of(struct turn *t);

#endif
