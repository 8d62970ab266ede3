// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/import.h"

#include "base/text.h"
#include "test/given.h"
#include "vitals/import_read.h"

struct given_desk {
    struct given_city city;
    struct given_person nurse;
    room_id room;
    const struct seat *seat;
};

static struct given_desk given_desk(struct tx *tx)
{
    struct given_desk g = {.city = given_city(tx)};
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, g.city.city.id, S("あおば"));
    g.nurse = given_administrator(tx, g.city.city.id, office, S("山田 花子"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    return g;
}

static struct vitals_import read_text(struct tx *tx, const struct given_desk *g, str text)
{
    return vitals_import_read(tx, g->seat, str_bytes(text));
}

RULE("a device's columns are known by many names, its times and numbers in many forms")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    struct vitals_import ours = read_text(
        tx, &g,
        S("日時,体温,最高血圧,最低血圧,SpO2,体重,メモ\n2026/11/01 8:05,36.5,132,78,97,51.20,朝\n"));
    struct vitals_import device = read_text(
        tx, &g,
        S("測定日,測定時刻,収縮期血圧(mmHg),拡張期血圧(mmHg),脈拍数(bpm),ＳｐＯ２,電池\n"
          "2026年11月1日,8時5分,132 mmHg,78,72bpm,97%,良\n"));
    bytes ms932 = text_to_ms932(world_arena(world), S("測定日時,血圧（上）,血圧（下）\n2026-11-01T08:05:30,132,78\n"));
    struct vitals_import old = vitals_import_read(tx, g.seat, ms932);
    world_commit(world);

    assert_str(ours.refused, NONE);
    assert_int_equal(ours.n_taken, 1);
    assert_int_equal(ours.at[0].values.at[VITALS_WEIGHT], 512);
    assert_str(ours.at[0].note, S("朝"));
    assert_int_equal(device.n_taken, 1);
    assert_int_equal(device.at[0].measured_at.us, ours.at[0].measured_at.us);
    assert_int_equal(device.at[0].values.at[VITALS_PULSE], 72);
    assert_int_equal(device.at[0].values.at[VITALS_SPO2], 97);
    assert_str(device.unknown, S("電池"));
    assert_int_equal(old.n_taken, 1);
    assert_int_equal(old.at[0].values.at[VITALS_DIASTOLIC], 78);
}

RULE("each row says why it is not taken; what is unlikely is taken and told")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    struct vitals_import import = read_text(
        tx, &g,
        S("日時,体温,最高血圧,最低血圧\nきのう,36.5,,\n2026/11/01 8:05,83.0,,\n2027/01/01 8:05,36.5,,\n"
          "2026/11/01 8:05,,,\n2026/11/01 8:06,,78,132\n2026/11/01 8:07,高め,,\n2026/11/01 8:08,41.5,--,--\n"));
    world_commit(world);

    assert_int_equal(import.n, 7);
    assert_int_equal(import.n_refused, 6);
    assert_true(str_contains(import.at[0].finding, S("日時を読めません")));
    assert_true(str_contains(import.at[1].finding, S("あり得ない値")));
    assert_true(str_contains(import.at[2].finding, S("これから先")));
    assert_true(str_contains(import.at[3].finding, S("値が1つもありません")));
    assert_true(str_contains(import.at[4].finding, S("逆")));
    assert_true(str_contains(import.at[5].finding, S("数字として読めません")));
    assert_int_equal(import.at[6].fate, LINE_TAKEN);
    assert_true(str_contains(import.at[6].finding, S("ふだん見ない値")));
}

RULE("a file that is no table of measurings is refused as a whole, with a way on")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    struct vitals_import empty = read_text(tx, &g, NONE);
    struct vitals_import no_time = read_text(tx, &g, S("体温\n36.5\n"));
    struct vitals_import no_value = read_text(tx, &g, S("日時,歩数\n2026/11/01 8:05,3000\n"));
    struct vitals_import open = read_text(tx, &g, S("日時,体温\n\"2026/11/01 8:05,36.5\n"));
    struct vitals_import picture = read_text(tx, &g, S("\x89PNG\r\n\x1a\n\x01\x02"));
    world_commit(world);

    assert_true(str_contains(empty.refused, S("見出し")));
    assert_true(str_contains(no_time.refused, S("日時の列")));
    assert_true(str_contains(no_value.refused, S("列が見つかりません")));
    assert_true(str_contains(open.refused, S("行目")));
    assert_true(str_contains(picture.refused, S("文字を読めません")));
}

RULE("nothing is taken twice: not from the same file, not from another, not after a withdrawal")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    str text = S("日時,体温\n2026/11/01 8:05,36.5\n2026/11/01 08:05:40,36.5\n2026/11/01 20:00,36.9\n");
    struct vitals_import import = read_text(tx, &g, text);
    size_t first = vitals_import_take(tx, g.seat, &import);
    struct vitals_import again = read_text(tx, &g, text);
    size_t second = vitals_import_take(tx, g.seat, &again);
    struct vitals_list list = vitals_list_since(tx, g.seat, (instant){0});
    if (list.n)
        vitals_withdraw(tx, g.seat, list.at[0].id, 0, S("別の方の値"));
    struct vitals_import third = read_text(tx, &g, text);
    struct post_list posts = post_list_before(tx, g.seat, (post_id){0});
    world_commit(world);

    assert_int_equal(import.n_taken, 2);
    assert_int_equal(import.n_known, 1);
    assert_int_equal(first, 2);
    assert_int_equal(second, 0);
    assert_int_equal(list.n, 2);
    assert_int_equal(third.n_known, 3);
    assert_int_equal(posts.n, 1);
    assert_true(str_contains(posts.at[0].body, S("2件取り込みました")));
}

RULE("values at a limit inside an import are told in one post to the named 職種")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    struct seat_rows people = seat_roster(tx, g.seat);
    struct vitals_limit limit = {.upper = true, .value = 380};
    if (people.n)
        limit.professions = UINT64_C(1) << people.at[0].profession;
    vitals_limit_set(tx, g.seat, &limit);
    struct vitals_import import = read_text(
        tx, &g, S("日時,体温\n2026/11/01 8:05,38.5\n2026/11/01 12:00,38.6\n2026/11/01 20:00,36.9\n"));
    vitals_import_take(tx, g.seat, &import);
    struct post_list posts = post_list_before(tx, g.seat, (post_id){0});
    world_commit(world);

    assert_int_equal(posts.n, 1);
    assert_int_equal(posts.at[0].kind, POST_VITALS);
    assert_int_equal(posts.at[0].to.n, 1);
    assert_true(str_contains(posts.at[0].body, S("知らせる値になったもの：2件")));
}

// Reads and takes one value at an urgent limit, measured then. The kind of the post that tells of it.
static enum post_kind told_as(struct tx *tx, const struct given_desk *g, str file)
{
    vitals_limit_set(tx, g->seat,
                     &(struct vitals_limit){
                         .upper = true, .value = 380, .urgent = true, .professions = ~UINT64_C(0)});
    struct vitals_import import = read_text(tx, g, file);
    vitals_import_take(tx, g->seat, &import);
    struct post_list posts = post_list_before(tx, g->seat, (post_id){0});
    assert_true(posts.n > 0 || !tx_ok(tx));
    return posts.n ? posts.at[posts.n - 1].kind : POST_URGENT;
}

RULE("a value of yesterday at an urgent limit is told, but rings nobody out of bed; one of today does")
{
    struct tx *tx = world_write(world);
    struct given_desk g = given_desk(tx);
    enum post_kind old = told_as(tx, &g, S("日時,体温\n2026/11/01 8:05,38.5\n"));
    world_commit(world);
    world_wait(world, MINUTES(1));
    tx = world_write(world);
    enum post_kind both =
        told_as(tx, &g, S("日時,体温\n2026/11/01 8:20,38.6\n2026/11/02 8:30,38.7\n"));
    world_commit(world);

    assert_int_equal(old, POST_VITALS);
    assert_int_equal(both, POST_URGENT);
}

RULE("moments of devices are read, and nonsense is none")
{
    struct arena *a = world_arena(world);
    instant right = vitals_read_moment(a, S("2026/11/02 8:05"));
    assert_true(instant_is(right));
    assert_int_equal(vitals_read_moment(a, S("２０２６年１１月２日８時５分")).us, right.us);
    assert_int_equal(vitals_read_moment(a, S("令和8年11月2日 08:05:59")).us, right.us);
    assert_false(instant_is(vitals_read_moment(a, S("2026/11/02"))));
    assert_false(instant_is(vitals_read_moment(a, S("2026/11/02 25:05"))));
    assert_false(instant_is(vitals_read_moment(a, S("2026/11/02 8:"))));
    assert_false(instant_is(vitals_read_moment(a, S("2026/02/30 8:05"))));
    assert_false(instant_is(vitals_read_moment(a, S("2026/11/02 -1:05"))));
}
