// SPDX-License-Identifier: AGPL-3.0-or-later
// A new data folder: keys, certificate authority, configuration; no database yet.
#ifndef APP_INSTALL_H
#define APP_INSTALL_H

#include "app/config.h"
#include "base/time.h"

struct install {
    str folder; // must not be there yet
    str city; // its name, for the certificate authority's
    struct config config; // what tsunagi.conf shall say
    instant now; // from when on the authority is good
};
// False after a clear line on standard error.
bool install_make(struct arena *a, const struct install *install);

#endif
