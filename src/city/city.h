// SPDX-License-Identifier: AGPL-3.0-or-later
// City (市町村): a tenant. It decides who takes part, opens rooms, and owns the
// key under which its people's and patients' identities are sealed.
#ifndef CITY_CITY_H
#define CITY_CITY_H

#include "db/db.h"
#include "ids.h"
#include "turn.h"
#include "vault/vault.h"

struct city {
    city_id id;
    str code; // 6 digits
    str name;
    int64_t password_months; // guide 9(3)③: 1; national rule with two factors: 0
    int64_t idle_minutes; // 15 by default
    int64_t device_days; // 1,170 at most
    int64_t enrolment_days; // 30 by default
    int64_t approvals; // people who must approve an application: 1 or 2
    int64_t grace_minutes; // until a post is final: before it 編集, after it 訂正; 10 by default
    int64_t stale_days; // an ID not used for so long is reviewed; 90 by default
};

enum city_outcome { CITY_ADDED, CITY_BAD_CODE, CITY_EXISTS };

// 全国地方公共団体コード: five digits and the check digit (JIS X 0401/0402; weights
// 6 5 4 3 2, 11 - sum mod 11, last digit).
bool city_code_is_good(str code);

// A new city with its key. Its desk and its notice room are made by found_city
// (src/app/found.c). *out is filled on CITY_ADDED.
enum city_outcome city_add(struct tx *tx, str code, str name, struct city *out);
bool city_find(struct tx *tx, city_id id, struct city *out);
bool city_find_by_code(struct tx *tx, str code, struct city *out);

struct city_list {
    size_t n;
    struct city *at; // by code
};
struct city_list city_list_all(struct tx *tx);

// What a city may decide (市の設定). A change holds from the next request of anybody on: passwords
// older than the new rule allows are changed at the next page, sessions idle for longer than the
// new time end. Certificates and install IDs that are out already keep their time.
enum { IDLE_LEAST = 5, IDLE_MOST = 60, DEVICE_DAYS_LEAST = 30, DEVICE_DAYS_MOST = 1170 };
// An hour at most: what others act on must not change under their hands. 0: final at once.
enum { GRACE_LEAST = 0, GRACE_MOST = 60 };
enum { ENROLMENT_DAYS_LEAST = 1, ENROLMENT_DAYS_MOST = 60, STALE_LEAST = 30, STALE_MOST = 365 };
enum city_change { CITY_CHANGED, CITY_SAME, CITY_OUT_OF_RANGE };
// Takes all but id, code and name from `wanted`; the audit names each value before and after.
enum city_change city_change(struct tx *tx, city_id id, const struct city *wanted);

// The city's key. A missing or broken key is a fault of the transaction.
bool city_key(struct tx *tx, city_id id, struct key *out);
// The same where a query has brought the city's wrapped key.
bool city_key_of_row(struct tx *tx, city_id id, bytes wrapped, struct key *out);

// The vault of this process, for the verbs; tx_begin's caller sets it.
struct vault *city_vault(struct tx *tx);

extern const struct routes city_routes; // the desk's page of settings

#endif
