// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/papers.h"

#include "change/change.h"
#include "checkup/checkup.h"
#include "mandate/mandate.h"
#include "terminal/terminal.h"
#include "usage/usage.h"

const struct paper *const app_papers[APPLICATION_KINDS] = {
    [APPLICATION_USAGE] = &usage_paper,     [APPLICATION_DEVICES] = &terminal_paper,
    [APPLICATION_CHANGE] = &change_paper,   [APPLICATION_MANDATE] = &mandate_paper,
    [APPLICATION_STATUS] = &checkup_paper,
};
