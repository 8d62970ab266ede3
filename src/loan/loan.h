// SPDX-License-Identifier: AGPL-3.0-or-later
// Loan (一時的な端末): what a person signs in with whose own device is lost or broken
// (安全管理ガイドライン 6.0 システム運用編 14③). An officer opens it for a reason and for hours, at most
// a day: a lent device gets a certificate of its own through a new install ID, so that the rule
// "no page without a certificate" has no exception. It ends by itself. The person and the
// office's administrator see it; docs/decisions/0011 says why it is this and no code.
#ifndef LOAN_LOAN_H
#define LOAN_LOAN_H

#include "db/db.h"
#include "device/device.h"
#include "ids.h"
#include "turn.h"

enum loan_cause { LOAN_LOST, LOAN_BROKEN, LOAN_ELSEWHERE, LOAN_CAUSES };
str loan_cause_label(enum loan_cause cause);

enum { LOAN_HOURS_MOST = 24, LOAN_REASON_MOST = 200 };
struct loan_new {
    member_id member;
    enum device_kind kind; // of the lent device
    enum loan_cause cause;
    int64_t hours; // 1 … LOAN_HOURS_MOST
    str reason; // how the person was recognised, and why it is needed
};
enum loan_outcome {
    LOAN_OPENED,
    LOAN_NOBODY, // not a person who works in that city
    LOAN_OUT_OF_RANGE, // hours or an empty reason
    LOAN_OPEN_ALREADY, // one at a time: end it first
};
// The install ID is good once and until the loan ends. It is shown once and not kept.
enum loan_outcome loan_open(struct tx *tx, const struct acting *officer, const struct loan_new *new,
                            struct enrolment_letter *out);

struct loan {
    device_id device;
    member_id member;
    enum loan_cause cause;
    str reason; // opened with the city's key
    member_id opened_by;
    instant opened_at, ends_at;
    instant ended_at; // NO_INSTANT: still open
};
struct loan_list {
    size_t n;
    struct loan *at; // newest first
};
enum { LOAN_LIST_MOST = 100 };
struct loan_list loan_list_of(struct tx *tx, city_id city);
// The open one of a person; false: none.
bool loan_find(struct tx *tx, city_id city, member_id member, struct loan *out);

// Before its time: the certificate is revoked, sessions on it end. False: not open in that city.
bool loan_end(struct tx *tx, city_id city, device_id device);
int loan_end_due(struct tx *tx); // by a job every minute; the certificate has ended by then

#endif
