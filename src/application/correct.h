// SPDX-License-Identifier: AGPL-3.0-or-later
// Correcting what the desk returned.
#ifndef APPLICATION_CORRECT_H
#define APPLICATION_CORRECT_H

#include "application/application.h"

// The open fields as one part: each stands once, under its full name ("people.0.kana") and label.
struct paper_part part_of_open(struct arena *a, const struct paper *paper,
                               const struct open_fields *open);

#endif
