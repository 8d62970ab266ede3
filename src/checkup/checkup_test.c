// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式5. The guide's chapter and note are named where a rule is taken from.
#include "checkup/checkup.h"

#include "test/given_form.h"

static struct params roster(struct tx *tx, const char *name)
{
    struct params v = given_values(tx, APPLICATION_STATUS);
    form_put(tx, &v, "office_name", "訪問介護もり");
    form_put(tx, &v, "office_number", "");
    form_put(tx, &v, "office_kind", "訪問介護");
    form_put(tx, &v, "people.0.name", name);
    form_put(tx, &v, "people.0.kana", "てすと");
    form_put(tx, &v, "people.0.administrator", "1");
    form_put(tx, &v, "people.0.profession", "介護支援専門員");
    return v;
}

RULE("様式5: a roster confirmed by the desk leaves the day of its confirmation; no seal is asked (guide 4)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = roster(tx, "森 緑");
    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &values);
    day before = checkup_confirmed_on(tx, office);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_STATUS, &values);

    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    day after = checkup_confirmed_on(tx, office);
    world_commit(world);
    assert_int_equal(f.n, 0);
    assert_int_equal(paper_of(APPLICATION_STATUS)->seal, SEAL_NOT_NEEDED);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_false(day_is(before));
    assert_int_equal(after.n, day_make(2026, 11, 1).n);
}

RULE("様式5: who is missing, new or different on the roster is pointed out and does not stop it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params stranger = roster(tx, "林 葉"), changed = roster(tx, "森 緑");
    form_put(tx, &changed, "people.0.profession", "医師");

    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &stranger);
    struct application_findings g =
        findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &changed);
    world_commit(world);
    assert_true(finding_at(&f, "people").n > 0);
    assert_true(finding_at(&f, "people.0.name").n > 0);
    assert_true(finding_at(&g, "people.0.profession").n > 0);
    assert_false(findings_stop(&f) || findings_stop(&g));
}

RULE("様式5: an unknown office, an empty roster, nobody who administers, no pledge: each stops it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params v = roster(tx, "森 緑"), empty = roster(tx, "");
    form_put(tx, &v, "people.0.administrator", "");
    form_put(tx, &v, "pledge", "");
    form_put(tx, &empty, "people.0.kana", "");
    form_put(tx, &empty, "people.0.administrator", "");
    form_put(tx, &empty, "office_name", "どこか");

    struct application_findings f = findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &v);
    struct application_findings g =
        findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &empty);
    world_commit(world);
    assert_true(stopped_at(&f, "people.0.administrator"));
    assert_true(stopped_at(&f, "pledge"));
    assert_true(stopped_at(&g, "people.0.name"));
    assert_true(stopped_at(&g, "office_name"));
}

RULE("様式5 名簿: of everybody name, reading and profession are asked, and no signature of anybody")
{
    static const char *const boxes[] = {"people.0.name", "people.0.kana", "people.0.profession"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    int asked = 0, seals = 0;
    for (int i = 0; i < 3; i++) {
        struct params v = roster(tx, "森 緑");
        form_put(tx, &v, boxes[i], "");
        struct application_findings f =
            findings_of(tx, &city.officer.acting, APPLICATION_STATUS, &v);
        asked += stopped_at(&f, boxes[i]);
        seals += stopped_at(&f, "signature");
    }
    world_commit(world);
    assert_int_equal(asked, 3);
    assert_int_equal(seals, 0);
}
