// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式1-1. The guide's chapter and note are named where a rule is taken from.
#include "usage/usage.h"

#include "device/device.h"
#include "registration/registration.h"
#include "review/review.h"
#include "test/given_form.h"

// A first 様式1-1 of みほん訪問看護ステーション is carried out: 森 緑 administers it.
struct started {
    struct given_city city;
    office_id office;
    struct member first;
};

static struct member person_at(struct tx *tx, office_id office, str name)
{
    struct member_list list = member_list_at(tx, office);
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.at[i].name, name))
            return list.at[i];
    return (struct member){.leave_on = NO_DAY};
}

static office_id office_of_form(struct tx *tx, city_id city, const struct params *values)
{
    struct application of = {.city = city, .values = *values};
    struct office office = {0};
    application_office(tx, &of, &office);
    return office.id;
}

static struct started start(struct tx *tx)
{
    struct started s = {.city = given_city(tx)};
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    struct application of =
        given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);
    carry(tx, &s.city.officer.acting, &of);
    s.office = office_of_form(tx, s.city.city.id, &values);
    s.first = person_at(tx, s.office, S("森 緑"));
    return s;
}

static void put_row(struct tx *tx, struct params *v, int row, const char *move, const char *name,
                    const char *kana)
{
    const char *fields[] = {"move", "name", "kana", "profession"};
    const char *values[] = {move, name, kana, "薬剤師"};
    for (int i = 0; i < 4; i++)
        form_put(tx, v, str_zero(tx_arena(tx), name_in_row(tx_arena(tx), "people", row, fields[i])),
                 values[i]);
}

// --- carrying out ------------------------------------------------------------------------------

RULE("様式1-1 新規: an unknown office is made, each person gets an ID and a seat in the notice room (guide 1 ②, ※5)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    put_row(tx, &values, 1, "新規", "林 葉", "はやし よう");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    office_id office = office_of_form(tx, city.city.id, &values);
    struct member first = person_at(tx, office, S("森 緑")), second = person_at(tx, office, S("林 葉"));
    struct acting him = {.member = second.id, .city = city.city.id};
    const struct seat *seat = seat_open(tx, &him, city.notice);
    application_find(tx, city.city.id, of.id, &of);
    str manager = office_manager(tx, city.city.id, office);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(of.state, STATE_CARRIED_OUT);
    assert_true(office_is(office) && office_same(of.office, office));
    assert_true(first.administrator && !second.administrator);
    assert_int_equal(second.profession, PROFESSION_PHARMACIST);
    assert_true(personal_id_is_good(first.personal_id));
    assert_non_null(seat);
    assert_str(manager, S("管理 花子"));
}

RULE("様式1-1 新規: somebody with a personal ID joins a second office and keeps the ID (guide 1 ① ※)")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "office_name", "みほん薬局");
    form_put(tx, &values, "office_number", "");
    form_put(tx, &values, "office_kind", "薬局");
    form_put(tx, &values, "has_id", "有");
    struct application_findings without =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.personal_id", str_zero(tx_arena(tx), s.first.personal_id));
    struct application of = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &s.city.officer.acting, &of);
    office_id second = office_of_form(tx, s.city.city.id, &values);
    struct member there = person_at(tx, second, S("森 緑"));
    int64_t offices = member_offices(tx, s.first.id);
    world_commit(world);
    assert_true(stopped_at(&without, "has_id"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(member_same(there.id, s.first.id));
    assert_str(there.personal_id, s.first.personal_id);
    assert_int_equal(offices, 2);
}

RULE("様式1-1 新規: an ID of another city joins too, and the office's list shows the person")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    office_id far = given_office(tx, other.city.id, S("まつど訪問介護"));
    struct given_person p = given_administrator(tx, other.city.id, far, S("松戸 一"));
    struct params values = given_usage(tx, "松戸 一", "てすと");
    form_put(tx, &values, "people.0.personal_id", str_zero(tx_arena(tx), p.personal_id));
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    office_id office = office_of_form(tx, city.city.id, &values);
    struct member there = person_at(tx, office, S("松戸 一"));
    const struct seat *seat = seat_open(tx, &p.acting, city.notice);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(member_same(there.id, p.acting.member));
    assert_true(city_same(there.city, other.city.id));
    assert_non_null(seat);
}

RULE("様式1-1 更新: profession, reading and administrator change, the ID stays (※3)")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "森 緑", "もりの みどり");
    form_put(tx, &values, "people.0.move", "更新");
    form_put(tx, &values, "people.0.profession", "介護支援専門員");
    struct application of = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &s.city.officer.acting, &of);
    struct member now = person_at(tx, s.office, S("森 緑"));
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(member_same(now.id, s.first.id));
    assert_int_equal(now.profession, PROFESSION_CARE_MANAGER);
    assert_str(now.kana, S("もりの みどり"));
}

RULE("様式1-1 削除: the leave date may lie ahead; an administrator goes when the same form names another (guide 1)")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "people.0.move", "削除");
    form_put(tx, &values, "people.0.leave_on", "2026-11-30");
    put_row(tx, &values, 1, "新規", "林 葉", "はやし よう");
    struct application_findings alone =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.1.administrator", "1");
    struct application of = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &s.city.officer.acting, &of);
    struct member gone = person_at(tx, s.office, S("森 緑")), new = person_at(tx, s.office, S("林 葉"));
    world_commit(world);
    assert_true(stopped_at(&alone, "people.0.leave_on"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(gone.leave_on.n, day_make(2026, 11, 30).n);
    assert_true(new.administrator);
}

RULE("様式1-1 削除: whoever works elsewhere too keeps the ID; the work here ends, the desk reviews the seats")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    office_id second = given_office(tx, s.city.city.id, S("訪問介護もり"));
    struct member_work work = {second, PROFESSION_NURSE, true};
    registration_join(tx, s.city.city.id, s.first.id, &work);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "people.0.move", "削除");
    form_put(tx, &values, "people.0.leave_on", "2026-12-31");
    struct application later = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.leave_on", "2026-11-02");
    struct application today = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome planned = carry(tx, &s.city.officer.acting, &later);
    struct member until = person_at(tx, s.office, S("森 緑"));
    enum application_outcome done = carry(tx, &s.city.officer.acting, &today);
    const struct member *m = member_find(tx, s.city.city.id, s.first.id);
    struct step_rows story = application_story(tx, &today);
    world_commit(world);
    assert_int_equal(planned, APPLICATION_DONE);
    assert_int_equal(until.leave_on.n, day_make(2026, 12, 31).n); // here only
    assert_int_equal(done, APPLICATION_DONE);
    assert_non_null(m);
    assert_false(day_is(m->leave_on));
    assert_true(office_same(m->office, second));
    assert_int_equal(story.at[story.n - 2].step, STEP_NOTE);
}

// --- checks ------------------------------------------------------------------------------------

RULE("様式1-1: what is asked must be there: 職種 from the list, 区分, かな, the pledge (※3, ※4)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "森");
    form_put(tx, &values, "people.0.profession", "宇宙飛行士");
    form_put(tx, &values, "people.0.move", "");
    form_put(tx, &values, "pledge", "");
    form_put(tx, &values, "office_kind", "");

    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_true(stopped_at(&f, "people.0.profession"));
    assert_true(stopped_at(&f, "people.0.move"));
    assert_true(stopped_at(&f, "people.0.kana"));
    assert_true(stopped_at(&f, "pledge"));
    assert_true(stopped_at(&f, "office_kind"));
}

RULE("様式1-1: a number of the wrong length stops the form, a wrong check digit is only pointed out")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    struct application_findings good =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "office_number", "1260190013");
    struct application_findings digit =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "office_number", "126019");
    struct application_findings form =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_int_equal(good.n, 0);
    assert_true(finding_at(&digit, "office_number").n > 0);
    assert_false(stopped_at(&digit, "office_number"));
    assert_true(stopped_at(&form, "office_number"));
}

RULE("様式1-1: nobody stands in it twice, by name and reading or by ID, however written")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "髙橋 緑", "たかはし みどり");
    put_row(tx, &values, 1, "新規", "高橋　緑", "たかはしみどり");
    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.1.kana", "こうきょう みどり");
    struct application_findings other =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_true(stopped_at(&f, "people.1.name"));
    assert_int_equal(other.n, 0);
}

RULE("様式1-1: who is registered here or elsewhere already is pointed out to the desk, never on the public portal")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params here = given_usage(tx, "森 緑", "もり みどり");
    struct params there = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &there, "office_name", "みほん薬局");
    form_put(tx, &there, "office_number", "");
    struct application public = {.city = s.city.city.id, .submitted_at = NO_INSTANT, .values = there};

    struct application_findings f = findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &here);
    struct application_findings g =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &there);
    struct application_findings h = application_check(tx, &public);
    world_commit(world);
    assert_true(finding_at(&f, "people.0.name").n > 0);
    assert_true(finding_at(&g, "people.0.personal_id").n > 0);
    assert_false(findings_stop(&g));
    assert_int_equal(h.n, 0);
}

RULE("様式1-1: 削除 needs a leave date that is not past and somebody who works here")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "people.0.move", "削除");
    struct application_findings none =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.leave_on", "2026-11-01");
    struct application_findings past =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.leave_on", "2026-11-02");
    struct application_findings last =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.name", "林 葉");
    struct application_findings unknown =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_true(stopped_at(&none, "people.0.leave_on"));
    assert_true(stopped_at(&past, "people.0.leave_on"));
    assert_int_equal(last.n, 0); // the last of all may go
    assert_true(stopped_at(&unknown, "people.0.name"));
}

RULE("様式1-1: a leave date that passed while the form waited at the desk is today's")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "people.0.move", "削除");
    form_put(tx, &values, "people.0.leave_on", "2026-11-03");
    struct application of = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);
    world_commit(world);
    world_wait(world, DAYS(5));

    tx = world_write(world);
    enum application_outcome outcome = carry(tx, &s.city.officer.acting, &of);
    const struct member *m = member_find(tx, s.city.city.id, s.first.id);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(m->leave_on.n, day_make(2026, 11, 7).n);
    assert_false(office_is(m->office));
}

RULE("様式1-1: neither a new office lacks a システム利用管理担当者 nor one whose last would step back (※1)")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params new = given_usage(tx, "林 葉", "はやし よう");
    form_put(tx, &new, "office_name", "みほん薬局");
    form_put(tx, &new, "office_number", "");
    form_put(tx, &new, "people.0.administrator", "");
    struct params back = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &back, "people.0.move", "更新");
    form_put(tx, &back, "people.0.administrator", "");

    struct application_findings f = findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &new);
    struct application_findings g =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &back);
    world_commit(world);
    assert_true(stopped_at(&f, "people.0.administrator"));
    assert_true(stopped_at(&g, "people.0.administrator"));
}

RULE("様式1-1: a personal ID must be well formed and belong to the person named")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct params values = given_usage(tx, "林 葉", "はやし よう");
    form_put(tx, &values, "people.0.personal_id", "123");
    struct application_findings form =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    form_put(tx, &values, "people.0.personal_id", str_zero(tx_arena(tx), s.first.personal_id));
    struct application_findings other =
        findings_of(tx, &s.city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_true(stopped_at(&form, "people.0.personal_id"));
    assert_true(stopped_at(&other, "people.0.personal_id"));
}

RULE("様式1-1 削除: at one of several offices the work ends on its day, and the seats are reviewed then")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    office_id second = given_office(tx, s.city.city.id, S("訪問介護もり"));
    struct member_work work = {second, PROFESSION_NURSE, true};
    room_id room = given_room(tx, &s.city.officer.acting, S("川村 はな"));
    struct acting her = {.member = s.first.id, .city = s.city.city.id};
    given_seat(tx, &s.city.officer.acting, room, &her);
    registration_join(tx, s.city.city.id, s.first.id, &work);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "people.0.move", "削除");
    form_put(tx, &values, "people.0.leave_on", "2026-11-04");
    struct application of = given_submitted(tx, s.city.city.id, APPLICATION_USAGE, &values);
    carry(tx, &s.city.officer.acting, &of);
    int64_t offices = member_offices(tx, s.first.id), before = review_count(tx, s.city.city.id);
    world_commit(world);
    world_wait(world, DAYS(3));
    tx = world_write(world);
    registration_carry_out_leaves(tx);
    int64_t left = member_offices(tx, s.first.id), after = review_count(tx, s.city.city.id);
    world_commit(world);
    assert_int_equal(offices, 2);
    assert_int_equal(before, 0);
    assert_int_equal(left, 1);
    assert_int_equal(after, 1);
}

RULE("様式1-1 既にID有: an ID of somebody else answers an office like one that does not exist")
{
    struct tx *tx = world_write(world);
    struct started s = start(tx);
    struct given_city other = given_neighbour(tx);
    office_id far = given_office(tx, other.city.id, S("まつど訪問介護"));
    struct given_person p = given_administrator(tx, other.city.id, far, S("松戸 一"));
    struct acting lead = {.member = s.first.id, .city = s.city.city.id, .role = ROLE_MEMBER};
    static const char *const moves[] = {"新規", "更新", "削除"};
    bool alike = true;
    for (int i = 0; i < 3; i++) {
        struct params values = given_usage(tx, "林 葉", "はやし よう");
        form_put(tx, &values, "people.0.move", moves[i]);
        form_put(tx, &values, "people.0.personal_id", str_zero(tx_arena(tx), p.personal_id));
        struct application_findings theirs = findings_of(tx, &lead, APPLICATION_USAGE, &values);
        form_put(tx, &values, "people.0.personal_id", "10000008"); // a good number that nobody has
        struct application_findings none = findings_of(tx, &lead, APPLICATION_USAGE, &values);
        alike = alike && theirs.n == none.n && stopped_at(&theirs, "people.0.personal_id") &&
                stopped_at(&none, "people.0.personal_id");
        for (size_t k = 0; alike && k < none.n; k++)
            alike = theirs.at[k].stops == none.at[k].stops &&
                    str_eq(theirs.at[k].sentence, none.at[k].sentence);
    }
    world_commit(world);
    assert_true(alike);
}

RULE("様式1-1 既にID有: who joins a second office gets no second password; the letter stays as it was")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id first = given_office(tx, city.city.id, S("みほん訪問介護"));
    struct given_person p = given_administrator(tx, city.city.id, first, S("森 緑"));
    struct params values = given_usage(tx, "森 緑", "てすと");
    form_put(tx, &values, "has_id", "有");
    form_put(tx, &values, "people.0.personal_id", str_zero(tx_arena(tx), p.personal_id));
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);

    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    struct letter_cards cards = letter_list(tx, city.city.id, p.acting.member);
    size_t devices = device_list_of(tx, p.acting.member).n;
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(cards.n, 1);
    assert_int_equal(cards.at[0].state, LETTER_IN_USE);
    assert_int_equal(devices, 1);
}
