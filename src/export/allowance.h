// SPDX-License-Identifier: AGPL-3.0-or-later
// How a permission stands for the office of the reader. Inside this folder only.
#ifndef EXPORT_ALLOWANCE_H
#define EXPORT_ALLOWANCE_H

#include "export/allowance_parts.html.h"
#include "frame/frame.h"
#include "permission/permission.h"

// The box in which somebody types what it is needed for.
str allowance_field(struct turn *t, enum permission_kind kind);
struct allowance allowance_of(struct turn *t, const struct form *form, enum permission_kind kind);

#endif
