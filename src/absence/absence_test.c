// SPDX-License-Identifier: AGPL-3.0-or-later
#include "absence/absence.h"

#include "escalation/escalation.h"
#include "inbox/inbox.h"
#include "post/post.h"
#include "reading/reading.h"
#include "base/base32.h"
#include "test/browser.h"

// The clock begins on Monday 2026-11-02 at 9:00.
struct given_absence {
    struct given_city city;
    struct given_person head, nurse, colleague, doctor;
    office_id office, clinic;
    room_id room, other;
    seat_id nurse_seat;
};

static struct given_absence given_people(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_absence g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.clinic = given_office(tx, city, S("平和クリニック"));
    g.office = given_office(tx, city, S("あおば"));
    g.doctor = given_administrator(tx, city, g.clinic, S("流山 医子"));
    g.head = given_administrator(tx, city, g.office, S("所長 守"));
    g.nurse = given_member(tx, city, g.office, S("山田 花子"));
    g.colleague = given_member(tx, city, g.office, S("加藤 美咲"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.other = given_room(tx, officer, S("佐藤 茂"));
    given_seat(tx, officer, g.room, &g.doctor.acting);
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting)->id;
    given_seat(tx, officer, g.room, &g.colleague.acting);
    given_seat(tx, officer, g.other, &g.nurse.acting);
    world_commit(world);
    return g;
}

// From today for so many days; the colleague stands in.
static struct absence_new away(struct tx *tx, const struct given_absence *g, int days)
{
    return (struct absence_new){
        .member = g->nurse.acting.member,
        .from_on = tx_today(tx),
        .until_on = day_after(tx_today(tx), days - 1),
        .n = 1,
        .covers = {{.office = g->office, .substitute = g->colleague.acting.member}},
    };
}

static absence_id given_absent(struct world *world, const struct given_absence *g, int days)
{
    absence_id id = {0};
    struct tx *tx = world_write(world);
    struct absence_new new = away(tx, g, days);
    absence_add(tx, &g->nurse.acting, &new, &id);
    world_commit(world);
    return id;
}

static post_id write_to_nurse(struct world *world, const struct given_absence *g, int64_t due_in)
{
    struct tx *tx = world_write(world);
    post_id id = {0};
    struct addressee to = {ADDRESSEE_SEAT, g->nurse_seat.v};
    struct post_new new = {.body = S("量を半分にしてください"), .to = {1, &to}, .asks = due_in > 0,
                           .due_at = instant_after(tx_now(tx), due_in)};
    post_write(tx, given_open(tx, &g->doctor.acting, g->room), &new, &id);
    world_commit(world);
    return id;
}

static struct inbox_asks asked(struct world *world, const struct given_person *who)
{
    struct tx *tx = world_read(world);
    struct inbox_asks asks = inbox_asked(tx, &who->acting);
    world_commit(world);
    return asks;
}

static int run_after(struct world *world, int64_t us)
{
    world_wait(world, us);
    struct tx *tx = world_write(world);
    int told = escalation_run(tx);
    world_commit(world);
    return told;
}

RULE("days of an absence are today or later, in order, a year at most, and do not overlap")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    const struct acting *me = &g.nurse.acting;
    absence_id id;
    struct absence_new good = away(tx, &g, 3), past = good, back = good, far = good, after = good;
    past.from_on = day_after(good.from_on, -1);
    back.until_on = day_after(good.from_on, -1);
    far.until_on = day_after(good.from_on, ABSENCE_MOST_DAYS);
    enum absence_outcome refused[] = {absence_add(tx, me, &past, &id), absence_add(tx, me, &back, &id),
                                      absence_add(tx, me, &far, &id)};
    enum absence_outcome first = absence_add(tx, me, &good, &id);
    enum absence_outcome again = absence_add(tx, me, &good, &id);
    after.from_on = after.until_on = day_after(good.until_on, 1);
    enum absence_outcome second = absence_add(tx, me, &after, &id);
    world_commit(world);
    assert_int_equal(refused[0], ABSENCE_PAST);
    assert_int_equal(refused[1], ABSENCE_BACKWARDS);
    assert_int_equal(refused[2], ABSENCE_TOO_LONG);
    assert_int_equal(first, ABSENCE_ADDED);
    assert_int_equal(again, ABSENCE_OVERLAPS);
    assert_int_equal(second, ABSENCE_ADDED);
}

RULE("a substitute is a colleague of that office, and not the person")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    absence_id id;
    struct absence_new other = away(tx, &g, 1), self = other, elsewhere = other;
    other.covers[0].substitute = g.doctor.acting.member;
    self.covers[0].substitute = g.nurse.acting.member;
    elsewhere.covers[0].office = g.clinic;
    enum absence_outcome a = absence_add(tx, &g.nurse.acting, &other, &id);
    enum absence_outcome b = absence_add(tx, &g.nurse.acting, &self, &id);
    enum absence_outcome c = absence_add(tx, &g.nurse.acting, &elsewhere, &id);
    world_commit(world);
    assert_int_equal(a, ABSENCE_NO_COLLEAGUE);
    assert_int_equal(b, ABSENCE_NO_COLLEAGUE);
    assert_int_equal(c, ABSENCE_NO_COLLEAGUE);
}

RULE("the person and the administrator of the office enter and end an absence; nobody else does")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    absence_id id = {0};
    struct absence_new new = away(tx, &g, 3);
    enum absence_outcome colleague = absence_add(tx, &g.colleague.acting, &new, &id);
    enum absence_outcome stranger = absence_add(tx, &g.doctor.acting, &new, &id);
    enum absence_outcome head = absence_add(tx, &g.head.acting, &new, &id);
    struct absences list = absence_list(tx, g.nurse.acting.member);
    bool by_doctor = absence_end(tx, &g.doctor.acting, id);
    bool by_nurse = absence_end(tx, &g.nurse.acting, id), again = absence_end(tx, &g.nurse.acting, id);
    struct absences after = absence_list(tx, g.nurse.acting.member);
    world_commit(world);
    assert_int_equal(colleague, ABSENCE_REFUSED);
    assert_int_equal(stranger, ABSENCE_REFUSED);
    assert_int_equal(head, ABSENCE_ADDED);
    assert_int_equal(list.n, 1);
    assert_str(list.at[0].writer, S("所長 守"));
    assert_true(!by_doctor && by_nurse && !again);
    assert_int_equal(after.n, 0);
}

RULE("an absence ends by itself after its last day")
{
    struct given_absence g = given_people(world);
    given_absent(world, &g, 2);
    world_wait(world, DAYS(1));
    struct tx *tx = world_read(world);
    struct absents on_last = absence_in_room(tx, given_open(tx, &g.doctor.acting, g.room));
    world_commit(world);
    world_wait(world, HOURS(15)); // Wednesday, 0:00
    tx = world_read(world);
    struct absents after = absence_in_room(tx, given_open(tx, &g.doctor.acting, g.room));
    size_t left = absence_list(tx, g.nurse.acting.member).n;
    world_commit(world);
    assert_int_equal(on_last.n, 1);
    assert_true(on_last.at[0].now && seat_same(on_last.at[0].seat, g.nurse_seat));
    assert_int_equal(after.n, 0);
    assert_int_equal(left, 0);
}

RULE("what asks an absent person is passed on to the substitute at once, and only to the substitute")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    given_seat(tx, &g.city.officer.acting, g.room, &g.head.acting);
    world_commit(world);
    given_absent(world, &g, 3);
    post_id post = write_to_nurse(world, &g, HOURS(8));
    assert_int_equal(run_after(world, 0), 1);
    struct inbox_asks colleague = asked(world, &g.colleague), head = asked(world, &g.head);
    assert_int_equal(head.n, 0);
    assert_int_equal(colleague.n, 1);
    assert_true(post_same(colleague.at[0].post, post));
    assert_str(colleague.at[0].instead_of, S("山田 花子"));
    tx = world_write(world);
    bool done = escalation_confirm(tx, given_open(tx, &g.colleague.acting, g.room), post);
    world_commit(world);
    assert_true(done);
    assert_int_equal(asked(world, &g.colleague).n, 0);
    assert_int_equal(run_after(world, DAYS(1)), 0);
}

RULE("an absence entered while a question is open passes it on, also one entered by the administrator")
{
    struct given_absence g = given_people(world);
    write_to_nurse(world, &g, HOURS(8));
    assert_int_equal(run_after(world, 0), 0);
    struct tx *tx = world_write(world);
    struct absence_new new = away(tx, &g, 1);
    absence_id id;
    assert_int_equal(absence_add(tx, &g.head.acting, &new, &id), ABSENCE_ADDED);
    world_commit(world);
    assert_int_equal(run_after(world, ESCALATION_LOOK_AGAIN), 1);
    assert_int_equal(asked(world, &g.colleague).n, 1);
}

RULE("an absent substitute is passed over: another colleague with a seat is asked")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    given_seat(tx, &g.city.officer.acting, g.room, &g.head.acting);
    absence_id id;
    struct absence_new too = away(tx, &g, 3);
    too.member = g.colleague.acting.member;
    too.n = 0;
    absence_add(tx, &g.colleague.acting, &too, &id);
    world_commit(world);
    given_absent(world, &g, 3);
    write_to_nurse(world, &g, HOURS(8));
    assert_int_equal(run_after(world, 0), 1);
    assert_int_equal(asked(world, &g.colleague).n, 0);
    assert_int_equal(asked(world, &g.head).n, 1);
}

RULE("what names an absent person stands before the substitute until one of them has read it")
{
    struct given_absence g = given_people(world);
    write_to_nurse(world, &g, 0);
    given_absent(world, &g, 3);
    world_wait(world, HOURS(1));
    post_id post = write_to_nurse(world, &g, 0);
    struct inbox_asks before = asked(world, &g.colleague), head = asked(world, &g.head);
    struct tx *tx = world_write(world);
    reading_mark(tx, given_open(tx, &g.colleague.acting, g.room), &post, 1);
    world_commit(world);
    assert_int_equal(before.n, 2); // of the whole first day
    assert_str(before.at[1].instead_of, S("山田 花子"));
    assert_int_equal(head.n, 0);
    assert_int_equal(asked(world, &g.colleague).n, 1);
    world_wait(world, DAYS(3));
    assert_int_equal(asked(world, &g.colleague).n, 0); // the nurse is back
}

// --- pages -------------------------------------------------------------------------------------

static const char *field_of_office(struct world *world, office_id office)
{
    str id = base32_from_id(world_arena(world), office.v);
    return str_zero(world_arena(world), str_print(world_arena(world), "cover-%.*s", STR(id)));
}

static const char *id_of(struct world *world, member_id id)
{
    return str_zero(world_arena(world), base32_from_id(world_arena(world), id.v));
}

PAGE("an absence is entered with a substitute; rooms without a seat of the substitute are named")
{
    struct given_absence g = given_people(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *cover = field_of_office(world, g.office);
    const char *colleague = id_of(world, g.colleague.acting.member);
    assert_int_equal(browser_get(b, "/absences"), 200);
    assert_true(browser_says(b, "代わりの人（あおば）") && browser_says(b, "加藤 美咲"));
    assert_int_equal(browser_post(b, "/absences", "from", "2026-11-05", "until", "2026-11-03"), 422);
    assert_true(browser_error(b, "until").n > 0);
    assert_int_equal(browser_post(b, "/absences", "from", "去年", "until", ""), 422);
    assert_int_equal(browser_post(b, "/absences", "from", "2026-11-02", "until", "2026-11-03", cover,
                                  colleague),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "いま不在") && browser_says(b, "代わりは加藤 美咲さん（あおば）"));
    assert_true(browser_says(b, "加藤 美咲さんの席がないので、代わりができません：佐藤 茂 様"));
    assert_false(browser_says(b, "川村"));
}

PAGE("an administrator enters an absence for a colleague, and sees no patient's name")
{
    struct given_absence g = given_people(world);
    struct browser *b = browser_of(world, &g.head), *other = browser_of(world, &g.doctor);
    const char *path = browser_at(b, "/office/absences/%i", g.nurse.acting.member.v);
    assert_int_equal(browser_get(b, "/office/absences"), 200);
    assert_true(browser_says(b, "山田 花子") && !browser_says(b, "流山 医子"));
    assert_int_equal(browser_post(b, path, "from", "2026-11-02", "until", "2026-11-04",
                                  field_of_office(world, g.office),
                                  id_of(world, g.colleague.acting.member)),
                     303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "加藤 美咲さんの席がない部屋が1つあります"));
    assert_false(browser_says(b, "佐藤") || browser_says(b, "川村"));
    assert_int_equal(browser_get(other, path), 404);
    assert_int_equal(browser_post(other, path, "from", "2026-11-09", "until", "2026-11-09"), 404);
    struct browser *nurse = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(nurse, "/absences"), 200);
    assert_true(browser_says(nurse, "所長 守さんが入力"));
}

PAGE("writers see who is absent and who stands in: beside the name, on the team, among the readers")
{
    struct given_absence g = given_people(world);
    absence_id id = given_absent(world, &g, 2);
    post_id post = write_to_nurse(world, &g, HOURS(8));
    struct browser *b = browser_of(world, &g.doctor);
    const char *words = "11月3日まで不在・代わりは加藤 美咲さん";
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i?whom=1", g.room.v)), 200);
    assert_true(browser_says(b, "山田 花子さん（11月3日まで不在・代わりは加藤 美咲さん）"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v)), 200);
    assert_true(browser_says(b, words));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/readers", g.room.v, post.v)), 200);
    assert_true(browser_says(b, words));
    struct browser *nurse = browser_of(world, &g.nurse);
    assert_int_equal(browser_post(nurse, browser_at(nurse, "/absences/%i/end", id.v)), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v)), 200);
    assert_false(browser_says(b, "不在・"));
}

PAGE("an absence of the coming week is told beforehand, one further away is not")
{
    struct given_absence g = given_people(world);
    struct tx *tx = world_write(world);
    absence_id id;
    struct absence_new soon = away(tx, &g, 1), later = soon;
    soon.from_on = day_after(tx_today(tx), 3);
    soon.until_on = day_after(tx_today(tx), 5);
    soon.n = 0;
    later.from_on = later.until_on = day_after(tx_today(tx), 30);
    absence_add(tx, &g.nurse.acting, &later, &id);
    world_commit(world);
    struct browser *b = browser_of(world, &g.doctor);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v)), 200);
    assert_false(browser_says(b, "は不在") || browser_says(b, "まで不在"));
    tx = world_write(world);
    absence_add(tx, &g.nurse.acting, &soon, &id);
    world_commit(world);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/team", g.room.v)), 200);
    assert_true(browser_says(b, "11月5日から11月7日まで不在"));
}
