// SPDX-License-Identifier: AGPL-3.0-or-later
// The story of a case as the page tells it.
#ifndef APPLICATION_CASE_STORY_H
#define APPLICATION_CASE_STORY_H

#include "application/application.h"
#include "application/case_page.html.h"

// The steps behind that one (0: all): when, who, what, and what a correction changed.
struct case_steps case_steps_of(struct turn *t, const struct application *of,
                                const struct step_rows *story, int64_t after);

#endif
