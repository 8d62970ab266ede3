// SPDX-License-Identifier: AGPL-3.0-or-later
// Corrections in a 現況届. Guide 4, 様式5: 追加・削除 is 様式1-1, the rest 様式2.
#include "checkup/request.h"
#include "test/browser.h"
#include "test/given_form.h"

struct staff {
    struct given_city city;
    office_id office;
    struct given_person leader, helper;
    struct campaign campaign;
};

static struct staff staff(struct world *world)
{
    struct tx *tx = world_write(world);
    struct staff s = {.city = given_city(tx)};
    city_id city = s.city.city.id;
    struct campaign_new new = {2026, tx_today(tx), day_after(tx_today(tx), 30)};
    campaign_id id;
    s.office = given_office(tx, city, S("ひだまり訪問介護"));
    s.leader = given_administrator(tx, city, s.office, S("管理 花子"));
    s.helper = given_member(tx, city, s.office, S("介護 太郎"));
    campaign_open(tx, &s.city.officer.acting, &new, &id);
    campaign_find(tx, city, id, &s.campaign);
    world_commit(world);
    return s;
}

enum { FIELDS = 60 };
struct typed {
    struct arena *a;
    const char *pairs[2 * FIELDS];
    size_t n;
};

static void type(struct typed *t, const char *name, const char *value)
{
    for (size_t i = 1; i < t->n; i += 2)
        if (strcmp(t->pairs[i], name) == 0) {
            t->pairs[i + 1] = value;
            return;
        }
    assert_true(t->n + 2 < 2 * FIELDS);
    t->pairs[t->n++] = name;
    t->pairs[t->n++] = value;
}

// The page as it was opened, with all that it asks filled in; row of the helper: *helper.
static struct typed opened(struct browser *b, int *helper)
{
    static const char *const kept[] = {"ids", "office_name", "office_number", "people.0.name",
                                       "people.0.kana", "people.1.name", "people.1.kana"};
    struct typed t = {.a = world_arena(b->world), .pairs = {""}, .n = 1};
    assert_int_equal(browser_get(b, "/checkup/correct"), 200);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        type(&t, kept[i], str_zero(t.a, browser_value(b, kept[i])));
    *helper = str_eq(browser_value(b, "people.0.name"), S("介護 太郎")) ? 0 : 1;
    for (int row = 0; row < 2; row++) {
        type(&t, str_zero(t.a, name_in_row(t.a, "people", row, "stay")), "在籍しています");
        type(&t, str_zero(t.a, name_in_row(t.a, "people", row, "administrator")),
             row == *helper ? "" : "1");
    }
    type(&t, "corporation_name", "株式会社ひだまり");
    type(&t, "corporation_kana", "カブシキガイシャヒダマリ");
    type(&t, "representative_title", "代表取締役");
    type(&t, "representative", "日向 一郎");
    type(&t, "corporation_postal", "270-0192");
    type(&t, "corporation_phone", "04-7150-0000");
    type(&t, "corporation_address", "千葉県流山市平和台1-1-1");
    type(&t, "office_kind", "訪問介護");
    type(&t, "office_manager", "日向 一郎");
    type(&t, "office_postal", "270-0192");
    type(&t, "office_address", "千葉県流山市平和台1-1-1");
    type(&t, "office_mail", "hidamari@example.jp");
    type(&t, "office_phone", "04-7150-0001");
    type(&t, "pledge", "1");
    return t;
}

static void type_row(struct typed *t, int row, const char *field, const char *value)
{
    type(t, str_zero(t->a, name_in_row(t->a, "people", row, field)), value);
}

// What stands in the register, so that nobody is changed by the way.
static void keep_professions(struct world *world, const struct staff *s, struct typed *t, int helper)
{
    struct tx *tx = world_read(world);
    struct member_list here = member_list_at(tx, s->office);
    for (size_t i = 0; i < here.n; i++) {
        bool is_helper = member_same(here.at[i].id, s->helper.acting.member);
        type_row(t, is_helper ? helper : 1 - helper, "profession",
                 str_zero(t->a, profession_label(here.at[i].profession)));
    }
    world_commit(world);
}

// A box that is not ticked is not sent.
static int send(struct browser *b, const struct typed *t)
{
    const char *pairs[2 * FIELDS + 2] = {""};
    size_t n = 1;
    for (size_t i = 1; i < t->n; i += 2)
        if (t->pairs[i + 1][0]) {
            pairs[n++] = t->pairs[i];
            pairs[n++] = t->pairs[i + 1];
        }
    return browser_post_pairs(b, "/checkup/correct", pairs);
}

// The newest case of that kind; all zero when there is none.
static struct application case_of(struct world *world, const struct staff *s,
                                  enum application_kind kind)
{
    struct tx *tx = world_read(world);
    struct application_list list = application_list_of_office(tx, s->city.city.id, s->office);
    struct application found = {0};
    for (size_t i = list.n; i-- > 0;)
        if (list.at[i].kind == kind)
            application_find(tx, s->city.city.id, list.at[i].id, &found);
    world_commit(world);
    return found;
}

static enum application_outcome carry_case(struct world *world, const struct staff *s,
                                           const struct application *of)
{
    struct tx *tx = world_write(world);
    struct application sent = *of;
    if (of->state == STATE_DRAFT) { // 様式1-1 is signed first
        given_signature(tx, of);
        application_submit(tx, of);
        application_find(tx, of->city, of->id, &sent);
    }
    enum application_outcome outcome = carry(tx, &s->city.officer.acting, &sent);
    world_commit(world);
    return outcome;
}

PAGE("what an office corrects in its 現況届 becomes a 様式2 and a 様式1-1, each linked with the answer (guide 4, 様式5)")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader), *desk = browser_of(world, &s.city.officer);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type(&t, "office_phone", "04-7150-9999");
    type_row(&t, helper, "profession", "介護福祉士");
    type(&t, "new.0.name", "新人 次郎");
    type(&t, "new.0.kana", "しんじん じろう");
    type(&t, "new.0.profession", "看護師");
    assert_int_equal(send(b, &t), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "この届けの修正から作られた申請：様式1-1"));
    assert_true(browser_says(b, "この届けの修正から作られた申請：様式2"));
    assert_true(browser_says(b, "署名を付けて、市に申請してください"));

    struct application answer = case_of(world, &s, APPLICATION_STATUS);
    struct application change = case_of(world, &s, APPLICATION_CHANGE);
    assert_int_equal(change.state, STATE_SUBMITTED);
    assert_int_equal(browser_get(desk, browser_at(desk, "/desk/applications/%i", answer.id.v)), 200);
    assert_true(browser_says(desk, "この届けの修正から作られた申請：様式2"));
    assert_int_equal(browser_get(desk, browser_at(desk, "/desk/applications/%i", change.id.v)), 200);
    assert_true(browser_says(desk, "もとの現況届：様式5"));
    assert_int_equal(browser_get(desk, browser_at(desk, "/desk/campaigns/%i?only=cases", s.campaign.id.v)), 200);
    assert_true(browser_says(desk, "修正の申請 2件が手続き中"));
}

PAGE("the cases hold before and after, and carried out they make the register what the office said")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type(&t, "office_phone", "04-7150-9999");
    type_row(&t, helper, "name", "介護 桃太郎");
    type_row(&t, helper, "kana", "かいご ももたろう");
    type_row(&t, helper, "profession", "介護福祉士");
    assert_int_equal(send(b, &t), 303);
    struct application change = case_of(world, &s, APPLICATION_CHANGE);
    struct application usage = case_of(world, &s, APPLICATION_USAGE);
    assert_str(value_of(&change.values, "person_changes.0.before"), S("介護 太郎"));
    assert_str(value_of(&change.values, "person_changes.0.after"), S("介護 桃太郎"));
    assert_str(value_of(&usage.values, "people.0.move"), S("更新"));

    assert_int_equal(carry_case(world, &s, &change), APPLICATION_DONE);
    assert_int_equal(carry_case(world, &s, &usage), APPLICATION_DONE);
    struct tx *tx = world_read(world);
    const struct member *m = member_find(tx, s.city.city.id, s.helper.acting.member);
    struct office office = {0};
    office_find(tx, s.city.city.id, s.office, &office);
    world_commit(world);
    assert_non_null(m);
    assert_str(m->name, S("介護 桃太郎"));
    assert_int_equal(m->profession, PROFESSION_CARE_WORKER);
    assert_str(office.phone, S("04-7150-9999"));
}

PAGE("an administrator who leaves and the one who takes over stand on one 様式1-1, so that it can be carried out")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type_row(&t, 1 - helper, "stay", "退職・異動しました");
    type_row(&t, 1 - helper, "leave_on", "2026-11-30");
    assert_int_equal(send(b, &t), 422); // nobody would administer the office
    assert_true(browser_says(b, "いつも1人以上必要です"));
    type_row(&t, helper, "administrator", "1");
    assert_int_equal(send(b, &t), 303);

    struct application usage = case_of(world, &s, APPLICATION_USAGE);
    assert_true(str_eq(value_of(&usage.values, "people.0.move"), S("削除")) ||
                str_eq(value_of(&usage.values, "people.1.move"), S("削除")));
    assert_int_equal(carry_case(world, &s, &usage), APPLICATION_DONE);
    struct tx *tx = world_read(world);
    const struct member *m = member_find(tx, s.city.city.id, s.helper.acting.member);
    bool administers = m && m->administrator;
    world_commit(world);
    assert_true(administers);
}

PAGE("a change of administrators among those who stay is a 様式2 (様式2, システム利用管理担当者)")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type_row(&t, helper, "administrator", "1");
    type_row(&t, 1 - helper, "administrator", "");
    assert_int_equal(send(b, &t), 303);

    struct application change = case_of(world, &s, APPLICATION_CHANGE);
    struct application usage = case_of(world, &s, APPLICATION_USAGE);
    assert_false(application_is(usage.id));
    assert_str(value_of(&change.values, "person_changes.0.before"), S("管理 花子"));
    assert_str(value_of(&change.values, "person_changes.0.after"), S("介護 太郎"));
    assert_int_equal(carry_case(world, &s, &change), APPLICATION_DONE);
}

PAGE("bad corrections are told beside their field, nothing is handed in and nothing typed is lost")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type(&t, "office_number", "12345");
    type_row(&t, helper, "stay", "退職・異動しました"); // without a day
    type(&t, "new.0.name", "新人 次郎"); // without かな and 職種
    assert_int_equal(send(b, &t), 422);
    assert_true(browser_error(b, "new.0.kana").n > 0);
    assert_str(browser_value(b, "new.0.name"), S("新人 次郎"));
    type(&t, "new.0.kana", "しんじん じろう");
    type(&t, "new.0.profession", "看護師");
    assert_int_equal(send(b, &t), 422);
    assert_true(browser_error(b, "office_number").n > 0);
    assert_true(browser_error(b, str_zero(t.a, name_in_row(t.a, "people", helper, "leave_on"))).n > 0);
    assert_str(browser_value(b, "office_number"), S("12345"));

    type(&t, "pledge", "");
    assert_int_equal(send(b, &t), 422);
    assert_true(browser_error(b, "pledge").n > 0);
    assert_false(application_is(case_of(world, &s, APPLICATION_STATUS).id));
    assert_false(application_is(case_of(world, &s, APPLICATION_USAGE).id));
}

PAGE("corrections of a roster that changed meanwhile are not taken; the same person twice is told")
{
    struct staff s = staff(world);
    struct browser *b = browser_of(world, &s.leader);
    int helper;
    struct typed t = opened(b, &helper);
    keep_professions(world, &s, &t, helper);
    type(&t, "new.0.name", "介護 太郎");
    type(&t, "new.0.kana", str_zero(t.a, browser_value(b, helper ? "people.1.kana" : "people.0.kana")));
    type(&t, "new.0.profession", "看護師");
    assert_int_equal(send(b, &t), 422);
    assert_true(browser_error(b, "new.0.name").n > 0);
    struct tx *tx = world_write(world);
    given_member(tx, s.city.city.id, s.office, S("別人 三郎"));
    world_commit(world);

    assert_int_equal(send(b, &t), 422);
    assert_true(browser_says(b, "登録されている方が変わりました"));
    assert_false(application_is(case_of(world, &s, APPLICATION_STATUS).id));
}
