// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide's forms of this program, as the desk knows them (application/paper.h).
#ifndef APP_PAPERS_H
#define APP_PAPERS_H

#include "application/application.h"

extern const struct paper *const app_papers[APPLICATION_KINDS];

#endif
