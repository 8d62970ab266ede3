// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages that belong to no word: assets, certificate help, faults.
#ifndef APP_PAGES_H
#define APP_PAGES_H

#include "db/db.h"
#include "turn.h"

// Answers an address under /assets/ (and nothing else): true when it did. The
// member site gives assets only to a good certificate.
bool page_asset(const struct request *request, struct response *response);

// 403: what to do about a missing, revoked or expired device certificate. It
// needs no other file, because without a certificate nothing else answers.
void page_certificate_help(struct turn *t);
void page_foreign_origin(struct turn *t); // 403: a form sent from another site
// 500 after a fault, 503 when the disk is full or the server is busy.
void page_fault(const struct request *request, struct response *response, enum tx_end end);

#endif
