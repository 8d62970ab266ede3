// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "document/document.h"
#include "post/post.h"
#include "test/browser.h"
#include "test/pdfs.h"

#include <stdio.h>

struct given_page {
    struct given_city city, neighbour;
    struct given_person nurse, helper, stranger;
    room_id room;
};

static struct given_page given_page(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_page g = {.city = given_city(tx), .neighbour = given_neighbour(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.nurse = given_member(tx, city, given_office(tx, city, S("あおば")), S("山田 花子"));
    g.helper = given_member(tx, city, given_office(tx, city, S("ひなた")), S("加藤 美咲"));
    g.stranger = given_member(tx, city, given_office(tx, city, S("みどり")), S("田中 実"));
    g.room = given_room(tx, officer, S("川村 はな"));
    given_seat(tx, officer, g.room, &g.nurse.acting);
    given_seat(tx, officer, g.room, &g.helper.acting);
    world_commit(world);
    return g;
}

static struct upload pdf_file(struct world *world)
{
    return (struct upload){S("files"), S("指示書.pdf"), NONE,
                           pdf_of(world_arena(world), 3, S("訪問看護指示書"))};
}

static int put(struct browser *b, const struct given_page *g, const struct upload *files, size_t n,
               const char *title)
{
    const char *pairs[] = {"", "kind", "order", "title", title, "ends", "2026-11-10", NULL};
    return browser_upload(b, browser_at(b, "/rooms/%i/documents", g->room.v), files, n, pairs);
}

static document_id newest(struct world *world, const struct given_page *g, attachment_id *file)
{
    struct tx *tx = world_read(world);
    const struct seat *seat = given_open(tx, &g->nurse.acting, g->room);
    struct documents all = document_list(tx, seat);
    world_commit(world);
    *file = all.n && all.at[0].files.n ? all.at[0].files.at[0].id : (attachment_id){0};
    return all.n ? all.at[0].id : (document_id){0};
}

PAGE("a PDF from the phone stands on the shelf, with its end, and is read page by page")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse), *helper = browser_of(world, &g.helper);
    struct upload file = pdf_file(world);
    attachment_id id;
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/documents/new", g.room.v)), 200);
    assert_true(browser_says(b, "だれの書類：川村 はな 様"));
    assert_int_equal(put(b, &g, &file, 1, "訪問看護指示書 鈴木医院"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_int_equal(browser_get(helper, browser_at(helper, "/rooms/%i/documents", g.room.v)), 200);
    assert_true(browser_says(helper, "訪問看護指示書 鈴木医院"));
    assert_true(browser_says(helper, "あと8日"));
    assert_true(browser_says(helper, "2026年11月10日（火）まで"));
    document_id document = newest(world, &g, &id);
    const char *pages = browser_at(b, "/rooms/%i/documents/%i/files/%i?page=2", g.room.v, document.v, id.v);
    assert_int_equal(browser_get(helper, pages), 200);
    assert_true(browser_says(helper, "2 / 3ページ"));
    assert_true(browser_says(helper, "訪問看護指示書 p. 2"));
    const char *picture = browser_at(b, "/rooms/%i/documents/%i/files/%i/picture?page=2&zoom=200&turn=90",
                                     g.room.v, document.v, id.v);
    assert_int_equal(browser_get(helper, picture), 200);
    assert_true(str_starts(helper->body, S("\x89PNG")));
    assert_int_equal(browser_get(helper, browser_at(b, "/rooms/%i/summary", g.room.v)), 200);
    assert_true(browser_says(helper, "期限が近い書類"));
}

PAGE("what is no photo and no PDF, locked, broken, too many or nothing at all is refused in plain words")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse);
    struct arena *a = world_arena(world);
    struct upload many[DOCUMENT_MOST_FILES + 1];
    struct upload program = {S("files"), S("memo.exe"), NONE, str_bytes(S("MZ..."))};
    struct upload locked = {S("files"), S("鍵.pdf"), NONE, pdf_locked(a)};
    struct upload broken = {S("files"), S("壊.pdf"), NONE, str_bytes(S("%PDF-1.7 x"))};
    struct upload plan = {S("files"), S("UP1KYO_1.CSV"), NONE, str_bytes(S("202410,1"))};
    for (size_t i = 0; i <= DOCUMENT_MOST_FILES; i++)
        many[i] = broken;
    assert_int_equal(put(b, &g, &program, 1, "t"), 422);
    assert_true(browser_says(b, "memo.exe：添付できるのは、写真"));
    assert_int_equal(put(b, &g, &locked, 1, "題は残る"), 422);
    assert_true(browser_says(b, "鍵.pdf：このPDFにはパスワードがかかっていて"));
    assert_str(browser_value(b, "title"), S("題は残る"));
    assert_int_equal(put(b, &g, &broken, 1, "t"), 422);
    assert_true(browser_says(b, "壊.pdf：ファイルを読み取れませんでした"));
    assert_int_equal(put(b, &g, &plan, 1, "t"), 422);
    assert_true(browser_says(b, "ケアプランのCSVを取り込む"));
    assert_int_equal(put(b, &g, many, DOCUMENT_MOST_FILES + 1, "t"), 422);
    assert_true(browser_says(b, "10個まで"));
    assert_int_equal(put(b, &g, NULL, 0, "t"), 422);
    assert_true(browser_says(b, "写真かPDFを選んでください。"));
}

// How many documents the shelf shows for what is typed into its box.
static int found(struct browser *b, const struct given_page *g, const char *words)
{
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents/find", g->room.v), "words", words),
                     303);
    assert_false(str_contains(browser_went_to(b), str_of(words)));
    assert_int_equal(browser_follow(b), 200);
    int n = 0;
    for (str rest = b->body; str_contains(rest, S("class=\"item-name\"")); n++)
        rest = str_from(rest, str_find(rest, S("class=\"item-name\"")) + 1);
    return n;
}

PAGE("a document is found on its shelf by words of title, note, kind, file and person, however written")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse), *stranger = browser_of(world, &g.stranger);
    static const char *const titles[] = {"訪問看護ｶﾙﾃ①", "血液検査の結果", "褥瘡の写真", "退院サマリー", "会議の要点", "お薬の一覧"};
    struct upload file = pdf_file(world);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(put(b, &g, &file, 1, titles[i]), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/documents", g.room.v)), 200);
    assert_true(browser_says(b, "書類を探す"));
    assert_int_equal(found(b, &g, "カルテ1"), 1);
    assert_true(browser_says(b, "1件見つかりました") && browser_says(b, "訪問看護カルテ①"));
    assert_int_equal(found(b, &g, "検"), 1);
    assert_int_equal(found(b, &g, "山田 指示書"), 6); // who put it there, and the name of the file
    assert_int_equal(found(b, &g, "指示書 -結果"), 5);
    assert_int_equal(found(b, &g, "果褥"), 0); // no word goes over the end of a title
    assert_int_equal(found(b, &g, "どこにもない"), 0);
    assert_true(browser_says(b, "見つかりませんでした") && browser_says(b, "すべての書類を表示する"));
    assert_int_equal(browser_post(stranger, browser_at(b, "/rooms/%i/documents/find", g.room.v), "words",
                                  "検査"),
                     404);
}

PAGE("the shelf is for those with a seat: not for strangers, another city, a seat that ended, a revoked device")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse), *stranger = browser_of(world, &g.stranger);
    struct browser *other = browser_of(world, &g.neighbour.officer), *helper = browser_of(world, &g.helper);
    struct upload file = pdf_file(world);
    attachment_id id;
    assert_int_equal(put(b, &g, &file, 1, "t"), 303);
    document_id document = newest(world, &g, &id);
    const char *shelf = browser_at(b, "/rooms/%i/documents", g.room.v);
    const char *pages = browser_at(b, "/rooms/%i/documents/%i/files/%i", g.room.v, document.v, id.v);
    const char *elsewhere = browser_at(b, "/rooms/%i/documents", g.city.notice.v);
    assert_int_equal(browser_get(stranger, shelf), 404);
    assert_int_equal(browser_get(stranger, pages), 404);
    assert_int_equal(put(stranger, &g, &file, 1, "t"), 404);
    assert_int_equal(browser_get(other, shelf), 404);
    assert_int_equal(browser_get(helper, pages), 200);
    assert_int_equal(browser_get(b, elsewhere), 404);
    struct tx *tx = world_write(world);
    const struct seat *seat = given_open(tx, &g.helper.acting, g.room);
    seat_remove(tx, &g.city.officer.acting, g.room, seat->id);
    device_revoke(tx, g.city.city.id, g.nurse.acting.device, REVOKED_LOST);
    world_commit(world);
    assert_int_equal(browser_get(helper, pages), 404);
    assert_int_equal(browser_get(b, shelf), 403);
}

PAGE("a file of a post goes on the shelf without a copy; a newer version and a withdrawal leave traces")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse);
    struct upload file = pdf_file(world);
    const char *pairs[] = {"", "kind", "report", "body", "指示書が届きました", NULL};
    attachment_id id;
    assert_int_equal(browser_upload(b, browser_at(b, "/rooms/%i/posts", g.room.v), &file, 1, pairs), 303);
    struct tx *tx = world_read(world);
    const struct seat *seat = given_open(tx, &g.nurse.acting, g.room);
    struct post_list posts = post_list_before(tx, seat, (post_id){INT64_MAX});
    world_commit(world);
    assert_int_equal(posts.n, 1);
    assert_int_equal(posts.at[0].files.n, 1);
    int64_t post = posts.at[0].id.v, attached = posts.at[0].files.at[0].id.v;
    const char *form = browser_at(b, "/rooms/%i/documents/new?post=%i&file=%i", g.room.v, post, attached);
    assert_int_equal(browser_get(b, form), 200);
    assert_true(browser_says(b, "投稿に付いたファイル：指示書.pdf"));
    struct arena *a = world_arena(world);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents", g.room.v), "kind", "order",
                                  "post", str_zero(a, base32_from_id(a, post)),
                                  "file", str_zero(a, base32_from_id(a, attached))), 303);
    document_id document = newest(world, &g, &id);
    assert_int_equal(id.v, attached);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents/%i/change", g.room.v, document.v),
                                  "kind", "order", "title", "指示書 第2版", "revision", "1"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "これまでの版"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents/%i/withdraw", g.room.v, document.v),
                                  "reason", "まちがい", "revision", "1"), 422);
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents/%i/withdraw", g.room.v, document.v),
                                  "reason", "まちがい", "revision", "2"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "理由：まちがい"));
}

static const char planned[] = "UPPLAN_202611_1270000001_43_1260090001_13_20261028101500.CSV";

static const char *at_file(struct browser *b, const struct given_page *g, document_id document,
                           attachment_id file, const char *more)
{
    const char *at = browser_at(b, "/rooms/%i/documents/%i/files/%i", g->room.v, document.v, file.v);
    return str_zero(world_arena(b->world), str_print(world_arena(b->world), "%s%s", at, more));
}

static struct upload plan_file(struct world *world, const char *name)
{
    uint8_t *p = arena_alloc_raw(world_arena(world), 65536);
    FILE *f = fopen(str_zero(world_arena(world), str_print(world_arena(world), "test/data/careplan/%s", name)), "rb");
    assert_non_null(f);
    size_t n = fread(p, 1, 65536, f);
    fclose(f);
    return (struct upload){S("file"), str_of(name), NONE, {p, n}};
}

static int import(struct browser *b, const struct given_page *g, struct upload file)
{
    const char *none[] = {"", NULL};
    int status = browser_upload(b, browser_at(b, "/rooms/%i/documents/import", g->room.v), &file, 1, none);
    if (status != 200)
        return status;
    struct arena *a = world_arena(b->world);
    return browser_post(b, browser_at(b, "/rooms/%i/documents/import/take", g->room.v), "file",
                        str_zero(a, browser_value(b, "file")), "request_key",
                        str_zero(a, browser_value(b, "request_key")));
}

PAGE("a care plan's CSV is looked at, then stands on the shelf as the sheet that people know")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse);
    struct upload first = plan_file(world, "UP1KYO_1270000001_43_20261101101500.CSV");
    attachment_id id;
    assert_int_equal(import(b, &g, first), 303);
    document_id document = newest(world, &g, &id);
    const char *sheet = browser_at(b, "/rooms/%i/documents/%i/files/%i", g.room.v, document.v, id.v);
    assert_int_equal(browser_get(b, sheet), 200);
    assert_true(browser_says(b, "第1表 居宅サービス計画書（1）"));
    assert_true(browser_says(b, "要介護2"));
    assert_true(browser_says(b, "家族：夜の転倒が心配。"));
    assert_int_equal(browser_get(b, at_file(b, &g, document, id, "?all=1")), 200);
    assert_true(str_contains(b->body, S("<dt>更新業者コード</dt><dd>1270000001</dd>")));
    assert_int_equal(browser_get(b, at_file(b, &g, document, id, "/original")), 200);
    assert_int_equal(import(b, &g, first), 303);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i/documents/%i", g.room.v, document.v)), 200);
    assert_true(browser_says(b, "第2版"));
}

PAGE("the goals of the second sheet and the days of the sixth stand where the paper has them")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse);
    attachment_id id;
    assert_int_equal(import(b, &g, plan_file(world, "UP2KYO_1270000001_43_20261101101500.CSV")), 303);
    document_id second = newest(world, &g, &id);
    assert_int_equal(browser_get(b, at_file(b, &g, second, id, "")), 200);
    assert_true(str_contains(b->body, S("<th scope=\"rowgroup\" rowspan=\"3\" data-label=\"課題\">痛みなく庭に出たい</th>")));
    assert_true(str_contains(b->body, S("<td rowspan=\"2\" data-label=\"長期目標\">")));
    assert_int_equal(import(b, &g, plan_file(world, planned)), 303);
    document_id sixth = newest(world, &g, &id);
    assert_int_equal(browser_get(b, at_file(b, &g, sixth, id, "")), 200);
    assert_true(browser_says(b, "サービス利用票（予定）"));
    assert_true(str_contains(b->body, S("<dt>4日（水）</dt><dd><strong>09:30～10:30</strong> 訪問看護（131112）")));
    assert_true(browser_says(b, "手すり（床置き型）"));
}

PAGE("a care plan that cannot be read is refused with the line, and a form for another room takes nothing")
{
    struct given_page g = given_page(world);
    struct browser *b = browser_of(world, &g.nurse), *stranger = browser_of(world, &g.stranger);
    struct upload bad = {S("file"), S("UP1KYO_1.CSV"), NONE, str_bytes(S("202410,122203\r\n"))};
    assert_int_equal(import(b, &g, bad), 422);
    assert_true(browser_says(b, "1行目の項目が2個です"));
    assert_int_equal(browser_post(b, browser_at(b, "/rooms/%i/documents/import/take", g.room.v), "file", "AAAA"), 422);
    assert_int_equal(import(stranger, &g, bad), 404);
}
