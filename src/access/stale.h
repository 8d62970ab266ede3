// SPDX-License-Identifier: AGPL-3.0-or-later
// Stale IDs (使われていないID): people who work in the city and whose ID nobody uses, or uses only
// half. The desk looks through them and asks their offices (安全管理ガイドライン 6.0 企画管理編 13).
#ifndef ACCESS_STALE_H
#define ACCESS_STALE_H

#include "db/db.h"
#include "ids.h"

enum stale_why {
    STALE_LONG, // not signed in for the city's number of days
    STALE_NEVER, // never signed in
    STALE_INITIAL, // the initial password was never changed
    STALE_TERMS, // terms or pledge not accepted
    STALE_WHYS,
};
struct stale {
    member_id member;
    office_id office;
    unsigned whys; // bits
    instant registered_at;
    instant last; // NO_INSTANT: never
    instant asked_at; // when the office was last asked; NO_INSTANT: never
};
struct stale_list {
    size_t n;
    struct stale *at; // longest unused first
    int64_t counts[STALE_WHYS];
};
// The people with one of the bits; {0} office: all offices. The counts are of all.
struct stale_list stale_list_of(struct tx *tx, city_id city, office_id office, unsigned whys);

enum stale_request {
    STALE_ASKED, // a mail goes to the office, without a word about anybody
    STALE_NO_MAIL, // noted; the desk telephones
    STALE_ASKED_TODAY,
    STALE_NO_OFFICE,
};
enum stale_request stale_ask(struct tx *tx, city_id city, member_id officer, office_id office,
                             str member_url);

#endif
