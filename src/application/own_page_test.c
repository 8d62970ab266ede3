// SPDX-License-Identifier: AGPL-3.0-or-later
// From inside and from paper: an administrator's own applications, and what a clerk keys in.
#include "application/desk.h"
#include "test/browser.h"
#include "test/given_form.h"

struct own {
    struct given_city city;
    office_id office;
    struct given_person administrator, member;
    struct browser *b;
};

static struct own own(struct world *w)
{
    struct own o = {0};
    struct tx *tx = world_write(w);
    o.city = given_city(tx);
    o.office = given_office(tx, o.city.city.id, S("訪問介護もり"));
    o.administrator = given_administrator(tx, o.city.city.id, o.office, S("管理 花子"));
    o.member = given_member(tx, o.city.city.id, o.office, S("介護 太郎"));
    world_commit(w);
    o.b = browser_of(w, &o.administrator);
    return o;
}

PAGE("an administrator begins a form with office and people filled in; twice sent, it begins once")
{
    struct own o = own(world);
    assert_int_equal(browser_get(o.b, "/office/applications"), 200);
    assert_true(browser_says(o.b, "介護 太郎"));
    assert_int_equal(browser_post(o.b, "/office/applications", "kind", "0"), 303);
    str first = browser_went_to(o.b);
    browser_post(o.b, "/office/applications", "kind", "0");
    assert_str(browser_went_to(o.b), first);
    assert_int_equal(browser_follow(o.b), 200);
    assert_str(browser_value(o.b, "office_name"), S("訪問介護もり"));
    assert_int_equal(browser_post(o.b, "/office/applications", "kind", "3"), 303); // 様式3: not here
    assert_str(browser_went_to(o.b), S("/office/applications"));
}

PAGE("what is typed is saved, refused with sentences beside the fields, and withdrawn")
{
    struct own o = own(world);
    browser_post(o.b, "/office/applications", "kind", "0");
    const char *here = str_zero(world_arena(world), browser_went_to(o.b));
    browser_get(o.b, here);
    const char *revision = str_zero(world_arena(world), browser_value(o.b, "revision"));
    browser_post(o.b, here, "revision", revision, "do", "save", "office_name", "もりの家");
    assert_int_equal(browser_follow(o.b), 200);
    assert_str(browser_value(o.b, "office_name"), S("もりの家"));
    assert_int_equal(
        browser_post(o.b, here, "revision", revision, "do", "save", "office_name", "別の名"), 409);
    assert_str(browser_value(o.b, "office_name"), S("別の名"));
    revision = str_zero(world_arena(world), browser_value(o.b, "revision"));
    assert_int_equal(
        browser_post(o.b, here, "revision", revision, "do", "submit", "office_name", "別の名"), 422);
    assert_true(browser_error(o.b, "representative").n > 0);
    revision = str_zero(world_arena(world), browser_value(o.b, "revision"));
    const char *withdraw = str_zero(world_arena(world),
                                    str_print(world_arena(world), "%s/withdraw", here));
    assert_int_equal(browser_post(o.b, withdraw, "revision", revision), 303);
    assert_int_equal(browser_post(o.b, withdraw, "revision", revision), 409);
}

PAGE("a copy that is too large is told beside its box; what was typed stands there still, and nothing is saved")
{
    struct own o = own(world);
    struct browser *desk = browser_of(world, &o.city.officer);
    desk->as.too_large = true; // the server kept the fields and dropped the file
    browser_post(desk, "/desk/applications/paper/new?kind=3", "delegate", "受任 花子");
    assert_int_equal(desk->status, 422);
    assert_str(browser_value(desk, "delegate"), S("受任 花子"));
    assert_true(str_contains(browser_error(desk, "scan"), S("30MBまで")));
    assert_int_equal(browser_post(o.b, "/office/applications", "kind", "0"), 303);
    const char *here = str_zero(world_arena(world), browser_went_to(o.b));
    assert_int_equal(browser_get(o.b, here), 200);
    const char *revision = str_zero(world_arena(world), browser_value(o.b, "revision"));
    o.b->as.too_large = true;
    assert_int_equal(browser_post(o.b, here, "revision", revision, "do", "save", "office_name", "もりの家"), 422);
    o.b->as.too_large = false;
    assert_str(browser_value(o.b, "office_name"), S("もりの家"));
    assert_true(browser_says(o.b, "30MBまで"));
    assert_int_equal(browser_get(o.b, here), 200);
    assert_str(browser_value(o.b, "office_name"), S("訪問介護もり"));
}

PAGE("who does not administer the office, or administers another one, finds nothing there")
{
    struct own o = own(world);
    struct tx *tx = world_write(world);
    office_id other = given_office(tx, o.city.city.id, S("となりの薬局"));
    struct given_person stranger = given_administrator(tx, o.city.city.id, other, S("別 人"));
    world_commit(world);
    browser_post(o.b, "/office/applications", "kind", "1");
    const char *here = str_zero(world_arena(world), browser_went_to(o.b));
    assert_int_equal(browser_get(browser_of(world, &o.member), "/office/applications"), 404);
    assert_int_equal(browser_get(browser_of(world, &o.member), here), 404);
    assert_int_equal(browser_get(browser_of(world, &stranger), here), 404);
    assert_int_equal(browser_post(browser_of(world, &stranger), here, "do", "save"), 404);
    assert_int_equal(browser_get(browser_of(world, &o.city.officer), "/office/applications"), 404);
}

PAGE("a form on paper is keyed in part by part; without its copy it is not taken, and rows can be added")
{
    struct own o = own(world);
    struct browser *b = browser_of(world, &o.city.officer);
    assert_int_equal(browser_get(b, "/desk/applications/paper/new"), 200);
    assert_true(browser_says(b, "様式3"));
    assert_int_equal(browser_get(b, "/desk/applications/paper/new?kind=3"), 200);
    browser_post(b, "/desk/applications/paper/new?kind=3", "delegate", "受任 花子");
    assert_int_equal(b->status, 422);
    assert_str(browser_value(b, "delegate"), S("受任 花子"));
    assert_true(browser_error(b, "scan").n > 0);
    browser_post(b, "/desk/applications/paper/new?kind=0", "more", "people");
    assert_int_equal(b->status, 200);
    assert_true(browser_says(b, "システム利用者 5"));
}

static int send_mandate(struct browser *b, const char *signature, const char *content)
{
    struct upload scan = {.name = S("scan"), .file_name = S("委任状.pdf"), .type = S("application/pdf"),
                          .content = str_bytes(str_of(content))};
    const char *const pairs[] = {
        "", "applied_on", "令和8年11月1日", "corporation_address", "千葉県流山市平和台1-1-1",
        "corporation_name", "医療法人もり", "representative_title", "理事長", "representative",
        "森 大樹", "signature", signature, "delegate_office", "訪問介護もり", "delegate_address", "千葉県流山市平和台2",
        "delegate_title", "所長", "delegate", "受任 花子", "duty_register", "1", NULL};
    return browser_upload(b, "/desk/applications/paper/new?kind=3", &scan, 1, pairs);
}

PAGE("a keyed form goes to the inbox with its copy, opened inside the app; sent twice it is one case")
{
    struct own o = own(world);
    struct browser *b = browser_of(world, &o.city.officer);
    assert_int_equal(send_mandate(b, "署名", "no PDF at all"), 422);
    assert_true(browser_error(b, "scan").n > 0);
    assert_int_equal(send_mandate(b, "なし", "%PDF-1.4 scan"), 422);
    assert_true(browser_says(b, "この様式には、署名または押印が要ります。"));
    assert_int_equal(send_mandate(b, "押印", "%PDF-1.4 scan"), 303);
    str first = browser_went_to(b);
    assert_int_equal(send_mandate(b, "押印", "%PDF-1.4 scan"), 303);
    assert_str(browser_went_to(b), first);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "受任 花子"));
    assert_true(browser_says(b, "申請書の写し：委任状.pdf"));
    size_t from = str_find(b->body, S("/files/"));
    str rest = str_from(b->body, from);
    str path = str_print(world_arena(world), "%.*s%.*s", STR(first),
                         STR(str_part(rest, 0, str_find_byte(rest, '"'))));
    assert_int_equal(browser_get(b, str_zero(world_arena(world), path)), 200);
    assert_str(b->body, S("%PDF-1.4 scan"));
}
