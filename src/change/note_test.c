// SPDX-License-Identifier: AGPL-3.0-or-later
// The margins and notes of 様式2, and what guide 2 says of moves.
#include "change/change.h"

#include "office/office.h"
#include "test/given_form.h"

// Two offices of one corporation with their administrators; 林 葉 works at the first.
struct pair {
    struct given_city city;
    office_id from, to;
    struct given_person lead, moved, target;
};

static office_id office_named(struct tx *tx, city_id city, str name)
{
    struct office o = {.city = city,
                       .kind = OFFICE_HOME_NURSING,
                       .name = name,
                       .corporation = S("医療法人みほん会"),
                       .address = S("千葉県流山市平和台1-1-2")};
    return office_add(tx, &o);
}

static struct pair start(struct tx *tx)
{
    struct pair p = {.city = given_city(tx)};
    p.from = office_named(tx, p.city.city.id, S("みほん訪問看護ステーション"));
    p.to = office_named(tx, p.city.city.id, S("みほん南訪問看護"));
    p.lead = given_administrator(tx, p.city.city.id, p.from, S("森 緑"));
    p.moved = given_member(tx, p.city.city.id, p.from, S("林 葉"));
    p.target = given_administrator(tx, p.city.city.id, p.to, S("南 北"));
    return p;
}

static void put(struct tx *tx, struct params *v, int row, const char *field, const char *value)
{
    str name = name_in_row(tx_arena(tx), "person_changes", row, field);
    form_put(tx, v, str_zero(tx_arena(tx), name), value);
}

static struct params form_from(struct tx *tx, const char *office)
{
    struct params v = given_values(tx, APPLICATION_CHANGE);
    form_put(tx, &v, "office_number", "");
    form_put(tx, &v, "office_name", office);
    return v;
}

static struct params move_form(struct tx *tx, const char *office, const char *name, const char *to)
{
    struct params v = form_from(tx, office);
    put(tx, &v, 0, "item", "所属事業所名");
    put(tx, &v, 0, "name", name);
    put(tx, &v, 0, "after", to);
    return v;
}

static struct application_findings check_form(struct tx *tx, const struct pair *p,
                                              const struct params *v)
{
    return findings_of(tx, &p->city.officer.acting, APPLICATION_CHANGE, v);
}

RULE("様式2 事業所について: postal code, address and mail become what the form says as well (名称・番号・所在地, 連絡先)")
{
    static const char *const items[][2] = {{"郵便番号", "270-0163"},
                                           {"所在地", "千葉県流山市南流山9-9-9"},
                                           {"メールアドレス", "minami@example.jp"}};
    struct tx *tx = world_write(world);
    struct pair p = start(tx);
    struct params v = form_from(tx, "みほん訪問看護ステーション");
    struct arena *a = tx_arena(tx);
    for (int i = 0; i < 3; i++) {
        form_put(tx, &v, str_zero(a, name_in_row(a, "office_changes", i, "item")), items[i][0]);
        form_put(tx, &v, str_zero(a, name_in_row(a, "office_changes", i, "after")), items[i][1]);
    }
    struct application of = given_submitted(tx, p.city.city.id, APPLICATION_CHANGE, &v);
    enum application_outcome outcome = carry(tx, &p.city.officer.acting, &of);
    struct office now = {0};
    office_find(tx, p.city.city.id, p.from, &now);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_str(now.postal, S("2700163"));
    assert_str(now.address, S("千葉県流山市南流山9-9-9"));
    assert_str(now.mail, S("minami@example.jp"));
}

RULE("様式2 所属事業所名 (margin): a move says both who moves and to which office")
{
    struct tx *tx = world_write(world);
    struct pair p = start(tx);
    struct params nobody = move_form(tx, "みほん訪問看護ステーション", "", "みほん南訪問看護");
    struct params nowhere = move_form(tx, "みほん訪問看護ステーション", "林 葉", "");
    struct params both = move_form(tx, "みほん訪問看護ステーション", "林 葉", "みほん南訪問看護");
    struct application_findings f = check_form(tx, &p, &nobody), g = check_form(tx, &p, &nowhere);
    struct application_findings h = check_form(tx, &p, &both);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.name"));
    assert_true(stopped_at(&g, "person_changes.0.after"));
    assert_false(findings_stop(&h));
}

RULE("様式2 ※2: the office that somebody leaves applies; the one to go to cannot fetch anybody (guide 2 市内異動)")
{
    struct tx *tx = world_write(world);
    struct pair p = start(tx);
    struct params fetched = move_form(tx, "みほん南訪問看護", "林 葉", "みほん南訪問看護");
    struct params sent = move_form(tx, "みほん訪問看護ステーション", "林 葉", "みほん南訪問看護");
    struct application_findings f = check_form(tx, &p, &fetched);
    struct application of = given_submitted(tx, p.city.city.id, APPLICATION_CHANGE, &sent);
    enum application_outcome outcome = carry(tx, &p.city.officer.acting, &of);
    const struct member *m = member_find(tx, p.city.city.id, p.moved.acting.member);
    world_commit(world);
    assert_true(stopped_at(&f, "person_changes.0.name"));
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_true(office_same(m->office, p.to));
}

RULE("様式2 ※1: whatever it changes, no ID comes and none goes; that is 様式1-1 alone")
{
    static const char *const rows[][4] = {
        {"氏名", "林 葉", "小林 葉", "こばやし よう"},
        {"システム利用管理担当者", "", "林 葉", ""},
        {"その他", "森 緑", "退職しました", ""},
    };
    static const char *const fields[] = {"item", "name", "after", "kana"};
    struct tx *tx = world_write(world);
    struct pair p = start(tx);
    int64_t done = 0;
    size_t before = member_list_at(tx, p.from).n;
    for (int i = 0; i < 3; i++) {
        struct params v = form_from(tx, "みほん訪問看護ステーション");
        for (int k = 0; k < 4; k++)
            put(tx, &v, 0, fields[k], rows[i][k]);
        if (i == 1) // by then she is called that
            put(tx, &v, 0, "after", "小林 葉");
        struct application of = given_submitted(tx, p.city.city.id, APPLICATION_CHANGE, &v);
        done += carry(tx, &p.city.officer.acting, &of) == APPLICATION_DONE;
    }
    struct member_list after = member_list_at(tx, p.from);
    const struct member *renamed = member_find(tx, p.city.city.id, p.moved.acting.member);
    world_commit(world);
    assert_int_equal(done, 3);
    assert_int_equal(after.n, before);
    for (size_t i = 0; i < after.n; i++)
        assert_false(day_is(after.at[i].leave_on));
    assert_str(renamed->personal_id, p.moved.personal_id);
}
