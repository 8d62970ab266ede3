// SPDX-License-Identifier: AGPL-3.0-or-later
// Mandate (委任状): 様式3, with which the representative of a corporation lets a delegate apply, for
// either of two duties or both. Guide 様式の表 (※), 様式3.
#ifndef MANDATE_MANDATE_H
#define MANDATE_MANDATE_H

#include "application/application.h"

// The two duties of the form: 登録・削除, and 変更.
enum mandate_duty { DUTY_REGISTER = 1, DUTY_CHANGE = 2 };

// When a delegate applies (field by_delegate): stops what no mandate in force allows. One of the
// duties given is enough. Mandates belong to the corporation, whatever the office.
void mandate_examine(struct tx *tx, const struct application *of, int duties,
                     struct application_findings *out);

extern const struct paper mandate_paper;

#endif
