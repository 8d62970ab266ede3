// SPDX-License-Identifier: AGPL-3.0-or-later
// What is held back by quiet hours or a digest, and settled meanwhile.
#include "delivery/delivery.h"

#include "escalation/escalation.h"
#include "inbox/inbox.h"
#include "memo/memo.h"
#include "notice/notice.h"
#include "post/post.h"
#include "reading/reading.h"
#include "test/given_told.h"
#include "test/rule.h"

// At 22:40 nothing goes out; what came until then waits for 7 o'clock.
static int mails_in_the_morning(struct world *w, const struct given_team *g,
                                void (*meanwhile)(struct tx *tx, const struct given_team *g))
{
    assert_int_equal(mails(w), 0);
    if (meanwhile) {
        struct tx *tx = world_write(w);
        meanwhile(tx, g);
        world_commit(w);
    }
    return mails_after(w, HOURS(9));
}

static void desk_writes(struct world *w, const struct given_team *g)
{
    struct tx *tx = world_write(w);
    memo_write_to(tx, g->city.city.id, g->helper.acting.member, S("連絡"));
    world_commit(w);
}

static void sees_memo(struct tx *tx, const struct given_team *g)
{
    struct memos list = memo_list(tx, g->helper.acting.member);
    for (size_t i = 0; i < list.n; i++)
        memo_see(tx, g->helper.acting.member, list.at[i].id);
}

RULE("what the desk asks is not told in the morning when it was seen to during the night")
{
    struct given_team g = given_told(world);
    world_wait(world, HOURS(13)); // 22時40分
    desk_writes(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, sees_memo), 0);
    world_wait(world, HOURS(15));
    desk_writes(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, NULL), 1);
}

// Asked of the helper alone at 21:00 until 23:00; the reminder is due at 22:30.
static post_id asked_at_night(struct world *w, const struct given_team *g)
{
    world_wait(w, HOURS(11) + MINUTES(20));
    struct tx *tx = world_write(w);
    seat_id helper = given_open(tx, &g->helper.acting, g->room)->id;
    struct addressee to = {ADDRESSEE_SEAT, helper.v};
    struct post_new new = {.body = S("お返事をください"), .to = {1, &to}, .asks = true,
                           .due_at = instant_after(tx_now(tx), HOURS(2))};
    post_id id = {0};
    post_write(tx, given_open(tx, &g->nurse.acting, g->room), &new, &id);
    reading_mark(tx, given_open(tx, &g->helper.acting, g->room), &id, 1);
    world_commit(w);
    world_wait(w, HOURS(1) + MINUTES(40));
    tx = world_write(w);
    assert_int_equal(escalation_run(tx), 1);
    world_commit(w);
    return id;
}

static void confirms_all(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->helper.acting, g->room);
    struct inbox_asks asks = inbox_asked(tx, &g->helper.acting);
    for (size_t i = 0; i < asks.n; i++)
        escalation_confirm(tx, seat, asks.at[i].post);
}

static void withdraws_all(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    struct inbox_asks asks = inbox_asked(tx, &g->helper.acting);
    for (size_t i = 0; i < asks.n; i++)
        post_withdraw(tx, seat, asks.at[i].post, 0, S("別の人でした"));
}

static void leaves_room(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->helper.acting, g->room);
    seat_remove(tx, &g->city.officer.acting, g->room, seat->id);
}

RULE("a reminder of 要確認 that waits for the morning is dropped when it was confirmed, and told when it was not")
{
    struct given_team g = given_told(world);
    asked_at_night(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, confirms_all), 0);
    world_wait(world, HOURS(2)); // 9時40分
    asked_at_night(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, NULL), 1);
}

RULE("a reminder that waits for the morning is dropped when the post was withdrawn or the seat has ended")
{
    struct given_team g = given_told(world);
    asked_at_night(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, withdraws_all), 0);
    world_wait(world, HOURS(2));
    asked_at_night(world, &g);
    assert_int_equal(mails_in_the_morning(world, &g, leaves_room), 0);
}

RULE("an administrator hears in the morning of a colleague's 要確認 only while it is not confirmed")
{
    struct given_team g = given_team(world);
    give_address(world, &g.nurse, S("hanako@example.jp"));
    for (int round = 0; round < 2; round++) {
        struct tx *tx = world_write(world);
        struct given_person doctor = given_member(
            tx, g.city.city.id, given_office(tx, g.city.city.id, S("平和クリニック")), S("流山 医子"));
        const struct seat *seat = given_seat(tx, &g.city.officer.acting, g.room, &doctor.acting);
        seat_id helper = given_open(tx, &g.helper.acting, g.room)->id;
        struct addressee to = {ADDRESSEE_SEAT, helper.v};
        struct post_new new = {.body = S("お返事をください"), .to = {1, &to}, .asks = true,
                               .due_at = instant_after(tx_now(tx), HOURS(11))};
        post_id id = {0};
        post_write(tx, seat, &new, &id);
        reading_mark(tx, given_open(tx, &g.nurse.acting, g.room), &id, 1);
        world_commit(world);
        mails_after(world, MINUTES(30));
        world_wait(world, HOURS(13)); // 23時過ぎ
        tx = world_write(world);
        escalation_run(tx);
        world_commit(world);
        assert_int_equal(mails_in_the_morning(world, &g, round ? NULL : confirms_all), round);
        world_wait(world, MINUTES(90));
    }
}

static void answers_invitation(struct tx *tx, const struct given_team *g)
{
    const struct seat *seat = given_open(tx, &g->helper.acting, g->room);
    seat_welcome(tx, seat);
}

RULE("an invitation that was answered before it was told is not told")
{
    struct given_team g = given_told(world);
    world_wait(world, HOURS(13));
    struct tx *tx = world_write(world);
    g.room = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    given_seat(tx, &g.city.officer.acting, g.room, &g.helper.acting);
    world_commit(world);
    assert_int_equal(mails_in_the_morning(world, &g, answers_invitation), 0);
}

static post_id put_off;

static post_id written(struct world *w, const struct given_team *g)
{
    post_id id = {0};
    struct tx *tx = world_write(w);
    post_write(tx, given_open(tx, &g->nurse.acting, g->room), &(struct post_new){.body = S("報告")}, &id);
    world_commit(w);
    return id;
}

static void reads_put_off(struct tx *tx, const struct given_team *g)
{
    reading_mark(tx, given_open(tx, &g->helper.acting, g->room), &put_off, 1);
}

RULE("what was put off until the night and read then is not told in the morning")
{
    struct given_team g = given_told(world);
    for (int round = 0; round < 2; round++) {
        put_off = written(world, &g);
        mails_after(world, DAYS(1)); // the digest has told of it
        struct tx *tx = world_write(world);
        inbox_snooze(tx, given_open(tx, &g.helper.acting, g.room), put_off,
                     instant_after(tx_now(tx), HOURS(13)));
        world_commit(world);
        world_wait(world, HOURS(14));
        tx = world_write(world);
        inbox_return_due(tx);
        world_commit(world);
        assert_int_equal(mails_in_the_morning(world, &g, round ? NULL : reads_put_off), round);
        world_wait(world, HOURS(1));
    }
}
