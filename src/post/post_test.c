// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post.h"

#include "reading/reading.h"
#include "test/given.h"

static enum post_outcome write_with(struct tx *tx, const struct seat *seat, struct post_new new,
                                    post_id *out)
{
    *out = (post_id){0};
    return seat ? post_write(tx, seat, &new, out) : POST_NOT_ALLOWED;
}

static post_id write(struct tx *tx, const struct seat *seat, str body)
{
    post_id id;
    write_with(tx, seat, (struct post_new){.body = body}, &id);
    return id;
}

RULE("a post is read by the team as it was written, with its author's name, job and office")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    post_id id = write(tx, g.nurse_seat, S("発赤は小さくなっています。\n写真を付けます。"));
    struct post post;
    bool found = post_find(tx, g.helper_seat, id, &post);
    world_commit(world);

    assert_true(found);
    assert_str(post.body, S("発赤は小さくなっています。\n写真を付けます。"));
    assert_str(post.author, S("山田 花子"));
    assert_str(post.office, S("あおば"));
    assert_false(post.mine);
}

RULE("a post is neither empty nor endless, and a reply belongs to a post of the same room")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    room_id other = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    const struct seat *there = given_seat(tx, &g.city.officer.acting, other, &g.nurse.acting);
    post_id elsewhere = write(tx, there, S("別の部屋")), id;
    char *long_text = arena_alloc(world_arena(world), POST_MOST_CHARACTERS + 1);
    memset(long_text, 'a', POST_MOST_CHARACTERS + 1);
    str longest = {long_text, POST_MOST_CHARACTERS};
    enum post_outcome empty = write_with(tx, g.nurse_seat, (struct post_new){.body = S(" 　\n")}, &id);
    enum post_outcome fits = write_with(tx, g.nurse_seat, (struct post_new){.body = longest}, &id);
    longest.n++;
    enum post_outcome over = write_with(tx, g.nurse_seat, (struct post_new){.body = longest}, &id);
    enum post_outcome reply = write_with(
        tx, g.nurse_seat, (struct post_new){.body = S("はい"), .reply_to = elsewhere}, &id);
    world_commit(world);

    assert_int_equal(empty, POST_EMPTY);
    assert_int_equal(fits, POST_WRITTEN);
    assert_int_equal(over, POST_TOO_LONG);
    assert_int_equal(reply, POST_NO_SUCH_REPLY);
}

RULE("the same form sent twice is one post; with another text nothing is lost")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct post_new new = {.body = S("37.8℃です。"), .request_key = S("k1")};
    post_id first, second, third;
    enum post_outcome once = write_with(tx, g.nurse_seat, new, &first);
    enum post_outcome twice = write_with(tx, g.nurse_seat, new, &second);
    new.body = S("38.1℃になりました。");
    enum post_outcome other = write_with(tx, g.nurse_seat, new, &third);
    struct post_list list = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(once, POST_WRITTEN);
    assert_int_equal(twice, POST_WRITTEN_BEFORE);
    assert_int_equal(other, POST_WRITTEN);
    assert_true(post_same(first, second));
    assert_int_equal(list.n, 2);
}

RULE("in a closed room posts are read but nobody writes or confirms")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    post_id id = write(tx, g.nurse_seat, S("退院しました。")), none;
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.helper.acting, g.room);
    enum post_outcome outcome = write_with(tx, closed, (struct post_new){.body = S("はい")}, &none);
    bool confirmed = closed && reading_confirm(tx, closed, id);
    struct post_list list =
        closed ? post_list_before(tx, closed, (post_id){0}) : (struct post_list){0};
    world_commit(world);

    assert_int_equal(outcome, POST_NOT_ALLOWED);
    assert_false(confirmed);
    assert_int_equal(list.n, 1);
}

RULE("the page shows the newest thirty, oldest first, and says whether there are older ones")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    post_id ids[POST_PAGE + 2];
    for (int i = 0; i < POST_PAGE + 2; i++)
        ids[i] = write(tx, g.nurse_seat, str_print(world_arena(world), "%d", i));
    struct post_list newest = post_list_before(tx, g.helper_seat, (post_id){0});
    struct post_list older = post_list_before(tx, g.helper_seat, ids[2]);
    struct post_list after = post_list_after(tx, g.helper_seat, ids[POST_PAGE]);
    world_commit(world);

    assert_int_equal(newest.n, POST_PAGE);
    assert_true(newest.more);
    assert_str(newest.at[0].body, S("2"));
    assert_int_equal(older.n, 2);
    assert_false(older.more);
    assert_int_equal(after.n, 1);
    assert_str(after.at[0].body, S("31"));
}

RULE("a reply names what it answers, on one line")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    post_id asked = write(tx, g.nurse_seat, S("月曜は受診です。\n午後に変えられますか。")), id;
    write_with(tx, g.helper_seat, (struct post_new){.body = S("15時なら"), .reply_to = asked}, &id);
    struct post post = {0};
    post_find(tx, g.nurse_seat, id, &post);
    world_commit(world);

    assert_str(post.reply_author, S("山田 花子"));
    assert_str(post.reply_excerpt, S("月曜は受診です。 午後に変えられますか。"));
}

RULE("既読 and 確認しました are counted per person, never for one's own post")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    post_id id = write(tx, g.nurse_seat, S("お願いします。"));
    post_id seen[] = {id, {12345}};
    reading_mark(tx, g.nurse_seat, seen, 2); // one's own
    reading_mark(tx, g.helper_seat, seen, 2);
    reading_mark(tx, g.helper_seat, seen, 1);
    struct post read = {0}, confirmed = {0};
    post_find(tx, g.helper_seat, id, &read);
    bool own = reading_confirm(tx, g.nurse_seat, id);
    bool first = reading_confirm(tx, g.helper_seat, id), again = reading_confirm(tx, g.helper_seat, id);
    post_find(tx, g.helper_seat, id, &confirmed);
    world_commit(world);

    assert_true(first && !again && !own);
    assert_true(read.read_by_me && !read.confirmed_by_me);
    assert_int_equal(read.readers, 1);
    assert_int_equal(read.confirmers, 0);
    assert_int_equal(confirmed.readers, 1);
    assert_int_equal(confirmed.confirmers, 1);
}

RULE("the list of readers names everybody of the team but the author, with the state of each")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    const struct seat *officer =
        given_seat(tx, &g.city.officer.acting, g.room, &g.city.officer.acting);
    post_id id = write(tx, officer, S("担当者会議は9日です。"));
    reading_confirm(tx, g.helper_seat, id);
    struct readers readers = reading_of(tx, g.nurse_seat, id);
    struct readers nothing = reading_of(tx, g.nurse_seat, (post_id){77});
    world_commit(world);

    assert_int_equal(readers.n, 2);
    assert_str(readers.at[0].name, S("山田 花子")); // by 職種
    assert_int_equal(readers.at[0].reading, READING_UNREAD);
    assert_int_equal(readers.at[1].reading, READING_CONFIRMED);
    assert_true(instant_is(readers.at[1].confirmed_at));
    assert_int_equal(nothing.n, 0);
}

RULE("a post of another room cannot be read, marked or confirmed through one's own seat")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    room_id other = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    const struct seat *there = given_seat(tx, &g.city.officer.acting, other, &g.nurse.acting);
    post_id elsewhere = write(tx, there, S("別の方のこと"));
    struct post post;
    bool found = post_find(tx, g.helper_seat, elsewhere, &post);
    bool confirmed = reading_confirm(tx, g.helper_seat, elsewhere);
    world_commit(world);

    assert_false(found);
    assert_false(confirmed);
}
