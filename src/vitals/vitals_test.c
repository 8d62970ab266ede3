// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/vitals.h"

#include "test/given.h"

static struct vitals_new measured(struct tx *tx, enum vitals_sign sign, int64_t value)
{
    struct vitals_new new = {.measured_at = tx_now(tx), .values = vitals_nothing()};
    new.values.at[sign] = value;
    return new;
}

static struct vitals_limit limit_for(const struct seat_rows *people, enum vitals_sign sign,
                                     bool upper, int64_t value)
{
    struct vitals_limit limit = {.sign = sign, .upper = upper, .value = value, .urgent = true};
    for (size_t i = 0; i < people->n; i++)
        limit.professions |= UINT64_C(1) << people->at[i].profession;
    return limit;
}

static size_t count_posts(struct tx *tx, const struct seat *seat)
{
    return post_list_before(tx, seat, (post_id){0}).n;
}

RULE("numbers are read as people type them, and what no body shows is impossible")
{
    struct arena *a = world_arena(world);
    int64_t value;
    assert_int_equal(vitals_read(a, VITALS_TEMPERATURE, S("３６．５"), &value), VITALS_READ);
    assert_int_equal(value, 365);
    assert_int_equal(vitals_read(a, VITALS_TEMPERATURE, S("365"), &value), VITALS_READ);
    assert_int_equal(value, 365);
    assert_int_equal(vitals_read(a, VITALS_TEMPERATURE, S("83.0"), &value), VITALS_IMPOSSIBLE);
    assert_int_equal(vitals_read(a, VITALS_PULSE, S("72.5"), &value), VITALS_NO_NUMBER);
    assert_int_equal(vitals_read(a, VITALS_PULSE, S("-72"), &value), VITALS_NO_NUMBER);
    assert_int_equal(vitals_read(a, VITALS_PULSE, S(" "), &value), VITALS_BLANK);
    assert_int_equal(vitals_read(a, VITALS_SPO2, S("101"), &value), VITALS_IMPOSSIBLE);
    assert_int_equal(vitals_read(a, VITALS_JCS, S("4"), &value), VITALS_IMPOSSIBLE);
    assert_int_equal(vitals_read(a, VITALS_WEIGHT, S("99999999"), &value), VITALS_NO_NUMBER);
}

RULE("a slip of the finger is guessed: digits that changed places, a zero too many")
{
    int64_t meant;
    assert_true(vitals_slip_of(VITALS_TEMPERATURE, 830, &meant));
    assert_int_equal(meant, 380);
    assert_true(vitals_slip_of(VITALS_PULSE, 720, &meant));
    assert_int_equal(meant, 72);
    assert_false(vitals_slip_of(VITALS_PAIN, 11, &meant));
    assert_true(vitals_is_likely(VITALS_TEMPERATURE, 365));
    assert_false(vitals_is_likely(VITALS_TEMPERATURE, 412));
}

RULE("a measuring is read by the team as it was written, with person and time, newest first")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_new new = measured(tx, VITALS_TEMPERATURE, 378), old = new;
    new.note = S("汗をかいている");
    old.measured_at.us -= HOURS(30);
    vitals_id id = {0};
    enum vitals_outcome first = vitals_write(tx, g.nurse_seat, &new, &id);
    enum vitals_outcome second = vitals_write(tx, g.nurse_seat, &old, &id);
    struct vitals_list list = vitals_list_since(tx, g.helper_seat, (instant){0});
    struct vitals newest = {0};
    bool found = vitals_newest(tx, g.helper_seat, &newest);
    world_commit(world);

    assert_int_equal(first, VITALS_WRITTEN);
    assert_int_equal(second, VITALS_WRITTEN);
    assert_int_equal(list.n, 2);
    assert_true(found);
    assert_int_equal(newest.values.at[VITALS_TEMPERATURE], 378);
    assert_int_equal(newest.values.at[VITALS_PULSE], VITALS_NOT);
    assert_str(newest.author, S("山田 花子"));
    assert_str(list.at[0].note, S("汗をかいている"));
    assert_false(list.at[0].mine);
    assert_true(list.at[1].measured_at.us < list.at[0].measured_at.us);
}

RULE("what is empty, impossible, upside down, of the future, too long or in a closed room is refused")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    vitals_id id;
    struct vitals_new good = measured(tx, VITALS_TEMPERATURE, 365), bad = good;
    bad.values = vitals_nothing();
    assert_int_equal(vitals_write(tx, g.nurse_seat, &bad, &id), VITALS_EMPTY);
    bad.values.at[VITALS_SPO2] = 101;
    assert_int_equal(vitals_write(tx, g.nurse_seat, &bad, &id), VITALS_OUT_OF_RANGE);
    bad.values.at[VITALS_SPO2] = VITALS_NOT;
    bad.values.at[VITALS_SYSTOLIC] = 80;
    bad.values.at[VITALS_DIASTOLIC] = 120;
    assert_int_equal(vitals_write(tx, g.nurse_seat, &bad, &id), VITALS_CROSSED);
    bad = good;
    bad.measured_at.us += MINUTES(1);
    assert_int_equal(vitals_write(tx, g.nurse_seat, &bad, &id), VITALS_IN_FUTURE);
    char *note = arena_alloc(world_arena(world), VITALS_NOTE_MOST + 1);
    memset(note, 'a', VITALS_NOTE_MOST + 1);
    bad = good;
    bad.note = (str){note, VITALS_NOTE_MOST + 1};
    assert_int_equal(vitals_write(tx, g.nurse_seat, &bad, &id), VITALS_NOTE_LONG);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.nurse.acting, g.room);
    enum vitals_outcome outcome = closed ? vitals_write(tx, closed, &good, &id) : VITALS_REFUSED;
    struct vitals_limit limit = {.upper = true, .value = 380, .professions = 1};
    enum limit_outcome set = closed ? vitals_limit_set(tx, closed, &limit) : LIMIT_REFUSED;
    world_commit(world);

    assert_int_equal(outcome, VITALS_REFUSED);
    assert_int_equal(set, LIMIT_REFUSED);
}

RULE("the same form sent twice is one measuring and one post; with other values nothing is lost")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_new new = measured(tx, VITALS_TEMPERATURE, 365);
    new.request_key = S("k1");
    new.posts = true;
    vitals_id first, second, third;
    enum vitals_outcome once = vitals_write(tx, g.nurse_seat, &new, &first);
    enum vitals_outcome twice = vitals_write(tx, g.nurse_seat, &new, &second);
    new.values.at[VITALS_TEMPERATURE] = 368;
    enum vitals_outcome other = vitals_write(tx, g.nurse_seat, &new, &third);
    struct post_list posts = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(once, VITALS_WRITTEN);
    assert_int_equal(twice, VITALS_WRITTEN_BEFORE);
    assert_true(vitals_same(first, second));
    assert_int_equal(other, VITALS_WRITTEN);
    assert_int_equal(posts.n, 2);
    assert_int_equal(posts.at[0].kind, POST_VITALS);
    assert_true(str_contains(posts.at[0].body, S("体温 36.5℃")));
}

RULE("a value at a limit tells the named 職種 in the timeline, also when no post was wished")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct seat_rows people = seat_roster(tx, g.nurse_seat);
    struct vitals_limit limit = limit_for(&people, VITALS_SPO2, false, 90);
    enum limit_outcome set = vitals_limit_set(tx, g.nurse_seat, &limit);
    vitals_id id;
    struct vitals_new fine = measured(tx, VITALS_SPO2, 91), low = measured(tx, VITALS_SPO2, 90);
    vitals_write(tx, g.nurse_seat, &fine, &id);
    size_t quiet = count_posts(tx, g.helper_seat);
    vitals_write(tx, g.nurse_seat, &low, &id);
    struct post_list posts = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(set, LIMIT_SET);
    assert_int_equal(quiet, 0);
    assert_int_equal(posts.n, 1);
    assert_int_equal(posts.at[0].kind, POST_URGENT);
    assert_true(posts.at[0].to_me);
    assert_int_equal(posts.at[0].to.at[0].kind, ADDRESSEE_PROFESSION);
    assert_true(str_contains(posts.at[0].body, S("SpO2 90%（決めた値はSpO2 90%以下）")));
}

RULE("when nobody of the named 職種 is in the room any more, everybody is told")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_limit limit = {.sign = VITALS_TEMPERATURE, .upper = true, .value = 380,
                                 .professions = UINT64_C(1) << PROFESSION_DENTIST};
    vitals_limit_set(tx, g.nurse_seat, &limit);
    struct vitals_new new = measured(tx, VITALS_TEMPERATURE, 391);
    vitals_id id;
    vitals_write(tx, g.nurse_seat, &new, &id);
    struct post_list posts = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(posts.n, 1);
    assert_int_equal(posts.at[0].to.at[0].kind, ADDRESSEE_EVERYONE);
}

RULE("a limit is one for each sign and side; who set and who ended it stays known")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct seat_rows people = seat_roster(tx, g.nurse_seat);
    struct vitals_limit limit = limit_for(&people, VITALS_TEMPERATURE, true, 380);
    enum limit_outcome first = vitals_limit_set(tx, g.nurse_seat, &limit);
    enum limit_outcome again = vitals_limit_set(tx, g.helper_seat, &limit);
    limit.value = 385;
    enum limit_outcome other = vitals_limit_set(tx, g.helper_seat, &limit);
    struct vitals_limits now = vitals_limits_in_force(tx, g.nurse_seat);
    struct vitals_limits ever = vitals_limits_ever(tx, g.nurse_seat);
    limit.value = 10;
    enum limit_outcome senseless = vitals_limit_set(tx, g.nurse_seat, &limit);
    limit = (struct vitals_limit){.upper = true, .value = 380};
    enum limit_outcome nobody = vitals_limit_set(tx, g.nurse_seat, &limit);
    bool ended = now.n && vitals_limit_end(tx, g.nurse_seat, now.at[0].id);
    bool twice = now.n && vitals_limit_end(tx, g.nurse_seat, now.at[0].id);
    world_commit(world);

    assert_int_equal(first, LIMIT_SET);
    assert_int_equal(again, LIMIT_SAME);
    assert_int_equal(other, LIMIT_SET);
    assert_int_equal(now.n, 1);
    assert_int_equal(now.at[0].value, 385);
    assert_int_equal(ever.n, 2);
    assert_str(ever.at[1].set_name, S("山田 花子"));
    assert_str(ever.at[1].ended_name, S("加藤 美咲"));
    assert_int_equal(senseless, LIMIT_OUT_OF_RANGE);
    assert_int_equal(nobody, LIMIT_NOBODY);
    assert_true(ended);
    assert_false(twice);
}

RULE("a correction keeps both versions with time and person, and the post follows")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_new new = measured(tx, VITALS_PULSE, 27), right = measured(tx, VITALS_PULSE, 72);
    new.posts = true;
    vitals_id id;
    vitals_write(tx, g.nurse_seat, &new, &id);
    enum vitals_outcome others = vitals_correct(tx, g.helper_seat, id, 0, &right);
    enum vitals_outcome stale = vitals_correct(tx, g.nurse_seat, id, 1, &right);
    enum vitals_outcome done = vitals_correct(tx, g.nurse_seat, id, 0, &right);
    enum vitals_outcome same = vitals_correct(tx, g.nurse_seat, id, 1, &right);
    struct vitals_list versions = vitals_versions(tx, g.helper_seat, id);
    struct post_list posts = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(others, VITALS_REFUSED);
    assert_int_equal(stale, VITALS_CHANGED_MEANWHILE);
    assert_int_equal(done, VITALS_WRITTEN);
    assert_int_equal(same, VITALS_SAME);
    assert_int_equal(versions.n, 2);
    assert_int_equal(versions.at[0].values.at[VITALS_PULSE], 27);
    assert_int_equal(versions.at[1].values.at[VITALS_PULSE], 72);
    assert_int_equal(versions.at[1].standing, POST_EDITED);
    assert_str(versions.at[1].author, S("山田 花子"));
    assert_int_equal(posts.n, 1);
    assert_true(str_contains(posts.at[0].body, S("脈拍 72回/分")));
}

RULE("a correction that reaches a limit tells whoever was not told before, once")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct seat_rows people = seat_roster(tx, g.nurse_seat);
    struct vitals_limit limit = limit_for(&people, VITALS_TEMPERATURE, true, 380);
    vitals_limit_set(tx, g.nurse_seat, &limit);
    struct vitals_new new = measured(tx, VITALS_TEMPERATURE, 365);
    vitals_id id;
    vitals_write(tx, g.nurse_seat, &new, &id);
    new.values.at[VITALS_TEMPERATURE] = 395;
    vitals_correct(tx, g.nurse_seat, id, 0, &new);
    size_t told = count_posts(tx, g.helper_seat);
    new.values.at[VITALS_TEMPERATURE] = 396;
    vitals_correct(tx, g.nurse_seat, id, 1, &new);
    size_t again = count_posts(tx, g.helper_seat);
    world_commit(world);

    assert_int_equal(told, 1);
    assert_int_equal(again, 1);
}

RULE("a withdrawn measuring leaves its trace and its reason, is not the newest any more, and takes its post along")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_new new = measured(tx, VITALS_PULSE, 72);
    new.posts = true;
    vitals_id id;
    vitals_write(tx, g.nurse_seat, &new, &id);
    enum vitals_outcome no_reason = vitals_withdraw(tx, g.nurse_seat, id, 0, S(" "));
    enum vitals_outcome done = vitals_withdraw(tx, g.nurse_seat, id, 0, S("別の方の値でした"));
    enum vitals_outcome twice = vitals_withdraw(tx, g.nurse_seat, id, 1, S("もう一度"));
    struct vitals newest;
    bool found = vitals_newest(tx, g.helper_seat, &newest);
    struct vitals_list list = vitals_list_since(tx, g.helper_seat, (instant){0});
    struct post_list posts = post_list_before(tx, g.helper_seat, (post_id){0});
    world_commit(world);

    assert_int_equal(no_reason, VITALS_NO_REASON);
    assert_int_equal(done, VITALS_WRITTEN);
    assert_int_equal(twice, VITALS_REFUSED);
    assert_false(found);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.at[0].standing, POST_WITHDRAWN);
    assert_str(list.at[0].note, S("別の方の値でした"));
    assert_true(vitals_is_empty(&list.at[0].values));
    assert_int_equal(posts.at[0].standing, POST_WITHDRAWN);
}

static void count_broken(void *n, const char *table, int64_t row)
{
    (void)table;
    (void)row;
    ++*(size_t *)n;
}

static struct query q_move = {
    .name = "test_move_vitals",
    .sql = "UPDATE vitals SET measured_at = measured_at - 60000000",
};
static struct query q_lose = {.name = "test_lose_version", .sql = "DELETE FROM vitals_version"};

RULE("a measuring whose time was changed behind the program, or whose old version is gone, is found")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct vitals_new new = measured(tx, VITALS_PULSE, 72);
    vitals_id id;
    vitals_write(tx, g.nurse_seat, &new, &id);
    new.values.at[VITALS_PULSE] = 74;
    vitals_correct(tx, g.nurse_seat, id, 0, &new);
    size_t fine = 0, lost = 0, moved = 0;
    size_t n = vitals_verify(tx, g.room, &g.nurse_seat->key, count_broken, &fine);
    query_run(tx, &q_lose, NULL);
    vitals_verify(tx, g.room, &g.nurse_seat->key, count_broken, &lost);
    query_run(tx, &q_move, NULL);
    vitals_verify(tx, g.room, &g.nurse_seat->key, count_broken, &moved);
    world_commit(world);

    assert_int_equal(n, 1);
    assert_int_equal(fine, 0);
    assert_int_equal(lost, 1);
    assert_int_equal(moved, 1);
}
