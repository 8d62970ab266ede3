// SPDX-License-Identifier: AGPL-3.0-or-later
// Errand (手続き): what the desk, or the rules of the service, ask of a person beside the rooms: a
// certificate that ends, 現況届, 棚卸し, a form that came back … Each is found where it stands;
// nothing is kept here, so that what was done is gone at once. What the desk tells in words is a
// memo (src/memo). Mission E9.
#ifndef ERRAND_ERRAND_H
#define ERRAND_ERRAND_H

#include "application/application.h"
#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "permission/permission.h"

enum errand_kind {
    ERRAND_PASSWORD, // to be changed within a week
    ERRAND_CERTIFICATE, // of an own device; within 90 days
    ERRAND_RENEWAL, // likewise, but a new one is asked for
    ERRAND_TERMS, // a change to be read and accepted
    ERRAND_LEAVE, // the ID ends
    ERRAND_LOAN, // a lent device is open for the person
    ERRAND_ANSWER, // to a permission that the person asked for; looking is enough
    // For the administrators of an office:
    ERRAND_CHECKUP, // 現況届
    ERRAND_CHECKUP_RETURNED,
    ERRAND_STOCKTAKE,
    ERRAND_RETURNED, // an application
    ERRAND_DEVICES, // certificates of the office's other people
};
struct errand {
    enum errand_kind kind;
    bool asks; // something to do; else good to know
    day due_on; // the last day; NO_DAY: none
    int64_t devices; // of ERRAND_DEVICES
    struct application application; // of ERRAND_RETURNED, without values
    instant until; // of ERRAND_LOAN
    struct permission answer; // of ERRAND_ANSWER
};
struct errands {
    size_t n;
    struct errand *at; // what ends first, first; those without a day last
};
struct errands errand_list(struct tx *tx, member_id member);
// What is to be done, and memos that wait: for the badge.
int64_t errand_count(struct tx *tx, member_id member);
// Whether the desk has anything to say to the person, be it only good to know.
bool errand_waits(struct tx *tx, member_id member);

#endif
