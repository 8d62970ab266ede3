// SPDX-License-Identifier: AGPL-3.0-or-later
// Guest (招待する人): who might be invited into a room or a group. People of one city are found by
// name, reading or office, page by page; those of other cities by their whole personal ID alone, so
// that nobody reads through another city's people.
#ifndef GUEST_GUEST_H
#define GUEST_GUEST_H

#include "guest/guest_parts.html.h"
#include "ids.h"
#include "turn.h"

struct guest_search {
    city_id city; // that invites
    bool elsewhere; // also as a person of an office in another city
    struct member_id_list here; // who need not be invited any more
    url page; // where the search stands; inviting is a POST to "/seats" below it
};
// What was looked for stands in the address of this request. Nothing is shown before somebody looks.
struct guests guests_find(struct turn *t, const struct guest_search *search,
                          const struct form *form);
// The same search of `page`; the words stay sealed in the address.
url guests_url(struct turn *t, url page, const struct form *form, str words);

// Who was ticked, as typed: whether they may be invited is the caller's to know.
struct guest_pick {
    member_id member;
    office_id office; // as a person of which the member comes; {0}: not said
};
struct guest_picks {
    size_t n;
    struct guest_pick *at;
};
struct guest_picks guests_ticked(struct turn *t);

#endif
