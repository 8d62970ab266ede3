// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's own list, and what both lists say alike. Inside this folder.
#ifndef LEDGER_OFFICE_WEB_H
#define LEDGER_OFFICE_WEB_H

#include "ledger/ledger.h"

// When and why it was stopped; empty: it was not.
str stopped_words(struct arena *a, const struct device *d);
// "あと12日", from 90 days before the end on; empty: longer.
str left_words(struct turn *t, const struct device *d);

void office_devices_show_page(struct turn *t);
void office_lost_page(struct turn *t);
void office_retired_page(struct turn *t);
void office_renew_page(struct turn *t);

#endif
