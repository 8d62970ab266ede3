// SPDX-License-Identifier: AGPL-3.0-or-later
// Mandate (委任状): 様式3, with which the representative of a corporation lets a delegate apply, for
// either of two duties or both. Guide 様式の表 (※), 様式3.
#ifndef MANDATE_MANDATE_H
#define MANDATE_MANDATE_H

#include "application/application.h"

extern const struct paper mandate_paper;

#endif
