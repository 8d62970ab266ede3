// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式2. The guide's chapter and note are named where a rule is taken from.
#include "change/change.h"

#include "change/changes.h"
#include "mail/mail.h"
#include "memo/memo.h"
#include "office/office.h"
#include "post/post.h"
#include "seat/seat.h"
#include "test/given_form.h"

// Two offices of 医療法人みほん会, one of another corporation; 森 緑 administers the first.
struct corporation {
    struct given_city city;
    office_id from, to, foreign;
    struct given_person lead, other, target; // target administers `to`
};

static office_id office_of(struct tx *tx, city_id city, str name, str corporation)
{
    struct office o = {.city = city,
                       .kind = OFFICE_HOME_NURSING,
                       .name = name,
                       .corporation = corporation,
                       .address = S("千葉県流山市平和台1-1-2")};
    return office_add(tx, &o);
}

static struct corporation start(struct tx *tx)
{
    struct corporation c = {.city = given_city(tx)};
    city_id city = c.city.city.id;
    c.from = office_of(tx, city, S("みほん訪問看護ステーション"), S("医療法人みほん会"));
    c.to = office_of(tx, city, S("みほん南訪問看護"), S("医療法人 みほん会"));
    c.foreign = office_of(tx, city, S("よその訪問看護"), S("株式会社よそ"));
    c.lead = given_administrator(tx, city, c.from, S("森 緑"));
    c.other = given_member(tx, city, c.from, S("林 葉"));
    c.target = given_administrator(tx, city, c.to, S("南 北"));
    return c;
}

static void put_person(struct tx *tx, struct params *v, const char *item, const char *name,
                       const char *before, const char *after)
{
    const char *fields[] = {"person_changes.0.item", "person_changes.0.name",
                            "person_changes.0.before", "person_changes.0.after"};
    const char *values[] = {item, name, before, after};
    for (int i = 0; i < 4; i++)
        form_put(tx, v, fields[i], values[i]);
}

static struct params person_form(struct tx *tx, const char *item, const char *name,
                                 const char *before, const char *after)
{
    struct params v = given_values(tx, APPLICATION_CHANGE);
    form_put(tx, &v, "office_number", "");
    put_person(tx, &v, item, name, before, after);
    return v;
}

static struct params office_form(struct tx *tx, const char *item, const char *after)
{
    struct params v = given_values(tx, APPLICATION_CHANGE);
    form_put(tx, &v, "office_number", "");
    form_put(tx, &v, "office_changes.0.item", item);
    form_put(tx, &v, "office_changes.0.before", "前");
    form_put(tx, &v, "office_changes.0.after", after);
    return v;
}

static enum application_outcome carry_form(struct tx *tx, const struct corporation *c,
                                           const struct params *values, struct application *of)
{
    *of = given_submitted(tx, c->city.city.id, APPLICATION_CHANGE, values);
    return carry(tx, &c->city.officer.acting, of);
}

static struct application_findings check_form(struct tx *tx, const struct corporation *c,
                                              const struct params *values)
{
    return findings_of(tx, &c->city.officer.acting, APPLICATION_CHANGE, values);
}

// --- the office ------------------------------------------------------------------------------

RULE("様式2: name, number, address, manager and contact of the office become what the form says (guide 2 ②)")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    struct params name = office_form(tx, "名称", "みほん訪問看護平和台");
    form_put(tx, &name, "office_changes.1.item", "番号");
    form_put(tx, &name, "office_changes.1.after", "1260190017");
    form_put(tx, &name, "office_changes.2.item", "管理者");
    form_put(tx, &name, "office_changes.2.after", "新田 管理");
    form_put(tx, &name, "office_changes.3.item", "電話番号");
    form_put(tx, &name, "office_changes.3.after", "04-7150-9999");

    enum application_outcome outcome = carry_form(tx, &c, &name, &of);
    struct office now = {0};
    office_find(tx, c.city.city.id, c.from, &now);
    str manager = office_manager(tx, c.city.city.id, c.from);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_str(now.name, S("みほん訪問看護平和台"));
    assert_str(now.number, S("1260190017"));
    assert_str(now.phone, S("04-7150-9999"));
    assert_str(now.address, S("千葉県流山市平和台1-1-2"));
    assert_str(manager, S("新田 管理"));
}

RULE("様式2: what the office becomes has to have the right form, and must not be another office")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct params number = office_form(tx, "番号", "12"), mail = office_form(tx, "メールアドレス", "x");
    struct params name = office_form(tx, "名称", "みほん南訪問看護"), none = office_form(tx, "", "");

    struct application_findings f = check_form(tx, &c, &number), g = check_form(tx, &c, &mail);
    struct application_findings h = check_form(tx, &c, &name), i = check_form(tx, &c, &none);
    world_commit(world);
    assert_true(stopped_at(&f, "office_changes.0.after"));
    assert_true(stopped_at(&g, "office_changes.0.after"));
    assert_true(stopped_at(&h, "office_changes.0.after"));
    assert_true(stopped_at(&i, "office_changes.0.item"));
}

// --- the people ------------------------------------------------------------------------------

RULE("様式2: a new name is shown from now on; what was written before keeps the old one (guide 2, 結婚等)")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    const struct acting *officer = &c.city.officer.acting;
    room_id before = given_room(tx, officer, S("川村 はな")), after = given_room(tx, officer, S("石井 元"));
    given_seat(tx, officer, before, &c.other.acting);
    struct params v = person_form(tx, "氏名", "", "林 葉", "小林 葉");
    struct application_findings no_kana = check_form(tx, &c, &v);
    form_put(tx, &v, "person_changes.0.kana", "こばやし よう");

    enum application_outcome outcome = carry_form(tx, &c, &v, &of);
    given_seat(tx, officer, after, &c.other.acting);
    struct seat_rows old = seat_list_for_desk(tx, c.city.city.id, before);
    struct seat_rows new = seat_list_for_desk(tx, c.city.city.id, after);
    const struct member *m = member_find(tx, c.city.city.id, c.other.acting.member);
    world_commit(world);
    assert_true(stopped_at(&no_kana, "person_changes.0.kana"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_str(m->name, S("小林 葉"));
    assert_int_equal(old.n, 2); // the seat in force, and the one that ended with the old name
    assert_str(old.at[0].name, S("小林 葉"));
    assert_str(old.at[1].name, S("林 葉"));
    assert_true(day_is(old.at[1].removed_on));
    assert_str(new.at[0].name, S("小林 葉"));
}

RULE("様式2: inside the city and the corporation a person moves with ID and seats; the desk is told the rooms (※2)")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    room_id room = given_room(tx, &c.city.officer.acting, S("川村 はな"));
    given_seat(tx, &c.city.officer.acting, room, &c.other.acting);
    struct params v = person_form(tx, "所属事業所名", "林 葉", "", "みほん南訪問看護");

    enum application_outcome outcome = carry_form(tx, &c, &v, &of);
    const struct member *m = member_find(tx, c.city.city.id, c.other.acting.member);
    size_t left = member_list_at(tx, c.from).n;
    const struct seat *seat = seat_open(tx, &c.other.acting, room);
    struct step_rows story = application_story(tx, &of);
    bool told = false;
    for (size_t i = 0; i < story.n; i++)
        told = told || (story.at[i].step == STEP_NOTE && str_contains(story.at[i].note, S("川村 はな")));
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(office_same(m->office, c.to));
    assert_str(m->personal_id, c.other.personal_id);
    assert_int_equal(left, 1);
    assert_non_null(seat);
    assert_true(told);
}

RULE("様式2: a move without target, out of the city or to another corporation is stopped: that is 削除 and 新規 (guide 2)")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct params none = person_form(tx, "所属事業所名", "林 葉", "", "");
    struct params away = person_form(tx, "所属事業所名", "林 葉", "", "柏訪問看護");
    struct params foreign = person_form(tx, "所属事業所名", "林 葉", "", "よその訪問看護");
    struct params same = person_form(tx, "所属事業所名", "林 葉", "", "みほん訪問看護ステーション");

    struct application_findings f = check_form(tx, &c, &none), g = check_form(tx, &c, &away);
    struct application_findings h = check_form(tx, &c, &foreign), i = check_form(tx, &c, &same);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.after"));
    assert_true(str_contains(finding_at(&g, "person_changes.0.after"), S("様式1-1の「削除」")));
    assert_true(str_contains(finding_at(&h, "person_changes.0.after"), S("別の法人")));
    assert_true(stopped_at(&h, "person_changes.0.after"));
    assert_true(stopped_at(&i, "person_changes.0.after"));
}

RULE("様式2: the administrator hands over to another person, and cannot go before that (A10)")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    struct params steps_back = person_form(tx, "システム利用管理担当者", "", "森 緑", "");
    struct params goes = person_form(tx, "所属事業所名", "森 緑", "", "みほん南訪問看護");
    struct params hands_over = person_form(tx, "システム利用管理担当者", "", "森 緑", "林 葉");

    struct application_findings f = check_form(tx, &c, &steps_back), g = check_form(tx, &c, &goes);
    enum application_outcome outcome = carry_form(tx, &c, &hands_over, &of);
    const struct member *old = member_find(tx, c.city.city.id, c.lead.acting.member);
    const struct member *new = member_find(tx, c.city.city.id, c.other.acting.member);
    enum application_outcome then = carry_form(tx, &c, &goes, &of);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.item"));
    assert_true(stopped_at(&g, "person_changes.0.item"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_false(old->administrator);
    assert_true(new->administrator);
    assert_int_equal(then, APPLICATION_DONE);
}

RULE("様式2: somebody who does not work at the office stops the form; on the public portal nobody learns it")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct params v = person_form(tx, "その他", "南 北", "", "電話が変わりました");
    struct params move = person_form(tx, "所属事業所名", "南 北", "", "みほん南訪問看護");
    struct application public = {.city = c.city.city.id,
                                 .kind = APPLICATION_CHANGE,
                                 .submitted_at = NO_INSTANT,
                                 .values = move};

    struct application_findings f = check_form(tx, &c, &move), g = check_form(tx, &c, &v);
    struct application_findings h = application_check(tx, &public);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.name"));
    assert_false(findings_stop(&g));
    assert_true(finding_at(&g, "person_changes.0.after").n > 0);
    assert_int_equal(h.n, 0);
}

// --- その他, and what is told ---------------------------------------------------------------------

static bool story_says(struct tx *tx, const struct application *of, str words)
{
    struct step_rows story = application_story(tx, of);
    for (size_t i = 0; i < story.n; i++)
        if (story.at[i].step == STEP_NOTE && str_contains(story.at[i].note, words))
            return true;
    return false;
}

RULE("様式2 その他: a new profession is exact: the register, the seats from now on, the story before → after")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    room_id room = given_room(tx, &c.city.officer.acting, S("川村 はな"));
    given_seat(tx, &c.city.officer.acting, room, &c.other.acting);
    struct params v = person_form(tx, "その他", "林 葉", "訪問介護員", "職種：介護福祉士");

    enum application_outcome outcome = carry_form(tx, &c, &v, &of);
    const struct member *m = member_find(tx, c.city.city.id, c.other.acting.member);
    struct seat_rows seats = seat_list_for_desk(tx, c.city.city.id, room);
    bool told = story_says(tx, &of, S("林 葉さんの職種：「訪問介護員」→「介護福祉士」"));
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(m->profession, PROFESSION_CARE_WORKER);
    assert_false(m->administrator);
    assert_int_equal(seats.n, 2);
    assert_int_equal(seats.at[0].profession, PROFESSION_CARE_WORKER);
    assert_int_equal(seats.at[1].profession, PROFESSION_HOME_HELPER);
    assert_true(told);
}

RULE("様式2 その他: a corrected reading changes nothing else; who is meant must be named and known")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    struct params v = person_form(tx, "その他", "林 葉", "", "");
    form_put(tx, &v, "person_changes.0.kana", "はやし よう");
    struct params nobody = person_form(tx, "その他", "", "", "看護師");
    struct params stranger = person_form(tx, "その他", "南 北", "", "看護師");

    struct application_findings f = check_form(tx, &c, &nobody), g = check_form(tx, &c, &stranger);
    enum application_outcome outcome = carry_form(tx, &c, &v, &of);
    const struct member *m = member_find(tx, c.city.city.id, c.other.acting.member);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.name"));
    assert_true(stopped_at(&g, "person_changes.0.name"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_str(m->kana, S("はやし よう"));
    assert_str(m->name, S("林 葉"));
}

RULE("様式2: a 変更前 that is not what is registered is pointed out to the desk, and stops nothing")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct params wrong = person_form(tx, "その他", "林 葉", "医師", "看護師");
    struct params right = person_form(tx, "その他", "林 葉", "訪問介護員", "看護師");

    struct application_findings f = check_form(tx, &c, &wrong), g = check_form(tx, &c, &right);
    world_commit(world);
    assert_true(str_contains(finding_at(&f, "person_changes.0.before"), S("訪問介護員")));
    assert_false(findings_stop(&f));
    assert_int_equal(g.n, 0);
}

RULE("様式2: the desk reads what will change, from the register, before carrying out")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct params v = office_form(tx, "電話番号", "04-7150-9999");
    put_person(tx, &v, "所属事業所名", "林 葉", "", "みほん南訪問看護");
    struct application of = given_submitted(tx, c.city.city.id, APPLICATION_CHANGE, &v);
    struct paper_plan plan = {0};
    change_paper.plan(tx, &of, &plan);
    world_commit(world);
    assert_int_equal(plan.n, 2);
    assert_str(plan.at[0], S("事業所の電話番号：「登録なし」→「04-7150-9999」"));
    assert_true(str_contains(plan.at[1], S("林 葉さんの所属：「みほん訪問看護ステーション」→「みほん南訪問看護」")));
}

RULE("様式2 ※2: the new office's administrators are told inside, and by a mail that says nothing")
{
    struct tx *tx = world_write(world);
    struct corporation c = start(tx);
    struct application of;
    struct office to = {.closed_on = NO_DAY};
    office_find(tx, c.city.city.id, c.to, &to);
    to.mail = S("minami@example.jp");
    office_change(tx, &to);
    struct params v = person_form(tx, "所属事業所名", "林 葉", "", "みほん南訪問看護");

    carry_form(tx, &c, &v, &of);
    struct memos there = memo_list(tx, c.target.acting.member);
    struct memos here = memo_list(tx, c.lead.acting.member);
    bool told = story_says(tx, &of, S("「みほん南訪問看護」の管理担当者に知らせました。"));
    int64_t mails = mail_count(tx, MAIL_WAITING);
    bool other = there.n && memo_see(tx, c.lead.acting.member, there.at[0].id);
    bool seen = there.n && memo_see(tx, c.target.acting.member, there.at[0].id);
    size_t left = memo_list(tx, c.target.acting.member).n;
    world_commit(world);
    assert_int_equal(there.n, 1);
    assert_true(str_contains(there.at[0].text, S("林 葉さん")));
    assert_int_equal(here.n, 0);
    assert_true(told);
    assert_int_equal(mails, 1);
    assert_false(other);
    assert_true(seen);
    assert_int_equal(left, 0);
}
