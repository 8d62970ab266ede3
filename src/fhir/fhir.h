// SPDX-License-Identifier: AGPL-3.0-or-later
// FHIR (FHIR R4 4.0.1 Bundle, JSON): a period of a room for another system. One bundle of type
// "collection" that stands by itself: Patient, Organization, Practitioner, PractitionerRole,
// CareTeam, Communication (posts), DocumentReference (files), Provenance (corrections) and
// Observation (vitals: LOINC and UCUM). The limits of src/vitals are no measurings and stay here.
// Names as JP Core 1.2 writes them (IDE and SYL); it has no profile for CareTeam and Communication.
// Every id is a UUID that is the same in each bundle of the room and says nothing by itself.
#ifndef FHIR_FHIR_H
#define FHIR_FHIR_H

#include "blob/blob.h"
#include "seat/seat.h"

// So many bytes of files go into one bundle; of the others the name stands there, and that they
// were too large. Base64 makes a third more of them.
enum { FHIR_FILES_MOST = 32 * 1024 * 1024 };

struct fhir_wish {
    instant from, until; // of writing and of measuring; `until` is the first instant outside
    int64_t skip_posts, most_posts, skip_measurings, most_measurings;
    struct blobs *blobs; // NULL: names of files without what is in them
};
// A room without a patient gives a bundle without entries.
bytes fhir_bundle(struct tx *tx, const struct seat *seat, const struct fhir_wish *wish);

#endif
