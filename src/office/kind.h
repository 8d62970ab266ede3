// SPDX-License-Identifier: AGPL-3.0-or-later
// What the import needs to know of services beyond office.h.
#ifndef OFFICE_KIND_H
#define OFFICE_KIND_H

#include "office/office.h"

// The kind that a published service name means (訪問リハビリテーション, 地域密着型通所介護,
// 看護小規模多機能型居宅介護 …). False when the name is not known; *out is untouched then.
bool service_find(str service, enum office_kind *out);
// Without what stands in brackets: 短期入所療養介護（介護老人保健施設）.
str service_plain(str service);

#endif
