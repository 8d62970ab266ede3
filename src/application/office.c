// SPDX-License-Identifier: AGPL-3.0-or-later
// Which office an application is about.
#include "application/application.h"

#include "application/application.sql.h"

enum office_match application_office(struct tx *tx, const struct application *of,
                                     struct office *out)
{
    if (office_is(of->office))
        return office_find(tx, of->city, of->office, out) && !day_is(out->closed_on)
                   ? OFFICE_KNOWN
                   : OFFICE_UNKNOWN;
    str kind = value_of(&of->values, "office_kind");
    struct office wanted = {
        .city = of->city,
        .kind = OFFICE_KINDS, // not asked by every form
        .number = value_of(&of->values, "office_number"),
        .name = value_of(&of->values, "office_name"),
        .corporation = value_of(&of->values, "corporation_name"),
    };
    for (int i = 0; i < OFFICE_KINDS; i++)
        if (str_eq(kind, office_kind_labels[i]))
            wanted.kind = (enum office_kind)i;
    return office_match(tx, of->city, &wanted, out);
}

void application_settle(struct tx *tx, const struct application *of, office_id office)
{
    application_set_office(tx, of->city, of->id, office);
}
