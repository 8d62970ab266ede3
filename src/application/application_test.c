// SPDX-License-Identifier: AGPL-3.0-or-later
// The engine of the forms: states, storage, the road from draft to carried out. Guide 1, 2, 4.
#include "application/application.h"

#include "test/given_form.h"

static struct params form(struct tx *tx)
{
    return given_usage(tx, "森 緑", "もり みどり");
}

static struct application_receipt start(struct tx *tx, city_id city, const struct params *values)
{
    struct application_new new = {.city = city, .kind = APPLICATION_USAGE, .values = *values};
    return application_start(tx, &new);
}

// --- states ------------------------------------------------------------------------------------

RULE("from each state only its own steps are possible, each to one state, and nothing leads out of an end")
{
    static const char *const ways[APPLICATION_STATES] = {
        // START SUBMIT RETURN CORRECT APPROVE REJECT CARRY_OUT WITHDRAW NOTE
        [STATE_DRAFT] = ".s.....w=",     [STATE_SUBMITTED] = "..r.ax.w=",
        [STATE_RETURNED] = "...s...w=",  [STATE_SECONDED] = "..r.ax..=",
        [STATE_APPROVED] = "..r...c.=",  [STATE_REJECTED] = "........=",
        [STATE_CARRIED_OUT] = "........=", [STATE_WITHDRAWN] = "........=",
    };
    static const struct {
        char sign;
        enum application_state state;
    } signs[] = {{'.', APPLICATION_STATES}, {'s', STATE_SUBMITTED}, {'r', STATE_RETURNED},
                 {'a', STATE_APPROVED},     {'x', STATE_REJECTED},  {'c', STATE_CARRIED_OUT},
                 {'w', STATE_WITHDRAWN}};
    (void)world;
    for (int from = 0; from < APPLICATION_STATES; from++)
        for (int step = 0; step < APPLICATION_STEPS; step++) {
            enum application_state expected = (enum application_state)from; // '='
            for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
                if (signs[i].sign == ways[from][step])
                    expected = signs[i].state;
            assert_int_equal(application_after((enum application_state)from,
                                               (enum application_step)step),
                             expected);
        }
}

RULE("a step that the state does not allow changes nothing and leaves no trace")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    struct application_receipt r = start(tx, city.city.id, &values);
    struct application draft = {0};
    application_find(tx, city.city.id, r.id, &draft);
    struct reason reason = {S("office_name"), S("確かめてください。")};

    act(tx, &city.officer);
    enum application_outcome outcomes[] = {
        application_approve(tx, &city.officer.acting, &draft),
        application_reject(tx, &city.officer.acting, &draft, S("理由")),
        application_return(tx, &city.officer.acting, &draft, &reason, 1),
        application_carry_out(tx, &city.officer.acting, &draft),
    };
    struct application after = again(tx, &draft);
    size_t steps = application_story(tx, &draft).n;
    world_commit(world);
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        assert_int_equal(outcomes[i], APPLICATION_NOT_NOW);
    assert_int_equal(after.state, STATE_DRAFT);
    assert_int_equal(after.revision, draft.revision);
    assert_int_equal(steps, 1); // started
}

// --- keeping -----------------------------------------------------------------------------------

RULE("saving keeps what was typed however bad it is; submitting it is refused with a sentence at each field")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    form_put(tx, &values, "office_postal", "27");
    form_put(tx, &values, "office_mail", "だれか");
    form_put(tx, &values, "people.0.profession", "");
    form_put(tx, &values, "people.0.leave_on", "いつか & どこか=%");
    struct application_receipt r = start(tx, city.city.id, &(struct params){0});
    struct application of = {0}, saved = {0};
    application_find(tx, city.city.id, r.id, &of);

    enum application_outcome save = application_save(tx, &of, &values);
    application_find(tx, city.city.id, r.id, &saved);
    enum application_outcome submit = application_submit(tx, &saved);
    struct application_findings f = application_check(tx, &saved);
    world_commit(world);
    assert_int_equal(save, APPLICATION_DONE);
    assert_int_equal(submit, APPLICATION_INCOMPLETE);
    assert_str(value_of(&saved.values, "office_postal"), S("27"));
    assert_str(value_of(&saved.values, "people.0.leave_on"), S("いつか & どこか=%"));
    assert_str(saved.office_name, S("みほん訪問看護ステーション"));
    assert_true(stopped_at(&f, "office_postal"));
    assert_true(stopped_at(&f, "office_mail"));
    assert_true(stopped_at(&f, "people.0.profession"));
    assert_true(stopped_at(&f, "people.0.leave_on"));
    assert_true(stopped_at(&f, "signature"));
    assert_int_equal(f.n, 5);
}

RULE("whoever saves over a revision not seen is told so, and nothing is lost")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    struct application_receipt r = start(tx, city.city.id, &values);
    struct application first = {0}, second = {0};
    application_find(tx, city.city.id, r.id, &first);
    application_find(tx, city.city.id, r.id, &second);
    given_signature(tx, &first);

    form_put(tx, &values, "office_manager", "先の 人");
    enum application_outcome a = application_save(tx, &first, &values);
    form_put(tx, &values, "office_manager", "後の 人");
    enum application_outcome b = application_save(tx, &second, &values);
    enum application_outcome c = application_submit(tx, &second);
    struct application now = again(tx, &first);
    world_commit(world);
    assert_int_equal(a, APPLICATION_DONE);
    assert_int_equal(b, APPLICATION_CHANGED_MEANWHILE);
    assert_int_equal(c, APPLICATION_CHANGED_MEANWHILE);
    assert_str(value_of(&now.values, "office_manager"), S("先の 人"));
}

RULE("carrying out a form that somebody changed meanwhile writes nothing")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    act(tx, &city.officer);
    application_approve(tx, &city.officer.acting, &of);
    struct application approved = again(tx, &of), stale = approved;
    application_return(tx, &city.officer.acting, &approved, NULL, 0);

    enum application_outcome outcome = application_carry_out(tx, &city.officer.acting, &stale);
    int64_t offices = office_count(tx, city.city.id);
    world_commit(world);
    assert_int_equal(outcome, APPLICATION_CHANGED_MEANWHILE);
    assert_int_equal(offices, 0);
}

RULE("number and code open the draft again; a wrong code, another city or 90 days open nothing")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct params values = form(tx);
    struct application_receipt r = start(tx, city.city.id, &values);
    struct application of = {0};

    bool good = application_resume(tx, city.city.id, r.number, r.code, &of);
    bool wrong = application_resume(tx, city.city.id, r.number, S("abcdefghjkmn"), &of);
    bool elsewhere = application_resume(tx, other.city.id, r.number, r.code, &of);
    world_commit(world);
    world_wait(world, DAYS(91));

    tx = world_read(world);
    bool late = application_resume(tx, city.city.id, r.number, r.code, &of);
    world_commit(world);
    assert_int_equal(r.code.n, 12);
    assert_true(good);
    assert_false(wrong);
    assert_false(elsewhere);
    assert_false(late);
}

RULE("receipt numbers rise by year of 令和 and city")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct params values = form(tx);

    str first = start(tx, city.city.id, &values).number, second = start(tx, city.city.id, &values).number;
    str neighbour = start(tx, other.city.id, &values).number;
    world_commit(world);
    world_wait(world, DAYS(60));
    tx = world_write(world);
    str next_year = start(tx, city.city.id, &values).number;
    world_commit(world);
    assert_str(first, S("8-00001"));
    assert_str(second, S("8-00002"));
    assert_str(neighbour, S("8-00001"));
    assert_str(next_year, S("9-00001"));
}

static struct query q_body = {
    .name = "application_test_body",
    .sql = "SELECT body FROM application WHERE id = ?1",
    .n_params = 1,
    .n_columns = 1,
    .kinds = "i",
};

RULE("names and answers lie sealed in the database")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    form_put(tx, &values, "representative", "PLAINTEXT");
    struct application_receipt r = start(tx, city.city.id, &values);

    struct cursor c = query_open(tx, &q_body, (struct value[]){value_int(r.id.v)});
    bytes body = cursor_next(&c) ? cursor_bytes(&c, 0) : (bytes){0};
    cursor_close(&c);
    world_commit(world);
    assert_true(body.n > 100);
    assert_false(str_contains(bytes_str(body), S("PLAINTEXT")));
    assert_false(str_contains(bytes_str(body), S("representative")));
}

// --- the desk ----------------------------------------------------------------------------------

RULE("returned with reasons, corrected, approved, carried out: every step is dated, attributed and kept (guide 1)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    struct reason reasons[] = {{S("office_manager"), S("管理者の氏名を確かめてください。")},
                               {S("office_phone"), S("電話番号が違うようです。")}};

    act(tx, &city.officer);
    application_return(tx, &city.officer.acting, &of, reasons, 2);
    act(tx, NULL);
    of = again(tx, &of);
    form_put(tx, &of.values, "office_manager", "正しい 人");
    struct params corrected = of.values;
    application_save(tx, &of, &corrected);
    of = again(tx, &of);
    enum application_outcome submitted = application_submit(tx, &of);
    of = again(tx, &of);
    enum application_outcome done = carry(tx, &city.officer.acting, &of);
    of = again(tx, &of);
    struct step_rows story = application_story(tx, &of);
    static const enum application_step expected[] = {STEP_START, STEP_SUBMIT, STEP_RETURN, STEP_RETURN,
                                                     STEP_RETURN, STEP_CORRECT, STEP_APPROVE,
                                                     STEP_CARRY_OUT};
    world_commit(world);
    assert_int_equal(submitted, APPLICATION_DONE);
    assert_int_equal(done, APPLICATION_DONE);
    assert_int_equal(of.state, STATE_CARRIED_OUT);
    assert_str(value_of(&of.values, "office_manager"), S("正しい 人"));
    assert_int_equal(story.n, 8);
    for (size_t i = 0; i < story.n; i++)
        assert_int_equal(story.at[i].step, expected[i]);
    assert_str(story.at[3].field, S("office_manager"));
    assert_str(story.at[4].note, S("電話番号が違うようです。"));
    assert_false(member_is(story.at[5].actor));
    assert_true(member_same(story.at[6].actor, city.officer.acting.member));
    assert_true(instant_is(story.at[0].at) && story.at[7].at.us >= story.at[0].at.us);
}

static struct query q_two = {
    .name = "application_test_two",
    .sql = "UPDATE city SET approvals = 2 WHERE id = ?1",
    .n_params = 1,
    .kinds = "i",
};

RULE("where the city asks for two approvals, the second is another officer's, also after a return (A5)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person second = given_administrator(tx, city.city.id, city.desk, S("次の 人"));
    query_run(tx, &q_two, (struct value[]){value_int(city.city.id.v)});
    struct params values = form(tx);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);

    act(tx, &city.officer);
    enum application_outcome one = application_approve(tx, &city.officer.acting, &of);
    struct application seconded = again(tx, &of);
    enum application_outcome same = application_approve(tx, &city.officer.acting, &seconded);
    enum application_outcome early = application_carry_out(tx, &city.officer.acting, &seconded);
    act(tx, &second);
    enum application_outcome two = application_approve(tx, &second.acting, &seconded);
    of = again(tx, &of);
    world_commit(world);
    assert_int_equal(one, APPLICATION_DONE);
    assert_int_equal(seconded.state, STATE_SECONDED);
    assert_int_equal(same, APPLICATION_NEEDS_ANOTHER);
    assert_int_equal(early, APPLICATION_NOT_NOW);
    assert_int_equal(two, APPLICATION_DONE);
    assert_int_equal(of.state, STATE_APPROVED);
}

RULE("the desk finds an application by a person's whole name, its number or a part of the office, in its own city")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct params values = given_usage(tx, "髙橋 緑", "たかはし みどり");
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    struct application_filter filter = {.city = city.city.id, .state = -1, .kind = -1};
    const char *good[] = {"高橋緑", "8-00001", "訪問看護"}, *bad[] = {"高橋", "8-00002", "薬局"};
    size_t found = 0, wrong = 0;

    for (int i = 0; i < 3; i++) {
        filter.search = str_of(good[i]);
        struct application_list list = application_list_of(tx, &filter);
        found += list.n == 1 && application_same(list.at[0].id, of.id);
        filter.search = str_of(bad[i]);
        wrong += application_list_of(tx, &filter).n;
    }
    filter.city = other.city.id;
    filter.search = S("高橋緑");
    size_t elsewhere = application_list_of(tx, &filter).n;
    bool opened = application_find(tx, other.city.id, of.id, &of);
    world_commit(world);
    assert_int_equal(found, 3);
    assert_int_equal(wrong, 0);
    assert_int_equal(elsewhere, 0);
    assert_false(opened);
}

RULE("drafts are not the city's business: the inbox lists what was submitted, and its tabs count by state")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    start(tx, city.city.id, &values);
    struct application of = given_submitted(tx, city.city.id, APPLICATION_USAGE, &values);
    struct application_filter filter = {.city = city.city.id, .state = -1, .kind = -1};
    int64_t counts[APPLICATION_STATES];

    struct application_list list = application_list_of(tx, &filter);
    application_counts(tx, city.city.id, counts);
    world_commit(world);
    assert_int_equal(list.n, 1);
    assert_true(application_same(list.at[0].id, of.id));
    assert_int_equal(counts[STATE_SUBMITTED], 1);
    assert_int_equal(counts[STATE_DRAFT], 1);
}

RULE("the pledge goes with 様式1-1 and 5; seal or signature with 様式1-1 and 3 (guide, 様式の表)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct params values = form(tx);
    form_put(tx, &values, "pledge", "");
    struct application_findings f =
        findings_of(tx, &city.officer.acting, APPLICATION_USAGE, &values);
    world_commit(world);
    assert_true(stopped_at(&f, "pledge"));
    assert_true(paper_of(APPLICATION_USAGE)->pledge && paper_of(APPLICATION_STATUS)->pledge);
    assert_int_equal(paper_of(APPLICATION_USAGE)->seal, SEAL_NEEDED);
    assert_int_equal(paper_of(APPLICATION_MANDATE)->seal, SEAL_NEEDED);
    assert_int_equal(paper_of(APPLICATION_DEVICES)->seal, SEAL_NOT_NEEDED);
    assert_int_equal(paper_of(APPLICATION_CHANGE)->seal, SEAL_NOT_NEEDED);
}
