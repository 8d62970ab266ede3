// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/carry.h"
#include "checkup/silent.h"
#include "sheet/sheet.h"
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
        .city = a->city.city.id, .kind = APPLICATION_STATUS, .origin = ORIGIN_INSIDE,
        .office = office};
    int64_t id = application_start(tx, &new).id.v;
    struct application of;
    if (application_find(tx, new.city, (application_id){id}, &of))
        checkup_arrived(tx, &of);
    query_run(tx, &q_state, (struct value[]){value_int(id), value_int(state)});
}

static struct proposals proposals_of(struct tx *tx, const struct campaign *c)
{
    struct request_lines lines = campaign_requests(tx, c);
    return campaign_proposals(tx, c, &lines);
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
    assert_int_equal(proposals_of(tx, &a.campaign).n, 0);
    tx = days_later(world, 31);
    struct proposals proposals = proposals_of(tx, &a.campaign);

    assert_int_equal(proposals.n, 1);
    assert_true(member_same(proposals.at[0].member, a.helper.acting.member));
    assert_str(proposals.at[0].room_name, S("利用 はる"));
    world_commit(world);
}

RULE("a seat is withdrawn by the officer's decision about that seat alone, at the closing and not before (guide 4)")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    tx = days_later(world, 31);
    struct proposals p = proposals_of(tx, &a.campaign);
    assert_int_equal(p.n, 2);
    bool first = member_same(p.at[0].member, a.helper.acting.member);
    const struct acting *out = first ? &a.helper.acting : &a.nurse.acting;
    const struct acting *stays = first ? &a.nurse.acting : &a.helper.acting;
    assert_int_equal(campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("連絡がつかない")),
                     CAMPAIGN_DONE);
    assert_int_equal(campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("もう一度")),
                     CAMPAIGN_NO_SEAT);
    assert_non_null(given_open(tx, out, a.room));

    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    assert_null(seat_open(tx, out, a.room));
    assert_non_null(given_open(tx, stays, a.room)); // nobody decided about it
    world_commit(world);
}

RULE("a decision is shown with reason, officer and date, and taken back until the closing")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    tx = days_later(world, 31);
    struct proposals p = proposals_of(tx, &a.campaign);
    assert_int_equal(p.n, 2);
    campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("連絡がつかない"));
    struct request_lines lines = campaign_requests(tx, &a.campaign);
    struct decisions d = campaign_decisions(tx, &a.campaign, &lines);
    assert_int_equal(d.n, 1);
    assert_str(d.at[0].reason, S("連絡がつかない"));
    assert_str(d.at[0].by, me->name);
    assert_int_equal(day_of(d.at[0].at).n, tx_today(tx).n);

    assert_int_equal(campaign_undo(tx, me, &a.campaign, p.at[0].seat), CAMPAIGN_DONE);
    assert_int_equal(campaign_undo(tx, me, &a.campaign, p.at[0].seat), CAMPAIGN_NO_SEAT);
    assert_int_equal(proposals_of(tx, &a.campaign).n, 2);
    campaign_decide(tx, me, &a.campaign, p.at[0].seat, true, S("連絡がつかない"));
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    campaign_find(tx, a.campaign.city, a.campaign.id, &a.campaign);
    assert_int_equal(campaign_undo(tx, me, &a.campaign, p.at[0].seat), CAMPAIGN_NOT_NOW);
    world_commit(world);
}

RULE("an office that answers after a decision keeps its seats")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    tx = days_later(world, 31);
    struct proposals p = proposals_of(tx, &a.campaign);
    for (size_t i = 0; i < p.n; i++)
        campaign_decide(tx, me, &a.campaign, p.at[i].seat, true, S("連絡がつかない"));
    answer(tx, &a, a.silent, STATE_SUBMITTED);

    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    assert_non_null(given_open(tx, &a.helper.acting, a.room));
    assert_null(seat_open(tx, &a.nurse.acting, a.room));
    world_commit(world);
}

RULE("a campaign is closed once, after its last day; then its result stands still")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_NOT_NOW);
    answer(tx, &a, a.other, STATE_SUBMITTED);
    tx = days_later(world, 31);
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    tx = days_later(world, 1);
    campaign_find(tx, a.campaign.city, a.campaign.id, &a.campaign);
    answer(tx, &a, a.silent, STATE_CARRIED_OUT);

    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_NOT_NOW);
    assert_int_equal(proposals_of(tx, &a.campaign).n, 0);
    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_SILENT], 1);
    assert_int_equal(campaign_requests(tx, &a.campaign).counts[REQUEST_WAITING], 1);
    world_commit(world);
}

RULE("the term is made longer with a reason, never shorter, and not after the closing; reminders come again")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct acting *me = &a.city.officer.acting;
    day later = day_after(a.campaign.due_on, 14);
    give_mail(tx, a.silent);
    tx = days_later(world, 29);
    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 1);
    assert_int_equal(campaign_extend(tx, me, &a.campaign, a.campaign.due_on, S("短い")),
                     CAMPAIGN_BAD_DATES);
    assert_int_equal(campaign_extend(tx, me, &a.campaign, later, S("郵便の遅れ")), CAMPAIGN_DONE);
    campaign_find(tx, a.campaign.city, a.campaign.id, &a.campaign);
    assert_int_equal(a.campaign.due_on.n, later.n);
    struct extensions notes = campaign_extensions(tx, &a.campaign);
    assert_int_equal(notes.n, 1);
    assert_str(notes.at[0].note, S("郵便の遅れ"));
    assert_str(notes.at[0].by, me->name);
    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 0); // one a day
    tx = days_later(world, 3);
    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 1);
    tx = days_later(world, 20);
    assert_int_equal(campaign_close(tx, me, &a.campaign), CAMPAIGN_DONE);
    campaign_find(tx, a.campaign.city, a.campaign.id, &a.campaign);
    assert_int_equal(campaign_extend(tx, me, &a.campaign, day_after(later, 60), S("遅い")),
                     CAMPAIGN_NOT_NOW);
    world_commit(world);
}

RULE("an office is late by the day on which it handed in, not by the day on which the desk was done")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    answer(tx, &a, a.silent, STATE_SUBMITTED);
    tx = days_later(world, 40);
    static struct query q_done = {.name = "campaign_test_done",
                                  .sql = "UPDATE application SET state = 6, changed_at = ?1",
                                  .n_params = 1,
                                  .kinds = "i"};
    query_run(tx, &q_done, (struct value[]){value_int(tx_now(tx).us)});
    answer(tx, &a, a.other, STATE_RETURNED);
    struct request_lines lines = campaign_requests(tx, &a.campaign);

    assert_int_equal(lines.counts[REQUEST_ANSWERED], 1);
    assert_int_equal(lines.counts[REQUEST_RETURNED], 1);
    assert_int_equal(proposals_of(tx, &a.campaign).n, 1); // given back and never corrected
    world_commit(world);
}

static size_t letters(struct tx *tx, const struct asked *a)
{
    return campaign_write_letters(tx, &a->city.officer.acting, &a->campaign);
}

RULE("letters go to silent offices that no mail reaches, one part each, once a day however often they are printed")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    const struct services services = {.public_url = S("https://p.example.jp"),
                                      .member_url = S("https://m.example.jp")};
    give_mail(tx, a.other);
    assert_null(campaign_letters(tx, &services, &a.campaign));
    assert_int_equal(letters(tx, &a), 1);
    assert_int_equal(letters(tx, &a), 1);
    struct sheet *s = campaign_letters(tx, &services, &a.campaign);
    assert_true(s == NULL || sheet_pages(s) == 1);
    struct request_lines lines = campaign_requests(tx, &a.campaign);
    assert_int_equal(lines.n, 2);
    for (size_t i = 0; i < lines.n; i++) // who got what when
        assert_str(lines.at[i].sent, office_same(lines.at[i].office, a.silent)
                                         ? S("11/2（月） お願い（手紙）")
                                         : NONE);
    tx = days_later(world, 1);
    assert_null(campaign_letters(tx, &services, &a.campaign));
    give_mail(tx, a.silent);
    assert_int_equal(letters(tx, &a), 0);
    world_commit(world);
}

RULE("an office whose mail did not arrive gets a letter")
{
    struct tx *tx = world_write(world);
    struct asked a = asked(tx);
    static struct query q_bounced = {.name = "campaign_test_bounced",
                                     .sql = "UPDATE mail SET state = 3, ended_at = 1"};
    give_mail(tx, a.silent);
    give_mail(tx, a.other);
    assert_int_equal(campaign_remind(tx, S("https://example.jp")), 2);
    tx = days_later(world, 1);
    assert_int_equal(letters(tx, &a), 0);
    query_run(tx, &q_bounced, NULL);

    assert_int_equal(letters(tx, &a), 2);
    world_commit(world);
}

static struct request_line *line_at(struct arena *a, struct request_lines *lines, size_t n)
{
    lines->n = n;
    lines->at = NEW_ARRAY(a, struct request_line, n);
    for (size_t i = 0; i < n; i++)
        lines->at[i] = (struct request_line){.office = {(int64_t)i + 1}, .state = (i % 2) * 2,
                                             .open_cases = i == 7};
    return lines->at;
}

RULE("the list of offices goes on after the last one seen, whatever is filtered, and none is shown twice")
{
    struct request_lines all = {0}, page;
    line_at(world_arena(world), &all, 2 * REQUESTS_ON_A_PAGE + 4);
    struct request_filter silent = {.state = REQUEST_SILENT}, cases = {.state = -1, .cases = true};
    assert_true(requests_page(world_arena(world), &all, &silent, &page));
    assert_int_equal(page.n, REQUESTS_ON_A_PAGE);
    silent.after = page.at[page.n - 1].office;
    assert_false(requests_page(world_arena(world), &all, &silent, &page));

    assert_int_equal(page.n, 2);
    assert_true(page.at[0].office.v > silent.after.v);
    assert_false(requests_page(world_arena(world), &all, &cases, &page));
    assert_int_equal(page.n, 1);
}
