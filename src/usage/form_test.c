// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式1-1 as it stands on paper: what its boxes, margins and notes ask, and what guide 1 and 2 say
// of those who come and go with it.
#include "usage/usage.h"

#include "application/paper_sheet.h"
#include "device/device.h"
#include "pledge/pledge.h"
#include "registration/registration.h"
#include "sheet/sheet.h"
#include "test/given_form.h"

static struct application_findings check_form(struct tx *tx, const struct given_city *city,
                                              const struct params *values)
{
    return findings_of(tx, &city->officer.acting, APPLICATION_USAGE, values);
}

static void put_second(struct tx *tx, struct params *v, const char *move, const char *id)
{
    form_put(tx, v, "people.1.move", move);
    form_put(tx, v, "people.1.name", "林 葉");
    form_put(tx, v, "people.1.kana", "はやし よう");
    form_put(tx, v, "people.1.profession", "薬剤師");
    form_put(tx, v, "people.1.personal_id", id);
}

static const struct member *person(struct tx *tx, str name, str kana)
{
    struct member_list found = member_list_same(tx, name, kana);
    return found.n ? &found.at[0] : NULL;
}

// --- guide 1 -----------------------------------------------------------------------------------

RULE("guide 1: nobody has an ID before the application was carried out, however far it has come")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    enum application_state state = of.state;
    bool submitted = person(tx, S("森 緑"), S("もり みどり")) != NULL;
    application_approve(tx, &city.officer.acting, &of);
    bool approved = person(tx, S("森 緑"), S("もり みどり")) != NULL;
    application_find(tx, city.city.id, of.id, &of);
    application_carry_out(tx, &city.officer.acting, &of);
    const struct member *m = person(tx, S("森 緑"), S("もり みどり"));
    world_commit(world);
    assert_int_equal(state, STATE_SUBMITTED);
    assert_false(submitted || approved);
    assert_non_null(m);
    assert_true(personal_id_is_good(m->personal_id));
}

RULE("guide 1 ①: 様式3 belongs only to who is delegated; the representative's own 様式1-1 needs none")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params own = given_usage(tx, "森 緑", "もり みどり");
    struct params by_another = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &by_another, "by_delegate", "受任 一郎");
    struct application_findings f = check_form(tx, &city, &own);
    struct application_findings g = check_form(tx, &city, &by_another);
    world_commit(world);
    assert_false(findings_stop(&f));
    assert_true(stopped_at(&g, "by_delegate"));
}

RULE("guide 2 退職: after the leave date ID and password sign nobody in, and nobody else is given the ID")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    given_administrator(tx, city.city.id, office, S("森 緑"));
    struct given_person p = given_member(tx, city.city.id, office, S("林 葉"));
    struct signin_proof right = signin_prove(tx, p.personal_id, p.password, p.acting.device);
    enum signin_outcome before = signin_start(tx, &right, p.acting.device).outcome;
    registration_leave(tx, city.city.id, p.acting.member, tx_today(tx));
    struct signin_proof proof = signin_prove(tx, p.personal_id, p.password, p.acting.device);
    enum signin_outcome after = signin_start(tx, &proof, p.acting.device).outcome;
    struct given_person next = given_member(tx, city.city.id, office, S("林 葉"));
    const struct member *old = member_find(tx, city.city.id, p.acting.member);
    world_commit(world);
    assert_int_equal(before, SIGNIN_DONE);
    assert_int_equal(after, SIGNIN_WRONG);
    assert_str(old->personal_id, p.personal_id);
    assert_false(str_eq(next.personal_id, p.personal_id));
}

RULE("様式1-1 削除: who leaves gives no seal; the representative's signature is the only one (guide 1 登録削除 ①, 2 退職)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    put_second(tx, &values, "新規", "");
    struct application first = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    carry(tx, &city.officer.acting, &first);
    put_second(tx, &values, "削除", "");
    form_put(tx, &values, "people.0.move", "更新");
    form_put(tx, &values, "people.1.leave_on", "2026-11-02");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    size_t seals = application_files(tx, &of).n;
    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    const struct member *left = person(tx, S("林 葉"), S("はやし よう"));
    world_commit(world);
    assert_int_equal(seals, 1);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(!left || day_is(left->leave_on));
}

// --- the boxes ---------------------------------------------------------------------------------

RULE("様式1-1 法人情報, 事業所情報: every box is asked for; only an office without a number leaves that one empty")
{
    static const char *const boxes[] = {
        "applied_on",        "corporation_name",    "corporation_kana",  "representative",
        "corporation_postal", "corporation_phone",  "corporation_address", "office_name",
        "office_kind",       "office_manager",      "office_postal",     "office_address",
        "office_mail",       "office_phone"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const char *missed = NULL;
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        struct params values = given_usage(tx, "森 緑", "もり みどり");
        form_put(tx, &values, boxes[i], "");
        struct application_findings f = check_form(tx, &city, &values);
        missed = stopped_at(&f, boxes[i]) ? missed : boxes[i];
    }
    struct params numberless = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &numberless, "office_number", "");
    struct application_findings f = check_form(tx, &city, &numberless);
    world_commit(world);
    assert_null(missed);
    assert_false(findings_stop(&f));
}

RULE("様式1-1 代表者名 (margin): the representative's title is asked for beside the name")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &values, "representative_title", "");
    struct application_findings f = check_form(tx, &city, &values);
    world_commit(world);
    assert_true(stopped_at(&f, "representative_title"));
}

RULE("様式1-1, 5 サービス分類: each of the listed services can be chosen, and nothing else")
{
    static const char *const listed[] = {
        "診療所", "病院", "歯科医院", "薬局", "居宅介護支援", "訪問介護", "訪問入浴介護", "訪問看護",
        "訪問リハ", "通所介護", "通所リハ", "短期入所生活介護", "短期入所療養介護",
        "介護老人福祉施設", "介護老人保健施設", "福祉用具貸与・特定福祉用具販売",
        "特定施設入居者生活介護", "認知症対応型共同生活介護", "小規模多機能居宅介護",
        "夜間対応型訪問介護", "定期巡回・随時対応型訪問介護看護", "地域包括支援センター", "行政",
        "その他"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    size_t refused = 0, n = sizeof listed / sizeof listed[0];
    for (size_t i = 0; i < n; i++) {
        form_put(tx, &values, "office_kind", listed[i]);
        struct application_findings f = check_form(tx, &city, &values);
        refused += stopped_at(&f, "office_kind");
    }
    form_put(tx, &values, "office_kind", "訪問美容");
    struct application_findings f = check_form(tx, &city, &values);
    world_commit(world);
    assert_int_equal(n, OFFICE_KINDS);
    assert_int_equal(refused, 0);
    assert_true(stopped_at(&f, "office_kind"));
}

RULE("様式1-1 既に利用 (margin): 有 or 無 is always said; 有 names the ID of whoever has one already")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id other = given_office(tx, city.city.id, S("よその訪問介護"));
    given_administrator(tx, city.city.id, other, S("南 北"));
    struct given_person p = given_member(tx, city.city.id, other, S("林 葉"));
    const struct member *m = member_find(tx, city.city.id, p.acting.member);
    struct params none = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &none, "has_id", "");
    struct params without = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &without, "has_id", "有");
    struct params with = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &with, "has_id", "有");
    put_second(tx, &with, "新規", str_zero(tx_arena(tx), p.personal_id));
    form_put(tx, &with, "people.1.kana", str_zero(tx_arena(tx), m ? m->kana : NONE));

    struct application_findings f = check_form(tx, &city, &none), g = check_form(tx, &city, &without);
    struct application_findings h = check_form(tx, &city, &with);
    world_commit(world);
    assert_true(stopped_at(&f, "has_id"));
    assert_true(stopped_at(&g, "has_id"));
    assert_false(findings_stop(&h));
}

// --- the notes ---------------------------------------------------------------------------------

RULE("様式1-1 ※2: an association applies for practices of its members, and each is an office of its own")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    static const char *const names[] = {"森 緑", "林 葉"}, *const kana[] = {"もり みどり", "はやし よう"};
    static const char *const offices[] = {"もり診療所", "はやし診療所"};
    office_id made[2];
    for (int i = 0; i < 2; i++) {
        struct params values = given_usage(tx, names[i], kana[i]);
        form_put(tx, &values, "corporation_name", "一般社団法人みほん市医師会");
        form_put(tx, &values, "office_name", offices[i]);
        form_put(tx, &values, "office_number", "");
        form_put(tx, &values, "office_kind", "診療所");
        struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
        carry(tx, &city.officer.acting, &of);
        application_find(tx, city.city.id, of.id, &of);
        made[i] = of.office;
    }
    size_t first = member_list_at(tx, made[0]).n, second = member_list_at(tx, made[1]).n;
    world_commit(world);
    assert_true(office_is(made[0]) && office_is(made[1]));
    assert_false(office_same(made[0], made[1]));
    assert_true(first == 1 && second == 1);
}

RULE("様式1-1 ※5: in the notice room everybody reads of everybody office, name and profession")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    carry(tx, &city.officer.acting, &of);
    office_id office = given_office(tx, city.city.id, S("よその訪問介護"));
    struct given_person reader = given_administrator(tx, city.city.id, office, S("南 北"));
    seat_invite_to_notice(tx, city.city.id, reader.acting.member);
    struct seat_rows roster = seat_roster(tx, given_open(tx, &reader.acting, city.notice));
    world_commit(world);
    size_t seen = 0;
    for (size_t i = 0; i < roster.n; i++)
        seen += str_eq(roster.at[i].name, S("森 緑")) &&
                str_eq(roster.at[i].office_name, S("みほん訪問看護ステーション")) &&
                roster.at[i].profession == PROFESSION_NURSE;
    assert_int_equal(seen, 1);
}

// --- the pledge --------------------------------------------------------------------------------

RULE("誓約事項 of 様式1-1 and 5: the same eleven points in the guide's order, on every print that asks for them")
{
    static const enum application_kind kinds[] = {APPLICATION_USAGE, APPLICATION_STATUS};
    struct pledge_points points = pledge_points();
    struct tx *tx = world_read(world);
    size_t missing = 0;
    for (int k = 0; k < 2; k++) {
        str text = sheet_text(paper_sheet_draw(tx, paper_of(kinds[k]), NULL, S("流山市")));
        for (size_t i = 0; i < points.n; i++) {
            size_t at = str_find(text, points.at[i]);
            missing += at == text.n;
            text = str_from(text, at); // the next one stands behind it
        }
    }
    world_commit(world);
    assert_int_equal(points.n, 11);
    assert_int_equal(missing, 0);
}
