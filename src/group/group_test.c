// SPDX-License-Identifier: AGPL-3.0-or-later
#include "group/group.h"

#include "group/group.sql.h"
#include "inbox/inbox.h"
#include "post/post.h"
#include "reading/reading.h"
#include "review/review.h"
#include "search/search.h"
#include "test/given.h"
#include "vitals/vitals.h"

struct given_group {
    struct given_city city;
    office_id office;
    struct given_person nurse, helper;
    room_id id;
};

static struct given_group given_group(struct tx *tx, bool leaders_invite)
{
    struct given_group g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    g.office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, g.office, S("山田 花子"));
    g.helper = given_member(tx, city, g.office, S("加藤 美咲"));
    g.id = group_open(tx, &g.city.officer.acting,
                      &(struct group_facts){S("看取り支援検討委員会"), S("事例によらない手順の検討"),
                                            leaders_invite});
    return g;
}

static struct group found(struct tx *tx, const struct given_group *g)
{
    struct group group = {0};
    group_find(tx, g->city.city.id, g->id, &group);
    return group;
}

static enum group_outcome invite(struct tx *tx, const struct given_group *g,
                                 const struct acting *by, const struct acting *whom)
{
    struct group group = found(tx, g);
    return group_invite(tx, by, &group, &(struct seat_guest){.member = whom->member});
}

// Invited, and opened.
static const struct seat *seated(struct tx *tx, const struct given_group *g,
                                 const struct acting *whom)
{
    invite(tx, g, &g->city.officer.acting, whom);
    return given_open(tx, whom, g->id);
}

RULE("a group is opened by the city, found by that city alone, and is no room of a patient")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, true);
    struct given_city other = given_neighbour(tx);
    struct group group = found(tx, &g), unseen;
    struct room_card card;
    bool theirs = group_find(tx, other.city.id, g.id, &unseen);
    bool patients = room_find(tx, g.city.city.id, g.id, &card);
    size_t rooms = room_list(tx, g.city.city.id).n, groups = group_list(tx, g.city.city.id).n;
    world_commit(world);

    assert_str(group.facts.name, S("看取り支援検討委員会"));
    assert_str(group.facts.purpose, S("事例によらない手順の検討"));
    assert_true(group.facts.leaders_invite);
    assert_false(theirs);
    assert_false(patients);
    assert_int_equal(rooms, 0);
    assert_int_equal(groups, 1);
}

RULE("only who works at an office of the city has a seat in its group, whatever city gave the ID")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, false);
    struct given_city other = given_neighbour(tx);
    office_id there = given_office(tx, other.city.id, S("松戸薬局"));
    struct given_person guest = given_member(tx, other.city.id, there, S("松 千代"));

    enum group_outcome ours = invite(tx, &g, &g.city.officer.acting, &g.nurse.acting);
    enum group_outcome twice = invite(tx, &g, &g.city.officer.acting, &g.nurse.acting);
    enum group_outcome stranger = invite(tx, &g, &g.city.officer.acting, &guest.acting);
    member_join(tx, guest.acting.member,
                &(struct member_work){.office = g.office, .profession = PROFESSION_PHARMACIST});
    enum group_outcome joined = invite(tx, &g, &g.city.officer.acting, &guest.acting);
    const struct seat *seat = given_open(tx, &guest.acting, g.id);
    struct seat_rows rows = seat_roster(tx, seat);
    world_commit(world);
    assert_int_equal(ours, GROUP_DONE);
    assert_int_equal(twice, GROUP_ALREADY);
    assert_int_equal(stranger, GROUP_NOBODY);
    assert_int_equal(joined, GROUP_DONE);
    assert_str(rows.at[0].office_name, S("あおば"));
    assert_int_equal(rows.n, 2);
}

RULE("a leader invites when the desk says that leaders do, and only while leading and seated")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, true);
    const struct acting *officer = &g.city.officer.acting;
    const struct seat *seat = seated(tx, &g, &g.nurse.acting);
    const struct seat *other = seated(tx, &g, &g.helper.acting);
    struct group before = found(tx, &g);
    enum group_outcome nobody = group_set_leader(tx, officer, g.id, (seat_id){7}, true);
    enum group_outcome made = group_set_leader(tx, officer, g.id, seat->id, true);
    struct group led = found(tx, &g);
    group_change(tx, officer, g.id, &(struct group_facts){led.facts.name, led.facts.purpose, false});
    struct group desk_only = found(tx, &g);
    world_commit(world);

    assert_false(group_may_invite(&before, seat));
    assert_int_equal(nobody, GROUP_NOBODY);
    assert_int_equal(made, GROUP_DONE);
    assert_true(group_may_invite(&led, seat));
    assert_false(group_may_invite(&led, other));
    assert_true(group_is_leader(&desk_only, seat->member));
    assert_false(group_may_invite(&desk_only, seat));
}

RULE("who leaves a group, or is taken out, reads it no more and does not lead when invited again")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, true);
    const struct acting *officer = &g.city.officer.acting;
    const struct seat *seat = seated(tx, &g, &g.nurse.acting);
    const struct seat *other = seated(tx, &g, &g.helper.acting);
    group_set_leader(tx, officer, g.id, seat->id, true);
    group_set_leader(tx, officer, g.id, other->id, true);

    enum group_outcome left = group_leave(tx, seat);
    enum group_outcome removed = group_remove(tx, officer, g.id, other->id);
    enum group_outcome again = group_remove(tx, officer, g.id, other->id);
    const struct seat *gone = seat_open(tx, &g.nurse.acting, g.id);
    const struct seat *back = seated(tx, &g, &g.nurse.acting);
    struct group group = found(tx, &g);
    world_commit(world);
    assert_int_equal(left, GROUP_DONE);
    assert_int_equal(removed, GROUP_DONE);
    assert_int_equal(again, GROUP_NOBODY);
    assert_null(gone);
    assert_non_null(back);
    assert_int_equal(group.leaders.n, 0);
}

RULE("a closed group is read and no longer written; nobody is invited to it and nothing of it changes")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, true);
    const struct acting *officer = &g.city.officer.acting;
    const struct seat *open = seated(tx, &g, &g.nurse.acting);
    post_id id = {0}, none = {0};
    post_write(tx, open, &(struct post_new){.body = S("次回は金曜です")}, &id);
    room_close(tx, officer, g.id, tx_today(tx));

    const struct seat *seat = given_open(tx, &g.nurse.acting, g.id);
    struct post post;
    bool read = post_find(tx, seat, id, &post);
    enum post_outcome written = post_write(tx, seat, &(struct post_new){.body = S("遅れて")}, &none);
    enum group_outcome invited = invite(tx, &g, officer, &g.helper.acting);
    enum group_outcome changed =
        group_change(tx, officer, g.id, &(struct group_facts){S("別の名"), S("別"), false});
    enum group_outcome led = group_set_leader(tx, officer, g.id, seat->id, true);
    world_commit(world);
    assert_true(read);
    assert_int_equal(written, POST_NOT_ALLOWED);
    assert_int_equal(invited, GROUP_CLOSED);
    assert_int_equal(changed, GROUP_CLOSED);
    assert_int_equal(led, GROUP_CLOSED);
}

RULE("posts of a group have read marks, addressees and a place on the home page and in the search")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, false);
    const struct seat *nurse = seated(tx, &g, &g.nurse.acting);
    const struct seat *helper = seated(tx, &g, &g.helper.acting);
    struct addressee to = {ADDRESSEE_SEAT, helper->id.v};
    post_id id = {0};
    post_write(tx, nurse,
               &(struct post_new){.kind = POST_MEETING, .body = S("議事録の確認"), .to = {1, &to}},
               &id);
    struct inbox_rooms rooms = inbox_list(tx, &g.helper.acting);
    size_t asks = inbox_asked(tx, &g.helper.acting).n;
    struct search_asked asked = {.words = S("議事録"), .profession = PROFESSIONS,
                                 .kind = POST_KINDS, .from = NO_DAY, .to = NO_DAY};
    size_t hits = search_find(tx, &g.helper.acting, &asked).n;
    reading_mark(tx, helper, &id, 1);
    struct post_list list = post_list_before(tx, nurse, (post_id){0});
    world_commit(world);

    assert_int_equal(asks, 1);
    assert_int_equal(hits, 1);
    assert_int_equal(list.at[0].readers, 1);
    size_t groups = 0;
    for (size_t i = 0; i < rooms.n; i++)
        groups += rooms.at[i].kind == ROOM_GROUP && rooms.at[i].unread == 1;
    assert_int_equal(groups, 1);
}

RULE("a group has no kinds of post that are about a patient, and no measurings")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, false);
    const struct seat *seat = seated(tx, &g, &g.nurse.acting);
    enum post_outcome outcomes[POST_KINDS];
    post_id id;
    for (enum post_kind k = 0; k < POST_KINDS; k++)
        outcomes[k] = post_write(tx, seat, &(struct post_new){.kind = k, .body = S("文")}, &id);
    world_commit(world);

    assert_int_equal(outcomes[POST_REPORT], POST_WRITTEN);
    assert_int_equal(outcomes[POST_URGENT], POST_WRITTEN);
    assert_int_equal(outcomes[POST_MEETING], POST_WRITTEN);
    assert_int_equal(outcomes[POST_MEDICINE], POST_NOT_ALLOWED);
    assert_int_equal(outcomes[POST_VITALS], POST_NOT_ALLOWED);
    assert_int_equal(outcomes[POST_WISHES], POST_NOT_ALLOWED);
}

RULE("who moves inside the city keeps the seat in a group; who works in the city no more loses it")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, false);
    office_id next = given_office(tx, g.city.city.id, S("かえで"));
    seated(tx, &g, &g.nurse.acting);
    seated(tx, &g, &g.helper.acting);
    member_join(tx, g.nurse.acting.member,
                &(struct member_work){.office = next, .profession = PROFESSION_NURSE});
    int asked = review_propose(tx, g.city.city.id, g.nurse.acting.member, g.office, next);
    review_propose(tx, g.city.city.id, g.helper.acting.member, g.office, (office_id){0});
    const struct seat *kept = given_open(tx, &g.nurse.acting, g.id);
    const struct seat *lost = seat_open(tx, &g.helper.acting, g.id);
    struct seat_rows rows = seat_roster(tx, kept);
    world_commit(world);

    assert_int_equal(asked, 0);
    assert_null(lost);
    assert_str(rows.at[0].office_name, S("かえで"));
}

static void count_broken(void *context, room_id room)
{
    (void)room;
    ++*(int *)context;
}

RULE("a leader made in the database, without the group's key, does not open")
{
    struct tx *tx = world_write(world);
    struct given_group g = given_group(tx, true);
    struct key key;
    int good = 0, bad = 0;
    room_key(tx, g.id, &key);
    group_verify(tx, g.id, &key, count_broken, &good);
    group_put(tx, g.id, (bytes){(const uint8_t *)"x", 1}, (bytes){(const uint8_t *)"x", 1});
    group_verify(tx, g.id, &key, count_broken, &bad);
    world_commit(world);
    assert_int_equal(good, 0);
    assert_int_equal(bad, 1);
}
