// SPDX-License-Identifier: AGPL-3.0-or-later
// PDFs for tests: good ones and such as nobody should be sent.
#ifndef TEST_PDFS_H
#define TEST_PDFS_H

#include "base/arena.h"

// So many pages of A4, each with the text and its number ("p. 2"), set in a Japanese font that
// the file names and does not hold.
bytes pdf_of(struct arena *a, int pages, str text);
// A text of PDF that stands in the catalog, after its pages: "/OpenAction …".
bytes pdf_with(struct arena *a, str catalog);
bytes pdf_locked(struct arena *a); // asks for a password
// One page, whose content is a few thousand bytes that unpack to 128 MB.
bytes pdf_bomb(struct arena *a);
// Pages that hold themselves, so that counting or drawing them never ends.
bytes pdf_circle(struct arena *a);
bytes pdf_sized(struct arena *a, const char *box); // "0 0 1e9 1e9"

#endif
