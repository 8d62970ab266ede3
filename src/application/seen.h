// SPDX-License-Identifier: AGPL-3.0-or-later
// What a form on paper bears stands on the paper alone: the officer who looks at it says so.
#ifndef APPLICATION_SEEN_H
#define APPLICATION_SEEN_H

#include "fields.html.h"
#include "web/form.h"
#include "web/request.h"

extern const str seen_label; // "紙にある署名・押印"
// `neither`: "どちらもない" may be chosen too.
struct options seen_options(struct arena *a, str chosen, bool neither);
// The choice in field "signature": 署名, 押印 or なし; empty: the sentence stands in the form.
str seen_read(struct form *form, bool neither);
void seen_put(struct arena *a, struct params *values, str seen);

#endif
