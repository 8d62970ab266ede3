// SPDX-License-Identifier: AGPL-3.0-or-later
// Portal (申請の窓口): the guide's forms 様式1-1, 1-2 and 3 on the public site, for people who have
// neither account nor certificate yet. A receipt number and a resume code open a draft again and
// show what became of it. Guide 1, 2; mission A1, A2, A4.
#ifndef PORTAL_PORTAL_H
#define PORTAL_PORTAL_H

#include "turn.h"

// Each of a file of this folder.
extern const struct routes portal_public_routes, portal_form_routes, portal_office_routes,
    portal_sign_routes, portal_end_routes, portal_fix_routes, portal_status_routes;

#endif
