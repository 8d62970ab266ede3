// SPDX-License-Identifier: AGPL-3.0-or-later
#include "draft/draft.h"

#include "room/room.h"
#include "test/given.h"

static enum draft_outcome type(struct tx *tx, const struct seat *seat, struct draft_new *box, str body)
{
    box->text.body = body;
    return seat ? draft_keep(tx, seat, box, box) : DRAFT_REFUSED;
}

static size_t count(struct tx *tx, const struct seat *seat)
{
    return seat ? draft_list(tx, seat, NULL, 0).n : 0;
}

RULE("a draft is kept as it was typed, with kind, addressees and time, for the person alone")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct addressee doctors = {ADDRESSEE_EVERYONE, 0};
    struct draft_new box = {.box = S("a"),
                            .text = {.kind = 3, .due = 5, .due_at = S("2026-11-23T12:30"), .to = {1, &doctors}}};
    enum draft_outcome outcome = type(tx, g.nurse_seat, &box, S("発赤は小さく"));
    struct drafts list = draft_list(tx, g.nurse_seat, NULL, 0);
    size_t others = count(tx, g.helper_seat);
    world_commit(world);

    assert_int_equal(outcome, DRAFT_KEPT);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.at[0].text.kind, 3);
    assert_int_equal(list.at[0].text.to.n, 1);
    assert_str(list.at[0].text.due_at, S("2026-11-23T12:30"));
    assert_str(list.at[0].text.body, S("発赤は小さく"));
    assert_int_equal(others, 0);
}

RULE("typing on goes on with the same draft; emptying the box removes it")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new box = {.box = S("a")}, lost = {.box = S("a")};
    type(tx, g.nurse_seat, &box, S("発赤"));
    type(tx, g.nurse_seat, &lost, S("発赤は")); // the first answer never came
    type(tx, g.nurse_seat, &box, S("発赤は小さい"));
    struct drafts list = draft_list(tx, g.nurse_seat, NULL, 0);
    enum draft_outcome emptied = type(tx, g.nurse_seat, &box, S("  "));
    size_t left = count(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(list.n, 1);
    assert_str(list.at[0].text.body, S("発赤は小さい"));
    assert_int_equal(emptied, DRAFT_REMOVED);
    assert_int_equal(left, 0);
}

RULE("two devices that type at once both keep their text until the person discards one")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new phone = {.box = S("phone")}, desk = {.box = S("desk")};
    type(tx, g.nurse_seat, &phone, S("訪問しました"));
    desk.id = phone.id; // the other device opens with it and goes on
    desk.revision = phone.revision;
    type(tx, g.nurse_seat, &desk, S("訪問しました。変わりありません"));
    size_t taken_over = count(tx, g.nurse_seat);
    type(tx, g.nurse_seat, &phone, S("訪問しました。発熱があります"));
    size_t both = count(tx, g.nurse_seat);
    bool discarded = g.nurse_seat && draft_discard(tx, g.nurse_seat, desk.id);
    bool twice = g.nurse_seat && draft_discard(tx, g.nurse_seat, desk.id);
    struct drafts left = draft_list(tx, g.nurse_seat, NULL, 0);
    world_commit(world);

    assert_int_equal(taken_over, 1);
    assert_int_equal(both, 2);
    assert_true(discarded);
    assert_false(twice);
    assert_int_equal(left.n, 1);
    assert_str(left.at[0].text.body, S("訪問しました。発熱があります"));
}

RULE("sending removes the draft of its box; what another device has typed since stays")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new phone = {.box = S("phone")}, desk = {.box = S("desk")};
    type(tx, g.nurse_seat, &phone, S("訪問しました"));
    struct draft_new sent = phone;
    desk.id = phone.id;
    desk.revision = phone.revision;
    type(tx, g.nurse_seat, &desk, S("続きを書いています"));
    draft_posted(tx, g.nurse_seat, &sent);
    size_t kept = count(tx, g.nurse_seat);
    draft_posted(tx, g.nurse_seat, &desk);
    size_t left = count(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(kept, 1);
    assert_int_equal(left, 0);
}

static enum draft_outcome type_nth(struct tx *tx, const struct seat *seat, struct draft_new box,
                                   int64_t serial, str body)
{
    box.serial = serial;
    return type(tx, seat, &box, body);
}

RULE("a request that comes late revives no sent text and writes over no newer one; taken back, the box goes on")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new box = {.box = S("a")};
    type_nth(tx, g.nurse_seat, box, 5, S("発赤は小さい"));
    enum draft_outcome overtaken = type_nth(tx, g.nurse_seat, box, 4, S("発赤"));
    struct drafts newest = draft_list(tx, g.nurse_seat, NULL, 0);
    box.serial = 7;
    draft_posted(tx, g.nurse_seat, &box);
    enum draft_outcome late = type_nth(tx, g.nurse_seat, box, 6, S("発赤は小さく"));
    size_t revived = count(tx, g.nurse_seat), elsewhere = count(tx, g.helper_seat);
    enum draft_outcome back = type_nth(tx, g.nurse_seat, box, 8, S("発赤は小さく、熱なし"));
    size_t taken_back = count(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(overtaken, DRAFT_KEPT);
    assert_int_equal(newest.n, 1);
    assert_str(newest.at[0].text.body, S("発赤は小さい"));
    assert_int_equal(late, DRAFT_REMOVED);
    assert_true(revived == 0 && elsewhere == 0);
    assert_int_equal(back, DRAFT_KEPT);
    assert_int_equal(taken_back, 1);
}

RULE("a draft that is too long or without its form is refused, and there are at most twenty in a room")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new none = {0}, long_one = {.box = S("long")}, box = {0};
    enum draft_outcome nameless = type(tx, g.nurse_seat, &none, S("x"));
    char *text = arena_alloc(world_arena(world), DRAFT_MOST_CHARACTERS + 1);
    memset(text, 'a', DRAFT_MOST_CHARACTERS + 1);
    enum draft_outcome longer =
        type(tx, g.nurse_seat, &long_one, (str){text, DRAFT_MOST_CHARACTERS + 1});
    for (int i = 0; i < DRAFTS_MOST; i++) {
        box = (struct draft_new){.box = str_print(world_arena(world), "box %d", i)};
        type(tx, g.nurse_seat, &box, S("まだ途中"));
    }
    struct draft_new more = {.box = S("one more")};
    enum draft_outcome many = type(tx, g.nurse_seat, &more, S("まだ途中"));
    enum draft_outcome going_on = type(tx, g.nurse_seat, &box, S("まだ途中です"));
    world_commit(world);

    assert_int_equal(nameless, DRAFT_REFUSED);
    assert_int_equal(longer, DRAFT_TOO_LONG);
    assert_int_equal(many, DRAFT_TOO_MANY);
    assert_int_equal(going_on, DRAFT_KEPT);
}

RULE("a draft goes with the seat, and a closed room keeps none")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    const struct acting *officer = &g.city.officer.acting;
    struct draft_new nurse = {.box = S("n")}, helper = {.box = S("h")};
    type(tx, g.nurse_seat, &nurse, S("途中の文"));
    type(tx, g.helper_seat, &helper, S("別の人の文"));
    seat_remove(tx, officer, g.room, g.nurse_seat ? g.nurse_seat->id : (seat_id){0});
    size_t after_seat = count(tx, g.nurse_seat), other = count(tx, g.helper_seat);
    room_close(tx, officer, g.room, tx_today(tx));
    size_t after_room = count(tx, g.helper_seat);
    const struct seat *late = given_open(tx, &g.helper.acting, g.room);
    enum draft_outcome closed = type(tx, late, &helper, S("もう書けない"));
    world_commit(world);

    assert_int_equal(after_seat, 0);
    assert_int_equal(other, 1);
    assert_int_equal(after_room, 0);
    assert_int_equal(closed, DRAFT_REFUSED);
}

static void note(void *context, draft_id draft)
{
    *(draft_id *)context = draft;
}

RULE("a draft whose row was changed behind the program's back is named by the verification")
{
    struct tx *tx = world_write(world);
    struct given_talk g = given_talk(tx);
    struct draft_new box = {.box = S("a")};
    draft_id broken = {0};
    type(tx, g.nurse_seat, &box, S("途中の文"));
    size_t seen = g.nurse_seat ? draft_verify(tx, g.room, &g.nurse_seat->key, note, &broken) : 0;
    bool good = !draft_is(broken);
    struct key other;
    key_new(&other);
    draft_verify(tx, g.room, &other, note, &broken);
    world_commit(world);

    assert_int_equal(seen, 1);
    assert_true(good);
    assert_true(draft_same(broken, box.id));
}
