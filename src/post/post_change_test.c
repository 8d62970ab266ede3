// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post.h"
#include "reading/reading.h"

#include "test/given.h"

struct given_words {
    struct given_city city;
    office_id office;
    struct given_person nurse, helper, doctor;
    room_id room;
    const struct seat *nurse_seat, *helper_seat, *doctor_seat;
};

static struct given_words given_words(struct tx *tx)
{
    struct given_words g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, g.office, S("山田 花子"));
    g.helper = given_member(tx, city, g.office, S("加藤 美咲"));
    g.doctor = given_administrator(tx, city, given_office(tx, city, S("みどり医院")), S("森 健"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    g.doctor_seat = given_seat(tx, officer, g.room, &g.doctor.acting);
    return g;
}

static post_id written(struct tx *tx, const struct seat *seat, struct post_new new)
{
    post_id id = {0};
    if (new.body.n == 0)
        new.body = S("37.8℃です。");
    post_write(tx, seat, &new, &id);
    return id;
}

static enum post_outcome tried(struct tx *tx, const struct seat *seat, struct post_new new)
{
    post_id id;
    new.body = S("お願いします。");
    return post_write(tx, seat, &new, &id);
}

static struct post found(struct tx *tx, const struct seat *seat, post_id id)
{
    struct post post = {0};
    post_find(tx, seat, id, &post);
    return post;
}

RULE("within the grace of ten minutes a change is an edit, after it a correction; both versions stay")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id id = written(tx, g.nurse_seat, (struct post_new){.body = S("37.8℃")});
    enum post_change edit = post_correct(tx, g.nurse_seat, id, 0, S("38.7℃"));
    world_commit(world);
    world_wait(world, MINUTES(10));
    tx = world_write(world);
    const struct seat *later = given_open(tx, &g.nurse.acting, g.room);
    enum post_change same = post_correct(tx, later, id, 1, S("38.7℃"));
    enum post_change correction = post_correct(tx, later, id, 1, S("36.7℃"));
    struct post_versions all = post_versions(tx, later, id);
    struct post post = found(tx, later, id);
    world_commit(world);

    assert_int_equal(edit, POST_CHANGED);
    assert_int_equal(same, POST_SAME);
    assert_int_equal(correction, POST_CHANGED);
    assert_str(post.body, S("36.7℃"));
    assert_int_equal(post.standing, POST_CORRECTED);
    assert_int_equal(all.n, 3);
    assert_str(all.at[0].body, S("37.8℃"));
    assert_int_equal(all.at[1].standing, POST_EDITED);
    assert_str(all.at[2].by, S("山田 花子"));
    assert_true(all.at[2].since.us > all.at[1].since.us);
}

RULE("who had read a post that is corrected since has it unread again, and what they read is kept")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id id = written(tx, g.nurse_seat, (struct post_new){0});
    reading_confirm(tx, g.helper_seat, id);
    struct post before = found(tx, g.helper_seat, id);
    post_correct(tx, g.nurse_seat, id, 0, S("36.5℃でした。"));
    struct post after = found(tx, g.helper_seat, id);
    struct post_versions all = post_versions(tx, g.helper_seat, id);
    reading_confirm(tx, g.helper_seat, id);
    struct post again = found(tx, g.helper_seat, id);
    world_commit(world);

    assert_true(before.confirmed_by_me);
    assert_false(after.read_by_me || after.confirmed_by_me);
    assert_int_equal(after.readers, 0);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.at[0].confirmers, 1);
    assert_int_equal(all.at[1].readers, 0);
    assert_true(again.confirmed_by_me);
}

RULE("a withdrawn post leaves its reason and its text, and is final")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id id = written(tx, g.nurse_seat, (struct post_new){.body = S("隣の部屋の話でした")});
    enum post_change no_reason = post_withdraw(tx, g.nurse_seat, id, 0, S(" "));
    enum post_change done = post_withdraw(tx, g.nurse_seat, id, 0, S("書く部屋を間違えました"));
    enum post_change again = post_withdraw(tx, g.nurse_seat, id, 1, S("もう一度"));
    enum post_change back = post_correct(tx, g.nurse_seat, id, 1, S("やはり"));
    struct post post = found(tx, g.helper_seat, id);
    struct post_versions all = post_versions(tx, g.helper_seat, id);
    world_commit(world);

    assert_int_equal(no_reason, POST_CHANGE_EMPTY);
    assert_int_equal(done, POST_CHANGED);
    assert_int_equal(again, POST_CHANGE_REFUSED);
    assert_int_equal(back, POST_CHANGE_REFUSED);
    assert_int_equal(post.standing, POST_WITHDRAWN);
    assert_str(post.body, S("書く部屋を間違えました"));
    assert_int_equal(all.n, 2);
    assert_str(all.at[0].body, S("隣の部屋の話でした"));
}

RULE("only the author changes a post, only in an open room, and never over a change not seen")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id id = written(tx, g.nurse_seat, (struct post_new){0});
    enum post_change other = post_correct(tx, g.helper_seat, id, 0, S("ちがう"));
    enum post_change none = post_correct(tx, g.nurse_seat, (post_id){77}, 0, S("ない"));
    post_correct(tx, g.nurse_seat, id, 0, S("一つ目の画面"));
    enum post_change second = post_correct(tx, g.nurse_seat, id, 0, S("二つ目の画面"));
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.nurse.acting, g.room);
    enum post_change late = post_correct(tx, closed, id, 1, S("遅い"));
    world_commit(world);

    assert_int_equal(other, POST_CHANGE_REFUSED);
    assert_int_equal(none, POST_CHANGE_REFUSED);
    assert_int_equal(second, POST_CHANGED_MEANWHILE);
    assert_int_equal(late, POST_CHANGE_REFUSED);
}

RULE("代行入力 names both persons, is for a colleague of one's own office, and either may correct it")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id id = written(tx, g.helper_seat, (struct post_new){.for_seat = g.nurse_seat->id});
    enum post_outcome stranger =
        tried(tx, g.helper_seat, (struct post_new){.for_seat = g.doctor_seat->id});
    enum post_outcome myself =
        tried(tx, g.helper_seat, (struct post_new){.for_seat = g.helper_seat->id});
    struct post post = found(tx, g.doctor_seat, id), hers = found(tx, g.nurse_seat, id);
    enum post_change by_her = post_correct(tx, g.nurse_seat, id, 0, S("37.9℃です。"));
    world_commit(world);

    assert_int_equal(stranger, POST_NO_SUCH_PERSON);
    assert_int_equal(myself, POST_NO_SUCH_PERSON);
    assert_str(post.author, S("加藤 美咲"));
    assert_str(post.for_author, S("山田 花子"));
    assert_true(hers.mine);
    assert_int_equal(by_her, POST_CHANGED);
}

static struct addressees to_one(struct tx *tx, enum addressee_kind kind, int64_t target)
{
    struct addressee *at = NEW(tx_arena(tx), struct addressee);
    *at = (struct addressee){kind, target};
    return (struct addressees){1, at};
}

RULE("a post is for a person, a 職種, an office or everybody, as long as they are in the room")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    int64_t office = g.office.v, person = g.doctor_seat->id.v;
    post_id a = written(tx, g.nurse_seat, (struct post_new){.to = to_one(tx, ADDRESSEE_SEAT, person)});
    post_id b = written(tx, g.nurse_seat, (struct post_new){.to = to_one(tx, ADDRESSEE_OFFICE, office)});
    post_id c = written(tx, g.nurse_seat, (struct post_new){.to = to_one(tx, ADDRESSEE_EVERYONE, 0)});
    enum post_outcome absent = tried(
        tx, g.nurse_seat,
        (struct post_new){.to = to_one(tx, ADDRESSEE_PROFESSION, PROFESSION_PHARMACIST)});
    bool doctor[] = {found(tx, g.doctor_seat, a).to_me, found(tx, g.doctor_seat, b).to_me,
                     found(tx, g.doctor_seat, c).to_me};
    bool helper[] = {found(tx, g.helper_seat, a).to_me, found(tx, g.helper_seat, b).to_me,
                     found(tx, g.helper_seat, c).to_me};
    world_commit(world);

    assert_int_equal(absent, POST_NO_SUCH_PERSON);
    assert_true(doctor[0] && !doctor[1] && doctor[2]);
    assert_true(!helper[0] && helper[1] && helper[2]);
}

RULE("要確認 names somebody and a time that is to come within a year")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    instant now = tx_now(tx), soon = {now.us + HOURS(4)}, far = {now.us + DAYS(400)};
    struct addressees to = to_one(tx, ADDRESSEE_SEAT, g.doctor_seat->id.v);
    enum post_outcome nobody = tried(tx, g.nurse_seat, (struct post_new){.asks = true, .due_at = soon});
    enum post_outcome past =
        tried(tx, g.nurse_seat, (struct post_new){.asks = true, .to = to, .due_at = now});
    enum post_outcome late =
        tried(tx, g.nurse_seat, (struct post_new){.asks = true, .to = to, .due_at = far});
    post_id id = written(tx, g.nurse_seat, (struct post_new){.asks = true, .to = to, .due_at = soon});
    struct readers readers = reading_of(tx, g.helper_seat, id);
    world_commit(world);

    assert_int_equal(nobody, POST_NOBODY_ASKED);
    assert_int_equal(past, POST_DUE_PAST);
    assert_int_equal(late, POST_DUE_PAST);
    assert_int_equal(readers.n, 2);
    for (size_t i = 0; i < readers.n; i++)
        assert_true(readers.at[i].asked == seat_same(readers.at[i].seat, g.doctor_seat->id));
}

RULE("answers to answers stand in one thread, counted where it began, with what is unread of it")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id root = written(tx, g.nurse_seat, (struct post_new){.body = S("相談です")});
    post_id one = written(tx, g.helper_seat, (struct post_new){.reply_to = root});
    post_id two = written(tx, g.doctor_seat, (struct post_new){.reply_to = one});
    written(tx, g.doctor_seat, (struct post_new){.body = S("別の話")});
    reading_mark(tx, g.nurse_seat, &one, 1);
    struct post post = found(tx, g.nurse_seat, root);
    struct post_list thread = post_list_thread(tx, g.nurse_seat, root, (post_id){0});
    struct post_list not_a_root = post_list_thread(tx, g.nurse_seat, two, (post_id){0});
    world_commit(world);

    assert_int_equal(post.replies, 2);
    assert_int_equal(post.unread_replies, 1);
    assert_int_equal(thread.n, 3);
    assert_true(post_same(thread.at[0].id, root) && post_same(thread.at[2].id, two));
    assert_int_equal(thread.at[1].readers, 1);
    assert_int_equal(not_a_root.n, 0);
}

RULE("a quote shows who said what, and belongs to the same room")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id said = written(tx, g.nurse_seat, (struct post_new){.body = S("眠前薬は半分に")});
    post_id quote = written(tx, g.doctor_seat, (struct post_new){.quotes = said});
    room_id other = given_room(tx, &g.city.officer.acting, S("佐藤 茂"));
    const struct seat *there = given_seat(tx, &g.city.officer.acting, other, &g.nurse.acting);
    enum post_outcome elsewhere = tried(tx, there, (struct post_new){.quotes = said});
    struct post post = found(tx, g.helper_seat, quote);
    world_commit(world);

    assert_str(post.quote_author, S("山田 花子"));
    assert_str(post.quote_excerpt, S("眠前薬は半分に"));
    assert_int_equal(elsewhere, POST_NO_SUCH_REPLY);
}

RULE("of a withdrawn post neither an answer, a quote nor a pin repeats a word, not even the reason")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id said = written(tx, g.nurse_seat, (struct post_new){.body = S("隣の部屋の話でした")});
    post_id near = written(tx, g.doctor_seat, (struct post_new){.reply_to = said, .quotes = said});
    post_pin(tx, g.nurse_seat, said);
    post_withdraw(tx, g.nurse_seat, said, 0, S("佐藤さんの話でした"));
    enum pin_outcome again = post_pin(tx, g.nurse_seat, said);
    struct post alone = found(tx, g.helper_seat, near);
    struct post_list page = post_list_before(tx, g.helper_seat, (post_id){0});
    struct post_list pins = post_list_pinned(tx, g.helper_seat);
    world_commit(world);

    assert_str(alone.reply_excerpt, S("（取り消された投稿）"));
    assert_str(alone.quote_excerpt, S("（取り消された投稿）"));
    assert_int_equal(page.n, 2);
    assert_str(page.at[1].reply_excerpt, S("（取り消された投稿）"));
    assert_int_equal(pins.n, 0);
    assert_int_equal(again, PIN_REFUSED);
}

RULE("up to twenty posts are pinned, the last pinned first, and let go again by anybody of the room")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id ids[POST_MOST_PINS + 1];
    for (int i = 0; i <= POST_MOST_PINS; i++)
        ids[i] = written(tx, g.nurse_seat, (struct post_new){0});
    for (int i = 0; i < POST_MOST_PINS; i++)
        post_pin(tx, g.nurse_seat, ids[i]);
    enum pin_outcome one_more = post_pin(tx, g.nurse_seat, ids[POST_MOST_PINS]);
    enum pin_outcome gone = post_unpin(tx, g.helper_seat, ids[0]);
    enum pin_outcome gone_again = post_unpin(tx, g.helper_seat, ids[0]);
    enum pin_outcome now = post_pin(tx, g.helper_seat, ids[POST_MOST_PINS]);
    struct post_list pins = post_list_pinned(tx, g.doctor_seat);
    world_commit(world);

    assert_int_equal(one_more, PIN_TOO_MANY);
    assert_int_equal(gone, PIN_DONE);
    assert_int_equal(gone_again, PIN_REFUSED);
    assert_int_equal(now, PIN_DONE);
    assert_int_equal(pins.n, POST_MOST_PINS);
    assert_true(post_same(pins.at[0].id, ids[POST_MOST_PINS]));
}

RULE("a room opens around the first post that is unread, with three before it")
{
    struct tx *tx = world_write(world);
    struct given_words g = given_words(tx);
    post_id ids[50];
    for (int i = 0; i < 50; i++)
        ids[i] = written(tx, g.nurse_seat, (struct post_new){0});
    reading_mark(tx, g.helper_seat, ids, 8);
    struct post_list list = post_list_unread(tx, g.helper_seat);
    reading_unmark(tx, g.helper_seat, ids[4]);
    struct post_list back = post_list_unread(tx, g.helper_seat);
    struct post_list author = post_list_unread(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(list.n, POST_PAGE);
    assert_true(post_same(list.at[3].id, ids[8]));
    assert_true(list.more);
    assert_true(back.n > 3 && post_same(back.at[3].id, ids[4]));
    assert_int_equal(author.n, 0);
}
