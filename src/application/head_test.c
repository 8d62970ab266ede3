// SPDX-License-Identifier: AGPL-3.0-or-later
// What the guide's first table and the heads of its forms say of every form.
#include "application/paper_sheet.h"
#include "sheet/sheet.h"
#include "test/browser.h"
#include "test/given_form.h"

RULE("様式の一覧 押印署名: 様式1-1 and 3 say on paper that they need one and ask for it; 1-2, 2 and 5 neither")
{
    browser_app(world);
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    bool as_said = true;
    for (int kind = 0; kind < APPLICATION_KINDS; kind++) {
        bool needed = kind == APPLICATION_USAGE || kind == APPLICATION_MANDATE;
        const struct paper *paper = paper_of((enum application_kind)kind);
        str text = sheet_text(paper_sheet_draw(tx, paper, NULL, S("流山市")));
        struct application_new new = {.city = city.city.id, .kind = (enum application_kind)kind};
        struct application of = {0};
        application_find(tx, city.city.id, application_start(tx, &new).id, &of);
        struct application_findings f = application_check(tx, &of);
        as_said = as_said && str_contains(text, S("押印または署名　要")) == needed &&
                  str_contains(text, S("押印・署名　不要")) == !needed &&
                  stopped_at(&f, "signature") == needed;
    }
    world_commit(world);
    assert_true(as_said);
}

RULE("様式1-1, 1-2, 2, 3, 5: each goes to the mayor of the city and does not go without its day")
{
    browser_app(world);
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    bool as_said = true;
    for (int kind = 0; kind < APPLICATION_KINDS; kind++) {
        const struct paper *paper = paper_of((enum application_kind)kind);
        str text = sheet_text(paper_sheet_draw(tx, paper, NULL, S("流山市")));
        struct params values = given_values(tx, (enum application_kind)kind);
        form_put(tx, &values, "applied_on", "");
        struct application_findings f =
            findings_of(tx, &city.officer.acting, (enum application_kind)kind, &values);
        as_said = as_said && str_contains(text, S("流山市長　宛")) && stopped_at(&f, "applied_on");
    }
    world_commit(world);
    assert_true(as_said);
}

RULE("様式1-2, 2: who applies is said with corporation, representative and office (申請者)")
{
    static const enum application_kind kinds[] = {APPLICATION_DEVICES, APPLICATION_CHANGE};
    static const char *const boxes[] = {"corporation_name", "representative", "office_name"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    bool as_said = true;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++) {
            struct params values = given_values(tx, kinds[k]);
            form_put(tx, &values, boxes[i], "");
            struct application_findings f =
                findings_of(tx, &city.officer.acting, kinds[k], &values);
            as_said = as_said && stopped_at(&f, boxes[i]);
        }
    world_commit(world);
    assert_true(as_said);
}
