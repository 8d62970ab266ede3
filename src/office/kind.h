// SPDX-License-Identifier: AGPL-3.0-or-later
// What the import needs to know of services beyond office.h.
#ifndef OFFICE_KIND_H
#define OFFICE_KIND_H

#include "office/office.h"

// False when the name is not known; *out is untouched then.
bool service_find(str service, enum office_kind *out);
// Without what stands in brackets: 短期入所療養介護（介護老人保健施設）.
str service_plain(str service);

#endif
