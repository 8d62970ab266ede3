// SPDX-License-Identifier: AGPL-3.0-or-later
#include "thread/thread.h"

#include "test/given.h"

struct given_thread {
    struct given_city city;
    struct given_person nurse, helper, doctor;
    const struct seat *nurse_seat, *helper_seat, *doctor_seat;
    room_id room;
    post_id root, answer;
};

static post_id write(struct tx *tx, const struct seat *seat, post_id reply_to)
{
    post_id id = {0};
    post_write(tx, seat, &(struct post_new){.body = S("はい"), .reply_to = reply_to}, &id);
    return id;
}

// The nurse asks, the helper answers, the doctor reads.
static struct given_thread given_thread(struct tx *tx)
{
    struct given_thread g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, office, S("山田 花子"));
    g.helper = given_member(tx, city, office, S("加藤 美咲"));
    g.doctor = given_member(tx, city, office, S("森 健"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    g.doctor_seat = given_seat(tx, officer, g.room, &g.doctor.acting);
    g.root = write(tx, g.nurse_seat, (post_id){0});
    g.answer = write(tx, g.helper_seat, g.root);
    return g;
}

RULE("a settled thread is closed with name and time, takes no answer, and is reopened by anybody")
{
    struct tx *tx = world_write(world);
    struct given_thread g = given_thread(tx);
    post_id id;
    struct thread closed = {0}, open = {0};
    bool done = thread_close(tx, g.helper_seat, g.root), again = thread_close(tx, g.nurse_seat, g.root);
    thread_find(tx, g.doctor_seat, g.root, &closed);
    enum post_outcome late = post_write(
        tx, g.doctor_seat, &(struct post_new){.body = S("遅れて"), .reply_to = g.answer}, &id);
    bool back = thread_reopen(tx, g.doctor_seat, g.root);
    thread_find(tx, g.doctor_seat, g.root, &open);
    enum post_outcome now = post_write(
        tx, g.doctor_seat, &(struct post_new){.body = S("遅れて"), .reply_to = g.answer}, &id);
    world_commit(world);

    assert_true(done && !again && back);
    assert_true(instant_is(closed.closed_at));
    assert_str(closed.closed_by, S("加藤 美咲"));
    assert_int_equal(late, POST_THREAD_CLOSED);
    assert_false(instant_is(open.closed_at));
    assert_int_equal(now, POST_WRITTEN);
}

RULE("who wrote in a thread follows it, others when they say so, and anybody may stop")
{
    struct tx *tx = world_write(world);
    struct given_thread g = given_thread(tx);
    struct thread nurse = {0}, doctor = {0}, then = {0}, stopped = {0};
    thread_find(tx, g.nurse_seat, g.root, &nurse);
    thread_find(tx, g.doctor_seat, g.root, &doctor);
    thread_follow(tx, g.doctor_seat, g.root, true);
    thread_find(tx, g.doctor_seat, g.root, &then);
    thread_follow(tx, g.nurse_seat, g.root, false);
    thread_find(tx, g.nurse_seat, g.root, &stopped);
    world_commit(world);

    assert_true(nurse.follows && !doctor.follows && then.follows && !stopped.follows);
}

RULE("a thread is named by the post that began it, in its own room, and rests with a closed room")
{
    struct tx *tx = world_write(world);
    struct given_thread g = given_thread(tx);
    struct thread none;
    bool an_answer = thread_find(tx, g.nurse_seat, g.answer, &none);
    bool closes_answer = thread_close(tx, g.nurse_seat, g.answer);
    room_id other = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    const struct seat *there = given_seat(tx, &g.city.officer.acting, other, &g.nurse.acting);
    bool elsewhere = thread_find(tx, there, g.root, &none);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    bool rests = thread_close(tx, given_open(tx, &g.nurse.acting, g.room), g.root);
    world_commit(world);

    assert_false(an_answer || closes_answer || elsewhere || rests);
}
