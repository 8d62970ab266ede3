// SPDX-License-Identifier: AGPL-3.0-or-later
// Applications that came out of another one: what a 現況届 corrects becomes a 様式1-1 and a 様式2.
#ifndef APPLICATION_LINK_H
#define APPLICATION_LINK_H

#include "application/application.h"
#include "application/link_parts.html.h"

void application_link(struct tx *tx, application_id from, application_id made);

// Both ways, as pages of the desk or of the office show them.
struct linked_items application_links(struct tx *tx, application_id of, bool at_desk);

#endif
