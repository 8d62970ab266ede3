// SPDX-License-Identifier: AGPL-3.0-or-later
// Patient (利用対象者): the person cared for. Never signs in. Name, reading and
// birth date are sealed with the city's key. Guide 3, 様式4.
#ifndef PATIENT_PATIENT_H
#define PATIENT_PATIENT_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

struct patient {
    patient_id id;
    str name, kana;
    day birth;
};
struct patient_list {
    size_t n;
    struct patient *at;
};

patient_id patient_add(struct tx *tx, city_id city, str name, str kana, day birth);
// The same, but the same person within a minute is one: the form came again because its answer
// was lost on the way.
patient_id patient_add_once(struct tx *tx, city_id city, str name, str kana, day birth);
bool patient_find(struct tx *tx, city_id city, patient_id id, struct patient *out);
struct patient_list patient_list_of(struct tx *tx, city_id city); // by reading
int patient_age(day birth, day today);

extern const struct routes patient_routes;

#endif
