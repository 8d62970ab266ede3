// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/address.h"

#include "base/text.h"
#include "postal/postal.h"
#include "turn.h"

#include <string.h>

// --- which fields ----------------------------------------------------------------------------

str address_of_postal(const struct paper_part *part, const struct paper_field *field)
{
    size_t stem = strlen(field->name) - strlen("postal");
    for (size_t i = 0; field->type == PAPER_POSTAL && !part->rows && i < part->n; i++) {
        const char *name = part->fields[i].name;
        if (strncmp(name, field->name, stem) == 0 && strcmp(name + stem, "address") == 0)
            return str_of(name);
    }
    return NONE;
}

static str asked_for(const struct paper *paper, str postal)
{
    for (size_t i = 0; i < paper->n; i++)
        for (size_t k = 0; k < paper->parts[i].n; k++)
            if (str_eq(postal, str_of(paper->parts[i].fields[k].name)))
                return address_of_postal(&paper->parts[i], &paper->parts[i].fields[k]);
    return NONE;
}

// --- filling in ------------------------------------------------------------------------------

static struct params with_value(struct arena *a, const struct params *typed, str name, str value)
{
    struct params all = {0, NEW_ARRAY(a, struct param, typed->n + 1)};
    for (size_t i = 0; i < typed->n; i++)
        if (!str_eq(typed->at[i].name, name))
            all.at[all.n++] = typed->at[i];
    all.at[all.n++] = (struct param){name, value};
    return all;
}

bool paper_fill_address(struct form *form, const struct paper *paper)
{
    str postal = form_typed(form, S("postal")), line = NONE;
    str to = asked_for(paper, postal);
    if (postal.n == 0 || to.n == 0)
        return false;
    text_clean_line(form->arena, str_bytes(form_typed(form, postal)), &line);
    str digits = str_digits(form->arena, line);
    str address = postal_address(form->arena, digits);
    if (address.n) {
        struct params *typed = NEW(form->arena, struct params);
        *typed = with_value(form->arena, form->typed, to, address);
        form->typed = typed;
    } else if (digits.n == 7) {
        form_refuse(form, postal,
                    S("この郵便番号の住所は、一覧にありません。郵便番号はこのままで、住所を入力してくだ"
                      "さい。"));
    } else {
        form_refuse(form, postal,
                    S("郵便番号を7桁の数字で入力してから、もう一度押してください。"));
    }
    return true;
}

// --- for the browser -------------------------------------------------------------------------

// Three digits only: which address is meant stays in the browser.
static void area_page(struct turn *t)
{
    str json;
    if (!postal_area(t->arena, t->params[0], &json)) {
        turn_missing(t);
        return;
    }
    t->response->type = S("application/json; charset=utf-8");
    buf_put(&t->response->body, json);
}

static const struct route member_rows[] = {
    {METHOD_GET, "/postal/:prefix", area_page, .who = WHO_MEMBER},
};
const struct routes address_routes = {1, member_rows};
static const struct route public_rows[] = {
    {METHOD_GET, "/postal/:prefix", area_page, .who = WHO_ANYONE},
};
const struct routes address_public_routes = {1, public_rows};
