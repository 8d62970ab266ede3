// SPDX-License-Identifier: AGPL-3.0-or-later
// FHIR (FHIR R4 4.0.1 Bundle, JSON): a period of a room for another system. One bundle of type
// "collection" that stands by itself: Patient, Organization, Practitioner, PractitionerRole,
// CareTeam, Communication (posts), DocumentReference (files of posts, the shelf), Provenance
// (corrections), Observation (vitals: LOINC and UCUM) and Appointment (visits: booked, fulfilled,
// cancelled. When somebody really came and left is not known here, so there is no Encounter). The
// limits of src/vitals are no measurings and stay here.
// Names as JP Core 1.2 writes them (IDE and SYL); it has no profile for CareTeam and Communication.
// Every id is a UUID that is the same in each bundle of the room and says nothing by itself.
#ifndef FHIR_FHIR_H
#define FHIR_FHIR_H

#include "blob/blob.h"
#include "seat/seat.h"

// So many bytes of files go into one bundle; of the others the name stands there, and that they
// were too large. Base64 makes a third more of them.
enum { FHIR_FILES_MOST = 32 * 1024 * 1024 };

// So many of each stand in one part.
enum { FHIR_POSTS = 500, FHIR_MEASURINGS = 1000, FHIR_DOCUMENTS = 200, FHIR_VISITS = 1000 };

struct fhir_wish {
    day from, to; // of writing, of measuring, of visiting; both inclusive, days in Japan
    int64_t part; // from 1
    struct blobs *blobs; // NULL: names of files without what is in them
};
// How many parts the period needs; 0: there is nothing.
int64_t fhir_parts(struct tx *tx, const struct seat *seat, day from, day to);
// A room without a patient gives a bundle without entries.
bytes fhir_bundle(struct tx *tx, const struct seat *seat, const struct fhir_wish *wish);

#endif
