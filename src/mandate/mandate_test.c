// SPDX-License-Identifier: AGPL-3.0-or-later
// 様式3. The guide's chapter and note are named where a rule is taken from.
#include "mandate/mandate.h"

#include "application/paper_sheet.h"
#include "sheet/sheet.h"
#include "test/given_form.h"

static struct params mandate_for(struct tx *tx, const char *duty)
{
    struct params v = given_values(tx, APPLICATION_MANDATE);
    form_put(tx, &v, "delegate_office", "みほん訪問看護ステーション");
    form_put(tx, &v, "delegate_address", "千葉県流山市平和台1-1-2");
    form_put(tx, &v, "delegate_title", "所長");
    form_put(tx, &v, "delegate", "受任 一郎");
    if (duty)
        form_put(tx, &v, duty, "1");
    return v;
}

static enum application_outcome carry_form(struct tx *tx, const struct given_city *city,
                                           const struct params *values)
{
    struct application of = given_submitted(tx, city->city.id, APPLICATION_MANDATE, values);
    return carry(tx, &city->officer.acting, &of);
}

static bool delegate_may(struct tx *tx, const struct given_city *city, const char *delegate)
{
    struct params v = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &v, "by_delegate", delegate);
    struct application_findings f =
        findings_of(tx, &city->officer.acting, APPLICATION_USAGE, &v);
    return !stopped_at(&f, "by_delegate");
}

RULE("様式3: a delegate applies only for the duty delegated, the representative for all (guide 様式の表 ※)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params change = mandate_for(tx, "duty_change"), both = mandate_for(tx, "duty_register");
    form_put(tx, &both, "duty_change", "1");

    bool before = delegate_may(tx, &city, "受任 一郎");
    enum application_outcome outcome = carry_form(tx, &city, &change);
    bool other_duty = delegate_may(tx, &city, "受任 一郎");
    carry_form(tx, &city, &both);
    bool after = delegate_may(tx, &city, "受任一郎"); // however it is spaced
    bool somebody = delegate_may(tx, &city, "別の 人");
    bool representative = delegate_may(tx, &city, "");
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_false(before);
    assert_false(other_duty);
    assert_true(after);
    assert_false(somebody);
    assert_true(representative);
}

RULE("様式3: a mandate ends after the day on which it is withdrawn, and what is not there cannot be withdrawn")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params given = mandate_for(tx, "duty_register"), end = mandate_for(tx, NULL);
    form_put(tx, &end, "withdrawn_on", "2026-11-03");
    struct application_findings none =
        findings_of(tx, &city.officer.acting, APPLICATION_MANDATE, &end);
    carry_form(tx, &city, &given);
    enum application_outcome ended = carry_form(tx, &city, &end);
    bool last_day = delegate_may(tx, &city, "受任 一郎");
    world_commit(world);
    world_wait(world, DAYS(2));

    tx = world_write(world);
    bool afterwards = delegate_may(tx, &city, "受任 一郎");
    world_commit(world);
    assert_true(stopped_at(&none, "withdrawn_on"));
    assert_int_equal(ended, APPLICATION_DONE);
    assert_true(last_day);
    assert_false(afterwards);
}

RULE("様式3: at least one duty is chosen, and nobody is one's own delegate")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params none = mandate_for(tx, NULL), self = mandate_for(tx, "duty_change");
    form_put(tx, &self, "delegate", "見本　太郎");

    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_MANDATE, &none);
    struct application_findings g =
        findings_of(tx, &city.officer.acting, APPLICATION_MANDATE, &self);
    world_commit(world);
    assert_true(stopped_at(&f, "duty_register"));
    assert_true(stopped_at(&g, "delegate"));
}

RULE("様式3: a mandate of another city's desk counts for nothing here")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct params given = mandate_for(tx, "duty_register");

    carry_form(tx, &other, &given);
    bool here = delegate_may(tx, &city, "受任 一郎"), there = delegate_may(tx, &other, "受任 一郎");
    world_commit(world);
    assert_false(here);
    assert_true(there);
}

RULE("様式3: what a delegate applied for while the mandate was in force stays good when it ends at the desk")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params given = mandate_for(tx, "duty_register"), end = mandate_for(tx, NULL);
    form_put(tx, &end, "withdrawn_on", "2026-11-02");
    carry_form(tx, &city, &given);
    struct params v = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &v, "by_delegate", "受任 一郎");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &v);
    carry_form(tx, &city, &end);
    world_commit(world);
    world_wait(world, DAYS(2));
    tx = world_write(world);
    bool now = delegate_may(tx, &city, "受任 一郎");
    enum application_outcome outcome = carry(tx, &city.officer.acting, &of);
    world_commit(world);
    assert_false(now);
    assert_int_equal(outcome, APPLICATION_DONE);
}

RULE("様式3: each form asks for its duty: 様式1-1 登録・削除, 様式2 変更, 様式1-2 and 5 either (guide 様式の表 ※)")
{
    static const struct {
        enum application_kind kind;
        bool by_register, by_change;
    } duties[] = {{APPLICATION_USAGE, true, false},
                  {APPLICATION_CHANGE, false, true},
                  {APPLICATION_DEVICES, true, true},
                  {APPLICATION_STATUS, true, true}};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct params registering = mandate_for(tx, "duty_register");
    struct params changing = mandate_for(tx, "duty_change");
    carry_form(tx, &city, &registering);
    carry_form(tx, &other, &changing);
    bool as_said = true;
    for (size_t i = 0; i < sizeof duties / sizeof duties[0]; i++) {
        struct params v = given_values(tx, duties[i].kind);
        form_put(tx, &v, "by_delegate", "受任 一郎");
        struct application_findings f = findings_of(tx, &city.officer.acting, duties[i].kind, &v);
        struct application_findings g = findings_of(tx, &other.officer.acting, duties[i].kind, &v);
        as_said = as_said && stopped_at(&f, "by_delegate") == !duties[i].by_register &&
                  stopped_at(&g, "by_delegate") == !duties[i].by_change;
    }
    world_commit(world);
    assert_true(as_said);
}

RULE("様式の一覧 ※: who applies as a delegate signs in place of the representative, and not at all is too little")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params mandate = mandate_for(tx, "duty_register");
    carry_form(tx, &city, &mandate);
    struct params v = given_usage(tx, "森 緑", "もり みどり");
    form_put(tx, &v, "by_delegate", "受任 一郎");
    struct application_new new = {.city = city.city.id, .values = v};
    struct application of = {0};
    application_find(tx, city.city.id, application_start(tx, &new).id, &of);
    enum application_outcome without = application_submit(tx, &of);
    given_signature(tx, &of);
    enum application_outcome with = application_submit(tx, &of);
    str text = sheet_text(paper_sheet_draw(tx, paper_of(APPLICATION_USAGE), &of, S("流山市")));
    world_commit(world);
    str behind = str_from(text, str_find(text, S("受任 一郎")));
    assert_int_equal(without, APPLICATION_INCOMPLETE);
    assert_int_equal(with, APPLICATION_DONE);
    assert_true(str_find(behind, S("印")) < str_find(behind, S("法人情報")));
}

RULE("様式3 受任者 (margin): named with 所属, 所在, 役職 and 氏名; the delegate neither signs nor seals the mandate")
{
    static const char *const boxes[] = {"delegate_office", "delegate_address", "delegate_title",
                                        "delegate"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    int asked = 0;
    for (int i = 0; i < 4; i++) {
        struct params v = mandate_for(tx, "duty_register");
        form_put(tx, &v, boxes[i], "");
        struct application_findings f =
            findings_of(tx, &city.officer.acting, APPLICATION_MANDATE, &v);
        asked += stopped_at(&f, boxes[i]);
    }
    str text = sheet_text(paper_sheet_draw(tx, paper_of(APPLICATION_MANDATE), NULL, S("流山市")));
    world_commit(world);
    str taken = str_from(text, str_find(text, S("受任者の氏名")));
    assert_int_equal(asked, 4);
    assert_false(str_starts(str_from(taken, strlen("受任者の氏名\n")), S("印")));
    assert_true(str_find(text, S("印　")) < str_find(text, S("受任者の所属"))); // the representative's
}

RULE("様式3 (head): the one who delegates is said with place, corporation, title and name")
{
    static const char *const boxes[] = {"corporation_address", "corporation_name",
                                        "representative_title", "representative"};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    int asked = 0;
    for (int i = 0; i < 4; i++) {
        struct params v = mandate_for(tx, "duty_register");
        form_put(tx, &v, boxes[i], "");
        struct application_findings f =
            findings_of(tx, &city.officer.acting, APPLICATION_MANDATE, &v);
        asked += stopped_at(&f, boxes[i]);
    }
    world_commit(world);
    assert_int_equal(asked, 4);
}
