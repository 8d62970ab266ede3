// SPDX-License-Identifier: AGPL-3.0-or-later
// Lock (サインインの停止): a device on which wrong passwords were typed waits (guess.h). The wait
// ends by itself after half an hour at the latest; the desk may end it before, with a reason. An
// office's administrator sees it and reports, but does not end it: the desk asks the person first.
#ifndef SIGNIN_LOCK_H
#define SIGNIN_LOCK_H

#include "db/db.h"
#include "device/device.h"
#include "ids.h"

struct lock {
    member_id member;
    city_id city;
    device_id device;
    enum device_kind kind;
    int64_t failures;
    instant until;
};
struct lock_list {
    size_t n;
    struct lock *at; // the longest first
};
// Devices of the city's people that wait now.
struct lock_list lock_list_of(struct tx *tx, city_id city);
// When the last of the person's devices may try again; NO_INSTANT: none waits.
instant lock_until(struct tx *tx, member_id member);

enum { LOCK_REASON_MOST = 200 };
// All of the person's devices may try again. False: not a person of that city.
bool lock_end(struct tx *tx, city_id city, member_id member, str reason);

#endif
