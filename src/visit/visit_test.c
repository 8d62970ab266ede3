// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/visit.h"

#include "test/given.h"

// Two offices and a care manager with one patient; the nurse has a second one.
struct given_week {
    struct given_city city;
    office_id nursing, help;
    struct given_person nurse, colleague, helper, manager;
    room_id room, other;
    const struct seat *nurse_seat, *colleague_seat, *helper_seat, *manager_seat, *other_seat;
    day today;
};

// The last three share an office that plans care.
static void invite(struct tx *tx, struct given_week *g)
{
    const struct acting *officer = &g->city.officer.acting;
    g->room = given_room(tx, officer, S("川村 はな"));
    g->other = given_room(tx, officer, S("佐藤 茂"));
    g->nurse_seat = given_seat(tx, officer, g->room, &g->nurse.acting);
    g->colleague_seat = given_seat(tx, officer, g->room, &g->colleague.acting);
    g->helper_seat = given_seat(tx, officer, g->room, &g->helper.acting);
    g->manager_seat = given_seat(tx, officer, g->room, &g->manager.acting);
    g->other_seat = given_seat(tx, officer, g->other, &g->nurse.acting);
}

static struct given_week given_week(struct tx *tx)
{
    struct given_week g = {.city = given_city(tx), .today = tx_today(tx)};
    city_id city = g.city.city.id;
    g.nursing = given_office(tx, city, S("あおば訪問看護"));
    g.help = given_office(tx, city, S("ひなた介護"));
    g.nurse = given_administrator(tx, city, g.nursing, S("山田 花子"));
    g.colleague = given_member(tx, city, g.nursing, S("田中 実"));
    g.helper = given_member(tx, city, g.help, S("加藤 美咲"));
    member_id manager = member_add(
        tx, &(struct member_new){city, ROLE_MEMBER, given_office(tx, city, S("つばさ居宅")),
                                 PROFESSION_CARE_MANAGER, false, S("森 さくら"), S("モリ サクラ")});
    g.manager = (struct given_person){
        .acting = {.member = manager, .city = city, .role = ROLE_MEMBER}};
    invite(tx, &g);
    return g;
}

// Of the nurse, on Monday 2026-11-02, from ten to eleven.
static struct visit_new of_nurse(const struct given_week *g)
{
    return (struct visit_new){.slot = {.on = g->today,
                                       .from = 600,
                                       .to = 660,
                                       .kind = VISIT_NURSE,
                                       .office = g->nursing,
                                       .member = g->nurse.acting.member}};
}

static struct visit_new weekly(const struct given_week *g, int weeks)
{
    struct visit_new new = of_nurse(g);
    new.rule = (struct visit_rule){.repeat = VISIT_WEEKLY, .until = day_after(g->today, 7 * weeks - 1)};
    return new;
}

static visit_id add(struct tx *tx, const struct seat *seat, const struct visit_new *new)
{
    visit_id id = {0};
    if (visit_add(tx, seat, new, &id) != VISIT_SAVED)
        tx_fail(tx, "the visit was not taken");
    return id;
}

// The visit of that day, which has to be there.
static struct visit found(struct tx *tx, const struct seat *seat, visit_id id, day original)
{
    struct visit v = {.seat = seat};
    if (!visit_find(tx, seat, id, original, &v))
        tx_fail(tx, "the visit is not there");
    return v;
}

static struct visits month(struct tx *tx, const struct seat *seat, const struct given_week *g)
{
    return visit_list_between(tx, seat, g->today, day_after(g->today, 60));
}

RULE("a visit is read by the team as it was planned, with who comes and who planned it")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    new.slot.note = S("入浴の前");
    add(tx, g.manager_seat, &new);
    struct visits list = month(tx, g.helper_seat, &g);
    world_commit(world);

    assert_int_equal(list.n, 1);
    assert_str(list.at[0].who, S("山田 花子"));
    assert_str(list.at[0].office_name, S("あおば訪問看護"));
    assert_str(list.at[0].author, S("森 さくら"));
    assert_str(list.at[0].slot.note, S("入浴の前"));
    assert_int_equal(list.at[0].slot.from, 600);
    assert_int_equal(list.at[0].state, VISIT_PLANNED);
    assert_false(list.at[0].gone || list.at[0].overlaps || list.at[0].moved);
}

RULE("a form sent twice is one visit; with other words it is another")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    visit_id first = {0}, second = {0}, third = {0};
    new.request_key = S("once");
    enum visit_outcome one = visit_add(tx, g.nurse_seat, &new, &first);
    enum visit_outcome two = visit_add(tx, g.nurse_seat, &new, &second);
    new.slot.to = 700;
    enum visit_outcome three = visit_add(tx, g.nurse_seat, &new, &third);
    world_commit(world);

    assert_int_equal(one, VISIT_SAVED);
    assert_int_equal(two, VISIT_SAVED_BEFORE);
    assert_true(visit_same(first, second) && !visit_same(first, third));
    assert_int_equal(three, VISIT_SAVED);
}

RULE("a visit ends after it begins, in days that people plan for, by somebody of the room")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new good = of_nurse(&g), bad = good;
    visit_id id;
    bad.slot.to = 600;
    enum visit_outcome times = visit_add(tx, g.nurse_seat, &bad, &id);
    bad = good;
    bad.slot.on = day_after(g.today, VISIT_DAYS_AHEAD + 1);
    enum visit_outcome ahead = visit_add(tx, g.nurse_seat, &bad, &id);
    bad = good;
    bad.slot.member = g.city.officer.acting.member;
    enum visit_outcome nobody = visit_add(tx, g.nurse_seat, &bad, &id);
    bad = weekly(&g, 0);
    enum visit_outcome until = visit_add(tx, g.nurse_seat, &bad, &id);
    bad = weekly(&g, 1);
    bad.rule.weekdays = 2;
    bad.rule.until = g.today;
    enum visit_outcome never = visit_add(tx, g.nurse_seat, &bad, &id);
    size_t n = month(tx, g.nurse_seat, &g).n;
    world_commit(world);

    assert_int_equal(times, VISIT_TIMES);
    assert_int_equal(ahead, VISIT_DAY);
    assert_int_equal(nobody, VISIT_NOBODY);
    assert_int_equal(until, VISIT_UNTIL);
    assert_int_equal(never, VISIT_NEVER);
    assert_int_equal(n, 0);
}

RULE("one visit of a series is moved, cancelled or done, and the series stays")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 4);
    visit_id id = add(tx, g.nurse_seat, &new);
    struct visit first = found(tx, g.nurse_seat, id, g.today);
    enum visit_outcome done = visit_do(tx, g.nurse_seat, &first, first.version);
    struct visit second = found(tx, g.nurse_seat, id, day_after(g.today, 7));
    struct visit_slot slot = second.slot;
    slot.on = day_after(g.today, 9);
    enum visit_outcome moved = visit_change(tx, g.nurse_seat, &second, second.version, &slot);
    struct visit third = found(tx, g.nurse_seat, id, day_after(g.today, 14));
    enum visit_outcome gone = visit_cancel(tx, g.nurse_seat, &third, third.version, S("入院"));
    struct visits list = month(tx, g.helper_seat, &g);
    world_commit(world);

    assert_true(done == VISIT_SAVED && moved == VISIT_SAVED && gone == VISIT_SAVED);
    assert_int_equal(list.n, 4);
    assert_int_equal(list.at[0].state, VISIT_DONE);
    assert_int_equal(list.at[1].slot.on.n, g.today.n + 9);
    assert_true(list.at[1].moved);
    assert_int_equal(list.at[2].state, VISIT_CANCELLED);
    assert_str(list.at[2].reason, S("入院"));
    assert_int_equal(list.at[3].slot.on.n, g.today.n + 21);
}

RULE("a visit moved into another month is found there, and no more where it was")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    visit_id id = add(tx, g.nurse_seat, &new);
    struct visit v = found(tx, g.nurse_seat, id, g.today);
    struct visit_slot slot = v.slot;
    slot.on = day_make(2027, 2, 3);
    visit_change(tx, g.nurse_seat, &v, v.version, &slot);
    size_t here = month(tx, g.nurse_seat, &g).n;
    struct visits there = visit_list_between(tx, g.nurse_seat, slot.on, slot.on);
    world_commit(world);

    assert_int_equal(here, 0);
    assert_int_equal(there.n, 1);
    assert_int_equal(there.at[0].original.n, g.today.n);
}

RULE("from here on: the days before stay, the days after are new, what was cancelled stays so")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 4);
    visit_id id = add(tx, g.nurse_seat, &new), next = {0};
    struct visit third = found(tx, g.nurse_seat, id, day_after(g.today, 14));
    visit_cancel(tx, g.nurse_seat, &third, third.version, S("旅行"));
    struct visit second = found(tx, g.nurse_seat, id, day_after(g.today, 7));
    new.slot = second.slot;
    new.slot.from = 840;
    new.slot.to = 900;
    enum visit_outcome outcome =
        visit_change_onward(tx, g.nurse_seat, &second, second.version, &new, &next);
    struct visits list = month(tx, g.nurse_seat, &g);
    world_commit(world);

    assert_int_equal(outcome, VISIT_SAVED);
    assert_int_equal(list.n, 4);
    assert_int_equal(list.at[0].slot.from, 600);
    assert_int_equal(list.at[1].slot.from, 840);
    assert_int_equal(list.at[2].state, VISIT_CANCELLED);
    assert_int_equal(list.at[3].slot.from, 840);
    assert_true(visit_same(list.at[3].plan, next));
}

RULE("a series ends from a day on with a reason; what is done already cannot be planned anew")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 4);
    visit_id id = add(tx, g.nurse_seat, &new), next;
    struct visit first = found(tx, g.nurse_seat, id, g.today);
    visit_do(tx, g.nurse_seat, &first, first.version);
    first = found(tx, g.nurse_seat, id, g.today);
    enum visit_outcome done =
        visit_change_onward(tx, g.nurse_seat, &first, first.version, &new, &next);
    struct visit third = found(tx, g.nurse_seat, id, day_after(g.today, 14));
    enum visit_outcome silent = visit_end(tx, g.nurse_seat, &third, third.version, S(" "));
    enum visit_outcome ended = visit_end(tx, g.nurse_seat, &third, third.version, S("施設へ"));
    size_t n = month(tx, g.nurse_seat, &g).n;
    struct visit v;
    bool still = visit_find(tx, g.nurse_seat, id, day_after(g.today, 14), &v);
    world_commit(world);

    assert_int_equal(done, VISIT_DONE_LATER);
    assert_int_equal(silent, VISIT_NO_REASON);
    assert_int_equal(ended, VISIT_SAVED);
    assert_int_equal(n, 2);
    assert_false(still);
}

RULE("nothing is overwritten: each state of a visit is kept with who changed it")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    visit_id id = add(tx, g.manager_seat, &new);
    struct visit v = found(tx, g.nurse_seat, id, g.today);
    visit_do(tx, g.nurse_seat, &v, v.version);
    struct visit done = found(tx, g.colleague_seat, id, g.today);
    visit_reopen(tx, g.colleague_seat, &done, done.version);
    v = found(tx, g.nurse_seat, id, g.today);
    visit_cancel(tx, g.nurse_seat, &v, v.version, S("不在"));
    struct visit_versions all = visit_history(tx, g.helper_seat, id, g.today);
    world_commit(world);

    assert_int_equal(all.n, 4);
    assert_str(all.at[0].author, S("森 さくら"));
    assert_str(all.at[0].what, S("予定を入れました：11/2（月） 10:00〜11:00 訪問看護 山田 花子"));
    assert_str(all.at[1].what, S("実施しました"));
    assert_str(all.at[2].what, S("予定に戻しました"));
    assert_str(all.at[2].author, S("田中 実"));
    assert_str(all.at[3].what, S("中止しました。理由：不在"));
}

RULE("the office concerned says what it did; the care manager may plan anew; others neither")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    visit_id id = add(tx, g.nurse_seat, &new);
    struct visit theirs = found(tx, g.helper_seat, id, g.today);
    struct visit planner = found(tx, g.manager_seat, id, g.today);
    struct visit ours = found(tx, g.colleague_seat, id, g.today);
    enum visit_outcome foreign = visit_do(tx, g.helper_seat, &theirs, theirs.version);
    enum visit_outcome off = visit_cancel(tx, g.helper_seat, &theirs, theirs.version, S("雨"));
    enum visit_outcome not_there = visit_do(tx, g.manager_seat, &planner, planner.version);
    enum visit_outcome done = visit_do(tx, g.colleague_seat, &ours, ours.version);
    world_commit(world);

    assert_true(planner.may_change && !planner.may_settle);
    assert_int_equal(foreign, VISIT_NOT_YOURS);
    assert_int_equal(off, VISIT_NOT_YOURS);
    assert_int_equal(not_there, VISIT_NOT_YOURS);
    assert_int_equal(done, VISIT_SAVED);
}

RULE("nobody changes what was changed meanwhile, or says that tomorrow's visit was done")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 2);
    visit_id id = add(tx, g.nurse_seat, &new);
    struct visit mine = found(tx, g.nurse_seat, id, g.today), theirs = mine;
    theirs.seat = g.colleague_seat;
    enum visit_outcome first = visit_cancel(tx, g.colleague_seat, &theirs, mine.version, S("雨"));
    struct visit now = found(tx, g.nurse_seat, id, g.today);
    enum visit_outcome late = visit_reopen(tx, g.nurse_seat, &now, mine.version);
    enum visit_outcome settled = visit_do(tx, g.nurse_seat, &now, now.version);
    struct visit ahead = found(tx, g.nurse_seat, id, day_after(g.today, 7));
    enum visit_outcome early = visit_do(tx, g.nurse_seat, &ahead, ahead.version);
    world_commit(world);

    assert_int_equal(first, VISIT_SAVED);
    assert_int_equal(late, VISIT_CHANGED_MEANWHILE);
    assert_int_equal(settled, VISIT_SETTLED);
    assert_int_equal(early, VISIT_AHEAD);
}

RULE("two visits at one time are marked at the patient; one after the other is not")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g), helper = new;
    helper.slot.office = g.help;
    helper.slot.member = (member_id){0};
    helper.slot.from = 660;
    helper.slot.to = 720;
    add(tx, g.nurse_seat, &new);
    visit_id id = add(tx, g.helper_seat, &helper);
    struct visits apart = month(tx, g.nurse_seat, &g);
    struct visit v = found(tx, g.helper_seat, id, g.today);
    helper.slot.from = 630;
    visit_change(tx, g.helper_seat, &v, v.version, &helper.slot);
    struct visits both = month(tx, g.nurse_seat, &g);
    world_commit(world);

    assert_int_equal(both.n, 2);
    assert_false(apart.at[0].overlaps || apart.at[1].overlaps);
    assert_true(both.at[0].overlaps && both.at[1].overlaps);
    assert_str(both.at[1].office_name, S("ひなた介護"));
    assert_int_equal(both.at[1].who.n, 0);
}

// With the reader's eyes: whether the first visit of the room meets another room's.
static struct visit first_seen(struct tx *tx, const struct acting *me, const struct seat *seat,
                               const struct given_week *g)
{
    struct visits list = month(tx, seat, g);
    visit_mark_elsewhere(tx, me, &list);
    return list.n ? list.at[0] : (struct visit){.seat = seat};
}

RULE("a person in two rooms at once is marked; the other room is named only with a seat there")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 2);
    add(tx, g.nurse_seat, &new);
    struct visit before = first_seen(tx, &g.nurse.acting, g.nurse_seat, &g);
    new.slot.from = 630;
    visit_id there = add(tx, g.other_seat, &new);
    struct visit own = first_seen(tx, &g.nurse.acting, g.nurse_seat, &g);
    struct visit other = first_seen(tx, &g.manager.acting, g.manager_seat, &g);
    struct visit v = found(tx, g.other_seat, there, g.today);
    visit_cancel(tx, g.other_seat, &v, v.version, S("入院"));
    struct visit after = first_seen(tx, &g.manager.acting, g.manager_seat, &g);
    world_commit(world);

    assert_false(before.elsewhere || after.elsewhere);
    assert_true(own.elsewhere && other.elsewhere);
    assert_str(own.elsewhere_name, S("佐藤 茂"));
    assert_int_equal(other.elsewhere_name.n, 0);
}

RULE("visits of who left the room are marked, and whoever is there may plan them anew")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    visit_id id = add(tx, g.nurse_seat, &new);
    seat_remove(tx, &g.city.officer.acting, g.room, g.nurse_seat->id);
    struct visit some = found(tx, g.helper_seat, id, g.today);
    seat_remove(tx, &g.city.officer.acting, g.room, g.colleague_seat->id);
    struct visit none = found(tx, g.helper_seat, id, g.today);
    enum visit_outcome again = visit_add(tx, g.helper_seat, &new, &id);
    world_commit(world);

    assert_true(some.gone && none.gone);
    assert_str(none.who, S("山田 花子"));
    assert_false(some.may_change);
    assert_true(none.may_change && none.may_settle);
    assert_int_equal(again, VISIT_NOBODY);
}

RULE("a seat that was renewed under the same person keeps the person's visits")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g);
    add(tx, g.nurse_seat, &new);
    seat_renew(tx, g.room, g.nurse_seat->id, g.nursing, PROFESSION_PUBLIC_HEALTH_NURSE);
    struct visits list = month(tx, g.helper_seat, &g);
    world_commit(world);

    assert_int_equal(list.n, 1);
    assert_false(list.at[0].gone);
    assert_int_equal(list.at[0].profession, PROFESSION_PUBLIC_HEALTH_NURSE);
}

RULE("a closed room and a notice room take no visits, and a closed one shows none after its end")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 3);
    visit_id id = add(tx, g.nurse_seat, &new), none;
    const struct seat *notice = given_open(tx, &g.city.officer.acting, g.city.notice);
    enum visit_outcome there = visit_add(tx, notice, &new, &none);
    room_close(tx, &g.city.officer.acting, g.room, g.today);
    const struct seat *closed = given_open(tx, &g.nurse.acting, g.room);
    enum visit_outcome late = visit_add(tx, closed, &new, &none);
    struct visit v = found(tx, closed, id, g.today);
    enum visit_outcome done = visit_do(tx, closed, &v, v.version);
    size_t n = month(tx, closed, &g).n;
    world_commit(world);

    assert_int_equal(there, VISIT_REFUSED);
    assert_int_equal(late, VISIT_REFUSED);
    assert_int_equal(done, VISIT_REFUSED);
    assert_int_equal(n, 1);
}

RULE("all own rooms stand in one list: what is mine, what is my office's, or everything")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = of_nurse(&g), helper = new, anybody = new;
    helper.slot.office = g.help;
    helper.slot.member = (member_id){0};
    anybody.slot.member = (member_id){0};
    anybody.slot.from = anybody.slot.from + 240;
    anybody.slot.to = anybody.slot.to + 240;
    add(tx, g.nurse_seat, &new);
    add(tx, g.other_seat, &anybody);
    add(tx, g.helper_seat, &helper);
    struct visits mine = visit_list_everywhere(tx, &g.nurse.acting, g.today, g.today, true);
    struct visits all = visit_list_everywhere(tx, &g.nurse.acting, g.today, g.today, false);
    struct visits helpers = visit_list_everywhere(tx, &g.helper.acting, g.today, g.today, true);
    world_commit(world);

    assert_int_equal(mine.n, 2);
    assert_str(mine.at[0].seat->room_name, S("川村 はな"));
    assert_str(mine.at[1].seat->room_name, S("佐藤 茂"));
    assert_int_equal(all.n, 3);
    assert_int_equal(helpers.n, 1);
}

RULE("the next visits begin with what is not over, and leave out what was called off")
{
    struct tx *tx = world_write(world);
    struct given_week g = given_week(tx);
    struct visit_new new = weekly(&g, 5), over = of_nurse(&g);
    over.slot.from = 480;
    over.slot.to = 540; // it is nine o'clock
    add(tx, g.nurse_seat, &over);
    visit_id id = add(tx, g.nurse_seat, &new);
    struct visit v = found(tx, g.nurse_seat, id, day_after(g.today, 7));
    visit_cancel(tx, g.nurse_seat, &v, v.version, S("旅行"));
    struct visits next = visit_list_next(tx, g.helper_seat, 3);
    world_commit(world);

    assert_int_equal(next.n, 3);
    assert_int_equal(next.at[0].slot.on.n, g.today.n);
    assert_int_equal(next.at[0].slot.from, 600);
    assert_int_equal(next.at[1].slot.on.n, g.today.n + 14);
}
