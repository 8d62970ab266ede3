// SPDX-License-Identifier: AGPL-3.0-or-later
// Correcting what the desk returned.
#ifndef APPLICATION_CORRECT_H
#define APPLICATION_CORRECT_H

#include "application/application.h"

// The open fields as one part: each stands once, under its full name ("people.0.kana") and label.
struct paper_part part_of_open(struct arena *a, const struct paper *paper,
                               const struct open_fields *open);

// A form keyed in without a word about signature and seal: the officer who looks at the paper says
// which it bears (署名 or 押印). Told in the story; the state stays.
bool application_awaits_seen(struct tx *tx, const struct application *of);
enum application_outcome application_put_seen(struct tx *tx, const struct application *seen,
                                              str what);

#endif
