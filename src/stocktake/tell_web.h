// SPDX-License-Identifier: AGPL-3.0-or-later
// The office's page of the stock-take. Inside this folder.
#ifndef STOCKTAKE_TELL_WEB_H
#define STOCKTAKE_TELL_WEB_H

#include "stocktake/stocktake.h"

str stocktake_year(struct arena *a, const struct stocktake *s); // 令和8年度
void tell_form_page(struct turn *t);
void tell_post_page(struct turn *t);

#endif
