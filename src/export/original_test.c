// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of a room is looked at inside; a copy of it leaves with the city's permission only. And the
// desk's answers reach who asked.
#include "attachment/attachment.h"
#include "document/document.h"
#include "export/export.h"
#include "test/browser.h"
#include "test/given.h"
#include "test/pdfs.h"

struct given_files {
    struct given_city city;
    struct given_person nurse, stranger;
    office_id office;
    room_id room;
    const struct seat *seat;
    post_id post;
    attachment_id pdf, photo;
    document_id document;
};

static struct attachment_new kept(struct tx *tx, struct world *w, const struct seat *seat,
                                  enum attachment_kind kind)
{
    bool photo = kind == ATTACHMENT_PHOTO;
    struct attachment_new file = {
        .kind = kind,
        .file_name = photo ? S("傷の写真.jpg") : S("指示書.pdf"),
        .content = photo ? str_bytes(S("\xff\xd8\xff picture")) : pdf_of(world_arena(w), 2, S("訪問看護指示書")),
        .thumbnail = photo ? str_bytes(S("\xff\xd8\xff small")) : (bytes){0},
    };
    attachment_store(tx, browser_app(w)->services.blobs, seat, &file);
    return file;
}

static post_id posted(struct tx *tx, const struct seat *seat, struct attachment_new *files, size_t n)
{
    post_id id = {0};
    const struct post_new new = {
        .body = S("指示書が届きました"), .request_key = S("1"), .files = files, .n_files = n};
    post_write(tx, seat, &new, &id);
    return id;
}

static struct given_files given_files(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_files g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.office = given_office(tx, city, S("あおば訪問看護"));
    g.nurse = given_member(tx, city, g.office, S("山田 花子"));
    g.stranger = given_member(tx, city, g.office, S("田中 実"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    struct attachment_new files[] = {kept(tx, world, g.seat, ATTACHMENT_PDF),
                                     kept(tx, world, g.seat, ATTACHMENT_PHOTO)};
    g.post = posted(tx, g.seat, files, 2);
    g.pdf = files[0].id;
    g.photo = files[1].id;
    struct document_file file = document_file_of(&files[0]);
    file.post = g.post;
    struct document_new new = {
        .text = {.kind = DOCUMENT_ORDER, .dated_on = NO_DAY, .starts_on = NO_DAY, .ends_on = NO_DAY},
        .files = {1, &file},
        .request_key = S("2"),
    };
    document_put(tx, g.seat, &new, &g.document);
    world_commit(world);
    return g;
}

static permission_id ask(struct world *world, const struct given_files *g, enum permission_kind kind)
{
    struct permission p = {0};
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    permission_ask_for(tx, &g->nurse.acting, seat, kind, S("入院先に渡すため"));
    permission_of_seat(tx, seat, kind, &p);
    world_commit(world);
    return p.id;
}

static void grant(struct world *world, const struct given_files *g, permission_id id)
{
    struct tx *tx = world_write(world);
    permission_grant(tx, &g->city.officer.acting, id, day_after(tx_today(tx), 30));
    world_commit(world);
}

PAGE("guide 9(3)③: a PDF is read in the viewer by who has a seat; no address gives the file itself without permission")
{
    struct given_files g = given_files(world);
    struct browser *b = browser_of(world, &g.nurse);
    int64_t room = g.room.v, post = g.post.v;
    const char *file = browser_at(b, "/rooms/%i/posts/%i/files/%i", room, post, g.pdf.v);
    const char *copy = browser_at(b, "/rooms/%i/posts/%i/files/%i/original", room, post, g.pdf.v);
    const char *shelved = browser_at(b, "/rooms/%i/documents/%i/files/%i/original", room, g.document.v, g.pdf.v);
    assert_int_equal(browser_get(b, file), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/files/%i?download=1", room, post, g.pdf.v)), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "1 / 2ページ") && browser_says(b, "ここで見るのに許可はいりません"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/posts/%i/thumbnails/%i", room, post, g.pdf.v)), 404);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(browser_get(b, i ? shelved : copy), 200);
        assert_true(browser_says(b, "写しを取るには、市の許可がいります"));
        assert_true(browser_says(b, "市に許可を求める"));
        assert_int_equal(browser_post(b, i ? shelved : copy, "reason", "入院先に渡す"), 422);
        assert_true(browser_says(b, "市の許可がないため"));
        assert_false(str_contains(b->body, S("%PDF")));
    }
    struct browser *stranger = browser_of(world, &g.stranger);
    assert_int_equal(browser_get(stranger, copy), 404);
    assert_int_equal(browser_post(stranger, shelved, "reason", "渡す"), 404);
}

PAGE("with permission and a reason the file comes as it is kept; the team reads its name, the desk does not")
{
    struct given_files g = given_files(world);
    grant(world, &g, ask(world, &g, PERMISSION_ORIGINAL));
    struct browser *b = browser_of(world, &g.nurse), *desk = browser_of(world, &g.city.officer);
    const char *copy = browser_at(b, "/rooms/%i/posts/%i/files/%i/original", g.room.v, g.post.v, g.pdf.v);
    const char *photo = browser_at(b, "/rooms/%i/posts/%i/files/%i/original", g.room.v, g.post.v, g.photo.v);
    const char *shelved = browser_at(b, "/rooms/%i/documents/%i/files/%i/original", g.room.v, g.document.v, g.pdf.v);
    assert_int_equal(browser_get(b, copy), 200);
    assert_int_equal(browser_post(b, copy, "reason", " "), 422);
    assert_true(browser_error(b, "reason").n > 0);
    assert_int_equal(browser_post(b, copy, "reason", "入院先に渡すため"), 200);
    assert_true(str_starts(b->body, S("%PDF")));
    assert_true(str_starts(browser_header(b, "Content-Disposition"), S("attachment")));
    assert_int_equal(browser_post(b, shelved, "reason", "入院先に渡すため"), 200);
    assert_true(str_starts(b->body, S("%PDF")));
    assert_int_equal(browser_post(b, photo, "reason", "皮膚科に渡すため"), 200);
    assert_str(b->body, S("\xff\xd8\xff picture"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/export", g.room.v)), 200);
    assert_true(browser_says(b, "「指示書.pdf」の原本を取り出しました") && browser_says(b, "皮膚科に渡すため"));
    assert_int_equal(browser_get(desk, "/desk/exports"), 200);
    assert_true(browser_says(desk, "ファイルの原本を取り出しました") && browser_says(desk, "入院先に渡すため"));
    assert_false(browser_says(desk, "指示書.pdf"));
}

PAGE("what was withdrawn is not copied, nor anything after the consent was; without a patient no permission is needed")
{
    struct given_files g = given_files(world);
    grant(world, &g, ask(world, &g, PERMISSION_ORIGINAL));
    struct browser *b = browser_of(world, &g.nurse), *desk = browser_of(world, &g.city.officer);
    const char *shelved = browser_at(b, "/rooms/%i/documents/%i/files/%i/original", g.room.v, g.document.v, g.pdf.v);
    const char *copy = browser_at(b, "/rooms/%i/posts/%i/files/%i/original", g.room.v, g.post.v, g.pdf.v);
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    document_withdraw(tx, seat, g.document, 1, S("別の方の書類"));
    const struct seat *notice = given_open(tx, &g.city.officer.acting, g.city.notice);
    struct attachment_new paper = kept(tx, world, notice, ATTACHMENT_PDF);
    post_id said = posted(tx, notice, &paper, 1);
    world_commit(world);
    assert_int_equal(browser_post(b, shelved, "reason", "渡す"), 422);
    assert_true(browser_says(b, "書類が取り下げられています"));
    assert_int_equal(browser_post(b, copy, "reason", "渡す"), 200);
    const char *form = browser_at(b, "/rooms/%i/posts/%i/files/%i/original", g.city.notice.v, said.v, paper.id.v);
    assert_int_equal(browser_get(desk, form), 200);
    assert_true(browser_says(desk, "市の許可はいりません"));
    assert_int_equal(browser_post(desk, form), 200);
    assert_true(str_starts(desk->body, S("%PDF")));
    tx = world_write(world);
    struct room_card card = {0};
    room_find(tx, g.city.city.id, g.room, &card);
    room_withdraw_consent(tx, &g.city.officer.acting, card.patient, tx_today(tx));
    world_commit(world);
    assert_int_equal(browser_post(b, copy, "reason", "渡す"), 422);
    assert_true(browser_says(b, "同意が撤回されています"));
}

PAGE("guide 9(3)③: the month's print of いま needs the city's permission and a reason, and is written down")
{
    struct given_files g = given_files(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *to = browser_at(b, "/rooms/%i/evidence", g.room.v);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/evidence?month=2199-01", g.room.v)), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/evidence?month=x", g.room.v)), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/evidence?month=2026-11", g.room.v)), 200);
    assert_true(browser_says(b, "印刷するには、市の許可がいります"));
    assert_int_equal(browser_post(b, to, "month", "2026-11", "reason", "綴じる"), 422);
    assert_true(browser_says(b, "市の許可がないため"));
    grant(world, &g, ask(world, &g, PERMISSION_EVIDENCE));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/evidence?month=2026-11", g.room.v)), 200);
    assert_str(browser_value(b, "reason"), S("在宅医療情報連携加算の記録として綴じるため"));
    assert_int_equal(browser_post(b, to, "month", "2199-01", "reason", "綴じる"), 303);
    assert_int_equal(browser_post(b, to, "month", "2026-11", "reason", ""), 422);
    assert_int_equal(browser_post(b, to, "month", "2026-11", "reason", "綴じる"), 200);
    assert_true(str_starts(b->body, S("%PDF")));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/export", g.room.v)), 200);
    assert_true(browser_says(b, "在宅医療情報連携の記録を印刷しました"));
}

// --- answers -----------------------------------------------------------------------------------

static struct query count_notices = {
    "notices_of", "SELECT count(*) FROM notice WHERE member = ?1 AND kind = 7", 1, 1, 0, "i"};

static int64_t told(struct tx *tx, const struct given_person *who)
{
    int64_t n = 0;
    struct value member = value_int(who->acting.member.v);
    struct cursor c = query_open(tx, &count_notices, &member);
    while (cursor_next(&c))
        n = cursor_int(&c, 0);
    return n;
}

PAGE("who asked is told of the answer, granted, refused or ended, until the page of exports was opened")
{
    struct given_files g = given_files(world);
    permission_id pdf = ask(world, &g, PERMISSION_PDF), fhir = ask(world, &g, PERMISSION_FHIR);
    struct tx *tx = world_write(world);
    size_t waiting = permission_unseen(tx, g.nurse.acting.member).n;
    int64_t before = told(tx, &g.nurse);
    permission_grant(tx, &g.city.officer.acting, pdf, day_after(tx_today(tx), 30));
    permission_refuse(tx, &g.city.officer.acting, fhir, S("紙で足ります"));
    struct permissions answered = permission_unseen(tx, g.nurse.acting.member);
    size_t of_another = permission_unseen(tx, g.stranger.acting.member).n;
    int64_t after = told(tx, &g.nurse), another = told(tx, &g.stranger);
    world_commit(world);
    assert_int_equal(waiting, 0);
    assert_int_equal(before, 0);
    assert_int_equal(after, 1);
    assert_int_equal(another, 0);
    assert_int_equal(of_another, 0);
    assert_int_equal(answered.n, 2);
    assert_true(room_same(answered.at[0].room, g.room));
    assert_true(str_contains(permission_answer_text(world_arena(world), &answered.at[0]), S("許可されませんでした")));
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/export", g.room.v)), 200);
    assert_true(browser_says(b, "紙で足ります"));
    tx = world_write(world);
    size_t seen = permission_unseen(tx, g.nurse.acting.member).n;
    permission_end(tx, &g.city.officer.acting, pdf, NONE);
    size_t ended = permission_unseen(tx, g.nurse.acting.member).n;
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    seat_remove(tx, &g.city.officer.acting, g.room, seat->id);
    size_t gone = permission_unseen(tx, g.nurse.acting.member).n;
    world_commit(world);
    assert_int_equal(seen, 0);
    assert_int_equal(ended, 1);
    assert_int_equal(gone, 0);
}

PAGE("an answer is not told to somebody who sits for that office no more")
{
    struct given_files g = given_files(world);
    permission_id pdf = ask(world, &g, PERMISSION_PDF);
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    seat_remove(tx, &g.city.officer.acting, g.room, seat->id);
    enum permission_decision done = permission_grant(tx, &g.city.officer.acting, pdf, day_after(tx_today(tx), 30));
    int64_t n = told(tx, &g.nurse);
    world_commit(world);
    assert_int_equal(done, PERMISSION_DONE);
    assert_int_equal(n, 0);
}
