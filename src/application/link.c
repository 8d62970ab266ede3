// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/link.h"

#include "application/application.sql.h"
#include "application/desk_web.h"

void application_link(struct tx *tx, application_id from, application_id made)
{
    application_link_insert(tx, from, made);
}

struct linked_items application_links(struct tx *tx, application_id of, bool at_desk)
{
    struct application_linked_row_list rows = application_linked(tx, of);
    struct arena *a = tx_arena(tx);
    struct linked_items items = {rows.n, NEW_ARRAY(a, struct linked_item, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct application_linked_row *row = &rows.at[i];
        items.at[i] = (struct linked_item){
            .to = at_desk ? url_make(a, "/desk/applications/%i", row->id.v)
                          : url_make(a, "/office/applications/%i", row->id.v),
            .label = str_print(a, "%s %.*s", paper_of(row->kind)->number, STR(row->number)),
            .state = application_state_label(row->state),
            .chip = state_chip(row->state),
            .came = row->came > 0,
            .waits = row->state == STATE_DRAFT,
            .open = !at_desk || row->state != STATE_DRAFT,
        };
    }
    return items;
}
