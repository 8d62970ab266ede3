// SPDX-License-Identifier: AGPL-3.0-or-later
// Bad input on the public portal, case by case: a sentence beside the field, nothing lost.
#include "app/jobs.h"
#include "application/desk.h"
#include "pace/pace.h"
#include "test/given_form.h"
#include "test/given_portal.h"

#define NEXT(b, part, ...) send_part((b), "/apply/122203/part/" part, "go", "next", __VA_ARGS__)

PAGE("a wrong check digit is told beside the number, can be kept, and the desk sees it (mission A1)")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(NEXT(d.b, "3", OFFICE("1260190013")), 422);
    assert_true(str_contains(browser_error(d.b, "office_number"), S("最後の桁が合いません")));
    assert_str(browser_value(d.b, "office_number"), S("1260190013"));
    assert_str(browser_value(d.b, "office_phone"), S("04-7150-0001"));
    assert_int_equal(submit(d.b), 303);
    struct browser *desk = browser_of(world, &d.city.officer);
    struct application of = stored(world, &d.city, d.number);
    assert_int_equal(browser_get(desk, browser_at(desk, "/desk/applications/%i", of.id.v)), 200);
    assert_true(browser_says(desk, "最後の桁が合いません"));
}

PAGE("a number of nine digits, a mail address and a telephone number that cannot be are told each")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(NEXT(d.b, "3", "office_name", "さくら", "office_number", "126019001",
                          "office_mail", "sakura", "office_phone", "12", "office_postal", "27"),
                     422);
    assert_true(str_contains(browser_error(d.b, "office_number"), S("10桁")));
    assert_true(browser_error(d.b, "office_mail").n && browser_error(d.b, "office_phone").n &&
                browser_error(d.b, "office_postal").n && browser_error(d.b, "office_manager").n);
    assert_str(browser_value(d.b, "office_mail"), S("sakura"));
    assert_str(browser_value(d.b, "office_phone"), S("12"));
    assert_int_equal(browser_get(d.b, "/apply/122203/part/3"), 200);
    assert_str(browser_value(d.b, "office_postal"), S("27"));
}

PAGE("a leave date in the past and a removal without one are told beside the date (guide 2, 削除)")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(NEXT(d.b, "4", "people.0.move", "削除", "people.0.name", "山田 花子",
                          "people.0.kana", "やまだ はなこ", "people.0.profession", "看護師",
                          "people.0.leave_on", "2025-01-31", "people.1.move", "削除",
                          "people.1.name", "森 緑", "people.1.kana", "もり みどり",
                          "people.1.profession", "医師"),
                     422);
    assert_true(str_contains(browser_error(d.b, "people.0.leave_on"), S("過去")));
    assert_true(str_contains(browser_error(d.b, "people.1.leave_on"), S("入力してください")));
    assert_str(browser_value(d.b, "people.0.kana"), S("やまだ はなこ"));
    assert_str(browser_value(d.b, "people.1.name"), S("森 緑"));
}

PAGE("a delegate without the duty is stopped with the reason, where the corporation is typed and at the end (様式3)")
{
    struct desk_and_applicant d = started(world, "usage");
    struct tx *tx = world_write(world);
    struct params mandate = given_values(tx, APPLICATION_MANDATE);
    form_put(tx, &mandate, "corporation_name", "医療法人さくら会");
    form_put(tx, &mandate, "delegate_office", "さくら訪問看護");
    form_put(tx, &mandate, "delegate_address", "千葉県流山市平和台1-1-2");
    form_put(tx, &mandate, "delegate_title", "所長");
    form_put(tx, &mandate, "delegate", "受任 一郎");
    form_put(tx, &mandate, "duty_change", "1");
    struct application given =
        given_submitted(tx, d.city.city.id, APPLICATION_MANDATE, &mandate);
    carry(tx, &d.city.officer.acting, &given);
    world_commit(world);
    fill_all(d.b);
    assert_int_equal(NEXT(d.b, "1", "applied_on", "2026-11-02", "by_delegate", "受任 一郎"), 422);
    assert_true(str_contains(browser_error(d.b, "by_delegate"), S("変更だけです")));
    assert_str(browser_value(d.b, "by_delegate"), S("受任 一郎"));
    assert_int_equal(NEXT(d.b, "2", CORPORATION), 422);
    assert_true(browser_says(d.b, "変更だけです"));
    assert_str(browser_value(d.b, "corporation_name"), S("医療法人さくら会"));
    assert_int_equal(submit(d.b), 422);
    assert_true(browser_says(d.b, "変更だけです"));
}

PAGE("a delegate's name alone stops nobody before the corporation is typed")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(NEXT(d.b, "1", "applied_on", "2026-11-02", "by_delegate", "受任 一郎"), 303);
    assert_int_equal(NEXT(d.b, "2", CORPORATION), 422);
    assert_true(browser_says(d.b, "委任状（様式3）が"));
}

PAGE("a signature that is missing is told beside its field, and what was typed before is still there")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(NEXT(d.b, "2", CORPORATION), 303);
    assert_int_equal(
        browser_upload(d.b, "/apply/122203/sign", NULL, 0, (const char *const[]){"", NULL}), 422);
    assert_true(str_contains(browser_error(d.b, "scan"), S("署名がまだありません")));
    assert_int_equal(browser_get(d.b, "/apply/122203/part/2"), 200);
    assert_str(browser_value(d.b, "corporation_name"), S("医療法人さくら会"));
}

static void refused_beside_field(struct desk_and_applicant *d, const char *words)
{
    assert_int_equal(d->b->status, 422);
    if (!str_contains(browser_error(d->b, "scan"), str_of(words)))
        fail_msg("“%s” is not said, but “%.*s”", words, STR(browser_error(d->b, "scan")));
    assert_int_equal(browser_get(d->b, "/apply/122203/part/2"), 200);
    assert_str(browser_value(d->b, "corporation_name"), S("医療法人さくら会"));
}

PAGE("a scan of 30 MB, one over the limit of a request, one of another kind and a broken one: each "
     "is told beside the field")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(NEXT(d.b, "2", CORPORATION), 303);
    size_t n = 30 * 1024 * 1024 + 1;
    uint8_t *large = arena_alloc(world_arena(world), n);
    memcpy(large, "%PDF-", 5);
    sign_with(d.b, (bytes){large, n}, "大.pdf");
    refused_beside_field(&d, "30MBまで");
    d.b->as.too_large = true; // the server dropped the body
    browser_upload(d.b, "/apply/122203/sign", NULL, 0, (const char *const[]){"", NULL});
    d.b->as.too_large = false;
    refused_beside_field(&d, "受け取れませんでした");
    sign_with(d.b, str_bytes(S("PK\3\4 a spreadsheet")), "表.xlsx");
    refused_beside_field(&d, "別の形式のファイルは、PDFにして");
    sign_with(d.b, str_bytes(S("\xff\xd8\xff\xe0 no picture")), "写真.jpg");
    refused_beside_field(&d, "写真（HEIC・JPEG・PNG）とPDF");
}

static str removal(struct browser *b)
{
    str from = str_from(b->body, str_find(b->body, S("/remove")));
    size_t start = (size_t)(from.p - b->body.p);
    while (start > 0 && b->body.p[start - 1] != '"')
        start--;
    str rest = str_from(b->body, start);
    return str_part(rest, 0, str_find_byte(rest, '"'));
}

PAGE("a signature or scan is taken away or replaced until the city has received it, and not after that")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(browser_get(d.b, "/apply/122203/sign"), 200);
    const char *remove = str_zero(world_arena(world), removal(d.b));
    assert_int_equal(browser_post(d.b, remove), 303);
    assert_int_equal(browser_follow(d.b), 200);
    assert_false(browser_says(d.b, "署名.pdf"));
    assert_int_equal(submit(d.b), 422);
    assert_int_equal(sign_with(d.b, signed_pdf, "新しい.pdf"), 303);
    assert_int_equal(browser_get(d.b, "/apply/122203/sign"), 200);
    remove = str_zero(world_arena(world), removal(d.b));
    assert_int_equal(submit(d.b), 303);
    world_wait(world, MINUTES(61));
    struct application of = stored(world, &d.city, d.number);
    struct reason why = {S("office_manager"), S("確かめてください。")};
    struct tx *tx = world_write(world);
    application_return(tx, &d.city.officer.acting, &of, &why, 1);
    world_commit(world);
    assert_int_equal(browser_get(d.b, "/apply/122203/sign"), 422); // the stay had ended
    assert_int_equal(browser_post(d.b, "/apply/122203/resume", "number",
                                  str_zero(world_arena(world), d.number), "code",
                                  str_zero(world_arena(world), d.code)),
                     303);
    assert_int_equal(browser_post(d.b, remove), 303);
    assert_int_equal(browser_follow(d.b), 200);
    assert_true(browser_says(d.b, "新しい.pdf"));
    assert_false(str_contains(d.b->body, S("/remove")));
}

PAGE("an officer decided meanwhile: nothing is submitted or stored, and what was typed is still there")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(submit(d.b), 303);
    struct application of = stored(world, &d.city, d.number);
    struct reason why = {NONE, S("届出のとおりに書いてください。")};
    struct tx *tx = world_write(world);
    application_return(tx, &d.city.officer.acting, &of, &why, 1);
    world_commit(world);
    assert_int_equal(browser_get(d.b, "/apply/122203/fix"), 200);
    const char *revision = seen(d.b);
    assert_int_equal(browser_get(d.b, "/apply/122203/part/3"), 200);
    of = stored(world, &d.city, d.number);
    tx = world_write(world);
    application_withdraw(tx, &of); // on another of the applicant's devices, or at the counter
    world_commit(world);
    assert_int_equal(browser_post(d.b, "/apply/122203/part/3", "revision", revision, "go", "next",
                                  OFFICE("1260190017"), "office_manager", "管理 葉子"),
                     422);
    assert_true(browser_says(d.b, "この申請はもう変えられません"));
    assert_str(browser_value(d.b, "office_name"), S("さくら訪問看護"));
    assert_int_equal(browser_post(d.b, "/apply/122203/check", "revision", revision), 303);
    assert_int_equal(stored(world, &d.city, d.number).state, STATE_WITHDRAWN);
}

PAGE("a correction that comes after the case changed is shown again as typed, with the reason")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(submit(d.b), 303);
    struct application of = stored(world, &d.city, d.number);
    struct reason why = {S("office_manager"), S("届出のとおりに書いてください。")};
    struct tx *tx = world_write(world);
    application_return(tx, &d.city.officer.acting, &of, &why, 1);
    world_commit(world);
    assert_int_equal(browser_get(d.b, "/apply/122203/fix"), 200);
    const char *old = seen(d.b);
    assert_int_equal(NEXT(d.b, "2", CORPORATION), 303); // not named: only the correction is open
    assert_str(browser_went_to(d.b), S("/apply/122203/fix"));
    assert_int_equal(
        browser_post(d.b, "/apply/122203/fix", "revision", old, "office_manager", "管理 次郎"),
        303);
    assert_int_equal(
        browser_post(d.b, "/apply/122203/fix", "revision", old, "office_manager", "管理 葉子"),
        422);
    assert_true(browser_says(d.b, "別の画面で保存されていました"));
    assert_str(browser_value(d.b, "office_manager"), S("管理 葉子"));
}

PAGE("drafts of 90 days are gone with what belongs to them; what was handed in stays, and no number "
     "is given twice")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(submit(d.b), 303);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_post(b, "/apply/122203", "kind", "usage"), 200);
    assert_int_equal(NEXT(b, "4", PERSON), 303);
    assert_int_equal(sign_with(b, signed_pdf, "署名.pdf"), 303);
    world_wait(world, DAYS(89));
    struct tx *tx = world_write(world);
    int early = application_drop_drafts(tx);
    world_commit(world);
    world_wait(world, DAYS(2));
    tx = world_write(world);
    int removed = application_drop_drafts(tx);
    pace_forget(tx);
    world_commit(world);
    assert_int_equal(early, 0);
    assert_int_equal(removed, 1);
    assert_int_equal(stored(world, &d.city, d.number).state, STATE_SUBMITTED);
    b = browser_public(world);
    assert_int_equal(browser_post(b, "/apply/122203", "kind", "usage"), 200);
    assert_false(browser_says(b, "8-00002")); // the removed one's
    assert_true(browser_says(b, "8-00003") || browser_says(b, "9-00001"));
}

PAGE("an expired resume code says how to begin again")
{
    struct desk_and_applicant d = started(world, "usage");
    world_wait(world, DAYS(91));
    assert_int_equal(browser_post(d.b, "/apply/122203/resume", "number",
                                  str_zero(world_arena(world), d.number), "code",
                                  str_zero(world_arena(world), d.code)),
                     422);
    assert_true(str_contains(browser_error(d.b, "code"), S("90日の期限")));
    assert_true(str_contains(d.b->body, S("href=\"/apply/122203\"")));
    assert_str(browser_value(d.b, "number"), d.number);
}

PAGE("one address begins 30 drafts an hour and tries 30 wrong codes; others go on, and so does a draft")
{
    world_without_sweep(world);
    struct desk_and_applicant d = started(world, "usage");
    struct browser *b = browser_public(world);
    b->as.remote = S("203.0.113.7");
    for (int i = 0; i < 30; i++)
        assert_int_equal(browser_post(b, "/apply/122203", "kind", "devices"), 200);
    assert_int_equal(browser_post(b, "/apply/122203", "kind", "devices"), 429);
    assert_true(browser_says(b, "1時間ほど待って"));
    assert_int_equal(send_part(b, "/apply/122203/part/1", "go", "back", "office_name", "さくら"),
                     303);
    for (int i = 0; i < 30; i++)
        assert_int_equal(browser_post(b, "/apply/122203/resume", "number",
                                      str_zero(world_arena(world),
                                               str_print(world_arena(world), "8-%05d", i)),
                                      "code", "abcdefghij23"),
                         422);
    const char *number = str_zero(world_arena(world), d.number);
    const char *code = str_zero(world_arena(world), d.code);
    assert_int_equal(browser_post(b, "/apply/122203/resume", "number", number, "code", code), 422);
    assert_true(str_contains(browser_error(b, "code"), S("1時間ほど")));
    d.b->as.remote = S("203.0.113.8");
    assert_int_equal(browser_post(d.b, "/apply/122203/resume", "number", number, "code", code),
                     303);
    world_wait(world, HOURS(1));
    assert_int_equal(browser_post(b, "/apply/122203/resume", "number", number, "code", code), 303);
    assert_int_equal(browser_post(b, "/apply/122203", "kind", "devices"), 200);
}

PAGE("columns and lines of a spreadsheet that no field can take are named, the rest is taken")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "paste", "paste",
                               "社員番号\t氏名\tかな\t職種\t備考\n"
                               "17\t山田 花子\tやまだ はなこ\t看護師\t夜勤あり\n"
                               "\t鈴木 次郎\tｽｽﾞｷ ｼﾞﾛｳ\tヘルパー\t\n"),
                     200);
    assert_true(browser_says(d.b, "2人分を下の欄に入れました"));
    assert_true(browser_says(d.b, "2行目：「17」はどの欄か分からないため"));
    assert_true(browser_says(d.b, "2行目：「夜勤あり」はどの欄か分からないため"));
    assert_str(browser_value(d.b, "people.0.name"), S("山田 花子"));
    assert_str(browser_value(d.b, "people.1.kana"), S("すずき じろう"));
    assert_true(str_contains(d.b->body, S("value=\"訪問介護員\" selected")));
}

PAGE("a blank form prints with the city's name and without, for every form of the guide")
{
    struct tx *tx = world_write(world);
    given_city(tx);
    world_commit(world);
    struct browser *b = browser_public(world);
    const char *const forms[] = {"usage", "devices", "change", "mandate", "status", "1-1", "5"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        assert_int_equal(browser_get(b, browser_at(b, "/forms/%s", str_of(forms[i]))), 200);
        assert_true(str_starts(b->body, S("%PDF-")));
    }
    assert_int_equal(browser_get(b, "/forms/usage?city=122203"), 200);
    assert_int_equal(browser_get(b, "/forms/usage?city="), 200);
    assert_int_equal(browser_get(b, "/forms/usage?city=999999"), 404);
}

PAGE("a transfer without the office to go to is told beside that field, from inside (guide 様式2 ※2)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_administrator(tx, city.city.id, office, S("管理 花子"));
    world_commit(world);
    struct browser *b = browser_of(world, &p);
    assert_int_equal(browser_post(b, "/office/applications", "kind", "2"), 303);
    const char *here = str_zero(world_arena(world), browser_went_to(b));
    assert_int_equal(browser_follow(b), 200);
    assert_int_equal(browser_post(b, here, "revision", seen(b), "do", "submit", "office_name",
                                  "訪問介護もり", "person_changes.0.item", "所属事業所名",
                                  "person_changes.0.name", "介護 太郎"),
                     422);
    assert_true(browser_error(b, "person_changes.0.after").n > 0);
    assert_str(browser_value(b, "person_changes.0.name"), S("介護 太郎"));
}
