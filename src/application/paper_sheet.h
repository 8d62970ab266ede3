// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide's forms on A4, blank to be filled in by hand or filled from an application. They are
// drawn from the same table as the screens, so that nobody is asked for something else on paper.
#ifndef APPLICATION_PAPER_SHEET_H
#define APPLICATION_PAPER_SHEET_H

#include "application/application.h"

struct sheet;

// `filled` NULL: blank. `city` is the name of the city whose mayor it is addressed to; empty: a
// line to write it on.
struct sheet *paper_sheet_draw(struct tx *tx, const struct paper *paper,
                               const struct application *filled, str city);
// The same as a PDF.
bytes paper_sheet(struct tx *tx, const struct paper *paper, const struct application *filled,
                  str city);

// The kind of a word or number in addresses ("usage", "1-1", "1-1.pdf").
bool paper_by_word(str word, enum application_kind *out);

extern const struct routes paper_routes, paper_public_routes;

#endif
