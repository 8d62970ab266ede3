// SPDX-License-Identifier: AGPL-3.0-or-later
// The applicant's pages: guide 1, 2; 様式1-1, 1-2, 3.
#include "portal/portal.h"

#include "application/application.h"
#include "base/base32.h"
#include "office/office.h"
#include "test/given_portal.h"

PAGE("one city leads straight to its forms, several are offered, an unknown one does not exist")
{
    struct tx *tx = world_write(world);
    given_city(tx);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_get(b, "/apply"), 303);
    assert_str(browser_went_to(b), S("/apply/122203"));
    given_neighbour(world_write(world));
    world_commit(world);
    assert_int_equal(browser_get(b, "/apply"), 200);
    assert_true(browser_says(b, "流山市") && browser_says(b, "松戸市"));
    assert_int_equal(browser_get(b, "/apply/999999"), 404);
    assert_int_equal(browser_get(b, "/apply/122203"), 200);
    assert_true(browser_says(b, "様式1-1") && browser_says(b, "様式1-2") &&
                browser_says(b, "様式3"));
}

PAGE("an application from start to receipt: every part is saved, all of it is shown, and the city "
     "gets it (様式1-1)")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(d.code.n, 12);
    fill_all(d.b);
    assert_int_equal(browser_get(d.b, "/apply/122203/check"), 200);
    assert_true(browser_says(d.b, "医療法人さくら会") && browser_says(d.b, "やまだ はなこ"));
    assert_int_equal(submit(d.b), 303);
    browser_follow(d.b);
    assert_true(browser_says(d.b, "受付済み"));
    struct application of = stored(world, &d.city, d.number);
    assert_int_equal(of.state, STATE_SUBMITTED);
    assert_str(value_of(&of.values, "people.0.pledge"), S("2026-11-02"));
}

PAGE("number and code open the draft again in another browser; the code stands in no address")
{
    struct desk_and_applicant d = started(world, "usage");
    send_part(d.b, "/apply/122203/part/2", "go", "next", CORPORATION);
    struct browser *other = browser_public(world);
    assert_int_equal(browser_get(other, "/apply/122203/part/2"), 422);
    assert_int_equal(browser_post(other, "/apply/122203/resume", "number",
                                  str_zero(world_arena(world), d.number), "code",
                                  str_zero(world_arena(world), d.code)),
                     303);
    assert_false(str_contains(browser_went_to(other), d.code));
    assert_int_equal(browser_get(other, "/apply/122203/part/2"), 200);
    assert_str(browser_value(other, "corporation_name"), S("医療法人さくら会"));
}

PAGE("wrong codes slow down, and even the right one waits then")
{
    struct desk_and_applicant d = started(world, "usage");
    const char *number = str_zero(world_arena(world), d.number);
    const char *code = str_zero(world_arena(world), d.code);
    struct browser *b = browser_public(world);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            browser_post(b, "/apply/122203/resume", "number", number, "code", "abcdefghij23"), 422);
        assert_true(str_contains(browser_error(b, "code"), S("開けません")));
    }
    assert_int_equal(browser_post(b, "/apply/122203/resume", "number", number, "code", code), 422);
    assert_true(str_contains(browser_error(b, "code"), S("秒")));
    world_wait(world, SECONDS(6));
    assert_int_equal(browser_post(b, "/apply/122203/resume", "number", number, "code", code), 303);
}

PAGE("an hour without a request closes the application; what is typed then goes on with number and "
     "code")
{
    struct desk_and_applicant d = started(world, "usage");
    browser_get(d.b, "/apply/122203/part/2");
    const char *revision = seen(d.b);
    world_wait(world, MINUTES(61));
    assert_int_equal(
        browser_post(d.b, "/apply/122203/part/2", "revision", revision, "go", "next", CORPORATION),
        422);
    assert_str(browser_value(d.b, "corporation_name"), S("医療法人さくら会"));
    assert_int_equal(browser_post(d.b, "/apply/122203/resume", "number",
                                  str_zero(world_arena(world), d.number), "code",
                                  str_zero(world_arena(world), d.code), "kept", "2", "revision",
                                  revision, CORPORATION),
                     303);
    browser_follow(d.b);
    assert_true(browser_says(d.b, "入力していた内容も保存しました"));
    assert_str(browser_value(d.b, "representative_title"), S("理事長"));
}

PAGE("a resume code is good for 90 days after the last change, and says so afterwards")
{
    struct desk_and_applicant d = started(world, "usage");
    world_wait(world, DAYS(91));
    assert_int_equal(browser_post(d.b, "/apply/122203/resume", "number",
                                  str_zero(world_arena(world), d.number), "code",
                                  str_zero(world_arena(world), d.code)),
                     422);
    assert_true(str_contains(browser_error(d.b, "code"), S("90日の期限")));
}

PAGE("a number with a wrong check digit is told beside its field, is saved all the same, and can "
     "wait")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/3", "go", "next", OFFICE("1260190013")),
                     422);
    assert_true(browser_error(d.b, "office_number").n > 0);
    assert_str(browser_value(d.b, "office_number"), S("1260190013"));
    assert_str(browser_value(d.b, "office_manager"), S("管理 花子"));
    assert_int_equal(send_part(d.b, "/apply/122203/part/3", "go", "skip", OFFICE("1260190013")),
                     303);
    assert_str(browser_went_to(d.b), S("/apply/122203/part/4"));
}

PAGE("a person who stands there twice is told beside the field")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "next", PERSON, "people.1.move",
                               "新規", "people.1.name", "山田花子", "people.1.kana",
                               "やまだ はなこ", "people.1.profession", "看護師"),
                     422);
    assert_true(browser_error(d.b, "people.1.name").n > 0);
    assert_str(browser_value(d.b, "people.1.name"), S("山田花子"));
}

PAGE("a leave date in the past is told beside the field (guide 2, 退職)")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "next", "people.0.move", "削除",
                               "people.0.name", "山田 花子", "people.0.kana", "やまだ はなこ",
                               "people.0.profession", "看護師", "people.0.leave_on", "2025-01-31"),
                     422);
    assert_true(browser_error(d.b, "people.0.leave_on").n > 0);
}

PAGE("everybody accepts the pledge; a person without is named, and nothing can be submitted")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(send_part(d.b, "/apply/122203/part/6", "go", "next", "pledge", "1"), 422);
    assert_true(str_contains(browser_error(d.b, "people.0.pledge"), S("山田 花子さんの同意")));
    assert_true(str_contains(d.b->body, S("name=\"pledge\" value=\"1\" checked")));
    assert_int_equal(submit(d.b), 422);
    assert_true(browser_says(d.b, "誓約の11項目に同意していません"));
    assert_int_equal(
        send_part(d.b, "/apply/122203/part/6", "go", "next", "pledge", "1", "people.0.pledge", "1"),
        303);
    assert_int_equal(submit(d.b), 303);
}

PAGE("a further person has to accept the pledge too, those before need not again")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    send_part(d.b, "/apply/122203/part/4", "go", "next", "people.0.move", "新規", "people.0.name",
              "鈴木 次郎", "people.0.kana", "すずき じろう", "people.0.profession", "薬剤師",
              "people.1.move", "新規", "people.1.name", "山田 花子", "people.1.kana",
              "やまだ はなこ", "people.1.profession", "看護師", "people.1.administrator", "1");
    assert_int_equal(submit(d.b), 422);
    browser_get(d.b, "/apply/122203/part/6");
    assert_true(str_contains(d.b->body, S("name=\"people.0.pledge\" value=\"1\"")));
}

PAGE("where a signature is needed nothing goes out without one (様式の一覧, 押印署名「要」)")
{
    struct desk_and_applicant d = started(world, "mandate");
    assert_int_equal(submit(d.b), 422);
    assert_true(browser_says(d.b, "署名がありません"));
    assert_int_equal(
        browser_upload(d.b, "/apply/122203/sign", NULL, 0, (const char *const[]){"", NULL}), 422);
    assert_true(str_contains(browser_error(d.b, "scan"), S("署名がまだありません")));
    assert_int_equal(sign_with(d.b, signed_pdf, "署名.pdf"), 303);
    browser_get(d.b, "/apply/122203/check");
    assert_false(browser_says(d.b, "署名がありません"));
}

PAGE("a scan of over 30 MB and a file of another kind are refused beside the field")
{
    struct desk_and_applicant d = started(world, "mandate");
    size_t n = 30 * 1024 * 1024 + 1;
    uint8_t *large = arena_alloc(world_arena(world), n);
    memcpy(large, "%PDF-", 5);
    assert_int_equal(sign_with(d.b, (bytes){large, n}, "大.pdf"), 422);
    assert_true(str_contains(browser_error(d.b, "scan"), S("大きすぎます")));
    assert_int_equal(sign_with(d.b, str_bytes(S("PK\3\4 a spreadsheet")), "表.xlsx"), 422);
    assert_true(str_contains(browser_error(d.b, "scan"), S("写真（HEIC・JPEG・PNG）とPDF")));
}

PAGE("what another window saved meanwhile is shown beside the field, and nothing typed is lost")
{
    struct desk_and_applicant d = started(world, "usage");
    browser_get(d.b, "/apply/122203/part/2");
    const char *old = seen(d.b);
    send_part(d.b, "/apply/122203/part/2", "go", "next", CORPORATION);
    assert_int_equal(browser_post(d.b, "/apply/122203/part/2", "revision", old, "go", "next",
                                  "corporation_name", "医療法人うめ会"),
                     422);
    assert_str(browser_value(d.b, "corporation_name"), S("医療法人うめ会"));
    assert_true(str_contains(browser_error(d.b, "corporation_name"),
                             S("別の画面では「医療法人さくら会」")));
    assert_int_equal(browser_post(d.b, "/apply/122203/part/2", "revision", seen(d.b), "go", "skip",
                                  "corporation_name", "医療法人うめ会"),
                     303);
}

PAGE("rows come and go without script, and a row in the middle leaves no gap")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "more", "people", PERSON), 303);
    browser_follow(d.b);
    assert_true(str_contains(d.b->body, S("name=\"people.1.name\"")));
    assert_int_equal(browser_post(d.b, "/apply/122203/part/4", "revision", seen(d.b), "remove", "0",
                                  PERSON, "people.1.name", "鈴木 次郎", "people.1.kana",
                                  "すずき じろう"),
                     303);
    browser_follow(d.b);
    assert_str(browser_value(d.b, "people.0.name"), S("鈴木 次郎"));
    assert_false(str_contains(d.b->body, S("山田")));
}

PAGE("people pasted from a spreadsheet become rows, and what was not understood is told by line")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "paste", "paste",
                               "山田 花子\tヤマダ ハナコ\t看護師\n鈴木 次郎\tすずき "
                               "じろう\tケアマネ\n森 三郎\tもり さぶろう\t宇宙飛行士"),
                     200);
    assert_true(browser_says(d.b, "3人分を下の欄に入れました"));
    assert_true(browser_says(d.b, "3行目：職種「宇宙飛行士」は一覧にありません"));
    assert_true(browser_error(d.b, "people.0.move").n == 0);
    assert_str(browser_value(d.b, "people.0.kana"), S("やまだ はなこ"));
    assert_true(str_contains(d.b->body, S("value=\"介護支援専門員\" selected")));
}

PAGE("an office of the list fills in its part")
{
    struct desk_and_applicant d = started(world, "usage");
    office_id id = given_office(world_write(world), d.city.city.id, S("はな訪問介護"));
    world_commit(world);
    browser_get(d.b, browser_at(d.b, "/apply/122203/office?part=3&q=%s", S("ない事業所")));
    assert_true(browser_says(d.b, "一覧にない事業所も申請できます"));
    browser_get(d.b, "/apply/122203/part/3");
    struct buf text = buf_in(world_arena(world));
    base32_put_id(&text, id.v);
    browser_post(d.b, "/apply/122203/office", "part", "3", "revision", seen(d.b), "office",
                 str_zero(world_arena(world), buf_str(&text)));
    browser_follow(d.b);
    assert_str(browser_value(d.b, "office_name"), S("はな訪問介護"));
}

PAGE("what the city returned stands beside its field, just that is corrected, and it is submitted "
     "again")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(submit(d.b), 303);
    struct application of = stored(world, &d.city, d.number);
    struct reason why = {S("office_manager"), S("管理者の氏名を、届出のとおりに書いてください。")};
    struct tx *tx = world_write(world);
    application_return(tx, &d.city.officer.acting, &of, &why, 1);
    world_commit(world);
    browser_get(d.b, "/apply/122203/status");
    assert_true(browser_says(d.b, "届出のとおりに"));
    browser_get(d.b, "/apply/122203/fix");
    assert_str(browser_error(d.b, "office_manager"), why.sentence);
    assert_false(str_contains(d.b->body, S("name=\"office_name\"")));
    assert_int_equal(browser_post(d.b, "/apply/122203/fix", "revision", seen(d.b), "office_manager",
                                  "管理 葉子"),
                     303);
    assert_int_equal(submit(d.b), 303);
    of = stored(world, &d.city, d.number);
    assert_int_equal(of.state, STATE_SUBMITTED);
    assert_str(value_of(&of.values, "office_manager"), S("管理 葉子"));
    assert_str(value_of(&of.values, "office_name"), S("さくら訪問看護"));
}

PAGE("an application can be withdrawn, and cannot be changed any more then")
{
    struct desk_and_applicant d = started(world, "usage");
    browser_get(d.b, "/apply/122203/part/1");
    const char *revision = seen(d.b);
    browser_get(d.b, "/apply/122203/status");
    assert_int_equal(browser_post(d.b, "/apply/122203/withdraw", "revision", seen(d.b)), 303);
    browser_follow(d.b);
    assert_true(browser_says(d.b, "この申請は取り下げられました"));
    assert_int_equal(browser_post(d.b, "/apply/122203/part/1", "revision", revision, "go", "next",
                                  "applied_on", "2026-11-02"),
                     422);
    assert_true(browser_says(d.b, "この申請はもう変えられません"));
}

PAGE("a form sent from another site does nothing on the public site either")
{
    struct desk_and_applicant d = started(world, "usage");
    d.b->as.fetch_site = S("cross-site");
    assert_int_equal(browser_post(d.b, "/apply/122203", "kind", "usage"), 403);
}
