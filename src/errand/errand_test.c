// SPDX-License-Identifier: AGPL-3.0-or-later
#include "errand/errand.h"

#include "access/access.h"
#include "checkup/campaign.h"
#include "delivery/delivery.h"
#include "ledger/ledger.h"
#include "loan/loan.h"
#include "memo/memo.h"
#include "notice/notice.h"
#include "permission/permission.h"
#include "registration/registration.h"
#include "stocktake/stocktake.h"
#include "terms/terms.h"
#include "test/browser.h"
#include "test/given.h"

#define SITE S("https://kaiin.example.jp")

struct asked {
    struct given_city city;
    office_id office;
    struct given_person lead, helper, stranger;
};

static struct asked asked(struct tx *tx)
{
    struct asked a = {.city = given_city(tx)};
    city_id city = a.city.city.id;
    a.office = given_office(tx, city, S("訪問介護もり"));
    a.lead = given_administrator(tx, city, a.office, S("森 緑"));
    a.helper = given_member(tx, city, a.office, S("林 葉"));
    a.stranger = given_administrator(tx, city, given_office(tx, city, S("みほん薬局")), S("薬 子"));
    return a;
}

// How often the desk has something to tell that person, since it was last asked here.
static int64_t told(struct tx *tx, const struct given_person *p)
{
    static struct query q = {.name = "errand_test_told",
                             .sql = "DELETE FROM notice WHERE member = ?1 AND kind = 7",
                             .n_params = 1, .kinds = "i"};
    return query_run(tx, &q, (struct value[]){value_int(p->acting.member.v)});
}

static bool stands(struct tx *tx, const struct given_person *p, enum errand_kind kind)
{
    struct errands list = errand_list(tx, p->acting.member);
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].kind == kind)
            return true;
    return false;
}

static int64_t count(struct tx *tx, const struct given_person *p)
{
    return errand_count(tx, p->acting.member);
}

static struct tx *days_later(struct world *world, int days)
{
    world_commit(world);
    world_wait(world, DAYS(days));
    return world_write(world);
}

RULE("mission B4: a stock-take is told inside when it begins, a week and a day before its end, until answered")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    stocktake_id id;
    stocktake_open(tx, &a.city.officer.acting, 2026, day_after(tx_today(tx), 30), &id);
    int64_t began = told(tx, &a.lead), helper = told(tx, &a.helper);
    bool lead = stands(tx, &a.lead, ERRAND_STOCKTAKE), other = stands(tx, &a.helper, ERRAND_STOCKTAKE);
    int64_t first = count(tx, &a.lead);
    int early = stocktake_remind(tx);
    tx = days_later(world, 23);
    int week = stocktake_remind(tx), again = stocktake_remind(tx);
    int64_t told_lead = told(tx, &a.lead);
    tx = days_later(world, 6);
    struct stocktake s = {0};
    stocktake_find(tx, a.city.city.id, id, &s);
    const struct given_person *of[] = {&a.lead, &a.helper};
    for (int i = 0; i < 2; i++)
        stocktake_tell(tx, &a.lead.acting, &s,
                       &(struct stocktake_answer){of[i]->acting.device, FOUND_HERE}, NETWORK_OFFICE);
    int day_before = stocktake_remind(tx);
    int64_t answered = told(tx, &a.lead);
    bool left = stands(tx, &a.lead, ERRAND_STOCKTAKE);
    world_commit(world);

    assert_int_equal(began, 1);
    assert_int_equal(helper, 0);
    assert_true(lead && !other);
    assert_int_equal(first, 1);
    assert_int_equal(early, 0);
    assert_int_equal(week, 3); // and the desk's own, and the pharmacy
    assert_int_equal(again, 0);
    assert_int_equal(told_lead, 1);
    assert_int_equal(day_before, 2);
    assert_int_equal(answered, 0);
    assert_false(left);
}

RULE("guide 4: 現況届 is asked of the office's administrators inside too, at each reminder once")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    campaign_id id;
    struct campaign_new new = {2026, tx_today(tx), day_after(tx_today(tx), 30)};
    campaign_open(tx, &a.city.officer.acting, &new, &id);
    static const int waits[] = {0, 1, 15, 7, 6}, tells[] = {1, 0, 1, 1, 1};
    int64_t lead[5], helper = 0;
    for (size_t i = 0; i < 5; i++) {
        tx = days_later(world, waits[i]);
        campaign_remind(tx, SITE);
        campaign_remind(tx, SITE);
        lead[i] = told(tx, &a.lead);
        helper += told(tx, &a.helper);
    }
    bool asks = stands(tx, &a.lead, ERRAND_CHECKUP), other = stands(tx, &a.helper, ERRAND_CHECKUP);
    world_commit(world);

    for (size_t i = 0; i < 5; i++)
        assert_int_equal(lead[i], tells[i]);
    assert_int_equal(helper, 0);
    assert_true(asks && !other);
}

RULE("mission B3: a certificate that ends is told inside on few days; once a new one is asked for it is no task")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    given_ending(tx, a.helper.acting.device, 8);
    int64_t person = 0, lead = 0;
    for (int i = 0; i < 8; i++) { // 15 days (missed), 7, 3 and 1
        ledger_remind(tx, SITE);
        person += told(tx, &a.helper);
        lead += told(tx, &a.lead);
        tx = days_later(world, 1);
    }
    bool own = stands(tx, &a.helper, ERRAND_CERTIFICATE), office = stands(tx, &a.lead, ERRAND_DEVICES);
    bool lead_own = stands(tx, &a.lead, ERRAND_CERTIFICATE);
    int64_t before = count(tx, &a.helper);
    struct device d = {0};
    device_find(tx, a.city.city.id, a.helper.acting.device, &d);
    device_ask_renewal(tx, &d);
    int64_t after = count(tx, &a.helper);
    bool waits = stands(tx, &a.helper, ERRAND_RENEWAL);
    world_commit(world);

    assert_int_equal(person, 4);
    assert_int_equal(lead, 4);
    assert_true(own && office && !lead_own);
    assert_int_equal(before, 1);
    assert_int_equal(after, 0);
    assert_true(waits);
}

// --- decisions -----------------------------------------------------------------------------

static struct query q_state = {.name = "errand_test_state",
                               .sql = "UPDATE application SET state = ?2 WHERE id = ?1",
                               .n_params = 2, .kinds = "ii"};

static struct application applied(struct tx *tx, const struct asked *a, const struct given_person *by)
{
    struct application_new new = {.city = a->city.city.id, .kind = APPLICATION_CHANGE,
                                  .origin = ORIGIN_INSIDE, .office = a->office,
                                  .applicant = by->acting.member};
    struct application of = {.id = application_start(tx, &new).id};
    query_run(tx, &q_state, (struct value[]){value_int(of.id.v), value_int(STATE_SUBMITTED)});
    if (!application_find(tx, new.city, of.id, &of))
        tx_fail(tx, "the application is not there");
    return of;
}

RULE("an application that came back is told and stands until it is corrected; others' administrators see nothing of it")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    struct application of = applied(tx, &a, &a.lead);
    struct reason reason = {NONE, S("番号を確かめてください。")};
    application_return(tx, &a.city.officer.acting, &of, &reason, 1);
    int64_t lead = told(tx, &a.lead), stranger = told(tx, &a.stranger);
    bool returned = stands(tx, &a.lead, ERRAND_RETURNED), theirs = stands(tx, &a.stranger, ERRAND_RETURNED);
    query_run(tx, &q_state, (struct value[]){value_int(of.id.v), value_int(STATE_SUBMITTED)});
    bool after = stands(tx, &a.lead, ERRAND_RETURNED);
    world_commit(world);

    assert_int_equal(lead, 1);
    assert_int_equal(stranger, 0);
    assert_true(returned && !theirs && !after);
}

RULE("a decision is a memo for the administrators, and for the person whose own report it was; each until seen")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    struct application of = applied(tx, &a, &a.helper);
    application_reject(tx, &a.city.officer.acting, &of, S("同じ届けがありました"));
    int64_t lead = told(tx, &a.lead), helper = told(tx, &a.helper), stranger = told(tx, &a.stranger);
    struct memos to_lead = memo_list(tx, a.lead.acting.member);
    struct memos to_helper = memo_list(tx, a.helper.acting.member);
    int64_t desk = memo_count(tx, a.city.officer.acting.member), waits = count(tx, &a.helper);
    bool foreign = to_helper.n && memo_see(tx, a.lead.acting.member, to_helper.at[0].id);
    bool own = to_helper.n && memo_see(tx, a.helper.acting.member, to_helper.at[0].id);
    int64_t seen = count(tx, &a.helper);
    world_commit(world);

    assert_int_equal(lead, 1);
    assert_int_equal(helper, 1);
    assert_int_equal(stranger, 0);
    assert_int_equal(to_lead.n, 1);
    assert_true(application_same(to_lead.at[0].application, of.id));
    assert_int_equal(to_helper.n, 1);
    assert_true(str_contains(to_helper.at[0].text, of.number));
    assert_int_equal(desk, 0);
    assert_int_equal(waits, 1);
    assert_true(own && !foreign);
    assert_int_equal(seen, 0);
}

RULE("an answer to what somebody asked of the city stands for that person until it was looked at")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *officer = &a.city.officer.acting;
    room_id room = given_room(tx, officer, S("川村 はな"));
    const struct seat *seat = given_seat(tx, officer, room, &a.helper.acting);
    struct permission p = {0};
    permission_ask_for(tx, &a.helper.acting, seat, PERMISSION_PDF, S("記録に綴じるため"));
    permission_of_seat(tx, seat, PERMISSION_PDF, &p);
    told(tx, &a.helper);
    int64_t before = count(tx, &a.helper);
    permission_refuse(tx, officer, p.id, S("綴じる先を書いてください"));
    int64_t helper = told(tx, &a.helper), after = count(tx, &a.helper);
    bool answer = stands(tx, &a.helper, ERRAND_ANSWER), other = stands(tx, &a.lead, ERRAND_ANSWER);
    permission_see(tx, seat);
    bool seen = stands(tx, &a.helper, ERRAND_ANSWER);
    world_commit(world);

    assert_int_equal(helper, 1);
    assert_int_equal(before, 0);
    assert_int_equal(after, 1);
    assert_true(answer && !other && !seen);
}

// --- the person ----------------------------------------------------------------------------

RULE("who is lent a device and whose ID ends hears of it; it stands there, is no task, and is gone when it is over")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    struct enrolment_letter letter;
    loan_open(tx, &a.city.officer.acting,
              &(struct loan_new){.member = a.helper.acting.member, .kind = DEVICE_PC,
                                 .cause = LOAN_LOST, .hours = 4, .reason = S("電話で確認")},
              &letter);
    int64_t lent = told(tx, &a.helper), lead = told(tx, &a.lead);
    struct memos memos = memo_list(tx, a.lead.acting.member);
    registration_leave(tx, a.city.city.id, a.helper.acting.member, day_after(tx_today(tx), 20));
    int64_t leaves = told(tx, &a.helper), tasks = count(tx, &a.helper);
    bool loan = stands(tx, &a.helper, ERRAND_LOAN), leave = stands(tx, &a.helper, ERRAND_LEAVE);
    bool waits = errand_waits(tx, a.helper.acting.member);
    registration_cancel_leave(tx, a.city.city.id, a.helper.acting.member, S("続けて働く"));
    tx = days_later(world, 1);
    bool after = errand_waits(tx, a.helper.acting.member);
    world_commit(world);

    assert_int_equal(lent, 1);
    assert_int_equal(lead, 1);
    assert_int_equal(memos.n, 1);
    assert_true(str_contains(memos.at[0].text, S("林 葉さんに、一時的な端末")));
    assert_int_equal(leaves, 1);
    assert_int_equal(tasks, 0);
    assert_true(loan && leave && waits && !after);
}

static void wants_notices(struct tx *tx, const struct given_person *p)
{
    struct delivery_settings settings = delivery_settings_of(tx, p->acting.member);
    delivery_set(tx, p->acting.member, &settings);
}

RULE("規約 5条: a change of the terms is told to everybody of the city once, and stands until it is accepted")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    struct given_city neighbour = given_neighbour(tx);
    wants_notices(tx, &a.helper);
    wants_notices(tx, &neighbour.officer);
    terms_notice(tx, &a.city.officer.acting, S("保存の期間"), S("5年から6年に改めます。"));
    int64_t helper = told(tx, &a.helper), other = told(tx, &neighbour.officer);
    bool before = stands(tx, &a.helper, ERRAND_TERMS);
    int64_t asks = count(tx, &a.helper);
    terms_accept(tx, a.helper.acting.member);
    bool after = stands(tx, &a.helper, ERRAND_TERMS);
    world_commit(world);

    assert_int_equal(helper, 1);
    assert_int_equal(other, 0);
    assert_true(before && !after);
    assert_int_equal(asks, 1);
}

RULE("guide 9(3)③: a password's last day is told a week, three days and a day before to whoever gave no address for it")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    wants_notices(tx, &a.helper);
    int64_t n = 0, others = 0;
    tx = days_later(world, 22);
    bool early = stands(tx, &a.helper, ERRAND_PASSWORD);
    for (int i = 0; i < 8; i++) {
        tx = days_later(world, 1);
        reminder_send(tx, SITE);
        n += told(tx, &a.helper);
        others += told(tx, &a.lead); // wants no notices
    }
    bool late = stands(tx, &a.helper, ERRAND_PASSWORD);
    world_commit(world);

    assert_false(early);
    assert_true(late);
    assert_int_equal(n, 3);
    assert_int_equal(others, 0);
}

RULE("unused IDs: what the desk asks of an office is told to its administrators inside, without a second mail")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    stale_ask(tx, a.city.city.id, a.city.officer.acting.member, a.office, SITE);
    int64_t lead = told(tx, &a.lead), helper = told(tx, &a.helper), waits = count(tx, &a.lead);
    world_commit(world);

    assert_int_equal(lead, 1);
    assert_int_equal(helper, 0);
    assert_int_equal(waits, 1);
}
