// SPDX-License-Identifier: AGPL-3.0-or-later
// The seals around a measuring and around a limit. Inside this folder only.
#ifndef VITALS_VITALS_SEAL_H
#define VITALS_VITALS_SEAL_H

#include "vitals/vitals.h"
#include "vitals/vitals.sql.h"

// What was sealed of a measuring.
struct measured {
    struct vitals_values values;
    str note;
};
// Keyed: the same values at the same minute are the same bytes.
bytes vitals_content(struct arena *a, const struct key *key, instant measured_at,
                     const struct vitals_values *values);

bytes vitals_seal(struct tx *tx, const struct seat *seat, const struct vitals_row *row,
                  const struct measured *measured);
// What does not open is a fault of the transaction.
struct measured vitals_open(struct tx *tx, const struct seat *seat, const struct vitals_row *row);
// The measuring as it was at that revision.
struct vitals_row vitals_row_as(const struct vitals_row *now,
                                const struct vitals_version_row *then);

bytes limit_seal(struct tx *tx, const struct seat *seat, const struct limit_row *row,
                 const struct vitals_limit *limit);
struct vitals_limit limit_open(struct tx *tx, const struct seat *seat,
                               const struct limit_row *row);

// One row, audited; `post` says it in the timeline. False when the same request wrote it already.
bool vitals_add(struct tx *tx, const struct seat *seat, const struct vitals_new *new, bytes request,
                post_id post, vitals_id id);
// What is wrong with the values, the time and the note; VITALS_WRITTEN when nothing is.
enum vitals_outcome vitals_examine(struct tx *tx, const struct seat *seat,
                                   const struct vitals_new *new);
// Those of `limits` that the values cross. None of them is urgent when the measuring is older than
// a day: it is told, but nobody is called out for what was long ago.
struct vitals_limits limits_crossed(struct tx *tx, const struct vitals_limits *limits,
                                    instant measured_at, const struct vitals_values *values);
// Writes the post that tells of `crossed`, to whom the limits name; without any it is a plain one.
void vitals_tell(struct tx *tx, const struct seat *seat, const struct vitals_limits *crossed,
                 str body, str request_key, post_id *out);
str vitals_post_text(struct arena *a, const struct vitals_new *new,
                     const struct vitals_limits *crossed);

#endif
