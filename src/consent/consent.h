// SPDX-License-Identifier: AGPL-3.0-or-later
// Consent (同意): the patient or family agreed, after an explanation of five points, that
// the team shares what it sees, for eight purposes. No room without a consent in force.
// Guide 3 ②, 9(3)①②, 9(4).
#ifndef CONSENT_CONSENT_H
#define CONSENT_CONSENT_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

enum consent_signer { SIGNER_PATIENT, SIGNER_FAMILY, SIGNER_GUARDIAN, SIGNERS };
str consent_signer_label(enum consent_signer signer);

// The five points of guide 3 ②, in its order, in our words.
enum { CONSENT_POINTS = 5, CONSENT_PURPOSES = 8, CONSENT_TEXT_VERSION = 1 };
str consent_point(int n);
str consent_purpose(int n); // guide 9(3)①

struct consent_new {
    city_id city;
    patient_id patient;
    day given_on;
    enum consent_signer signer;
    str signer_name, explained_by, place;
    unsigned points, purposes; // one bit each
};
struct consent {
    consent_id id;
    day given_on, withdrawn_on;
    enum consent_signer signer;
    str signer_name, explained_by, place;
    int64_t version;
    unsigned points, purposes;
};

enum consent_outcome {
    CONSENT_RECORDED,
    CONSENT_POINT_MISSING, // all five must have been explained
    CONSENT_IN_FUTURE,
    CONSENT_NO_PURPOSE,
    CONSENT_NO_PATIENT,
};
enum consent_outcome consent_record(struct tx *tx, const struct acting *me,
                                    const struct consent_new *new, consent_id *out);
bool consent_in_force(struct tx *tx, city_id city, patient_id patient, struct consent *out);
// False: nothing to withdraw. The room closes with it: see room_withdraw_consent.
bool consent_withdraw(struct tx *tx, city_id city, consent_id id, day on);

extern const struct routes consent_routes;

#endif
