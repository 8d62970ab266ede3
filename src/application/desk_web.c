// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk's pages share, and their routes.
#include "application/desk_web.h"

#include "application/file.h"
#include "application/own_web.h"

bool case_of_turn(struct turn *t, struct application *out)
{
    application_id id = {turn_param(t, 0)};
    if (application_find(t->tx, t->me->city, id, out) && out->state != STATE_DRAFT)
        return true;
    turn_missing(t);
    return false;
}

url case_url(struct turn *t, application_id id)
{
    return url_make(t->arena, "/desk/applications/%i", id.v);
}

str paper_name(struct turn *t, enum application_kind kind)
{
    const struct paper *paper = paper_of(kind);
    return str_print(t->arena, "%s %s", paper->number, paper->title);
}

const char *state_chip(enum application_state state)
{
    static const char *const chips[APPLICATION_STATES] = {
        [STATE_DRAFT] = "chip-gray",      [STATE_SUBMITTED] = "chip-blue",
        [STATE_RETURNED] = "chip-yellow", [STATE_SECONDED] = "chip-purple",
        [STATE_APPROVED] = "chip-cyan",   [STATE_REJECTED] = "chip-gray",
        [STATE_CARRIED_OUT] = "chip-green", [STATE_WITHDRAWN] = "chip-gray",
    };
    return chips[state];
}

// --- routes ----------------------------------------------------------------------------------

static const struct route routes[] = {
    {METHOD_GET, "/desk/applications", inbox_list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications", inbox_search_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/export", export_page, .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/applications/approvals", approvals_post_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/batch", batch_post_page, .prepare = batch_prepare,
     .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/paper/new", keyed_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/paper/new", keyed_post_page, .prepare = keyed_prepare,
     .who = WHO_OFFICER, .flags = ROUTE_TELLS_SIZE, .max_body = APPLICATION_MOST_BODY},
    {METHOD_GET, "/desk/applications/:application", case_show_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/:application/files/:attachment", case_file_page,
     .who = WHO_OFFICER, .flags = ROUTE_SLOW},
    {METHOD_POST, "/desk/applications/:application/return", case_return_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/reject", case_reject_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/approve", case_approve_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/carry-out", case_carry_out_page,
     .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/note", case_note_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/applications/:application/correct", returned_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/applications/:application/correct", returned_post_page,
     .prepare = returned_prepare, .who = WHO_OFFICER, .flags = ROUTE_TELLS_SIZE,
     .max_body = APPLICATION_MOST_BODY},
    {METHOD_POST, "/desk/applications/:application/signature", seen_post_page, .who = WHO_OFFICER},
    {METHOD_GET, "/office/applications", own_list_page_handler, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/applications", own_start_page, .who = WHO_ADMINISTRATOR},
    {METHOD_GET, "/office/applications/:application", own_show_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/applications/:application", own_save_page, .prepare = own_save_prepare,
     .who = WHO_ADMINISTRATOR, .flags = ROUTE_TELLS_SIZE, .max_body = APPLICATION_MOST_BODY},
    {METHOD_GET, "/office/applications/:application/files/:attachment", own_file_page,
     .who = WHO_ADMINISTRATOR, .flags = ROUTE_SLOW},
    {METHOD_POST, "/office/applications/:application/withdraw", own_withdraw_page,
     .who = WHO_ADMINISTRATOR},
};
const struct routes application_routes = {sizeof routes / sizeof routes[0], routes};
