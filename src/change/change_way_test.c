// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole way of 様式2 from inside, on the pages that an administrator and an officer see.
#include "change/change.h"
#include "test/browser.h"
#include "test/given_form.h"

struct way {
    struct given_city city;
    office_id office;
    struct given_person lead;
    application_id id;
    struct browser *own, *desk;
    const char *there, *here;
};

static struct way way(struct world *w)
{
    struct way s = {0};
    struct tx *tx = world_write(w);
    s.city = given_city(tx);
    s.office = given_office(tx, s.city.city.id, S("みほん訪問看護ステーション"));
    s.lead = given_administrator(tx, s.city.city.id, s.office, S("管理 花子"));
    struct application_new new = {.city = s.city.city.id, .kind = APPLICATION_CHANGE,
                                  .origin = ORIGIN_INSIDE, .office = s.office,
                                  .applicant = s.lead.acting.member,
                                  .values = given_values(tx, APPLICATION_CHANGE)};
    form_put(tx, &new.values, "office_number", "");
    form_put(tx, &new.values, "office_changes.0.item", "電話番号");
    form_put(tx, &new.values, "office_changes.0.before", "04-7150-0000");
    form_put(tx, &new.values, "office_changes.0.after", "04-7150-9999");
    struct application of = {.values = {0}};
    s.id = application_start(tx, &new).id;
    if (application_find(tx, s.city.city.id, s.id, &of))
        application_submit(tx, &of);
    world_commit(w);
    s.own = browser_of(w, &s.lead);
    s.desk = browser_of(w, &s.city.officer);
    s.there = browser_at(s.own, "/office/applications/%i", s.id.v);
    s.here = browser_at(s.desk, "/desk/applications/%i", s.id.v);
    return s;
}

static const char *revision(struct browser *b, const char *page)
{
    assert_int_equal(browser_get(b, page), 200);
    return str_zero(world_arena(b->world), browser_value(b, "revision"));
}

static int press(const struct way *s, const char *tail)
{
    struct arena *a = world_arena(s->desk->world);
    const char *to = str_zero(a, str_print(a, "%s%s", s->here, tail));
    return browser_post(s->desk, to, "revision", revision(s->desk, s->here));
}

PAGE("a change of an office goes its whole way from inside, and the story says exactly what was done")
{
    struct way s = way(world);
    assert_int_equal(
        browser_post(s.desk, browser_at(s.desk, "/desk/applications/%i/return", s.id.v), "revision",
                     revision(s.desk, s.here), "back", "office_changes.0.after",
                     "why.office_changes.0.after", "番号を確かめてください。"),
        303);
    const char *seen = revision(s.own, s.there);
    assert_str(browser_value(s.own, "office_changes.0.after"), S("04-7150-9999"));
    assert_str(browser_value(s.own, "office_changes.0.before"), NONE); // to be read
    assert_int_equal(browser_post(s.own, s.there, "revision", seen, "do", "submit",
                                  "office_changes.0.after", "04-7150-8888"),
                     303);
    assert_int_equal(browser_post(s.own, s.there, "revision", seen, "do", "submit",
                                  "office_changes.0.after", "04-7150-8888"),
                     409); // sent twice
    assert_int_equal(press(&s, "/approve"), 303);
    assert_int_equal(browser_follow(s.desk), 200);
    assert_true(browser_says(s.desk, "04-7150-9999 → 04-7150-8888"));
    assert_true(browser_says(s.desk, "事業所の電話番号：「04-0000-0000」→「04-7150-8888」"));
    assert_int_equal(press(&s, "/carry-out"), 303);
    assert_int_equal(browser_get(s.desk, s.here), 200);
    assert_true(browser_says(s.desk, "役所 守（あなた） 処理しました"));
    assert_true(browser_says(s.desk, "事業所の電話番号：「04-0000-0000」→「04-7150-8888」"));
    struct office office = {0};
    bool found = office_find(world_read(world), s.city.city.id, s.office, &office);
    world_commit(world);
    assert_true(found);
    assert_str(office.phone, S("04-7150-8888"));
    assert_int_equal(browser_get(s.own, s.there), 200);
    assert_true(browser_says(s.own, "処理済み"));
}
