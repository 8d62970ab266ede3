// SPDX-License-Identifier: AGPL-3.0-or-later
// How many copies are made at once. A part of 500 posts with its pictures takes tens of megabytes
// and seconds of a core, which everybody else who writes needs as well. Inside this folder only.
#ifndef EXPORT_SLOT_H
#define EXPORT_SLOT_H

#include "ids.h"

enum { SLOTS = 2 };
enum slot {
    SLOT_TAKEN, // give it back
    SLOT_MINE, // this member has one already
    SLOT_FULL,
};
enum slot slot_take(member_id member);
void slot_give_back(member_id member);

#endif
