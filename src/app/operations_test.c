// SPDX-License-Identifier: AGPL-3.0-or-later
// Jobs under a moved clock, two processes of one database (told apart by their node), and what
// the operator sees of it. Jobs begin transactions of their own and answer for their faults
// themselves, so these rules stay out of the sweep.
#include "app/operations.h"

#include "app/jobs.h"
#include "app/jobs.sql.h"
#include "mail/mail.h"
#include "office/office.h"
#include "test/browser.h"

// --- jobs made for these rules ---------------------------------------------------------

static int done;
static bool breaks;
static const struct app *other_process;

static void count(struct tx *tx)
{
    (void)tx;
    done++;
    if (breaks)
        tx_fail(tx, "broken for a test");
}

static bool meet_another(const struct app *app, bool (*is_stopping)(void));

static const struct job counting[] = {
    {S_CONST("counting"), HOURS(1), count, NULL, S_CONST("数える")},
};
static const struct job meeting[] = {
    {S_CONST("meeting"), HOURS(1), NULL, meet_another, S_CONST("出会う")},
};

static bool meet_another(const struct app *app, bool (*is_stopping)(void))
{
    (void)is_stopping;
    done++;
    if (other_process && other_process != app)
        jobs_run_due_of(other_process, meeting, 1);
    return !breaks;
}

static struct app *begin(struct world *w)
{
    world_without_sweep(w);
    done = 0;
    breaks = false;
    other_process = NULL;
    return browser_app(w);
}

static struct app on_node(const struct app *app, int64_t node)
{
    struct app other = *app;
    other.config.node = node;
    return other;
}

static struct job_card card(struct world *w, const struct job *job)
{
    struct tx *tx = world_read(w);
    struct job_card c = job_list_of(tx, job, 1).at[0];
    world_commit(w);
    return c;
}

RULE("a job that one process does is not begun by another one, and both know who did it")
{
    struct app *app = begin(world);
    struct app first = on_node(app, 1), second = on_node(app, 2);
    other_process = &second;

    jobs_run_due_of(&first, meeting, 1);
    struct job_card after = card(world, meeting);
    jobs_run_due_of(&second, meeting, 1);
    assert_int_equal(done, 1);
    assert_int_equal(after.node, 1);
    assert_int_equal(after.runs, 1);
    assert_int_equal(after.state, JOB_OK);
    assert_int_equal(after.next_at.us, after.ok_at.us + HOURS(1));
}

RULE("a job whose process died is left alone for five minutes, then another one takes it over")
{
    struct app *app = begin(world);
    struct app survivor = on_node(app, 2);
    struct tx *tx = world_write(world);
    int64_t now = tx_now(tx).us;
    lease_take(tx, &(struct lease_take_params){.job = counting[0].name, .holder = 1, .now = now,
                                               .until = now + MINUTES(5), .due_before = now,
                                               .future = now + HOURS(1)});
    world_commit(world);
    struct job_card held = card(world, counting);

    world_wait(world, MINUTES(4));
    jobs_run_due_of(&survivor, counting, 1);
    int early = done;
    world_wait(world, MINUTES(2));
    jobs_run_due_of(&survivor, counting, 1);
    assert_true(held.running && held.holder == 1);
    assert_int_equal(early, 0);
    assert_int_equal(done, 1);
    assert_int_equal(card(world, counting).node, 2);
}

RULE("after a standstill a job is caught up with once, and the standstill is told of")
{
    struct app *app = begin(world);
    jobs_run_due_of(app, counting, 1);

    world_wait(world, HOURS(5));
    struct job_card late = card(world, counting);
    jobs_run_due_of(app, counting, 1);
    jobs_run_due_of(app, counting, 1);
    struct job_card after = card(world, counting);
    assert_int_equal(late.state, JOB_LATE);
    assert_int_equal(done, 2);
    assert_int_equal(after.state, JOB_OK);
    assert_int_equal(after.stood_until.us - after.stood_from.us, HOURS(5));
}

RULE("a run in time is no standstill")
{
    struct app *app = begin(world);
    jobs_run_due_of(app, counting, 1);

    world_wait(world, MINUTES(61));
    jobs_run_due_of(app, counting, 1);
    assert_int_equal(done, 2);
    assert_false(instant_is(card(world, counting).stood_until));
}

RULE("failures are counted from the first one, tried again after a minute, and forgotten by a good run")
{
    struct app *app = begin(world);
    struct job_card never = card(world, counting);
    breaks = true;

    jobs_run_due_of(app, counting, 1);
    struct job_card first = card(world, counting);
    jobs_run_due_of(app, counting, 1);
    int at_once = done;
    world_wait(world, MINUTES(2));
    jobs_run_due_of(app, counting, 1);
    struct job_card second = card(world, counting);
    breaks = false;
    world_wait(world, MINUTES(2));
    jobs_run_due_of(app, counting, 1);
    struct job_card good = card(world, counting);
    assert_int_equal(never.state, JOB_NEVER);
    assert_int_equal(first.state, JOB_FAILING);
    assert_int_equal(at_once, 1);
    assert_int_equal(second.failures, 2);
    assert_int_equal(second.failing_since.us, first.failed_at.us);
    assert_true(second.failed_at.us > first.failed_at.us);
    assert_int_equal(good.state, JOB_OK);
    assert_int_equal(good.failures, 0);
    assert_int_equal(good.failed, 2);
    assert_int_equal(good.runs, 1);
}

RULE("a slow job that says no has failed, and does not hold its lease for long")
{
    struct app *app = begin(world);
    breaks = true;

    jobs_run_due_of(app, meeting, 1);
    struct job_card failed = card(world, meeting);
    breaks = false;
    world_wait(world, MINUTES(1) + SECONDS(1));
    jobs_run_due_of(app, meeting, 1);
    assert_int_equal(failed.state, JOB_FAILING);
    assert_int_equal(failed.runs, 0);
    assert_int_equal(card(world, meeting).state, JOB_OK);
}

RULE("spans of time are told in the unit that people use")
{
    struct arena *a = world_arena(world);

    assert_str(span_text(a, SECONDS(59)), S("59秒"));
    assert_str(span_text(a, MINUTES(59)), S("59分"));
    assert_str(span_text(a, HOURS(47)), S("47時間"));
    assert_str(span_text(a, DAYS(2)), S("2日"));
}

// --- the page --------------------------------------------------------------------------

PAGE("the officers see the page of operations while nobody is an operator; then it is the operator's")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *officer = browser_of(world, &city.officer);
    assert_int_equal(browser_get(officer, "/desk/operations"), 200);
    assert_true(browser_says(officer, "まだありません"));

    tx = world_write(world);
    struct given_person p = given_official(tx, &city, ROLE_OPERATOR);
    world_commit(world);
    struct browser *operator = browser_of(world, &p);
    assert_int_equal(browser_get(officer, "/desk/operations"), 404);
    assert_int_equal(browser_get(operator, "/operations"), 200);
    assert_int_equal(browser_get(operator, "/desk/operations"), 404);
    assert_int_equal(browser_get(officer, "/operations"), 404);
}

PAGE("the page of operations tells of failures, standstills and late backups in words")
{
    struct app *app = begin(world);
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    operations_backed_up(tx, 12);
    job_went_wrong(tx, S("leaves"), 3, tx_now(tx), tx_now(tx));
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_get(b, "/desk/operations"), 200);
    assert_true(browser_says(b, "今日 09:00（添付ファイル12個） 正常"));
    assert_true(browser_says(b, "失敗しています"));
    assert_true(browser_says(b, "今日 09:00から1回続けて失敗しています。"));
    jobs_run_due(app);

    world_wait(world, HOURS(5));
    jobs_run_due(app);
    world_wait(world, MINUTES(6));
    tx = world_write(world);
    struct given_person again = given_official(tx, &city, ROLE_OFFICER);
    world_commit(world);
    struct browser *later = browser_of(world, &again);
    assert_int_equal(browser_get(later, "/desk/operations"), 200);
    assert_true(browser_says(later, "今日 14:00まで5時間止まっていました。"));
    assert_true(browser_says(later, "6分動いていません。"));

    world_wait(world, HOURS(30));
    tx = world_write(world);
    again = given_official(tx, &city, ROLE_OFFICER);
    world_commit(world);
    later = browser_of(world, &again);
    assert_int_equal(browser_get(later, "/desk/operations"), 200);
    assert_true(browser_says(later, "35時間バックアップがありません。"));
}

// --- mail that did not arrive ------------------------------------------------------------

static enum mail_answer answer_of_server;

static struct tx *begin_of(void *world, struct arena *arena)
{
    (void)arena;
    struct app *app = browser_app(world);
    return app_begin(app, TX_WRITE, arena, NULL);
}

static enum mail_answer answer(void *world, const struct mail_parcel *parcel)
{
    (void)world;
    (void)parcel;
    return answer_of_server;
}

static void send_all(struct world *w, enum mail_answer says)
{
    answer_of_server = says;
    mail_deliver_due(&(struct mail_run){.context = w, .begin = begin_of, .send = answer,
                                        .from = S("city@example.jp"), .most = 10});
}

static int64_t queued(struct world *w, city_id city, str to)
{
    struct tx *tx = world_write(w);
    int64_t id = mail_queue(tx, &(struct mail){.city = city.v, .to = to,
                                               .subject = S("現況届のお願い"), .body = S("x\n")});
    world_commit(w);
    return id;
}

PAGE("a mail that came back is shown with office, reason and what to do, until an officer has settled it")
{
    world_without_sweep(world); // the delivery has transactions of its own
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), neighbour = given_neighbour(tx);
    office_id id = given_office(tx, city.city.id, S("訪問介護もり"));
    struct office office;
    assert_true(office_find(tx, city.city.id, id, &office));
    office.mail = S("mori@care.example.jp");
    assert_true(office_change(tx, &office));
    world_commit(world);
    int64_t mail = queued(world, city.city.id, office.mail);
    send_all(world, MAIL_NO_SUCH_ADDRESS);
    struct browser *b = browser_of(world, &city.officer), *n = browser_of(world, &neighbour.officer);
    const char *settle = browser_at(b, "/desk/mails/%i/settle", mail);

    assert_int_equal(browser_get(b, "/desk/mails"), 200);
    assert_true(browser_says(b, "訪問介護もり"));
    assert_true(browser_says(b, "現況届のお願い"));
    assert_true(browser_says(b, "このアドレスは使われていないと"));
    assert_int_equal(browser_get(n, "/desk/mails"), 200);
    assert_false(browser_says(n, "mori@care.example.jp"));
    assert_int_equal(browser_post(n, settle), 404);
    assert_int_equal(browser_post(b, settle), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "届かなかったメールはありません"));
    assert_true(browser_says(b, "対応を済ませたメール"));
    assert_int_equal(browser_post(b, settle), 303); // the same again is as well
}

PAGE("a mail that waits is shown with its next attempt, and cannot be settled")
{
    world_without_sweep(world); // the delivery has transactions of its own
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    int64_t mail = queued(world, city.city.id, S("hana@example.jp"));
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_get(b, "/desk/mails"), 200);
    assert_true(browser_says(b, "これから送ります。"));
    send_all(world, MAIL_ADDRESS_LATER);

    assert_int_equal(browser_get(b, "/desk/mails"), 200);
    assert_true(browser_says(b, "1回送ってみました。"));
    assert_true(browser_says(b, "今日 09:01"));
    assert_int_equal(browser_post(b, browser_at(b, "/desk/mails/%i/settle", mail)), 404);
}

RULE("the queue as a whole says what waits, what was tried in vain, what nobody has settled")
{
    struct tx *tx = world_write(world);
    struct mail_queue_state empty = mail_queue_state(tx);
    mail_queue(tx, &(struct mail){.city = 1, .to = S("a@example.jp"), .subject = S("x"), .body = S("x\n")});
    struct mail_queue_state one = mail_queue_state(tx);
    world_commit(world);

    assert_int_equal(empty.waiting, 0);
    assert_false(instant_is(empty.oldest));
    assert_int_equal(one.waiting, 1);
    assert_int_equal(one.tried, 0);
    assert_int_equal(one.unsettled, 0);
    assert_true(instant_is(one.oldest));
}
