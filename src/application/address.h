// SPDX-License-Identifier: AGPL-3.0-or-later
// 郵便番号から住所: the address that belongs to a form's postal code, as a help for filling in.
#ifndef APPLICATION_ADDRESS_H
#define APPLICATION_ADDRESS_H

#include "application/paper.h"

// "office_address" for "office_postal" where the part asks for both; else NONE.
str address_of_postal(const struct paper_part *part, const struct paper_field *field);

// The button "郵便番号から住所を入れる" was pressed: the address stands in form->typed, or the
// sentence beside the code says why it does not. False: another button was pressed.
bool paper_fill_address(struct form *form, const struct paper *paper);

extern const struct routes address_routes, address_public_routes;

#endif
