// SPDX-License-Identifier: AGPL-3.0-or-later
// Change (変更・修正): 様式2, with which an office reports what is no longer as it was registered:
// about itself, or about one of its people. Guide 2, 様式2 with its notes ※1 and ※2.
#ifndef CHANGE_CHANGE_H
#define CHANGE_CHANGE_H

#include "application/application.h"

extern const struct paper change_paper;

#endif
