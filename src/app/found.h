// SPDX-License-Identifier: AGPL-3.0-or-later
// The founding of a city: its key, its desk (介護支援課) and its notice room, so that a city is
// never without them.
#ifndef APP_FOUND_H
#define APP_FOUND_H

#include "city/city.h"

enum city_outcome found_city(struct tx *tx, str code, str name, struct city *out);

#endif
