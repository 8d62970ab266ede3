// SPDX-License-Identifier: AGPL-3.0-or-later
// What is for the member in somebody else's place. Inside this folder only.
#ifndef INBOX_INSTEAD_H
#define INBOX_INSTEAD_H

#include "inbox/inbox.h"

// Adds it to what is for the member, in order of due time. A post that is in the list already says
// in whose place besides.
void inbox_add_instead(struct tx *tx, const struct acting *me, post_id since,
                       struct inbox_asks *asks);

#endif
