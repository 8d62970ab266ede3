// SPDX-License-Identifier: AGPL-3.0-or-later
// 要確認 on the pages of a room: who is asked in whose place, which doctor has not read, who had read
// which version.
#include "base/base32.h"
#include "escalation/escalation.h"
#include "reading/reading.h"
#include "test/browser.h"

// As given_member, but a doctor or a nurse.
static struct given_person given_as(struct tx *tx, const struct given_city *city, office_id office,
                                    str name, enum profession profession)
{
    struct given_person p = given_member(tx, city->city.id, office, name);
    member_change_work(tx, p.acting.member, &(struct member_work){office, profession, false});
    return p;
}

struct given_asked {
    struct given_city city;
    struct given_person doctor, nurse, colleague, head;
    room_id room;
    seat_id nurse_seat;
    post_id post;
};

static struct given_asked given_asked(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_asked g = {.city = given_city(tx)};
    const struct acting *officer = &g.city.officer.acting;
    office_id clinic = given_office(tx, g.city.city.id, S("平和クリニック"));
    office_id office = given_office(tx, g.city.city.id, S("あおば"));
    g.doctor = given_as(tx, &g.city, clinic, S("流山 医子"), PROFESSION_DOCTOR);
    g.head = given_administrator(tx, g.city.city.id, office, S("所長 守"));
    g.nurse = given_as(tx, &g.city, office, S("山田 花子"), PROFESSION_NURSE);
    g.colleague = given_as(tx, &g.city, office, S("加藤 美咲"), PROFESSION_NURSE);
    g.room = given_room(tx, officer, S("川村 はな"));
    given_seat(tx, officer, g.room, &g.doctor.acting);
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting)->id;
    given_seat(tx, officer, g.room, &g.colleague.acting);
    struct addressee to = {ADDRESSEE_SEAT, g.nurse_seat.v};
    struct post_new new = {.body = S("量を半分にしてください"), .to = {1, &to}, .asks = true,
                           .due_at = instant_after(tx_now(tx), HOURS(4))};
    post_write(tx, given_open(tx, &g.doctor.acting, g.room), &new, &g.post);
    world_commit(world);
    return g;
}

static void run_after(struct world *world, int64_t us)
{
    world_wait(world, us);
    struct tx *tx = world_write(world);
    escalation_run(tx);
    world_commit(world);
}

// Signed in anew: hours have passed.
static struct browser *back(struct world *world, const struct given_person *who)
{
    struct browser *b = browser_on(world, &who->peer);
    const char *id = str_zero(world_arena(world), who->personal_id);
    const char *password = str_zero(world_arena(world), who->password);
    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password", password), 303);
    return b;
}

PAGE("the substitute sees in whose place to confirm, does it with one press, and both names are shown")
{
    struct given_asked g = given_asked(world);
    run_after(world, HOURS(4) + MINUTES(1));
    struct browser *b = back(world, &g.colleague);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "川村 はな 様きょう 13:00までに確認してください山田 花子さんの代わり期限切れ"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "山田 花子さんの代わりに、確認をお願いします。"));
    assert_true(browser_says(b, "代わりに確認しました"));
    assert_int_equal(
        browser_post(b, browser_at(b, "/rooms/%i/posts/%i/confirm", g.room.v, g.post.v)), 303);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "わたし宛て"));
    struct browser *doctor = back(world, &g.doctor);
    assert_int_equal(browser_get(doctor, browser_at(doctor, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(doctor, "山田 花子さんの代わりに加藤 美咲さんが確認"));
    assert_false(browser_says(doctor, "確認をお願いします"));
}

PAGE("the readers page tells each step: who was reminded when, and who was asked in whose place")
{
    struct given_asked g = given_asked(world);
    struct browser *b = back(world, &g.doctor);
    const char *path = browser_at(b, "/rooms/%i/posts/%i/readers", g.room.v, g.post.v);
    assert_int_equal(browser_get(b, path), 200);
    assert_true(browser_says(b, "期限：11月2日（月） 13:00"));
    run_after(world, HOURS(3));
    run_after(world, HOURS(1));
    run_after(world, HOURS(2));
    b = back(world, &g.doctor);
    assert_int_equal(browser_get(b, path), 200);
    assert_true(browser_says(b, "11月2日（月） 12:00 山田 花子さんに、確認をもう一度お願いしました"));
    assert_true(browser_says(b, "11月2日（月） 13:00 山田 花子さんの代わりに、加藤 美咲さんにお願いしました"));
    assert_true(browser_says(b, "山田 花子さんが確認していないことを、あおばの管理担当者に知らせました"));
    assert_false(browser_says(b, "所長"));
}

PAGE("an administrator without a seat is told who of the office has not confirmed, and nothing else")
{
    struct given_asked g = given_asked(world);
    run_after(world, HOURS(6));
    struct browser *b = back(world, &g.head);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "期限までに確認していない人") && browser_says(b, "山田 花子さん1件"));
    assert_false(browser_says(b, "川村") || browser_says(b, "半分"));
    assert_true(str_contains(b->body, url_make(world_arena(world), "/office/absences/%i",
                                               g.nurse.acting.member.v).s));
    struct browser *other = back(world, &g.doctor);
    assert_int_equal(browser_get(other, "/"), 200);
    assert_false(browser_says(other, "期限までに確認していない人"));
}

PAGE("which doctor has not read a post stands under it, until the doctor has")
{
    struct given_asked g = given_asked(world);
    struct tx *tx = world_write(world);
    post_id id = {0};
    post_write(tx, given_open(tx, &g.nurse.acting, g.room), &(struct post_new){.body = S("発熱です")},
               &id);
    world_commit(world);
    struct browser *b = back(world, &g.nurse);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "既読 0/2・未読の医師 流山 医子"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/readers", g.room.v, id.v)), 200);
    assert_true(browser_says(b, "まだ読んでいない医師：流山 医子さん（平和クリニック）"));
    tx = world_write(world);
    reading_mark(tx, given_open(tx, &g.doctor.acting, g.room), &id, 1);
    world_commit(world);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_false(browser_says(b, "未読の医師"));
}

PAGE("who answers a post has read it; of a withdrawn post nobody is named who has not")
{
    struct given_asked g = given_asked(world);
    struct tx *tx = world_write(world);
    post_id asked = {0}, gone = {0};
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    post_write(tx, seat, &(struct post_new){.body = S("発熱です")}, &asked);
    post_write(tx, seat, &(struct post_new){.body = S("別の方のこと")}, &gone);
    post_withdraw(tx, seat, gone, 0, S("部屋を間違えました"));
    world_commit(world);
    struct browser *b = back(world, &g.doctor);
    str id = base32_from_id(world_arena(world), asked.v);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "発熱です 既読 0/2・未読の医師 流山 医子"));
    assert_false(browser_says(b, "前の文を見る 既読 0/2・未読の医師"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/posts", g.room.v), "kind", "report",
                                  "reply_to", str_zero(world_arena(world), id), "body", "往診します"),
                     303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(browser_says(b, "発熱です 返信 1件を続けて読む 既読 1/2"));
}

PAGE("of a corrected post everybody sees who had read which text, and who has not read the new one")
{
    struct given_asked g = given_asked(world);
    world_wait(world, HOURS(1));
    struct tx *tx = world_write(world);
    reading_mark(tx, given_open(tx, &g.colleague.acting, g.room), &g.post, 1);
    reading_confirm(tx, given_open(tx, &g.nurse.acting, g.room), g.post);
    post_correct(tx, given_open(tx, &g.doctor.acting, g.room), g.post, 0, S("量はそのままで"));
    reading_mark(tx, given_open(tx, &g.colleague.acting, g.room), &g.post, 1);
    world_commit(world);
    struct browser *b = back(world, &g.doctor);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/readers", g.room.v, g.post.v)), 200);
    assert_true(browser_says(b, "山田 花子（あおば） 未読 前の文は読みました（11月2日（月） 10:00）"));
    assert_true(browser_says(b, "加藤 美咲（あおば） 既読 11月2日（月） 10:00"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/versions", g.room.v, g.post.v)), 200);
    assert_true(browser_says(b, "この文を読んだ人 2人・確認した人 1人："));
    assert_true(browser_says(b, "山田 花子（確認）"));
}
