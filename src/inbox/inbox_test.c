// SPDX-License-Identifier: AGPL-3.0-or-later
#include "inbox/inbox.h"

#include "post/post.h"
#include "reading/reading.h"
#include "test/browser.h"

struct given_inbox {
    struct given_city city;
    struct given_person nurse, helper;
    room_id rooms[3];
    const struct seat *nurse_seats[3], *helper_seats[3];
};

static struct given_inbox given_inbox(struct tx *tx)
{
    static const char *const names[] = {"川村 はな", "佐藤 茂", "鈴木 きよ"};
    struct given_inbox g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, office, S("山田 花子"));
    g.helper = given_member(tx, city, office, S("加藤 美咲"));
    for (int i = 0; i < 3; i++) {
        g.rooms[i] = given_room(tx, officer, str_of(names[i]));
        g.nurse_seats[i] = given_seat(tx, officer, g.rooms[i], &g.nurse.acting);
    }
    return g;
}

static void invite_helper(struct tx *tx, struct given_inbox *g)
{
    for (int i = 0; i < 3; i++)
        g->helper_seats[i] =
            given_seat(tx, &g->city.officer.acting, g->rooms[i], &g->helper.acting);
}

static post_id write(struct tx *tx, const struct seat *seat, str body)
{
    post_id id = {0};
    if (seat)
        post_write(tx, seat, &(struct post_new){.body = body}, &id);
    return id;
}

// Of the patient's room of that name; -1: not there.
static int64_t unread_in(struct tx *tx, const struct acting *me, room_id room)
{
    struct inbox_rooms list = inbox_list(tx, me);
    for (size_t i = 0; i < list.n; i++)
        if (room_same(list.at[i].room, room))
            return list.at[i].unread;
    return -1;
}

RULE("home lists one's rooms: the city's notices, then what is unread, then the newest")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    write(tx, g.nurse_seats[1], S("読まれない投稿"));
    write(tx, g.helper_seats[2], S("自分の投稿"));
    struct inbox_rooms list = inbox_list(tx, &g.helper.acting);
    struct inbox_rooms officers = inbox_list(tx, &g.city.officer.acting);
    world_commit(world);

    assert_int_equal(list.n, 4);
    assert_int_equal(list.at[0].kind, ROOM_NOTICE);
    assert_str(list.at[1].name, S("佐藤 茂"));
    assert_int_equal(list.at[1].unread, 1);
    assert_str(list.at[2].name, S("鈴木 きよ"));
    assert_int_equal(list.at[2].unread, 0);
    assert_false(instant_is(list.at[3].newest_at));
    assert_int_equal(officers.n, 1); // the notice room only: no seat, no room
}

RULE("unread is what others wrote since one's invitation and one has not read")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    write(tx, g.nurse_seats[0], S("招待の前"));
    invite_helper(tx, &g);
    int64_t at_first = unread_in(tx, &g.helper.acting, g.rooms[0]);
    post_id a = write(tx, g.nurse_seats[0], S("一")), b = write(tx, g.nurse_seats[0], S("二"));
    write(tx, g.helper_seats[0], S("自分の"));
    int64_t both = unread_in(tx, &g.helper.acting, g.rooms[0]);
    reading_mark(tx, g.helper_seats[0], &b, 1);
    int64_t one = unread_in(tx, &g.helper.acting, g.rooms[0]);
    reading_mark(tx, g.helper_seats[0], &a, 1);
    int64_t none = unread_in(tx, &g.helper.acting, g.rooms[0]);
    world_commit(world);

    assert_int_equal(at_first, 0);
    assert_int_equal(both, 2);
    assert_int_equal(one, 1);
    assert_int_equal(none, 0);
}

RULE("an old unread post stays unread however many newer ones were read since")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    write(tx, g.nurse_seats[0], S("読み飛ばした"));
    post_id read = write(tx, g.nurse_seats[0], S("読んだ"));
    world_commit(world);
    world_wait(world, HOURS(1));
    tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.helper.acting, g.rooms[0]);
    if (seat)
        reading_mark(tx, seat, &read, 1);
    int64_t unread = unread_in(tx, &g.helper.acting, g.rooms[0]);
    world_commit(world);

    assert_int_equal(unread, 1);
}

RULE("what comes after everything was read counts anew, hours later too")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    post_id read = write(tx, g.nurse_seats[0], S("読んだ"));
    world_commit(world);
    world_wait(world, HOURS(1));
    tx = world_write(world);
    const struct seat *helper = given_open(tx, &g.helper.acting, g.rooms[0]);
    const struct seat *nurse = given_open(tx, &g.nurse.acting, g.rooms[0]);
    if (helper)
        reading_mark(tx, helper, &read, 1);
    int64_t before = unread_in(tx, &g.helper.acting, g.rooms[0]);
    write(tx, nurse, S("新しい"));
    int64_t after = unread_in(tx, &g.helper.acting, g.rooms[0]);
    world_commit(world);

    assert_int_equal(before, 0);
    assert_int_equal(after, 1);
}

RULE("at most a hundred unread posts are counted")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    for (int i = 0; i < 103; i++)
        write(tx, g.nurse_seats[0], S("投稿"));
    int64_t unread = unread_in(tx, &g.helper.acting, g.rooms[0]);
    world_commit(world);

    assert_int_equal(unread, 100);
}

RULE("the live stream tells of the member and of the rooms with a seat in force")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    struct int_list all = inbox_live_topics(tx, &g.nurse.acting, 256);
    struct int_list few = inbox_live_topics(tx, &g.nurse.acting, 2);
    struct int_list none = inbox_live_topics(tx, &g.helper.acting, 256);
    world_commit(world);

    assert_int_equal(all.n, 5); // herself, three patients' rooms, the notice room
    assert_int_equal(all.at[0], g.nurse.acting.member.v);
    assert_int_equal(few.n, 2);
    assert_int_equal(none.n, 2);
}

PAGE("home shows one's rooms with what is unread, and says what to do while there is none")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "まだ部屋に招待されていません"));
    assert_true(browser_says(b, "流山市からの重要なお知らせ"));
    assert_false(browser_says(b, "川村"));
    tx = world_write(world);
    invite_helper(tx, &g);
    write(tx, given_open(tx, &g.nurse.acting, g.rooms[0]), S("お願いします"));
    world_commit(world);
    browser_get(b, "/");
    assert_true(browser_says(b, "川村 はな 様最新の投稿 きょう 09:00（流山市）1件の未読"));
    assert_false(browser_says(b, "介護支援課の仕事"));
    b->as.wants_fragment = true;
    browser_get(b, "/");
    assert_true(browser_says(b, "川村 はな 様") && !str_contains(b->body, S("<html")));
}

PAGE("an officer's home has the desk beside the rooms")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.city.officer);
    browser_get(b, "/");
    assert_true(browser_says(b, "介護支援課の仕事"));
    assert_false(browser_says(b, "川村"));
}

PAGE("the live address answers with a stream for the member's rooms")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, "/live"), 200);
    assert_int_equal(b->answer->kind, BODY_LIVE);
    assert_int_equal(b->answer->n_topics, 5);
    assert_int_equal(b->answer->live_key, g.nurse.acting.member.v);
}

static post_id write_to(struct tx *tx, const struct seat *seat, struct addressee to, instant due)
{
    post_id id = {0};
    struct post_new new = {.body = S("お願いします"), .to = {1, &to}, .asks = instant_is(due),
                           .due_at = due};
    if (seat)
        post_write(tx, seat, &new, &id);
    return id;
}

RULE("what is for a person stands first: 要確認 until it is confirmed, the rest until it is read")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    const struct seat *nurse = g.nurse_seats[0], *helper = g.helper_seats[0];
    instant due = instant_after(tx_now(tx), HOURS(4));
    struct addressee me = {ADDRESSEE_SEAT, helper->id.v}, other = {ADDRESSEE_SEAT, nurse->id.v};
    post_id read = write_to(tx, nurse, me, NO_INSTANT), asked = write_to(tx, nurse, me, due);
    write_to(tx, helper, other, NO_INSTANT);
    struct inbox_asks first = inbox_asked(tx, &g.helper.acting);
    reading_mark(tx, helper, (post_id[]){read, asked}, 2);
    struct inbox_asks then = inbox_asked(tx, &g.helper.acting);
    reading_confirm(tx, helper, asked);
    struct inbox_asks last = inbox_asked(tx, &g.helper.acting);
    world_commit(world);

    assert_int_equal(first.n, 2);
    assert_true(post_same(first.at[0].post, asked) && post_same(first.at[1].post, read));
    assert_int_equal(then.n, 1);
    assert_true(post_same(then.at[0].post, asked));
    assert_int_equal(last.n, 0);
}

PAGE("home names what waits for my word, and says when its time is over")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    struct addressee all = {ADDRESSEE_EVERYONE, 0};
    write_to(tx, g.nurse_seats[0], all, instant_after(tx_now(tx), MINUTES(5)));
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "わたし宛て") && browser_says(b, "要確認"));
    assert_false(browser_says(b, "期限切れ"));
    world_wait(world, MINUTES(10));
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "期限切れ"));
}

RULE("an urgent post stands among what is for me until it is read, whomever it names")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    post_id urgent = {0};
    post_write(tx, g.nurse_seats[0], &(struct post_new){.kind = POST_URGENT, .body = S("至急")}, &urgent);
    write(tx, g.nurse_seats[1], S("報告"));
    struct inbox_asks unread = inbox_asked(tx, &g.helper.acting);
    reading_mark(tx, g.helper_seats[0], &urgent, 1);
    struct inbox_asks read = inbox_asked(tx, &g.helper.acting);
    world_commit(world);

    assert_int_equal(unread.n, 1);
    assert_true(unread.at[0].urgent && post_same(unread.at[0].post, urgent));
    assert_int_equal(read.n, 0);
}

RULE("the badge counts what is for me, further rooms with something unread, and new rooms, each once")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    struct addressee me = {ADDRESSEE_SEAT, g.helper_seats[0]->id.v};
    int64_t invited = inbox_count(tx, &g.helper.acting);
    for (int i = 0; i < 3; i++)
        seat_welcome(tx, g.helper_seats[i]);
    int64_t nothing = inbox_count(tx, &g.helper.acting);
    write_to(tx, g.nurse_seats[0], me, NO_INSTANT);
    write(tx, g.nurse_seats[0], S("同じ部屋の二つ目"));
    write(tx, g.nurse_seats[1], S("別の部屋"));
    int64_t two = inbox_count(tx, &g.helper.acting);
    notice_set_level(tx, g.helper.acting.member, g.rooms[1], NOTICE_NONE);
    int64_t one = inbox_count(tx, &g.helper.acting);
    world_commit(world);

    assert_int_equal(invited, 3);
    assert_int_equal(nothing, 0);
    assert_int_equal(two, 2);
    assert_int_equal(one, 1);
}

static const struct inbox_room *room_in(const struct inbox_rooms *list, room_id room)
{
    for (size_t i = 0; i < list->n; i++)
        if (room_same(list->at[i].room, room))
            return &list->at[i];
    return NULL;
}

RULE("what is put off leaves the inbox and its badge, and comes back by itself, told once")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    for (int i = 0; i < 3; i++)
        seat_welcome(tx, g.helper_seats[i]);
    write(tx, g.nurse_seats[1], S("あとで読む"));
    enum snooze put = inbox_snooze(tx, g.helper_seats[1], (post_id){0}, instant_after(tx_now(tx), HOURS(8)));
    int64_t off = inbox_count(tx, &g.helper.acting);
    inbox_return_due(tx);
    struct inbox_rooms before = inbox_list(tx, &g.helper.acting);
    world_commit(world);
    world_wait(world, HOURS(8));
    tx = world_write(world);
    struct inbox_rooms after = inbox_list(tx, &g.helper.acting);
    inbox_return_due(tx);
    int64_t on = inbox_count(tx, &g.helper.acting);
    bool still = inbox_unsnooze(tx, given_open(tx, &g.helper.acting, g.rooms[1]), (post_id){0});
    world_commit(world);

    assert_int_equal(put, SNOOZE_DONE);
    assert_int_equal(off, 0);
    assert_true(instant_is(room_in(&before, g.rooms[1])->until));
    assert_false(instant_is(room_in(&after, g.rooms[1])->until));
    assert_int_equal(on, 1);
    assert_false(still);
}

RULE("what is asked for is put off until its due time at the most, and not for longer than 30 days")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    struct addressee all = {ADDRESSEE_EVERYONE, 0};
    instant now = tx_now(tx), due = instant_after(now, HOURS(4));
    post_id asked = write_to(tx, g.nurse_seats[0], all, due);
    const struct seat *helper = g.helper_seats[0];
    enum snooze good = inbox_snooze(tx, helper, asked, instant_after(now, DAYS(1)));
    struct inbox_asks asks = inbox_asked(tx, &g.helper.acting);
    enum snooze past = inbox_snooze(tx, helper, asked, now);
    enum snooze far = inbox_snooze(tx, helper, asked, instant_after(now, DAYS(31)));
    enum snooze foreign = inbox_snooze(tx, g.helper_seats[1], asked, due);
    world_commit(world);

    assert_int_equal(good, SNOOZE_DONE);
    assert_int_equal(asks.n, 1);
    assert_int_equal(asks.at[0].until.us, due.us);
    assert_int_equal(past, SNOOZE_PAST);
    assert_int_equal(far, SNOOZE_TOO_FAR);
    assert_int_equal(foreign, SNOOZE_NO_POST);
}

RULE("whoever reads in a room knows of the invitation")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    post_id id = write(tx, g.nurse_seats[0], S("ようこそ"));
    reading_mark(tx, g.helper_seats[0], &id, 1);
    struct inbox_rooms list = inbox_list(tx, &g.helper.acting);
    world_commit(world);

    assert_false(room_in(&list, g.rooms[0])->is_new);
    assert_true(room_in(&list, g.rooms[1])->is_new);
}

PAGE("an invitation stands in the inbox until it is answered; looking leads into the room")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(browser_says(b, "新しい部屋に招かれました") && browser_says(b, "川村 はな 様"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/welcome", g.rooms[0].v), "look", "1"), 303);
    assert_str(browser_went_to(b), url_make(world_arena(world), "/rooms/%i", g.rooms[0].v).s);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/welcome", g.rooms[i].v)), 303);
        assert_str(browser_went_to(b), S("/"));
    }
    assert_int_equal(browser_get(b, "/"), 200);
    assert_false(browser_says(b, "新しい部屋に招かれました"));
    struct browser *nurse = browser_of(world, &g.city.officer);
    assert_int_equal(browser_post(nurse, browser_at(nurse, "/rooms/%i/welcome", g.rooms[0].v)), 404);
}

PAGE("what is put off is chosen with one press or a day and a time, listed, and brought back by hand")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    invite_helper(tx, &g);
    post_id urgent = {0};
    post_write(tx, g.nurse_seats[0], &(struct post_new){.kind = POST_URGENT, .body = S("至急")}, &urgent);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    const char *later = browser_at(b, "/rooms/%i/posts/%i/later", g.rooms[0].v, urgent.v);
    assert_int_equal(browser_get(b, later), 200);
    assert_true(browser_says(b, "今日の夕方") && browser_says(b, "2026年11月2日（月） 17:00"));
    assert_true(browser_says(b, "明日の朝") && !browser_says(b, "月曜の朝"));
    assert_int_equal(browser_post(b, later, "when", "evening"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "あとで見る 1件") && browser_says(b, "きょう 17:00に戻ります"));
    assert_false(browser_says(b, "わたし宛て・緊急"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/posts/%i/back", g.rooms[0].v, urgent.v)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "わたし宛て・緊急") && !browser_says(b, "あとで見る 1件"));
    const char *room = browser_at(b, "/rooms/%i/later", g.rooms[0].v);
    assert_int_equal(browser_post(b, room, "when", "at", "date", "2026-11-01", "time", "9:00"), 422);
    assert_true(browser_says(b, "これからの日時を入力してください"));
    assert_int_equal(browser_post(b, room, "when", "at", "date", "x", "time", ""), 422);
    assert_int_equal(browser_post(b, room, "when", "at", "date", "2026-12-24", "time", "9:00"), 422);
    assert_int_equal(browser_post(b, room, "when", "at", "date", "2026-11-05", "time", "9:00"), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/later", g.rooms[1].v, urgent.v)), 404);
}

PAGE("the badge is a number and nothing else, and empty when nothing waits")
{
    struct tx *tx = world_write(world);
    struct given_inbox g = given_inbox(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/inbox/count"), 200);
    assert_str(b->text, NONE);
    tx = world_write(world);
    invite_helper(tx, &g);
    world_commit(world);
    assert_int_equal(browser_get(b, "/inbox/count"), 200);
    assert_str(str_trim(b->text), S("3件"));
}
