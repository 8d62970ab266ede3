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

// --- a device takes the place of an older one ---------------------------------------------------

struct swap {
    struct given_city city;
    struct given_person person;
    struct device old;
    struct params values;
};

static struct swap swap(struct tx *tx)
{
    struct swap s = {.city = given_city(tx)};
    city_id city = s.city.city.id;
    office_id office = given_office(tx, city, S("訪問介護もり"));
    s.person = given_administrator(tx, city, office, S("森 緑"));
    device_find(tx, city, s.person.acting.device, &s.old);
    s.values = one_device(tx, "スマートフォン", "iOS", "mori@example.jp");
    form_put(tx, &s.values, "devices.0.replaces",
             str_zero(tx_arena(tx), str_print(tx_arena(tx), "%ld", (long)s.old.number)));
    form_put(tx, &s.values, "devices.0.wiped_on", "2026-11-01");
    return s;
}

RULE("guide 2: replacing a device ends the old one at once, records the wiping, and the new one waits")
{
    struct tx *tx = world_write(world);
    struct swap s = swap(tx);
    city_id city = s.city.city.id;
    struct application of = given_submitted(tx, city, APPLICATION_DEVICES, &s.values);
    struct signin_state state;
    device_id peer_before = device_of_peer(tx, &s.person.peer);

    enum application_outcome outcome = carry(tx, &s.city.officer.acting, &of);
    device_id peer_after = device_of_peer(tx, &s.person.peer);
    bool session = signin_find(tx, s.person.cookie, s.old.id, &state);
    struct device old = {0}, new = {0};
    device_find(tx, city, s.old.id, &old);
    struct device_list list = device_list_of(tx, s.person.acting.member);
    if (list.n)
        new = list.at[list.n - 1];
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(device_is(peer_before));
    assert_false(device_is(peer_after));
    assert_false(session);
    assert_int_equal(old.state, DEVICE_REVOKED);
    assert_int_equal(old.why, REVOKED_REPLACED);
    assert_int_equal(old.wiped_on.n, day_make(2026, 11, 1).n);
    assert_int_equal(new.state, DEVICE_WAITING);
    assert_true(device_same(new.replaces, old.id));
}

RULE("guide 2: a replacement without the day on which the old device was wiped is stopped beside that field")
{
    struct tx *tx = world_write(world);
    struct swap s = swap(tx);
    const struct acting *me = &s.city.officer.acting;
    struct application_findings good = findings_of(tx, me, APPLICATION_DEVICES, &s.values);
    form_put(tx, &s.values, "devices.0.wiped_on", "2026-11-03");
    struct application_findings ahead = findings_of(tx, me, APPLICATION_DEVICES, &s.values);
    form_put(tx, &s.values, "devices.0.wiped_on", "");
    struct application_findings none = findings_of(tx, me, APPLICATION_DEVICES, &s.values);
    form_put(tx, &s.values, "devices.0.wiped_on", "2026-11-01");
    form_put(tx, &s.values, "devices.0.replaces", "");
    struct application_findings which = findings_of(tx, me, APPLICATION_DEVICES, &s.values);
    world_commit(world);
    assert_false(findings_stop(&good));
    assert_true(stopped_at(&ahead, "devices.0.wiped_on"));
    assert_true(stopped_at(&none, "devices.0.wiped_on"));
    assert_true(stopped_at(&which, "devices.0.replaces"));
}

RULE("様式1-2: only a device of the same office can be replaced, once, and the public portal learns of none")
{
    struct tx *tx = world_write(world);
    struct swap s = swap(tx);
    city_id city = s.city.city.id;
    const struct acting *me = &s.city.officer.acting;
    struct given_person other =
        given_member(tx, city, given_office(tx, city, S("ほかの事業所")), S("林 葉"));
    struct device theirs = {0};
    device_find(tx, city, other.acting.device, &theirs);
    const char *number = str_zero(tx_arena(tx), str_print(tx_arena(tx), "%ld", (long)theirs.number));
    struct params foreign = one_device(tx, "スマートフォン", "iOS", "mori@example.jp");
    form_put(tx, &foreign, "devices.0.replaces", number);
    form_put(tx, &foreign, "devices.0.wiped_on", "2026-11-01");
    struct application_findings f = findings_of(tx, me, APPLICATION_DEVICES, &foreign);
    struct application outside = {.city = city, .kind = APPLICATION_DEVICES, .values = foreign,
                                  .submitted_at = NO_INSTANT};
    struct application_findings p = application_check(tx, &outside);
    form_put(tx, &foreign, "devices.0.replaces", "いち");
    struct application_findings word = findings_of(tx, me, APPLICATION_DEVICES, &foreign);
    world_commit(world);
    assert_true(stopped_at(&f, "devices.0.replaces"));
    assert_false(stopped_at(&p, "devices.0.replaces"));
    assert_true(stopped_at(&word, "devices.0.replaces"));
}

RULE("様式1-2: a personal device needs that its person accepts the pledge; one of the office does not")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = one_device(tx, "パソコン", "Windows", "");
    form_put(tx, &values, "personal_pledge", "");
    struct application_findings own =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &values);
    form_put(tx, &values, "devices.0.keeper", "事業所管理");
    struct application_findings office_s =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &values);
    world_commit(world);
    assert_true(stopped_at(&own, "personal_pledge"));
    assert_false(stopped_at(&office_s, "personal_pledge"));
}

RULE("様式1-2: the same personal device twice is stopped, a second one like the first is pointed out")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = one_device(tx, "パソコン", "Windows", "");
    form_put(tx, &values, "devices.1.name", "森　緑");
    form_put(tx, &values, "devices.1.keeper", "個人管理");
    form_put(tx, &values, "devices.1.kind", "パソコン");
    form_put(tx, &values, "devices.1.system", "Windows");
    struct application_findings twice =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &values);
    device_register(tx, &(struct device_new){.city = city.city.id, .member = p.acting.member,
                                             .personal = true, .shape = SHAPE_PC,
                                             .system = SYSTEM_WINDOWS});
    struct params again = one_device(tx, "パソコン", "Windows", "");
    struct application_findings known =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &again);
    world_commit(world);
    assert_true(stopped_at(&twice, "devices.1.name"));
    assert_false(findings_stop(&known));
    assert_true(finding_at(&known, "devices.0.replaces").n > 0);
}

RULE("guide 9(3)③: what was confirmed of the surroundings stands with the device; an open wireless network is refused")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = one_device(tx, "パソコン", "Windows", "");
    form_put(tx, &values, "network", "だれでも使える無線LAN");
    struct application_findings open =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &values);
    form_put(tx, &values, "network", "携帯電話の回線");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);
    carry(tx, &city.officer.acting, &of);
    form_put(tx, &values, "virus", "");
    form_put(tx, &values, "devices.0.system", "Mac");
    struct application_findings missing =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &values);
    struct application unsaid = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);
    carry(tx, &city.officer.acting, &unsaid);
    struct device_list list = device_list_of(tx, p.acting.member);
    world_commit(world);
    assert_true(stopped_at(&open, "network"));
    assert_true(finding_at(&missing, "virus").n > 0);
    assert_false(findings_stop(&missing));
    assert_int_equal(list.n, 3);
    assert_int_equal(list.at[1].network, NETWORK_MOBILE);
    assert_int_equal(list.at[1].confirmed_on.n, day_make(2026, 11, 1).n);
    assert_false(day_is(list.at[2].confirmed_on));
}

static struct params three_devices(struct tx *tx)
{
    static const char *const kinds[][2] = {
        {"パソコン", "Windows"}, {"タブレット", "iOS"}, {"スマートフォン", "Android"}};
    struct params v = one_device(tx, "パソコン", "Windows", "");
    for (int i = 0; i < 3; i++) {
        const char *fields[] = {"name", "keeper", "kind", "system", "mail"};
        const char *values[] = {"森 緑", "個人管理", kinds[i][0], kinds[i][1],
                                i ? "mori@mail.example.ne.jp" : ""};
        for (int k = 0; k < 5; k++)
            form_put(tx, &v,
                     str_zero(tx_arena(tx), name_in_row(tx_arena(tx), "devices", i, fields[k])),
                     values[k]);
    }
    return v;
}

RULE("様式1-2 個人管理端末: a person's PC, tablet and phone are three devices, each with a certificate to come")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = three_devices(tx);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);
    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    struct device_list devices = device_list_of(tx, p.acting.member);
    world_commit(world);
    int waiting[DEVICE_KINDS] = {0};
    for (size_t i = 0; i < devices.n; i++)
        waiting[devices.at[i].kind] +=
            devices.at[i].personal && devices.at[i].state == DEVICE_WAITING;
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(waiting[DEVICE_PC], 1);
    assert_int_equal(waiting[DEVICE_IOS], 1);
    assert_int_equal(waiting[DEVICE_ANDROID], 1);
}

RULE("様式1-2 tablets and phones: an address of any provider is taken, since nothing large is mailed (裏 ②)")
{
    static const char *const good[] = {"mori@gmail.example.com", "a@city.example.lg.jp",
                                       "jimu@mail.example.ne.jp"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    int refused = 0;
    for (int i = 0; i < 3; i++) {
        struct params v = one_device(tx, "スマートフォン", "Android", good[i]);
        struct application_findings f =
            findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &v);
        refused += findings_stop(&f);
    }
    world_commit(world);
    assert_int_equal(refused, 0);
}

RULE("様式1-2 事業所管理端末: each kind is counted, and named devices that do not add up are pointed out")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params v = one_device(tx, "パソコン", "Windows", "");
    form_put(tx, &v, "devices.0.keeper", "事業所管理");
    form_put(tx, &v, "pc", "1");
    struct application_findings right =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &v);
    form_put(tx, &v, "pc", "3");
    struct application_findings wrong =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &v);
    form_put(tx, &v, "pc", "many");
    struct application_findings no_number =
        findings_of(tx, &city.officer.acting, APPLICATION_DEVICES, &v);
    world_commit(world);
    assert_int_equal(finding_at(&right, "pc").n, 0);
    assert_true(finding_at(&wrong, "pc").n > 0 && !findings_stop(&wrong));
    assert_true(stopped_at(&no_number, "pc"));
}

RULE("guide 2 使用端末の追加: a further device waits for a certificate of its own; the one in use stays in use")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
    struct params values = one_device(tx, "スマートフォン", "iOS", "mori@example.jp");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_DEVICES, &values);
    carry(tx, &city.officer.acting, &of);
    struct device_list devices = device_list_of(tx, p.acting.member);
    bool in_use = device_is(device_of_peer(tx, &p.peer));
    world_commit(world);
    int active = 0, waiting = 0;
    for (size_t i = 0; i < devices.n; i++) {
        active += devices.at[i].state == DEVICE_ACTIVE;
        waiting += devices.at[i].state == DEVICE_WAITING;
    }
    assert_true(in_use);
    assert_int_equal(active, 1);
    assert_int_equal(waiting, 1);
}
