// SPDX-License-Identifier: AGPL-3.0-or-later
// What the printed pages of a campaign share. Inside this folder.
#ifndef CHECKUP_SHEETS_H
#define CHECKUP_SHEETS_H

#include "checkup/request.h"
#include "city/city.h"
#include "office/office.h"
#include "sheet/cells.h"

struct print {
    struct tx *tx;
    struct arena *a;
    struct sheet *s;
    const struct campaign *c;
    struct city city;
    struct office desk;
};
struct print print_begin(struct tx *tx, const struct campaign *c, str title);
extern const struct sheet_style print_right;

#endif
