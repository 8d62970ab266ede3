// SPDX-License-Identifier: AGPL-3.0-or-later
#include "escalation/escalation.h"

#include "device/device.h"
#include "reading/reading.h"
#include "test/browser.h"

// The clock of a test begins on Monday 2026-11-02 at 9:00. A nurse's office with its administrator,
// who has no seat, and a colleague; a doctor of another office asks.
struct given_asking {
    struct given_city city;
    struct given_person doctor, nurse, colleague, head;
    office_id office;
    room_id room;
    post_id post;
    seat_id nurse_seat;
};

static post_id ask(struct tx *tx, const struct given_asking *g, struct addressee to, instant due)
{
    post_id id = {0};
    struct post_new new = {.body = S("量を半分にしてください"), .to = {1, &to}, .asks = true,
                           .due_at = due};
    if (post_write(tx, given_open(tx, &g->doctor.acting, g->room), &new, &id) != POST_WRITTEN)
        tx_fail(tx, "the question was not taken");
    return id;
}

static struct given_asking given_people(struct tx *tx)
{
    struct given_asking g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id clinic = given_office(tx, city, S("平和クリニック"));
    g.office = given_office(tx, city, S("あおば"));
    g.doctor = given_administrator(tx, city, clinic, S("流山 医子"));
    g.head = given_administrator(tx, city, g.office, S("所長 守"));
    g.nurse = given_member(tx, city, g.office, S("山田 花子"));
    g.colleague = given_member(tx, city, g.office, S("加藤 美咲"));
    g.room = given_room(tx, officer, S("川村 はな"));
    given_seat(tx, officer, g.room, &g.doctor.acting);
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting)->id;
    return g;
}

// The nurse is asked by name until four hours from now. With or without a colleague in the room.
static struct given_asking given_asking(struct world *world, bool with_colleague)
{
    struct tx *tx = world_write(world);
    struct given_asking g = given_people(tx);
    if (with_colleague)
        given_seat(tx, &g.city.officer.acting, g.room, &g.colleague.acting);
    g.post = ask(tx, &g, (struct addressee){ADDRESSEE_SEAT, g.nurse_seat.v},
                 instant_after(tx_now(tx), HOURS(4)));
    world_commit(world);
    return g;
}

static int run(struct world *world)
{
    struct tx *tx = world_write(world);
    int told = escalation_run(tx);
    world_commit(world);
    return told;
}

static int run_after(struct world *world, int64_t us)
{
    world_wait(world, us);
    return run(world);
}

static struct escalation_events story_of(struct world *world, const struct given_asking *g)
{
    struct tx *tx = world_read(world);
    struct escalation_events story =
        escalation_story(tx, given_open(tx, &g->doctor.acting, g->room), g->post);
    world_commit(world);
    return story;
}

static bool confirms(struct world *world, const struct given_asking *g,
                     const struct given_person *who)
{
    struct tx *tx = world_write(world);
    bool done = escalation_confirm(tx, given_open(tx, &who->acting, g->room), g->post);
    world_commit(world);
    return done;
}

static int64_t audited(struct world *world, const char *action)
{
    struct tx *tx = world_read(world);
    static struct query q = {.name = "audited",
                             .sql = "SELECT count(*) FROM audit WHERE action = ?1",
                             .n_params = 1, .n_columns = 1, .kinds = "t"};
    struct value value = value_text(str_of(action));
    struct cursor rows = query_open(tx, &q, &value);
    int64_t n = cursor_next(&rows) ? cursor_int(&rows, 0) : 0;
    cursor_close(&rows);
    world_commit(world);
    return n;
}

RULE("要確認 goes on by itself: a reminder, at the due time the colleagues, then the administrator")
{
    struct given_asking g = given_asking(world, true);
    assert_int_equal(run(world), 0);
    assert_int_equal(run_after(world, HOURS(3) - SECONDS(1)), 0);
    assert_int_equal(run_after(world, SECONDS(1)), 1); // a quarter of the time is left
    assert_int_equal(run_after(world, HOURS(1)), 1);
    assert_int_equal(run_after(world, HOURS(2) - SECONDS(1)), 0);
    assert_int_equal(run_after(world, SECONDS(1)), 1);
    struct escalation_events story = story_of(world, &g);
    assert_int_equal(story.n, 3);
    assert_int_equal(story.at[0].step, ESCALATION_REMINDER);
    assert_true(seat_same(story.at[0].told, g.nurse_seat));
    assert_int_equal(story.at[1].step, ESCALATION_SUBSTITUTE);
    assert_true(seat_is(story.at[1].told) && !seat_same(story.at[1].told, g.nurse_seat));
    assert_int_equal(story.at[2].step, ESCALATION_ADMINISTRATOR);
    assert_false(seat_is(story.at[2].told) || story.at[2].nobody); // has no seat there
}

RULE("nobody is told twice, however often and late the job runs, and each step is in the audit")
{
    struct given_asking g = given_asking(world, true);
    int told = run_after(world, DAYS(1)) + run(world);
    for (int i = 0; i < 5; i++)
        told += run_after(world, MINUTES(11));
    assert_int_equal(told, 3);
    assert_int_equal(story_of(world, &g).n, 3);
    assert_int_equal(audited(world, "escalation.remind"), 1);
    assert_int_equal(audited(world, "escalation.substitute"), 1);
    assert_int_equal(audited(world, "escalation.administrator"), 1);
}

RULE("whoever confirms in time hears nothing more, and neither does anybody else")
{
    struct given_asking g = given_asking(world, true);
    assert_int_equal(run_after(world, HOURS(3)), 1);
    assert_true(confirms(world, &g, &g.nurse));
    assert_false(confirms(world, &g, &g.nurse));
    assert_int_equal(run_after(world, HOURS(2)), 0);
    assert_int_equal(run_after(world, HOURS(24)), 0);
}

RULE("a substitute's 確認しました ends the asking, and both names stand there")
{
    struct given_asking g = given_asking(world, true);
    run_after(world, HOURS(5));
    assert_true(confirms(world, &g, &g.colleague));
    assert_int_equal(run_after(world, HOURS(24)), 0);
    struct escalation_events story = story_of(world, &g);
    assert_int_equal(story.n, 3);
    assert_true(story.at[2].confirmed);
    assert_true(seat_same(story.at[2].asked, g.nurse_seat));
    assert_true(seat_is(story.at[2].told) && !seat_same(story.at[2].told, g.nurse_seat));
    assert_int_equal(audited(world, "post.confirm_for"), 1);
}

RULE("a colleague's word before anybody asked for it does not answer for whoever is named")
{
    struct given_asking g = given_asking(world, true);
    assert_true(confirms(world, &g, &g.colleague));
    run_after(world, HOURS(4));
    struct escalation_events story = story_of(world, &g);
    assert_int_equal(story.n, 2); // the reminder, and the colleague asked in that place
    assert_true(confirms(world, &g, &g.colleague)); // again, now for the nurse
    assert_int_equal(run_after(world, HOURS(24)), 0);
    assert_true(story_of(world, &g).at[2].confirmed);
}

RULE("an office asked as a whole has answered when one of it has; the others hear no more of it")
{
    struct tx *tx = world_write(world);
    struct given_asking g = given_people(tx);
    given_seat(tx, &g.city.officer.acting, g.room, &g.colleague.acting);
    g.post = ask(tx, &g, (struct addressee){ADDRESSEE_OFFICE, g.office.v},
                 instant_after(tx_now(tx), HOURS(4)));
    world_commit(world);

    assert_int_equal(run_after(world, HOURS(3)), 2); // both are reminded
    assert_true(confirms(world, &g, &g.colleague));
    assert_int_equal(run_after(world, HOURS(24)), 0);
}

RULE("where nobody else of the office sits in the room, its administrator is told at the due time")
{
    struct given_asking g = given_asking(world, false);
    assert_int_equal(run_after(world, HOURS(3)), 1);
    assert_int_equal(run_after(world, HOURS(1)), 1);
    struct escalation_events story = story_of(world, &g);
    assert_int_equal(story.n, 3);
    assert_true(story.at[1].step == ESCALATION_SUBSTITUTE && story.at[1].nobody);
    assert_int_equal(story.at[2].step, ESCALATION_ADMINISTRATOR);
}

RULE("a seat given after the administrator was told is enough: the colleague is asked then")
{
    struct given_asking g = given_asking(world, false);
    run_after(world, HOURS(5));
    struct tx *tx = world_write(world);
    given_seat(tx, &g.city.officer.acting, g.room, &g.colleague.acting);
    world_commit(world);
    assert_int_equal(run_after(world, MINUTES(10)), 1);
    assert_true(confirms(world, &g, &g.colleague));
}

RULE("a correction asks anew, of the person first; a withdrawal ends it")
{
    struct given_asking g = given_asking(world, true);
    run_after(world, HOURS(4) + MINUTES(30)); // the reminder, the colleague
    struct tx *tx = world_write(world);
    const struct seat *doctor = given_open(tx, &g.doctor.acting, g.room);
    assert_int_equal(post_correct(tx, doctor, g.post, 0, S("量はそのままで")), POST_CHANGED);
    world_commit(world);
    assert_int_equal(run_after(world, HOURS(1)), 0);
    assert_int_equal(run_after(world, MINUTES(30)), 1); // two hours for the new text: a quarter is left
    assert_int_equal(run_after(world, MINUTES(30)), 1);
    tx = world_write(world);
    doctor = given_open(tx, &g.doctor.acting, g.room);
    assert_int_equal(post_withdraw(tx, doctor, g.post, 1, S("別の人でした")), POST_CHANGED);
    world_commit(world);
    assert_int_equal(run_after(world, HOURS(24)), 0);
    assert_int_equal(story_of(world, &g).n, 4);
}

RULE("a closed room asks nobody any more")
{
    struct given_asking g = given_asking(world, true);
    struct tx *tx = world_write(world);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    world_commit(world);
    assert_int_equal(run_after(world, HOURS(24)), 0);
}

RULE("in the place of somebody who has left the room the colleagues are asked at once")
{
    struct given_asking g = given_asking(world, true);
    struct tx *tx = world_write(world);
    seat_remove(tx, &g.city.officer.acting, g.room, g.nurse_seat);
    world_commit(world);
    assert_int_equal(run(world), 1);
    struct escalation_events story = story_of(world, &g);
    assert_int_equal(story.at[0].step, ESCALATION_SUBSTITUTE);
    assert_true(confirms(world, &g, &g.colleague));
    assert_int_equal(run_after(world, HOURS(24)), 0);
}

RULE("an office that has left the room altogether is not asked any more")
{
    struct given_asking g = given_asking(world, false);
    struct tx *tx = world_write(world);
    seat_remove(tx, &g.city.officer.acting, g.room, g.nurse_seat);
    world_commit(world);
    assert_int_equal(run_after(world, HOURS(24)), 0);
}

RULE("whoever has lost the only device cannot answer: the colleagues are asked at once")
{
    struct given_asking g = given_asking(world, true);
    struct tx *tx = world_write(world);
    device_revoke(tx, g.city.city.id, g.nurse.acting.device, REVOKED_LOST);
    world_commit(world);
    assert_int_equal(run(world), 1);
    assert_int_equal(story_of(world, &g).at[0].step, ESCALATION_SUBSTITUTE);
}

RULE("a due time over the weekend does not wait for Monday when a colleague can answer")
{
    struct tx *tx = world_write(world);
    struct given_asking g = given_people(tx);
    given_seat(tx, &g.city.officer.acting, g.room, &g.colleague.acting);
    world_commit(world);
    world_wait(world, DAYS(4) + HOURS(8)); // Friday, 17:00
    tx = world_write(world);
    g.post = ask(tx, &g, (struct addressee){ADDRESSEE_SEAT, g.nurse_seat.v},
                 instant_after(tx_now(tx), HOURS(16))); // Saturday, 9:00
    world_commit(world);
    assert_int_equal(run_after(world, HOURS(12)), 1); // 5:00, the reminder
    assert_int_equal(run_after(world, HOURS(4)), 1); // 9:00, the colleague
    assert_int_equal(run_after(world, HOURS(2)), 1); // 11:00, the administrator
    assert_true(confirms(world, &g, &g.colleague)); // Saturday too
    assert_int_equal(run_after(world, DAYS(2)), 0);
}

RULE("posts that ask nobody, and those of long ago, are left alone")
{
    struct given_asking g = given_asking(world, true);
    world_wait(world, DAYS(8));
    assert_int_equal(run(world), 0);
    struct tx *tx = world_write(world);
    post_id plain;
    post_write(tx, given_open(tx, &g.doctor.acting, g.room), &(struct post_new){.body = S("連絡")},
               &plain);
    world_commit(world);
    assert_int_equal(run_after(world, DAYS(1)), 0);
}

RULE("the administrator learns of the colleague only, until it is confirmed")
{
    struct given_asking g = given_asking(world, true);
    run_after(world, HOURS(7));
    struct tx *tx = world_read(world);
    struct escalation_lates late = escalation_list_late(tx, g.head.acting.member);
    struct escalation_lates others = escalation_list_late(tx, g.doctor.acting.member);
    world_commit(world);
    assert_int_equal(late.n, 1);
    assert_str(late.at[0].name, S("山田 花子"));
    assert_int_equal(late.at[0].posts, 1);
    assert_int_equal(others.n, 0);
    confirms(world, &g, &g.colleague);
    tx = world_read(world);
    late = escalation_list_late(tx, g.head.acting.member);
    world_commit(world);
    assert_int_equal(late.n, 0);
}
