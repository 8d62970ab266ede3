// SPDX-License-Identifier: AGPL-3.0-or-later
#include "loan/loan.h"

#include "app/jobs.h"
#include "base/text.h"
#include "test/browser.h"

struct lender {
    struct given_city city;
    office_id office;
    struct given_person person, administrator;
};

static struct lender lender(struct tx *tx)
{
    struct lender l = {.city = given_city(tx)};
    l.office = given_office(tx, l.city.city.id, S("訪問介護もり"));
    l.administrator = given_administrator(tx, l.city.city.id, l.office, S("林 葉"));
    l.person = given_member(tx, l.city.city.id, l.office, S("森 緑"));
    return l;
}

static enum loan_outcome open(struct tx *tx, const struct lender *l, int64_t hours,
                              struct enrolment_letter *out)
{
    return loan_open(tx, &l->city.officer.acting,
                     &(struct loan_new){.member = l->person.acting.member,
                                        .kind = DEVICE_PC,
                                        .cause = LOAN_BROKEN,
                                        .hours = hours,
                                        .reason = S("電話をかけ直して確認")},
                     out);
}

// The device of an enrolment that was spent, as TLS would show it.
static struct peer enrol(struct tx *tx, struct pki *pki, const struct enrolment_letter *letter)
{
    struct enrolment_ready ready = enrolment_prepare(tx, pki, letter->install_id, letter->password);
    struct peer peer = {.has_certificate = enrolment_spend(tx, &ready), .serial = ready.issued.serial};
    memcpy(peer.fingerprint, ready.issued.fingerprint, sizeof peer.fingerprint);
    return peer;
}

RULE("a lent device takes a certificate through a new install ID, and both end by themselves")
{
    struct app *app = browser_app(world);
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    struct enrolment_letter letter = {0};
    enum loan_outcome outcome = open(tx, &l, 4, &letter);
    instant end = instant_after(tx_now(tx), HOURS(4));
    struct peer peer = enrol(tx, app->services.pki, &letter);
    bool in_time = device_is(device_of_peer(tx, &peer));
    world_commit(world);
    world_wait(world, HOURS(4));
    tx = world_read(world);
    bool after = device_is(device_of_peer(tx, &peer));
    world_commit(world);
    assert_int_equal(outcome, LOAN_OPENED);
    assert_int_equal(letter.expires_at.us, end.us);
    assert_true(peer.has_certificate);
    assert_true(in_time);
    assert_false(after);
}

RULE("the certificate of a lent device itself says when the loan ends")
{
    struct app *app = browser_app(world);
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    struct enrolment_letter letter = {0};
    open(tx, &l, 1, &letter);
    instant end = instant_after(tx_now(tx), HOURS(1));
    struct enrolment_ready ready =
        enrolment_prepare(tx, app->services.pki, letter.install_id, letter.password);
    world_commit(world);
    assert_int_equal(ready.issued.expires.us, end.us);
}

RULE("a loan takes a reason and at most a day, one at a time, for people of the own city")
{
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    struct lender stranger = {.city = given_neighbour(tx), .person = l.person};
    struct enrolment_letter letter;
    enum loan_outcome none = open(tx, &l, 0, &letter), long_one = open(tx, &l, 25, &letter);
    enum loan_outcome foreign = open(tx, &stranger, 4, &letter);
    enum loan_outcome good = open(tx, &l, 24, &letter), second = open(tx, &l, 4, &letter);
    world_commit(world);
    assert_int_equal(none, LOAN_OUT_OF_RANGE);
    assert_int_equal(long_one, LOAN_OUT_OF_RANGE);
    assert_int_equal(foreign, LOAN_NOBODY);
    assert_int_equal(good, LOAN_OPENED);
    assert_int_equal(second, LOAN_OPEN_ALREADY);
}

RULE("a loan ended before its time revokes the certificate at once; an install ID not used yet is void")
{
    struct app *app = browser_app(world);
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    struct enrolment_letter letter = {0}, unused = {0};
    struct loan loan = {0};
    open(tx, &l, 4, &letter);
    struct peer peer = enrol(tx, app->services.pki, &letter);
    loan_find(tx, l.city.city.id, l.person.acting.member, &loan);
    bool ended = loan_end(tx, l.city.city.id, loan.device);
    bool again = loan_end(tx, l.city.city.id, loan.device);
    bool active = device_is(device_of_peer(tx, &peer));
    open(tx, &l, 4, &unused);
    loan_find(tx, l.city.city.id, l.person.acting.member, &loan);
    loan_end(tx, l.city.city.id, loan.device);
    bool spent = enrol(tx, app->services.pki, &unused).has_certificate;
    world_commit(world);
    assert_true(ended);
    assert_false(again);
    assert_false(active);
    assert_false(spent);
}

RULE("a job closes the loans whose time is over and leaves the others")
{
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    struct enrolment_letter letter;
    open(tx, &l, 2, &letter);
    int early = loan_end_due(tx);
    world_commit(world);
    world_wait(world, HOURS(2));
    tx = world_write(world);
    int due = loan_end_due(tx), again = loan_end_due(tx);
    struct loan_list list = loan_list_of(tx, l.city.city.id);
    bool closed = list.n == 1 && instant_is(list.at[0].ended_at);
    world_commit(world);
    assert_int_equal(early, 0);
    assert_int_equal(due, 1);
    assert_int_equal(again, 0);
    assert_true(closed);
}

PAGE("an officer lends a device: codes are shown once; the person and the administrator see it, the list keeps it")
{
    struct tx *tx = world_write(world);
    struct lender l = lender(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &l.city.officer);
    const char *path = browser_at(b, "/desk/members/%i/loan", l.person.acting.member.v);
    assert_int_equal(browser_post(b, path, "cause", "故障", "kind", "パソコン", "hours", "48"), 422);
    assert_true(browser_error(b, "hours").n > 0);
    assert_true(browser_error(b, "reason").n > 0);
    assert_int_equal(browser_post(b, path, "cause", "故障", "kind", "パソコン", "hours", "4", "reason", "電話で確認"), 200);
    assert_true(browser_says(b, "証明書インストール用ID"));
    assert_int_equal(browser_get(b, "/desk/signin/loans"), 200);
    assert_true(browser_says(b, "電話で確認"));
    assert_false(browser_says(b, "証明書インストール用ID"));
    struct browser *own = browser_of(world, &l.person);
    assert_int_equal(browser_get(own, "/devices"), 200);
    assert_true(browser_says(own, "一時的に借りている端末"));
    struct browser *administrator = browser_of(world, &l.administrator);
    assert_int_equal(browser_get(administrator, "/office/signin"), 200);
    assert_true(browser_says(administrator, "一時的な端末（"));
    assert_int_equal(browser_post(b, browser_at(b, "/desk/members/%i/loan/end", l.person.acting.member.v)), 303);
    assert_int_equal(browser_get(administrator, "/office/signin"), 200);
    assert_false(browser_says(administrator, "一時的な端末（"));
}
