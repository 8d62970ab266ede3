// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures, corrections, and what somebody else changed meanwhile.
#include "application/correct.h"

#include "application/desk.h"
#include "base/text.h"
#include "test/browser.h"
#include "test/given_form.h"

static struct application drafted(struct tx *tx, city_id city, enum application_origin origin,
                                  const struct params *values)
{
    struct application of = {.values = {0}};
    struct application_new new = {
        .city = city, .kind = APPLICATION_USAGE, .origin = origin, .values = *values};
    application_find(tx, city, application_start(tx, &new).id, &of);
    return of;
}

// --- 押印署名「要」 ----------------------------------------------------------------------------

RULE("様式の一覧, 押印署名「要」: 様式1-1 is not submitted unsigned, from the portal and from inside alike")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    enum application_outcome without[2], with[2];
    bool said = true;

    for (int i = 0; i < 2; i++) {
        enum application_origin origin = i ? ORIGIN_INSIDE : ORIGIN_PUBLIC;
        struct application of = drafted(tx, city.city.id, origin, &values);
        struct application_findings f = application_check(tx, &of);
        said = said && stopped_at(&f, "signature");
        without[i] = application_submit(tx, &of);
        given_signature(tx, &of);
        with[i] = application_submit(tx, &of);
    }
    world_commit(world);
    assert_true(said);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(without[i], APPLICATION_INCOMPLETE);
        assert_int_equal(with[i], APPLICATION_DONE);
    }
}

RULE("様式の一覧, 押印署名「要」: on paper it is what the officer saw: a signature, a seal, or neither")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    static const char *const seen[] = {"", "なし", "署名", "押印"};
    enum application_outcome outcomes[4];

    for (int i = 0; i < 4; i++) {
        form_put(tx, &values, "signature", seen[i]);
        struct application of = drafted(tx, city.city.id, ORIGIN_PAPER, &values);
        outcomes[i] = application_submit(tx, &of);
    }
    world_commit(world);
    assert_int_equal(outcomes[0], APPLICATION_INCOMPLETE);
    assert_int_equal(outcomes[1], APPLICATION_INCOMPLETE);
    assert_int_equal(outcomes[2], APPLICATION_DONE);
    assert_int_equal(outcomes[3], APPLICATION_DONE);
}

// --- corrections -------------------------------------------------------------------------------

static struct application returned(struct tx *tx, const struct given_city *city, const char *field)
{
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    struct application of = given_submitted(tx, city->city.id, APPLICATION_USAGE, &values);
    struct reason reason = {str_of(field), S("確かめてください。")};
    act(tx, &city->officer);
    application_return(tx, &city->officer.acting, &of, &reason, 1);
    act(tx, NULL);
    return again(tx, &of);
}

RULE("guide 1: of what was returned just the named fields can be changed; the rest stays as it was, whatever is sent")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct application of = returned(tx, &city, "people.0.kana");
    struct params typed = {0};
    form_put(tx, &typed, "people.0.kana", "もり ろく");
    form_put(tx, &typed, "people.0.name", "別の 人");
    form_put(tx, &typed, "people.1.name", "もう 一人");
    form_put(tx, &typed, "office_manager", "別の 管理者");

    enum application_outcome saved = application_save(tx, &of, &typed);
    struct application now = again(tx, &of);
    struct open_fields open = application_open_fields(tx, &of);
    world_commit(world);
    assert_int_equal(saved, APPLICATION_DONE);
    assert_false(open.all);
    assert_int_equal(open.n, 1);
    assert_str(value_of(&now.values, "people.0.kana"), S("もり ろく"));
    assert_str(value_of(&now.values, "people.0.name"), S("森 緑"));
    assert_str(value_of(&now.values, "people.1.name"), NONE);
    assert_str(value_of(&now.values, "office_manager"), S("管理 花子"));
    assert_str(value_of(&now.values, "corporation_name"), S("医療法人みほん会"));
}

RULE("a reason about the form as a whole opens all of it; a field that a correction makes wrong opens too")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct application whole = returned(tx, &city, "");
    struct application of = returned(tx, &city, "people.0.move");
    struct params typed = {0};
    form_put(tx, &typed, "people.0.move", "削除");

    struct open_fields all = application_open_fields(tx, &whole);
    application_save(tx, &of, &typed);
    of = again(tx, &of);
    struct open_fields more = application_open_fields(tx, &of);
    world_commit(world);
    assert_true(all.all);
    assert_false(more.all);
    assert_true(field_is_open(&more, S("people.0.move")));
    assert_true(field_is_open(&more, S("people.0.leave_on"))); // 削除 asks for a date
    assert_false(field_is_open(&more, S("people.0.kana")));
}

RULE("what a form said before is kept: a later reader sees old and new value, who and when")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct application of = returned(tx, &city, "office_manager");
    struct params typed = {0};
    form_put(tx, &typed, "office_manager", "次の 人");
    application_save(tx, &of, &typed);
    struct application now = again(tx, &of);

    struct value_changes since = application_changes_since(tx, &now, of.revision);
    struct value_changes none = application_changes_since(tx, &now, now.revision);
    world_commit(world);
    assert_int_equal(since.n, 1);
    assert_str(since.at[0].label, S("管理者"));
    assert_str(since.at[0].before, S("管理 花子"));
    assert_str(since.at[0].after, S("次の 人"));
    assert_str(since.at[0].by, S("申請者"));
    assert_int_equal(none.n, 0);
}

RULE("every step of the story has a name: the officer's, and 申請者 where nobody inside acted")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct application of = returned(tx, &city, "office_manager");

    struct step_rows story = application_story(tx, &of);
    world_commit(world);
    assert_int_equal(story.n, 4);
    assert_str(story.at[0].actor_name, S("申請者"));
    assert_str(story.at[1].actor_name, S("申請者"));
    assert_str(story.at[2].actor_name, S("役所 守"));
    assert_str(story.at[3].actor_name, S("役所 守"));
}

// --- from inside -------------------------------------------------------------------------------

// An administrator's 様式1-1 that the desk has given back for one field.
struct own {
    struct given_city city;
    struct given_person administrator, second;
    application_id id;
    struct browser *b;
    const char *here;
};

static struct own own(struct world *w)
{
    struct own o = {0};
    struct tx *tx = world_write(w);
    o.city = given_city(tx);
    office_id office = given_office(tx, o.city.city.id, S("みほん訪問看護ステーション"));
    o.administrator = given_administrator(tx, o.city.city.id, office, S("管理 花子"));
    o.second = given_administrator(tx, o.city.city.id, office, S("管理 次郎"));
    struct application_new new = {.city = o.city.city.id,
                                  .kind = APPLICATION_USAGE,
                                  .origin = ORIGIN_INSIDE,
                                  .office = office,
                                  .applicant = o.administrator.acting.member,
                                  .values = given_usage(tx, "森 緑", "もり みどり")};
    struct application of = {.values = {0}};
    o.id = application_start(tx, &new).id;
    if (application_find(tx, o.city.city.id, o.id, &of)) {
        struct reason reason = {S("people.0.kana"), S("読みを確かめてください。")};
        given_signature(tx, &of);
        application_submit(tx, &of);
        of = again(tx, &of);
        act(tx, &o.city.officer);
        application_return(tx, &o.city.officer.acting, &of, &reason, 1);
        act(tx, NULL);
    }
    world_commit(w);
    o.b = browser_of(w, &o.administrator);
    o.here = browser_at(o.b, "/office/applications/%i", o.id.v);
    return o;
}

static const char *revision(struct browser *b)
{
    return str_zero(world_arena(b->world), browser_value(b, "revision"));
}

PAGE("様式1-1 from inside, returned: the page asks for the named field only, shows the rest, and takes nothing else")
{
    struct own o = own(world);
    assert_int_equal(browser_get(o.b, o.here), 200);
    assert_str(browser_value(o.b, "people.0.kana"), S("もり みどり"));
    assert_str(browser_value(o.b, "office_manager"), NONE); // to be read
    assert_true(browser_says(o.b, "そのほかの欄（変えられません）"));
    assert_true(browser_says(o.b, "署名は付いています（付け直すとき）"));
    assert_true(str_contains(o.b->body, S("<br>※2"))); // one remark a line
    assert_true(browser_says(o.b, "森 緑"));
    assert_int_equal(browser_post(o.b, o.here, "revision", revision(o.b), "do", "submit",
                                  "people.0.kana", "もり ろく", "office_manager", "ほか の人"),
                     303);
    struct application of = {.values = {0}};
    bool found = application_find(world_read(world), o.city.city.id, o.id, &of);
    world_commit(world);
    assert_true(found);
    assert_int_equal(of.state, STATE_SUBMITTED);
    assert_str(value_of(&of.values, "people.0.kana"), S("もり ろく"));
    assert_str(value_of(&of.values, "office_manager"), S("管理 花子"));
}

PAGE("two administrators at one form: the later one sees what the other changed, and keeps what was typed")
{
    struct own o = own(world);
    struct browser *other = browser_of(world, &o.second);
    assert_int_equal(browser_get(o.b, o.here), 200);
    const char *seen = revision(o.b);
    assert_int_equal(browser_post(other, o.here, "revision", seen, "do", "save", "people.0.kana",
                                  "もり ろく"),
                     303);
    assert_int_equal(browser_post(o.b, o.here, "revision", seen, "do", "submit", "people.0.kana",
                                  "もり あお"),
                     409);
    assert_str(browser_value(o.b, "people.0.kana"), S("もり あお"));
    assert_true(browser_says(o.b, "もり みどり もり ろく 管理 次郎"));
    assert_int_equal(browser_post(o.b, o.here, "revision", revision(o.b), "do", "submit",
                                  "people.0.kana", "もり あお"),
                     303);
}

PAGE("a form from inside: a number whose last digit does not fit is told once, then sent as it stands")
{
    struct own o = {0};
    struct tx *tx = world_write(world);
    o.city = given_city(tx);
    office_id office = given_office(tx, o.city.city.id, S("みほん訪問看護ステーション"));
    o.administrator = given_administrator(tx, o.city.city.id, office, S("管理 花子"));
    struct application_new new = {.city = o.city.city.id,
                                  .kind = APPLICATION_USAGE,
                                  .origin = ORIGIN_INSIDE,
                                  .office = office,
                                  .applicant = o.administrator.acting.member,
                                  .values = given_usage(tx, "森 緑", "もり みどり")};
    for (size_t i = 0; i < new.values.n; i++)
        if (str_eq(new.values.at[i].name, S("office_number")))
            new.values.at[i].value = S("1262500019");
    struct application of = {.values = {0}};
    o.id = application_start(tx, &new).id;
    if (application_find(tx, o.city.city.id, o.id, &of)) {
        struct reason reason = {S("office_number"), S("番号を確かめてください。")};
        given_signature(tx, &of);
        application_submit(tx, &of);
        of = again(tx, &of);
        act(tx, &o.city.officer);
        application_return(tx, &o.city.officer.acting, &of, &reason, 1);
        act(tx, NULL);
    }
    world_commit(world);
    o.b = browser_of(world, &o.administrator);
    o.here = browser_at(o.b, "/office/applications/%i", o.id.v);
    assert_int_equal(browser_get(o.b, o.here), 200);
    assert_int_equal(browser_post(o.b, o.here, "revision", revision(o.b), "do", "submit",
                                  "office_number", "1262500019"),
                     422);
    assert_true(str_contains(browser_error(o.b, "office_number"), S("最後の桁が合いません")));
    assert_true(browser_says(o.b, "確かめたので、このまま市に申請する"));
    assert_int_equal(browser_post(o.b, o.here, "revision", revision(o.b), "do", "sure",
                                  "office_number", "1262500019"),
                     303);
}
