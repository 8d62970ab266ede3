// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式1-2. The guide's chapter and note are named where a rule is taken from.
#include "terminal/terminal.h"

#include "device/device.h"
#include "test/given_form.h"

static struct params one_device(struct tx *tx, const char *kind, const char *system,
                                const char *mail)
{
    struct params v = given_values(tx, APPLICATION_DEVICES);
    form_put(tx, &v, "office_name", "訪問介護もり");
    form_put(tx, &v, "office_number", "");
    form_put(tx, &v, "devices.0.name", "森 緑");
    form_put(tx, &v, "devices.0.keeper", "個人管理");
    form_put(tx, &v, "devices.0.kind", kind);
    form_put(tx, &v, "devices.0.system", system);
    form_put(tx, &v, "devices.0.mail", mail);
    return v;
}

RULE("様式1-2: each device named is registered for its person and waits for a certificate (guide 1 ③)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = one_device(tx, "スマートフォン", "iOS", "mori@example.jp");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);
    size_t before = device_list_of(tx, p.acting.member).n;

    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    struct device_list devices = device_list_of(tx, p.acting.member);
    int found = 0;
    for (size_t i = 0; i < devices.n; i++)
        found += devices.at[i].kind == DEVICE_IOS && devices.at[i].personal &&
                 devices.at[i].state == DEVICE_WAITING;
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(devices.n, before + 1);
    assert_int_equal(found, 1);
}

RULE("様式1-2: a tablet or phone needs a mail address, a PC does not")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params phone = one_device(tx, "スマートフォン", "Android", "");
    struct params tablet = one_device(tx, "タブレット", "iOS", "no-address");
    struct params pc = one_device(tx, "パソコン", "Windows", "");
    const struct acting *me = &city.officer.acting;

    struct application_findings f = findings_of(tx, me, APPLICATION_DEVICES, &phone);
    struct application_findings g = findings_of(tx, me, APPLICATION_DEVICES, &tablet);
    struct application_findings h = findings_of(tx, me, APPLICATION_DEVICES, &pc);
    form_put(tx, &pc, "tablet", "2");
    struct application_findings shared = findings_of(tx, me, APPLICATION_DEVICES, &pc);
    world_commit(world);
    assert_true(stopped_at(&f, "devices.0.mail"));
    assert_true(stopped_at(&g, "devices.0.mail"));
    assert_int_equal(h.n, 0);
    assert_true(stopped_at(&shared, "tablet_mail"));
    assert_true(finding_at(&shared, "tablet").n > 0); // two counted, none named
}

RULE("様式1-2: kind and system have to fit, and somebody has to be named")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params wrong = one_device(tx, "パソコン", "iOS", "");
    struct params empty = one_device(tx, "パソコン", "Mac", "");
    form_put(tx, &empty, "devices.0.name", "");

    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &wrong);
    struct application_findings g =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &empty);
    world_commit(world);
    assert_true(stopped_at(&f, "devices.0.system"));
    assert_true(stopped_at(&g, "devices.0.name"));
}

RULE("様式1-2 may be sent together with 様式1-1, but is carried out only when its people are registered")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = one_device(tx, "パソコン", "Windows", "");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);

    enum application_outcome early = carry(tx, &city.officer.acting, &of);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("林 葉"));
    enum application_outcome nobody = carry(tx, &city.officer.acting, &of);
    given_member(tx, city.city.id, office, S("森 緑"));
    enum application_outcome done = carry(tx, &city.officer.acting, &of);
    world_commit(world);
    assert_int_equal(of.state, STATE_SUBMITTED);
    assert_int_equal(early, APPLICATION_INCOMPLETE);
    assert_int_equal(nobody, APPLICATION_INCOMPLETE);
    assert_int_equal(done, APPLICATION_DONE);
}
