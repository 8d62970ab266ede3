// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/application.h"

#include "base/base32.h"
#include "memo/memo.h"
#include "registration/registration.h"
#include "test/browser.h"

struct reporting {
    struct given_city city;
    office_id office;
    struct given_person lead, who;
};

static void start(struct tx *tx, struct reporting *r)
{
    r->city = given_city(tx);
    r->office = given_office(tx, r->city.city.id, S("みほん訪問介護"));
    r->lead = given_administrator(tx, r->city.city.id, r->office, S("森 緑"));
    r->who = given_member(tx, r->city.city.id, r->office, S("林 葉"));
}

static struct application only_case(struct tx *tx, const struct reporting *r)
{
    struct application of = {.state = APPLICATION_STATES};
    struct application_list list = application_list_of_office(tx, r->city.city.id, r->office);
    if (list.n == 1)
        application_find(tx, r->city.city.id, list.at[0].id, &of);
    return of;
}

PAGE("a member reports a new name: a draft of 様式2 for the administrator, nothing changed yet (guide 2 結婚等)")
{
    struct tx *tx = world_write(world);
    struct reporting r;
    start(tx, &r);
    world_commit(world);
    struct browser *b = browser_of(world, &r.who);
    assert_int_equal(browser_get(b, "/report"), 200);
    assert_int_equal(browser_post(b, "/report/name", "name", "林 葉", "kana", "はやし よう"), 422);
    assert_true(browser_error(b, "name").n > 0);
    assert_int_equal(browser_post(b, "/report/name", "name", "小林 葉", "kana", "こばやし よう"), 303);
    assert_int_equal(browser_post(b, "/report/name", "name", "小林 葉", "kana", "こばやし よう"), 303);
    tx = world_read(world);
    struct application of = only_case(tx, &r); // sent twice, begun once
    const struct member *m = member_find(tx, r.city.city.id, r.who.acting.member);
    world_commit(world);
    assert_int_equal(of.kind, APPLICATION_CHANGE);
    assert_int_equal(of.state, STATE_DRAFT);
    assert_str(value_of(&of.values, "person_changes.0.after"), S("小林 葉"));
    assert_str(m->name, S("林 葉"));
    struct browser *lead = browser_of(world, &r.lead);
    assert_int_equal(browser_get(lead, "/"), 200);
    assert_true(browser_says(lead, "「氏名の変更」の届けがありました"));
    assert_int_equal(browser_get(lead, browser_at(lead, "/office/applications/%i", of.id.v)), 200);
    assert_true(str_contains(lead->body, S("小林 葉")));
}

PAGE("a member reports the last day: a draft of 様式1-1 削除; days past and offices of others are refused")
{
    struct tx *tx = world_write(world);
    struct reporting r;
    start(tx, &r);
    office_id other = given_office(tx, r.city.city.id, S("よその訪問介護"));
    world_commit(world);
    struct browser *b = browser_of(world, &r.who);
    struct arena *a = world_arena(world);
    const char *mine = str_zero(a, base32_from_id(a, r.office.v));
    const char *theirs = str_zero(a, base32_from_id(a, other.v));
    assert_int_equal(browser_post(b, "/report/leave", "office", theirs, "leave_on", "2026-12-31"), 422);
    assert_int_equal(browser_post(b, "/report/leave", "office", mine, "leave_on", "2026-11-01"), 422);
    assert_true(browser_error(b, "leave_on").n > 0);
    assert_int_equal(browser_post(b, "/report/leave", "office", mine, "leave_on", "2026-12-31"), 303);
    tx = world_read(world);
    struct application of = only_case(tx, &r);
    const struct member *m = member_find(tx, r.city.city.id, r.who.acting.member);
    world_commit(world);
    assert_int_equal(of.kind, APPLICATION_USAGE);
    assert_str(value_of(&of.values, "people.0.move"), S("削除"));
    assert_str(value_of(&of.values, "people.0.name"), S("林 葉"));
    assert_str(value_of(&of.values, "people.0.leave_on"), S("2026-12-31"));
    assert_false(day_is(m->leave_on));
    struct browser *officer = browser_of(world, &r.city.officer);
    assert_int_equal(browser_get(officer, "/report"), 404);
}

RULE("who works at several offices is invited as a person of one, and posts are written under that one")
{
    struct tx *tx = world_write(world);
    struct reporting r;
    start(tx, &r);
    office_id second = given_office(tx, r.city.city.id, S("みほん薬局"));
    struct member_work work = {second, PROFESSION_PHARMACIST, true};
    registration_join(tx, r.city.city.id, r.who.acting.member, &work);
    const struct acting *officer = &r.city.officer.acting;
    room_id one = given_room(tx, officer, S("川村 はな")), two = given_room(tx, officer, S("石井 元"));
    enum seat_outcome here = seat_invite_as(tx, officer, one, r.who.acting.member, r.office);
    enum seat_outcome there = seat_invite_as(tx, officer, two, r.who.acting.member, second);
    enum seat_outcome nowhere = seat_invite_as(tx, officer, two, r.lead.acting.member, second);
    struct seat_rows first = seat_list_for_desk(tx, r.city.city.id, one);
    struct seat_rows other = seat_list_for_desk(tx, r.city.city.id, two);
    world_commit(world);
    assert_int_equal(here, SEAT_INVITED);
    assert_int_equal(there, SEAT_INVITED);
    assert_int_equal(nowhere, SEAT_NOBODY);
    assert_true(office_same(first.at[0].office, r.office));
    assert_int_equal(first.at[0].profession, PROFESSION_HOME_HELPER);
    assert_true(office_same(other.at[0].office, second));
    assert_int_equal(other.at[0].profession, PROFESSION_PHARMACIST);
}

PAGE("an administrator whose ID another city gave works with the forms of the office's city")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id far = given_office(tx, other.city.id, S("まつど訪問介護"));
    office_id here = given_office(tx, city.city.id, S("みほん訪問介護"));
    given_administrator(tx, other.city.id, far, S("北 東"));
    struct given_person p = given_member(tx, other.city.id, far, S("松戸 一"));
    struct member_work work = {here, PROFESSION_CARE_MANAGER, true};
    registration_join(tx, city.city.id, p.acting.member, &work);
    world_commit(world);
    struct browser *b = browser_of(world, &p);
    assert_int_equal(browser_post(b, "/office/applications", "kind", "2"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(str_contains(b->body, S("みほん訪問介護")));
    tx = world_read(world);
    size_t n = application_list_of_office(tx, city.city.id, here).n;
    world_commit(world);
    assert_int_equal(n, 1);
}
