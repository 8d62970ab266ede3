// SPDX-License-Identifier: AGPL-3.0-or-later
// Usage (利用申請): 様式1-1, with which an office and its people enter the system, are brought up
// to date, and leave it. Guide 1, 様式1-1 with its notes ※1–※5.
#ifndef USAGE_USAGE_H
#define USAGE_USAGE_H

#include "application/application.h"

extern const struct paper usage_paper;

#endif
