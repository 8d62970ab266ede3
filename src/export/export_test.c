// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/export.h"

#include "base/base32.h"
#include "export/slot.h"
#include "test/browser.h"
#include "test/given.h"

struct given_record {
    struct given_city city, other;
    struct given_person manager, nurse, stranger;
    const struct seat *seat, *nurse_seat;
    office_id office;
    room_id room;
};

static struct given_record given_record(struct tx *tx)
{
    struct given_record g = {.city = given_city(tx), .other = given_neighbour(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.office = given_office(tx, city, S("ひなた居宅介護支援"));
    g.manager = given_administrator(tx, city, g.office, S("加藤 美咲"));
    g.nurse = given_member(tx, city, given_office(tx, city, S("あおば訪問看護")), S("山田 花子"));
    g.stranger = given_member(tx, city, g.office, S("田中 実"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.seat = given_seat(tx, officer, g.room, &g.manager.acting);
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    return g;
}

static void write(struct tx *tx, const struct seat *seat, str body, str key)
{
    post_id id;
    post_write(tx, seat, &(struct post_new){.body = body, .request_key = key}, &id);
}

// Asks and grants; the permission.
static permission_id permit(struct tx *tx, const struct given_record *g, const struct seat *seat,
                            enum permission_kind kind)
{
    struct permission p = {0};
    permission_ask_for(tx, &g->manager.acting, seat, kind, S("記録に綴じるため"));
    permission_of_seat(tx, seat, kind, &p);
    permission_grant(tx, &g->city.officer.acting, p.id, day_after(tx_today(tx), 30));
    return p.id;
}

static struct export_wish wish_today(struct tx *tx, enum permission_kind kind)
{
    return (struct export_wish){.kind = kind,
                                .from = tx_today(tx),
                                .to = tx_today(tx),
                                .part = 1,
                                .parts = 1,
                                .posts = 1,
                                .reason = S("会議で配る")};
}

// --- permission ----------------------------------------------------------------------------

RULE("guide 9(3)③: nothing leaves a room without the city's permission; off by default, for one office and kind")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    struct export_wish wish = wish_today(tx, PERMISSION_PDF);
    enum export_outcome before = export_record(tx, &g.manager.acting, g.seat, &wish, NULL);
    permit(tx, &g, g.seat, PERMISSION_PDF);
    enum export_outcome after = export_record(tx, &g.manager.acting, g.seat, &wish, NULL);
    enum export_outcome other_office = export_record(tx, &g.nurse.acting, g.nurse_seat, &wish, NULL);
    wish.kind = PERMISSION_FHIR;
    enum export_outcome other_kind = export_record(tx, &g.manager.acting, g.seat, &wish, NULL);
    struct export_lines lines = export_list(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(before, EXPORT_NOT_ALLOWED);
    assert_int_equal(after, EXPORT_READY);
    assert_int_equal(other_office, EXPORT_NOT_ALLOWED);
    assert_int_equal(other_kind, EXPORT_NOT_ALLOWED);
    assert_int_equal(lines.n, 1);
}

RULE("a permission is asked with a reason, once; granted until a day within a year; refused with why")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    const struct acting *officer = &g.city.officer.acting, *me = &g.manager.acting;
    struct permission p = {0}, refused = {0};
    assert_int_equal(permission_ask_for(tx, me, g.seat, PERMISSION_PDF, S("　")), PERMISSION_ASK_NO_REASON);
    enum permission_ask asked = permission_ask_for(tx, me, g.seat, PERMISSION_PDF, S("綴じるため"));
    enum permission_ask twice = permission_ask_for(tx, me, g.seat, PERMISSION_PDF, S("綴じるため"));
    permission_of_seat(tx, g.seat, PERMISSION_PDF, &p);
    day today = tx_today(tx);
    enum permission_decision past = permission_grant(tx, officer, p.id, day_after(today, -1));
    enum permission_decision late = permission_grant(tx, officer, p.id, day_after(today, 400));
    enum permission_decision silent = permission_refuse(tx, officer, p.id, S(""));
    enum permission_decision said = permission_refuse(tx, officer, p.id, S("紙は使わないでください"));
    permission_of_seat(tx, g.seat, PERMISSION_PDF, &refused);
    enum permission_ask again = permission_ask_for(tx, me, g.seat, PERMISSION_PDF, S("会議のため"));
    world_commit(world);

    assert_int_equal(asked, PERMISSION_ASK_DONE);
    assert_int_equal(twice, PERMISSION_ASK_BEFORE);
    assert_int_equal(past, PERMISSION_BAD_DAY);
    assert_int_equal(late, PERMISSION_BAD_DAY);
    assert_int_equal(silent, PERMISSION_NO_ANSWER);
    assert_int_equal(said, PERMISSION_DONE);
    assert_str(refused.answer, S("紙は使わないでください"));
    assert_int_equal(again, PERMISSION_ASK_DONE);
}

RULE("a permission ends at once when the desk takes it back, and by itself after its last day")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    permission_id id = permit(tx, &g, g.seat, PERMISSION_PDF);
    bool granted = permission_holds(tx, g.seat, PERMISSION_PDF, NULL);
    enum permission_decision stranger =
        permission_end(tx, &g.other.officer.acting, id, NONE);
    permission_end(tx, &g.city.officer.acting, id, NONE);
    bool ended = permission_holds(tx, g.seat, PERMISSION_PDF, NULL);
    permit(tx, &g, g.seat, PERMISSION_PDF);
    world_commit(world);
    world_wait(world, DAYS(30));
    tx = world_read(world);
    bool on_the_last_day = permission_holds(tx, g.seat, PERMISSION_PDF, NULL);
    world_commit(world);
    world_wait(world, DAYS(1));
    tx = world_write(world);
    bool after_it = permission_holds(tx, g.seat, PERMISSION_PDF, NULL);
    enum permission_ask anew =
        permission_ask_for(tx, &g.manager.acting, g.seat, PERMISSION_PDF, S("綴じるため"));
    world_commit(world);

    assert_true(granted);
    assert_int_equal(stranger, PERMISSION_GONE);
    assert_false(ended);
    assert_true(on_the_last_day);
    assert_false(after_it);
    assert_int_equal(anew, PERMISSION_ASK_DONE);
}

static struct query change_permission = {"permission_change",
                                         "UPDATE permission SET state = 1 WHERE state = 0", 0, 0, 0, ""};
static struct query change_asker = {"asker_change", "UPDATE permission SET member = member + 1", 0, 0, 0, ""};
static struct query change_export = {"export_change", "UPDATE export SET seat = seat + 1", 0, 0, 0, ""};

static void count_permission(void *n, permission_id id)
{
    *(int *)n += permission_is(id);
}
static void count_export(void *n, export_id id)
{
    *(int *)n += export_is(id);
}

RULE("a permission or a note of an export that somebody writes into the database alone is found and worth nothing")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    int found = 0, sound = 0;
    permit(tx, &g, g.seat, PERMISSION_PDF);
    struct export_wish wish = wish_today(tx, PERMISSION_PDF);
    export_record(tx, &g.manager.acting, g.seat, &wish, NULL);
    permission_ask_for(tx, &g.manager.acting, g.seat, PERMISSION_FHIR, S("移すため"));
    permission_verify(tx, (permission_id){0}, count_permission, &sound);
    export_verify(tx, g.room, &g.seat->key, count_export, &sound);
    query_run(tx, &change_permission, NULL);
    query_run(tx, &change_export, NULL);
    permission_verify(tx, (permission_id){0}, count_permission, &found);
    export_verify(tx, g.room, &g.seat->key, count_export, &found);
    world_commit(world);
    tx = world_begin(world, TX_READ);
    tx_set(tx, TX_VAULT, world_vault(world));
    bool forged = permission_holds(tx, g.seat, PERMISSION_FHIR, NULL);
    tx_rollback(tx);

    assert_int_equal(sound, 0);
    assert_int_equal(found, 2);
    assert_false(forged);
}

RULE("an asker whom somebody writes into the database alone is found, and nobody else is told in that place")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    int sound = 0, found = 0;
    permit(tx, &g, g.seat, PERMISSION_PDF);
    permission_verify(tx, (permission_id){0}, count_permission, &sound);
    query_run(tx, &change_asker, NULL);
    permission_verify(tx, (permission_id){0}, count_permission, &found);
    world_commit(world);

    assert_int_equal(sound, 0);
    assert_int_equal(found, 1);
}

// --- what may leave ------------------------------------------------------------------------

RULE("guide 9(4): a closed room may be copied while its consent stands, not after it was withdrawn; no reason, no copy")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    permit(tx, &g, g.seat, PERMISSION_PDF);
    struct export_wish wish = wish_today(tx, PERMISSION_PDF), silent = wish, upside = wish;
    silent.reason = S(" ");
    upside.to = day_after(wish.from, -1);
    const struct acting *officer = &g.city.officer.acting;
    enum export_outcome no_reason = export_may(tx, g.seat, &silent);
    enum export_outcome backwards = export_may(tx, g.seat, &upside);
    room_close(tx, officer, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.manager.acting, g.room);
    enum export_outcome care_over = export_may(tx, closed, &wish);
    struct room_card card = {0};
    room_find(tx, g.city.city.id, g.room, &card);
    room_withdraw_consent(tx, officer, card.patient, tx_today(tx));
    enum export_outcome withdrawn = export_may(tx, closed, &wish);
    const struct seat *notice = given_open(tx, officer, g.city.notice);
    enum export_outcome nobody = export_may(tx, notice, &wish);
    world_commit(world);

    assert_int_equal(no_reason, EXPORT_NO_REASON);
    assert_int_equal(backwards, EXPORT_BAD_PERIOD);
    assert_int_equal(care_over, EXPORT_READY);
    assert_int_equal(withdrawn, EXPORT_NO_CONSENT);
    assert_int_equal(nobody, EXPORT_NOT_ALLOWED);
}

RULE("a period begins and ends at midnight in Japan, both days within; an empty one gives no file")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    day today = tx_today(tx);
    write(tx, g.seat, S("朝の申し送り"), S("1"));
    world_commit(world);
    world_wait(world, day_start(day_after(today, 1)).us - clock_now(world_clock(world)).us - 1);
    tx = world_write(world);
    write(tx, g.seat, S("日付が変わる直前"), S("2"));
    world_commit(world);
    world_wait(world, 1);
    tx = world_write(world);
    write(tx, g.seat, S("日付が変わった瞬間"), S("3"));
    struct export_wish wish = {.kind = PERMISSION_PDF, .from = today, .to = today};
    bool on_that_day = export_divide(tx, g.seat, &wish);
    struct export_wish next = {.kind = PERMISSION_PDF, .from = day_after(today, 1), .to = day_after(today, 1)};
    bool on_the_next = export_divide(tx, g.seat, &next);
    struct export_wish before = {.kind = PERMISSION_PDF, .from = day_after(today, -9), .to = day_after(today, -1)};
    bool empty = export_divide(tx, g.seat, &before);
    world_commit(world);

    assert_true(on_that_day && on_the_next);
    assert_int_equal(wish.posts, 2);
    assert_int_equal(next.posts, 1);
    assert_false(empty);
}

RULE("a long period falls into parts; each holds what the one before left, and there is no further one")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    world_without_sweep(world);
    for (int i = 0; i < EXPORT_POSTS + 3; i++)
        write(tx, g.seat, S("体温36.5度"), str_print(world_arena(world), "%d", i));
    struct export_wish wish = wish_today(tx, PERMISSION_PDF), second = wish, third = wish;
    second.part = 2, third.part = 3;
    bool first_is = export_divide(tx, g.seat, &wish);
    bool second_is = export_divide(tx, g.seat, &second), third_is = export_divide(tx, g.seat, &third);
    bytes pdf = export_posts_sheet(tx, &g.manager.acting, g.seat, NULL, &second);
    world_commit(world);

    assert_true(first_is && second_is && !third_is);
    assert_int_equal(wish.parts, 2);
    assert_int_equal(wish.posts, EXPORT_POSTS);
    assert_int_equal(second.posts, 3);
    assert_true(pdf.n > 4 && memcmp(pdf.p, "%PDF", 4) == 0);
}

// --- the pages -----------------------------------------------------------------------------

static int take(struct browser *b, const char *path, const char *kind, const char *from, const char *to)
{
    return browser_post(b, path, "kind", kind, "from", from, "to", to, "reason", "会議で配るため");
}

PAGE("without permission the page says whom to ask and how; the desk grants; the team and the desk see who took what")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    write(tx, g.seat, S("朝の申し送り"), S("1"));
    world_commit(world);
    struct browser *manager = browser_of(world, &g.manager), *nurse = browser_of(world, &g.nurse);
    struct browser *desk = browser_of(world, &g.city.officer);
    const char *path = browser_at(manager, "/rooms/%i/export", g.room.v);
    assert_int_equal(browser_get(manager, path), 200);
    assert_true(browser_says(manager, "流山市の介護支援課が期限を決めて出します"));
    assert_int_equal(take(manager, path, "pdf", "2026-11-02", "2026-11-02"), 422);
    assert_true(browser_says(manager, "市の許可がないため"));
    const char *ask = browser_at(manager, "/rooms/%i/export/ask", g.room.v);
    assert_int_equal(browser_post(manager, ask, "kind", "pdf", "why-pdf", ""), 422);
    assert_int_equal(browser_post(manager, ask, "kind", "pdf", "why-pdf", "会議で配る"), 303);
    assert_int_equal(browser_get(desk, "/"), 200);
    assert_true(browser_says(desk, "許可を求める事業所"));
    assert_int_equal(browser_get(desk, "/desk/exports"), 200);
    assert_true(browser_says(desk, "ひなた居宅介護支援") && browser_says(desk, "会議で配る"));
    size_t at = str_find(desk->body, S("/desk/exports/"));
    str grant = str_part(desk->body, at, str_find(str_from(desk->body, at), S("\"")));
    str id = str_part(str_from(grant, 14), 0, grant.n - 14 - 6);
    const char *day_field = str_zero(world_arena(world), str_print(world_arena(world), "day-%.*s", STR(id)));
    assert_int_equal(browser_post(desk, str_zero(world_arena(world), grant), day_field, "2026-12-31"), 303);
    assert_int_equal(take(manager, path, "pdf", "2026-11-02", "2026-11-02"), 200);
    assert_true(str_starts(manager->body, S("%PDF")));
    assert_str(manager->answer->type, S("application/pdf"));
    assert_int_equal(browser_get(nurse, path), 200);
    assert_true(browser_says(nurse, "加藤 美咲（") && browser_says(nurse, "投稿を印刷しました（1件）"));
    assert_int_equal(browser_get(desk, "/desk/exports"), 200);
    assert_true(browser_says(desk, "川村 はな 様") && browser_says(desk, "会議で配るため"));
    assert_false(browser_says(desk, "朝の申し送り"));
    struct browser *other = browser_of(world, &g.other.officer);
    assert_int_equal(browser_get(other, "/desk/exports"), 200);
    assert_false(browser_says(other, "川村"));
    str end = str_print(world_arena(world), "/desk/exports/%.*s/end", STR(id));
    assert_int_equal(browser_post(desk, str_zero(world_arena(world), end)), 303);
    assert_int_equal(take(manager, path, "pdf", "2026-11-02", "2026-11-02"), 422);
}

PAGE("two copies are made at once, one for each person; who comes meanwhile learns when to try again")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    write(tx, g.seat, S("朝の申し送り"), S("1"));
    permit(tx, &g, g.seat, PERMISSION_PDF);
    world_commit(world);
    struct browser *manager = browser_of(world, &g.manager);
    const char *path = browser_at(manager, "/rooms/%i/export", g.room.v);
    member_id me = g.manager.acting.member, first = {1}, second = {2};
    // Nothing is asserted while a slot is held: a test that ends there would keep it.
    enum slot one = slot_take(first), twice = slot_take(first);
    int beside = take(manager, path, "pdf", "2026-11-02", "2026-11-02");
    enum slot two = slot_take(second);
    int full = take(manager, path, "pdf", "2026-11-02", "2026-11-02");
    bool says = browser_says(manager, "ただいま混み合っています");
    str typed = browser_value(manager, "reason"), later = browser_header(manager, "Retry-After");
    slot_give_back(first);
    enum slot mine = slot_take(me);
    int again = take(manager, path, "pdf", "2026-11-02", "2026-11-02");
    bool waits = browser_says(manager, "前に押した取り出しを、まだ作っています");
    slot_give_back(me);
    slot_give_back(second);
    assert_int_equal(beside, 200);
    assert_int_equal(full, 503);
    assert_int_equal(again, 503);
    assert_true(one == SLOT_TAKEN && twice == SLOT_MINE && two == SLOT_TAKEN && mine == SLOT_TAKEN);
    assert_true(says && waits);
    assert_str(typed, S("会議で配るため"));
    assert_str(later, S("60"));
    assert_int_equal(take(manager, path, "pdf", "2026-11-02", "2026-11-02"), 200);
    assert_int_equal(browser_get(manager, path), 200);
    assert_true(browser_says(manager, "投稿を印刷しました（1件）"));
}

PAGE("who has no seat any more, a lost device and another city's officer get no copy, permission or not")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    write(tx, g.seat, S("朝の申し送り"), S("1"));
    permit(tx, &g, g.seat, PERMISSION_PDF);
    struct given_person gone = given_member(tx, g.city.city.id, g.office, S("鈴木 一郎"));
    const struct seat *ended = given_seat(tx, &g.city.officer.acting, g.room, &gone.acting);
    world_commit(world);
    struct browser *stranger = browser_of(world, &g.stranger), *leaver = browser_of(world, &gone);
    struct browser *officer = browser_of(world, &g.other.officer), *manager = browser_of(world, &g.manager);
    const char *path = browser_at(stranger, "/rooms/%i/export", g.room.v);
    assert_int_equal(take(leaver, path, "pdf", "2026-11-02", "2026-11-02"), 200);
    tx = world_write(world);
    seat_remove(tx, &g.city.officer.acting, g.room, ended->id);
    world_commit(world);
    assert_int_equal(take(leaver, path, "pdf", "2026-11-02", "2026-11-02"), 404);
    assert_int_equal(take(stranger, path, "pdf", "2026-11-02", "2026-11-02"), 404);
    assert_int_equal(take(officer, path, "pdf", "2026-11-02", "2026-11-02"), 404);
    assert_int_equal(browser_post(manager, browser_at(manager, "/devices/%i/lost", g.manager.acting.device.v)), 303);
    assert_int_equal(take(manager, path, "pdf", "2026-11-02", "2026-11-02"), 403);
}

static struct query count_audit = {"audit_count",
                                   "SELECT count(*) FROM audit WHERE action = 'export.pdf'", 0, 1, 0, ""};

static int64_t audited(struct world *world)
{
    struct tx *tx = world_read(world);
    struct cursor c = query_open(tx, &count_audit, NULL);
    int64_t n = cursor_next(&c) ? cursor_int(&c, 0) : 0;
    cursor_close(&c);
    world_commit(world);
    return n;
}

PAGE("each copy has its audit row, twice is two; bad input gives a sentence, no file and no row")
{
    struct tx *tx = world_write(world);
    struct given_record g = given_record(tx);
    write(tx, g.seat, S("朝の申し送り"), S("1"));
    permit(tx, &g, g.seat, PERMISSION_PDF);
    world_commit(world);
    struct browser *b = browser_of(world, &g.manager);
    const char *path = browser_at(b, "/rooms/%i/export", g.room.v);
    assert_int_equal(take(b, path, "pdf", "2026-11-02", "2026-11-02"), 200);
    assert_int_equal(take(b, path, "pdf", "2026-11-02", "2026-11-02"), 200);
    assert_int_equal(audited(world), 2);
    assert_int_equal(take(b, path, "pdf", "2026-10-01", "2026-10-31"), 422);
    assert_true(browser_says(b, "書かれたものはありません"));
    assert_int_equal(take(b, path, "pdf", "2026-11-02", "2026-11-01"), 422);
    assert_int_equal(take(b, path, "pdf", "2026-13-02", "2026-11-01"), 422);
    assert_int_equal(take(b, path, "everything", "2026-11-02", "2026-11-02"), 422);
    assert_int_equal(take(b, path, "fhir", "2026-11-02", "2026-11-02"), 422);
    assert_int_equal(browser_post(b, path, "kind", "pdf", "from", "2026-11-02", "to", "2026-11-02"), 422);
    assert_int_equal(browser_post(b, path, "kind", "pdf", "from", "2026-11-02", "to", "2026-11-02", "reason", "x",
                                  "part", "2"), 422);
    assert_int_equal(browser_post(b, path), 422);
    assert_int_equal(audited(world), 2);
    const char *notice = browser_at(b, "/rooms/%i/export", g.city.notice.v);
    assert_int_equal(browser_get(b, notice), 404);
}
