// SPDX-License-Identifier: AGPL-3.0-or-later
// Which page answers where.
#include "document/document_web.h"

#define SHELF "/rooms/:room/documents"
#define ONE SHELF "/:document"
#define FILE_OF ONE "/files/:file"

static const struct route routes[] = {
    {METHOD_GET, SHELF, shelf_page, .who = WHO_SEAT},
    {METHOD_GET, SHELF "/new", document_new_page, .who = WHO_SEAT},
    {METHOD_POST, SHELF, document_put_page, .prepare = document_prepare, .who = WHO_SEAT,
     .flags = ROUTE_TELLS_SIZE, .max_body = DOCUMENT_MOST_BODY},
    {METHOD_POST, SHELF "/find", shelf_find_page, .who = WHO_SEAT},
    {METHOD_GET, SHELF "/import", careplan_form_page, .who = WHO_SEAT},
    {METHOD_POST, SHELF "/import", careplan_look_page, .who = WHO_SEAT, .flags = ROUTE_TELLS_SIZE,
     .max_body = CAREPLAN_MOST_BYTES + 16384},
    {METHOD_POST, SHELF "/import/take", careplan_take_page, .prepare = careplan_take_prepare,
     .who = WHO_SEAT, .max_body = CAREPLAN_MOST_BODY},
    {METHOD_GET, ONE, one_document_page, .who = WHO_SEAT},
    {METHOD_GET, ONE "/change", document_change_form_page, .who = WHO_SEAT},
    {METHOD_POST, ONE "/change", document_change_page, .prepare = document_prepare, .who = WHO_SEAT,
     .flags = ROUTE_TELLS_SIZE, .max_body = DOCUMENT_MOST_BODY},
    {METHOD_GET, ONE "/withdraw", document_withdraw_form_page, .who = WHO_SEAT},
    {METHOD_POST, ONE "/withdraw", document_withdraw_page, .who = WHO_SEAT},
    {METHOD_GET, FILE_OF, document_file_page, .who = WHO_SEAT, .flags = ROUTE_SLOW},
    {METHOD_GET, FILE_OF "/picture", document_picture_page, .who = WHO_SEAT, .flags = ROUTE_SLOW},
    {METHOD_GET, FILE_OF "/thumbnail", document_thumbnail_page, .who = WHO_SEAT, .flags = ROUTE_SLOW},
};
const struct routes document_routes = {sizeof routes / sizeof routes[0], routes};
