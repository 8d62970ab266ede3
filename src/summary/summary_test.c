// SPDX-License-Identifier: AGPL-3.0-or-later
#include "summary/summary.h"

#include "base/base32.h"
#include "frame/frame.h"
#include "test/browser.h"
#include "test/given.h"
#include "test/hear.h"
#include "visit/visit.h"
#include "vitals/vitals.h"

struct given_now {
    struct given_city city;
    struct given_person nurse, helper, stranger;
    const struct seat *nurse_seat, *helper_seat;
    room_id room;
};

static struct given_now given_now(struct tx *tx)
{
    struct given_now g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, office, S("山田 花子"));
    g.helper = given_administrator(tx, city, given_office(tx, city, S("ひなた")), S("加藤 美咲"));
    g.stranger = given_member(tx, city, office, S("田中 実"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    return g;
}

RULE("a field of 「いま」 shows who wrote it when, and keeps what stood there before")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    enum summary_outcome first = summary_write(tx, g.nurse_seat, SUMMARY_ALLERGIES, 0, S("卵"));
    enum summary_outcome same = summary_write(tx, g.nurse_seat, SUMMARY_ALLERGIES, 1, S(" 卵 "));
    enum summary_outcome second =
        summary_write(tx, g.helper_seat, SUMMARY_ALLERGIES, 1, S("卵・ペニシリン"));
    struct summary now = summary_now(tx, g.nurse_seat);
    struct summary_entries all = summary_history(tx, g.nurse_seat, SUMMARY_ALLERGIES);
    world_commit(world);

    assert_int_equal(first, SUMMARY_WRITTEN);
    assert_int_equal(same, SUMMARY_SAME);
    assert_int_equal(second, SUMMARY_WRITTEN);
    assert_str(now.at[SUMMARY_ALLERGIES].body, S("卵・ペニシリン"));
    assert_str(now.at[SUMMARY_ALLERGIES].author, S("加藤 美咲"));
    assert_int_equal(all.n, 2);
    assert_str(all.at[1].body, S("卵"));
    assert_int_equal(now.at[SUMMARY_HEED].revision, 0);
}

RULE("nobody writes over what was written after the page was opened")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    summary_write(tx, g.nurse_seat, SUMMARY_HEED, 0, S("塩分をひかえる"));
    enum summary_outcome late = summary_write(tx, g.helper_seat, SUMMARY_HEED, 0, S("水分を"));
    struct summary now = summary_now(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(late, SUMMARY_CHANGED_MEANWHILE);
    assert_str(now.at[SUMMARY_HEED].body, S("塩分をひかえる"));
}

RULE("a day is a day, a choice is one of the list, a text has an end; empty takes it back")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    char *text = arena_alloc(world_arena(world), SUMMARY_MOST_CHARACTERS + 1);
    memset(text, 'a', SUMMARY_MOST_CHARACTERS + 1);
    str over = {text, SUMMARY_MOST_CHARACTERS + 1};
    enum summary_outcome no_day = summary_write(tx, g.nurse_seat, SUMMARY_NEXT_VISIT, 0, S("あした"));
    enum summary_outcome good =
        summary_write(tx, g.nurse_seat, SUMMARY_NEXT_VISIT, 0, S("2026-12-01"));
    enum summary_outcome level = summary_write(tx, g.nurse_seat, SUMMARY_CARE_LEVEL, 0, S("要介護9"));
    enum summary_outcome lengthy = summary_write(tx, g.nurse_seat, SUMMARY_LIFE, 0, over);
    enum summary_outcome back = summary_write(tx, g.nurse_seat, SUMMARY_NEXT_VISIT, 1, NONE);
    world_commit(world);

    assert_int_equal(no_day, SUMMARY_NOT_A_DAY);
    assert_int_equal(good, SUMMARY_WRITTEN);
    assert_int_equal(level, SUMMARY_NO_CHOICE);
    assert_int_equal(lengthy, SUMMARY_TOO_LONG);
    assert_int_equal(back, SUMMARY_WRITTEN);
}

RULE("a closed room and a notice room take nothing into 「いま」")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    const struct seat *notice = given_open(tx, &g.city.officer.acting, g.city.notice);
    enum summary_outcome there = summary_write(tx, notice, SUMMARY_LIFE, 0, S("はい"));
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.nurse.acting, g.room);
    enum summary_outcome late = summary_write(tx, closed, SUMMARY_LIFE, 0, S("はい"));
    struct identity who;
    bool nobody = summary_identity(tx, notice, &who);
    world_commit(world);

    assert_int_equal(there, SUMMARY_NOT_ALLOWED);
    assert_int_equal(late, SUMMARY_NOT_ALLOWED);
    assert_false(nobody);
}

PAGE("one page tells a newcomer who the patient is and how things stand; a stranger finds none")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    summary_write(tx, g.nurse_seat, SUMMARY_WISHES, 0, S("最期まで自宅で"));
    summary_write(tx, g.nurse_seat, SUMMARY_NEXT_VISIT, 0, S("2026-12-01"));
    world_commit(world);
    struct browser *helper = browser_of(world, &g.helper), *other = browser_of(world, &g.stranger);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i/summary", g.room.v)), 200);
    assert_true(browser_says(helper, "昭和16年3月8日生まれ"));
    assert_true(browser_says(helper, "最期まで自宅で"));
    assert_true(browser_says(helper, "2026年12月1日（火）"));
    assert_true(browser_says(helper, "まだ書かれていません"));
    assert_int_equal(browser_get(other, browser_at(other, "/rooms/%i/summary", g.room.v)), 404);
}

PAGE("the page says what was measured last and who comes next, and begins without either")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    const char *to = browser_at(b, "/rooms/%i/summary", g.room.v);
    assert_int_equal(browser_get(b, to), 200);
    assert_true(browser_says(b, "まだ予定がありません") && !browser_says(b, "最新の測定"));
    tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    struct vitals_new new = {.measured_at = tx_now(tx), .values = vitals_nothing()};
    vitals_id measured;
    visit_id planned;
    new.values.at[VITALS_SYSTOLIC] = 132;
    new.values.at[VITALS_DIASTOLIC] = 78;
    vitals_write(tx, seat, &new, &measured);
    visit_add(tx, seat, &(struct visit_new){.slot = {.on = day_after(tx_today(tx), 1), .from = 600, .to = 660}},
              &planned);
    world_commit(world);
    assert_int_equal(browser_get(b, to), 200);
    assert_true(browser_says(b, "132/78mmHg 11月2日（月） 9:00"));
    assert_true(browser_says(b, "11月3日（火） 10:00〜11:00 訪問診療 チーム全体"));
}

PAGE("いま renews itself when a field is written, a value measured or a visit planned")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    const char *to = browser_at(b, "/rooms/%i/summary", g.room.v);
    assert_int_equal(browser_get(b, to), 200);
    static const char *const words[] = {"summary", "vitals", "visits"};
    for (size_t i = 0; i < 3; i++)
        assert_true(str_contains(b->body, frame_event(world_arena(world), words[i], g.room)));
    const struct buf *told = hear(world);
    tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    if (seat)
        summary_write(tx, seat, SUMMARY_HEED, 0, S("塩分をひかえる"));
    world_commit(world);
    assert_true(str_contains(buf_str(told), S(" summary ")));
    b->as.wants_fragment = true;
    assert_int_equal(browser_get(b, to), 200);
    assert_true(browser_says(b, "塩分をひかえる") && !str_contains(b->body, S("<html")));
}

PAGE("a field is written on a page of its own, and a colleague's newer words are shown beside mine")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.helper);
    const char *heed = browser_at(b, "/rooms/%i/summary/heed", g.room.v);
    const char *visit = browser_at(b, "/rooms/%i/summary/next-visit", g.room.v);
    const char *none = browser_at(b, "/rooms/%i/summary/nothing", g.room.v);
    assert_int_equal(browser_get(b, heed), 200);
    assert_int_equal(browser_post(b, heed, "revision", "0", "body", "右を下に寝る"), 303);
    assert_int_equal(browser_post(b, heed, "revision", "0", "body", "左を下に"), 422);
    assert_true(browser_says(b, "ほかの人が書き込みました"));
    assert_true(browser_says(b, "右を下に寝る") && browser_says(b, "左を下に"));
    assert_int_equal(browser_post(b, visit, "revision", "0", "body", "来週"), 422);
    assert_true(browser_says(b, "日付を"));
    assert_int_equal(browser_post(b, visit, "body", "2026-12-01"), 422);
    assert_true(browser_says(b, "もう一度書き込んでください"));
    assert_int_equal(browser_get(b, none), 404);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/summary/heed/history", g.room.v)), 200);
    assert_true(browser_says(b, "右を下に寝る"));
}

PAGE("medicines come in from a お薬手帳 after a look, somebody else's only with a tick")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/medicines", g.room.v);
    const char *own = "JAHISTC07,1\n1,川村 はな,2,19410308\n201,1,アムロジピン錠5mg,1,錠\n301,1,朝食後,28,日分";
    const char *other = "JAHISTC07,1\n1,別野 人子,2,19500101\n201,1,ワルファリン錠1mg,1,錠";
    assert_int_equal(browser_get(b, to), 200);
    assert_int_equal(browser_post(b, to, "text", "ただの文"), 422);
    assert_true(browser_says(b, "お薬手帳のQRコードの文字ではないようです"));
    assert_int_equal(browser_post(b, to, "text", own), 200);
    assert_true(browser_says(b, "アムロジピン錠5mg 1錠／朝食後 28日分"));
    assert_int_equal(browser_post(b, to, "text", own, "step", "write", "revision", "0", "body", "アムロジピン錠5mg 1錠"), 303);
    assert_int_equal(browser_post(b, to, "text", other, "step", "write", "revision", "1", "body", "ワルファリン"), 422);
    assert_true(browser_says(b, "この部屋の方と違います"));
    assert_int_equal(browser_post(b, to, "text", other, "step", "write", "revision", "1", "body",
                                  "ワルファリン", "same", "1"),
                     303);
}

RULE("the month's print shows the four fields as they stood then and counts the partner offices")
{
    struct tx *tx = world_write(world);
    struct given_now g = given_now(tx);
    summary_write(tx, g.nurse_seat, SUMMARY_HEED, 0, S("塩分は1日6gまで"));
    struct summary before = summary_at(tx, g.nurse_seat, day_after(tx_today(tx), -1));
    bytes pdf = summary_evidence_sheet(tx, g.nurse_seat, tx_today(tx));
    world_commit(world);

    assert_int_equal(before.at[SUMMARY_HEED].revision, 0);
    assert_true(pdf.n > 1000 && memcmp(pdf.p, "%PDF", 4) == 0);
}
