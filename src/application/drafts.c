// SPDX-License-Identifier: AGPL-3.0-or-later
// Drafts that nobody went on with for 90 days, the time that a resume code is good for.
#include "application/application.h"
#include "application/application.sql.h"
#include "application/file.sql.h"

enum { DRAFT_DAYS = 90, AT_ONCE = 200 };

// Nothing is audited: it was never handed in, so it is no record of the city, and the row of its
// beginning stays. Files without their row are swept away with the others.
int application_drop_drafts(struct tx *tx)
{
    instant before = instant_after(tx_now(tx), -DAYS(DRAFT_DAYS));
    struct application_id_list old = application_old_drafts(tx, before, AT_ONCE);
    for (size_t i = 0; i < old.n; i++) {
        token_forget(tx, old.at[i]);
        application_files_forget(tx, old.at[i]);
        steps_forget(tx, old.at[i]);
        versions_forget(tx, old.at[i]);
        application_draft_delete(tx, old.at[i]);
    }
    return (int)old.n;
}
