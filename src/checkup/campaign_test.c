// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/campaign.h"

#include "application/application.h"
#include "mail/mail.h"
#include "test/browser.h"

// One city, two offices with a person each, a room where both have a seat, a campaign that was
// opened on 2026-11-02 and ends on 2026-12-02.
struct asked {
    struct given_city city;
    office_id silent, other;
    struct given_person helper, nurse;
    room_id room;
    struct campaign campaign;
};

static const struct campaign_new this_year = {2026, {20759}, {20789}};

static struct query q_mail = {
    .name = "campaign_test_mail",
    .sql = "UPDATE office SET mail = 'mihon@example.jp' WHERE id = ?1",
    .n_params = 1,
    .kinds = "i",
};
static struct query q_state = {
    .name = "campaign_test_state",
    .sql = "UPDATE application SET state = ?2 WHERE id = ?1",
    .n_params = 2,
    .kinds = "ii",
};

static void give_mail(struct tx *tx, office_id office)
{
    query_run(tx, &q_mail, (struct value[]){value_int(office.v)});
}

static void answer(struct tx *tx, const struct asked *a, office_id office,
                   enum application_state state)
{
    struct application_new new = {
        .city = a->city.city.id, .kind = APPLICATION_STATUS, .office = office};
    int64_t id = application_start(tx, &new).id.v;
    query_run(tx, &q_state, (struct value[]){value_int(id), value_int(state)});
}

static struct asked asked(struct tx *tx)
{
    struct asked a = {.city = given_city(tx)};
    city_id city = a.city.city.id;
    campaign_id id;
    a.silent = given_office(tx, city, S("ひだまり訪問介護"));
    a.other = given_office(tx, city, S("みほん訪問看護"));
    given_office(tx, city, S("だれもいない事業所"));
    a.helper = given_member(tx, city, a.silent, S("介護 太郎"));
    a.nurse = given_member(tx, city, a.other, S("看護 花子"));
    a.room = given_room(tx, &a.city.officer.acting, S("利用 はる"));
    given_seat(tx, &a.city.officer.acting, a.room, &a.helper.acting);
    given_seat(tx, &a.city.officer.acting, a.room, &a.nurse.acting);
    campaign_open(tx, &a.city.officer.acting, &this_year, &id);
    campaign_find(tx, city, id, &a.campaign);
    return a;
}

// The same on a day so many days after the opening.
static struct tx *days_later(struct world *world, int days)
{
    world_commit(world);
    world_wait(world, DAYS(days));
    return world_write(world);
}

RULE("every open office where somebody uses the system is asked once a year, and no other (guide 4)")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    struct request_lines lines = campaign_requests(tx, &a.campaign);
    campaign_id again;

    assert_int_equal(lines.n, 2);
    assert_int_equal(lines.counts[REQUEST_SILENT], 2);
    assert_int_equal(campaign_open(tx, &a.city.officer.acting, &this_year, &again),
                     CAMPAIGN_EXISTS);
    world_commit(world);
}

RULE("a campaign begins today at the earliest and leaves two weeks to answer")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    day today = tx_today(tx);
    campaign_id id;
    struct campaign_new past = {2026, day_after(today, -1), day_after(today, 30)};
    struct campaign_new hasty = {2026, today, day_after(today, 13)};

    assert_int_equal(campaign_open(tx, &city.officer.acting, &past, &id), CAMPAIGN_BAD_DATES);
    assert_int_equal(campaign_open(tx, &city.officer.acting, &hasty, &id), CAMPAIGN_BAD_DATES);
    world_commit(world);
}

RULE("an office has answered when its 現況届 was carried out; one that lies with the city is not silent (guide 4)")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    answer(tx, &a, a.silent, STATE_SUBMITTED);
    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_WAITING], 1);
    answer(tx, &a, a.silent, STATE_CARRIED_OUT);
    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_ANSWERED], 1);
    tx = days_later(world, 40);
    answer(tx, &a, a.other, STATE_CARRIED_OUT);

    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_ANSWERED_LATE], 1);
    world_commit(world);
}

RULE("silent offices get one mail at the request and 14, 7 and 1 days before the last day, each once")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    give_mail(tx, a.silent);
    static const struct { int wait, mails; } days[] = {{0, 1}, {15, 0}, {1, 1}, {6, 0}, {1, 1},
                                                       {6, 1}, {1, 0}, {2, 0}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        tx = days_later(world, days[i].wait);
        assert_int_equal(campaign_remind(tx, S("https://example.jp")), days[i].mails);
        assert_int_equal(campaign_remind(tx, S("https://example.jp")), 0);
    }
    assert_int_equal(mail_count(tx, MAIL_WAITING), 4);
    world_commit(world);
}

RULE("reminders that were missed are not caught up one by one, and who has answered gets none")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    give_mail(tx, a.silent);
    give_mail(tx, a.other);
    tx = days_later(world, 29);
    answer(tx, &a, a.other, STATE_CARRIED_OUT);

    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 1);
    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 0);
    world_commit(world);
}

RULE("seats of silent offices' people are proposed only after the last day (guide 4)")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    answer(tx, &a, a.other, STATE_CARRIED_OUT);
    assert_int_equal(campaign_proposals(tx, &a.campaign).n, 0);
    tx = days_later(world, 31);
    struct proposals proposals = campaign_proposals(tx, &a.campaign);

    assert_int_equal(proposals.n, 1);
    assert_true(member_same(proposals.at[0].member, a.helper.acting.member));
    assert_str(proposals.at[0].room_name, S("利用 はる"));
    world_commit(world);
}

RULE("a seat is withdrawn only by the officer's decision about that seat, and decided once")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    tx = days_later(world, 31);
    struct proposals p = campaign_proposals(tx, &a.campaign);
    assert_int_equal(p.n, 2);
    assert_int_equal(campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("連絡がつかない")),
                     CAMPAIGN_DONE);
    assert_int_equal(campaign_decide(tx, me, &a.campaign, p.at[1].seat, false, S("電話で確認")),
                     CAMPAIGN_DONE);
    assert_int_equal(campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("もう一度")),
                     CAMPAIGN_NO_SEAT);

    assert_int_equal(campaign_proposals(tx, &a.campaign).n, 0);
    bool first = member_same(p.at[0].member, a.helper.acting.member);
    assert_null(seat_open(tx, first ? &a.helper.acting : &a.nurse.acting, a.room));
    assert_non_null(seat_open(tx, first ? &a.nurse.acting : &a.helper.acting, a.room));
    world_commit(world);
}

RULE("a campaign is closed once, after its last day; then nothing is proposed and late answers do not count")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_NOT_NOW);
    tx = days_later(world, 31);
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    tx = days_later(world, 1);
    campaign_find(tx, a.campaign.city, a.campaign.id, &a.campaign);
    answer(tx, &a, a.silent, STATE_CARRIED_OUT);

    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_NOT_NOW);
    assert_int_equal(campaign_proposals(tx, &a.campaign).n, 0);
    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_SILENT], 2);
    world_commit(world);
}

RULE("letters go to silent offices without a mail address, one part each; none when there is nobody to write to")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct services services = {.public_url = S("https://p.example.jp"),
                                      .member_url = S("https://m.example.jp")};
    assert_true(campaign_letters(tx, &services, &a.campaign).n > 0);
    assert_true(campaign_result(tx, &a.campaign).n > 0);
    give_mail(tx, a.silent);
    give_mail(tx, a.other);

    assert_int_equal(campaign_letters(tx, &services, &a.campaign).n, 0);
    world_commit(world);
}
