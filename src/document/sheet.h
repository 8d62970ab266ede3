// SPDX-License-Identifier: AGPL-3.0-or-later
// A care plan's CSV as the sheets that people know. Inside this folder only.
#ifndef DOCUMENT_SHEET_H
#define DOCUMENT_SHEET_H

#include "careplan/careplan.h"
#include "document/sheet_parts.html.h"

// `everything`: all items of all rows as well, as they stand in the file.
struct care_sheet care_sheet_of(struct arena *a, const struct careplan *plan, bool everything);
// What a document of it is called: "居宅サービス計画書（1）", "サービス利用票（予定） 2026年11月".
str care_sheet_title(struct arena *a, const struct careplan *plan);

#endif
