// SPDX-License-Identifier: AGPL-3.0-or-later
// What 様式2 can change. Inside this folder.
#ifndef CHANGE_ITEMS_H
#define CHANGE_ITEMS_H

#include "base/str.h"

// 事業所について. The guide's three boxes (名称・番号・所在地, 管理者, 連絡先) taken apart, so that
// each value has a place of its own.
enum office_item {
    ITEM_OFFICE_NAME,
    ITEM_OFFICE_NUMBER,
    ITEM_OFFICE_POSTAL,
    ITEM_OFFICE_ADDRESS,
    ITEM_OFFICE_MANAGER,
    ITEM_OFFICE_PHONE,
    ITEM_OFFICE_MAIL,
    OFFICE_ITEMS,
};
// システム利用者について.
enum person_item { ITEM_NAME, ITEM_OFFICE, ITEM_ADMINISTRATOR, ITEM_OTHER, PERSON_ITEMS };

extern const str office_items[OFFICE_ITEMS];
extern const str person_items[PERSON_ITEMS];

#endif
