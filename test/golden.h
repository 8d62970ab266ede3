// SPDX-License-Identifier: AGPL-3.0-or-later
// For rules about printed pages: what stands on them, in order, is kept in test/golden. With
// TSUNAGI_WRITE_GOLDEN=1 in the environment the files are written anew, and with TSUNAGI_GOLDEN_PDF=
// a folder the pages beside them; read the diff and look at the pages before committing.
#ifndef TEST_GOLDEN_H
#define TEST_GOLDEN_H

#include "sheet/sheet.h"
#include "test/world.h"

// Asserts that the sheet says what test/golden/NAME.txt says.
void golden_compare(struct world *w, str name, struct sheet *s);

#endif
