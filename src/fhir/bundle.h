// SPDX-License-Identifier: AGPL-3.0-or-later
// What the makers of the resources share. Inside this folder only.
#ifndef FHIR_BUNDLE_H
#define FHIR_BUNDLE_H

#include "attachment/attachment.h"
#include "fhir/fhir.h"
#include "post/post.h"

#include <jansson.h>

// What an id is of; part of its UUID.
enum fhir_kind {
    FHIR_BUNDLE, FHIR_PATIENT, FHIR_ORGANIZATION, FHIR_PRACTITIONER, FHIR_ROLE, FHIR_TEAM, FHIR_POST,
    FHIR_FILE, FHIR_CHANGE, FHIR_MEASURING, FHIR_DOCUMENT, FHIR_VISIT
};

struct bundle {
    struct tx *tx;
    struct arena *a;
    const struct seat *seat;
    const struct fhir_wish *wish;
    instant from, until; // of the wish's days; `until` is the first instant outside
    struct buf out;
    int64_t n; // entries
    int64_t file_bytes; // of what is in files, so far
    struct seat_rows people;
};

// Each of these gives a value that the caller's json_pack takes over ("o").
json_t *fhir_text(str s);
json_t *fhir_instant(struct bundle *b, instant at);
json_t *fhir_day(struct bundle *b, day d);
json_t *fhir_reference(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part);
json_t *fhir_coding(const char *system, const char *code, const char *display);

// A file, with what is in it when that is wanted and still fits; *left_out: it did not fit.
struct fhir_file {
    attachment_id id;
    const char *type;
    str name;
    int64_t size;
    json_t *creation; // given up
};
json_t *fhir_attachment(struct bundle *b, const struct fhir_file *file, bool *left_out);
json_t *fhir_left_out(void); // the sentence that says so

str fhir_uuid(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part);
// Writes the resource and gives it up. `part` tells resources of one row apart.
void bundle_add(struct bundle *b, enum fhir_kind kind, int64_t id, int64_t part, json_t *resource);

void fhir_put_people(struct bundle *b);
void fhir_put_posts(struct bundle *b);
void fhir_put_vitals(struct bundle *b);
void fhir_put_documents(struct bundle *b);
void fhir_put_visits(struct bundle *b);
int64_t fhir_count_visits(struct tx *tx, const struct seat *seat, day from, day to);

#endif
