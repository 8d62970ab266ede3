// SPDX-License-Identifier: AGPL-3.0-or-later
// The forms as PDF: blank for everybody, filled for the desk.
#include "application/paper_sheet.h"
#include "audit/audit.h"
#include "city/city.h"

static const struct paper_name {
    str word, number;
} names[APPLICATION_KINDS] = {
    [APPLICATION_USAGE] = {S_CONST("usage"), S_CONST("1-1")},
    [APPLICATION_DEVICES] = {S_CONST("devices"), S_CONST("1-2")},
    [APPLICATION_CHANGE] = {S_CONST("change"), S_CONST("2")},
    [APPLICATION_MANDATE] = {S_CONST("mandate"), S_CONST("3")},
    [APPLICATION_STATUS] = {S_CONST("status"), S_CONST("5")},
};

bool paper_by_word(str word, enum application_kind *out)
{
    if (str_ends(word, S(".pdf")))
        word = str_part(word, 0, word.n - 4);
    for (int i = 0; i < APPLICATION_KINDS; i++)
        if (str_eq(word, names[i].word) || str_eq(word, names[i].number)) {
            *out = (enum application_kind)i;
            return true;
        }
    return false;
}

static void answer(struct turn *t, bytes pdf, str name)
{
    response_file(t->response, pdf, S("application/pdf"), name, false);
}

// The city is named by its code ("?city=122203"); without it, there is a line to write it on.
static void blank_page(struct turn *t)
{
    enum application_kind kind;
    struct city city = {0};
    str code = params_get(&t->request->query, S("city"));
    if (!paper_by_word(t->params[0], &kind) ||
        (code.n && !city_find_by_code(t->tx, code, &city))) {
        turn_missing(t);
        return;
    }
    str name = str_print(t->arena, "form-%.*s.pdf", STR(names[kind].number));
    answer(t, paper_sheet(t->tx, paper_of(kind), NULL, city.name), name);
}

static void filled_page(struct turn *t)
{
    struct application application;
    application_id id = {turn_param(t, 0)};
    if (!application_find(t->tx, t->me->city, id, &application)) {
        turn_missing(t);
        return;
    }
    audit_viewed(t->me, t->me->city, "application.sheet", (room_id){0}, id.v, tx_now(t->tx));
    str name = str_print(t->arena, "application-%.*s.pdf", STR(application.number));
    answer(t, paper_sheet(t->tx, paper_of(application.kind), &application, t->me->city_name), name);
}

static const struct route public_rows[] = {
    {METHOD_GET, "/forms/:kind", blank_page, .who = WHO_ANYONE, .flags = ROUTE_SLOW},
};
const struct routes paper_public_routes = {sizeof public_rows / sizeof public_rows[0], public_rows};

static const struct route rows[] = {
    {METHOD_GET, "/desk/applications/:application/sheet", filled_page, .who = WHO_OFFICER,
     .flags = ROUTE_SLOW},
};
const struct routes paper_routes = {sizeof rows / sizeof rows[0], rows};
