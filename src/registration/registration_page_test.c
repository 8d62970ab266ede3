// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base32.h"
#include "registration/registration.h"
#include "test/browser.h"

// 流山市 with one office where nobody is registered yet, and the officer's browser.
struct scene {
    struct given_city city;
    office_id office;
    const char *office_value;
    struct browser *b;
};

static struct scene scene(struct world *w)
{
    struct scene s = {0};
    struct tx *tx = world_write(w);
    s.city = given_city(tx);
    s.office = given_office(tx, s.city.city.id, S("訪問介護もり"));
    world_commit(w);
    s.office_value = str_zero(world_arena(w), base32_from_id(world_arena(w), s.office.v));
    s.b = browser_of(w, &s.city.officer);
    return s;
}

static member_id registered(struct world *w, const struct scene *s)
{
    struct tx *tx = world_write(w);
    struct registration_new new = {
        .member = {.city = s->city.city.id,
                   .office = s->office,
                   .profession = PROFESSION_NURSE,
                   .administrator = true,
                   .name = S("森 緑"),
                   .kana = S("もり みどり")},
        .devices = {[DEVICE_PC] = true},
    };
    member_id id = {0};
    registration_add(tx, &s->city.officer.acting, &new, &id);
    world_commit(w);
    return id;
}

PAGE("the desk registers the people of an office one after the other; the first one administers it")
{
    struct scene s = scene(world);
    struct browser *b = s.b;
    browser_post(b, "/desk/members/new", "office", s.office_value, "name", "森 緑", "kana",
                 "モリ ミドリ", "job", "看護師", "devices", "Android", "owner", "個人の端末");
    assert_int_equal(b->status, 422);
    assert_true(browser_says(b, "この事業所で最初に登録する人です。"));
    assert_str(browser_value(b, "name"), S("森 緑"));
    browser_post(b, "/desk/members/new", "office", s.office_value, "name", "森 緑", "kana",
                 "モリ ミドリ", "job", "看護師", "devices", "Android", "owner", "個人の端末",
                 "administrator", "1");
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "森 緑さんを登録しました"));
    assert_true(browser_says(b, "同じ事業所でもう1人登録できます。"));
    assert_int_equal(browser_post(b, "/desk/members", "q", "もり"), 303);
    assert_false(str_contains(browser_went_to(b), S("%E"))); // no name in the address
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "もり みどり"));
    assert_true(browser_says(b, "管理担当者"));
    assert_int_equal(browser_post(b, "/desk/members", "q", "ほし"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "当てはまる人が見つかりません"));
}

PAGE("a person's page refuses a leave date in the past, takes today's, and then offers nothing more")
{
    struct scene s = scene(world);
    member_id id = registered(world, &s);
    struct browser *b = s.b;
    const char *leave = browser_at(b, "/desk/members/%i/leave", id.v);
    assert_int_equal(browser_get(b, browser_at(b, "/desk/members/%i", id.v)), 200);
    assert_true(browser_says(b, "証明書を待っています"));
    assert_int_equal(browser_post(b, leave, "leave_on", "令和8年11月1日"), 422);
    assert_true(browser_says(b, "過ぎた日は登録できません。"));
    assert_int_equal(browser_post(b, leave, "leave_on", "令和8年11月2日"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "退職日を登録しました。"));
    assert_true(browser_says(b, "退職しました"));
    assert_false(browser_says(b, "端末を加える"));
    assert_int_equal(browser_get(b, "/desk/members"), 200);
    assert_false(browser_says(b, "森 緑"));
    assert_int_equal(browser_get(b, "/desk/members?left=1"), 200);
    assert_true(browser_says(b, "森 緑"));
}

PAGE("letters are a PDF that nobody keeps; a password in use is replaced only with a reason")
{
    struct scene s = scene(world);
    registered(world, &s);
    struct browser *b = s.b;
    const char *member = str_zero(world_arena(world),
                                  base32_from_id(world_arena(world), s.city.officer.acting.member.v));
    assert_int_equal(browser_get(b, "/desk/letters"), 200);
    assert_true(browser_says(b, "まだ印刷していません"));
    assert_false(browser_says(b, "利用中")); // who has an own password and no device that waits
    const char *key = str_zero(world_arena(world), browser_value(b, "key"));
    assert_int_equal(browser_post(b, "/desk/letters", "key", key), 422);
    assert_true(browser_says(b, "印刷する人を選んでください。"));
    assert_int_equal(browser_post(b, "/desk/letters", "key", "x", "people", member), 422);
    assert_true(browser_says(b, "この画面で選び直してください。"));
    browser_post(b, "/desk/letters", "key", key, "people", member, "reissue", "1");
    assert_int_equal(b->status, 422);
    assert_true(browser_says(b, "再発行の理由を入力してください。"));
    browser_post(b, "/desk/letters", "key", key, "people", member, "reissue", "1", "reason", "忘れたため");
    assert_int_equal(b->status, 200);
    assert_true(str_starts(b->body, S("%PDF-")));
    assert_str(browser_header(b, "Cache-Control"), S("no-store"));
}

PAGE("a letter's form sent twice asks instead of printing; a clerk who lost the print goes on with a reason")
{
    struct scene s = scene(world);
    member_id id = registered(world, &s);
    struct browser *b = s.b;
    const char *member = str_zero(world_arena(world), base32_from_id(world_arena(world), id.v));
    assert_int_equal(browser_get(b, "/desk/letters"), 200);
    const char *key = str_zero(world_arena(world), browser_value(b, "key"));
    assert_int_equal(browser_post(b, "/desk/letters", "key", key, "people", member), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
    assert_int_equal(browser_post(b, "/desk/letters", "key", key, "people", member), 422);
    assert_true(browser_says(b, "もう印刷しています。"));
    const char *next = str_zero(world_arena(world), browser_value(b, "key"));
    assert_string_not_equal(next, key);
    assert_int_equal(browser_post(b, "/desk/letters", "key", next, "people", member), 422);
    assert_true(browser_says(b, "前に印刷した人が含まれています。"));
    assert_int_equal(browser_post(b, "/desk/letters", "key", next, "people", member, "reason",
                                  "紙をなくした", "how", "IDとパスワードを別の紙に分ける（封筒を分けて送れます）"), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
    assert_int_equal(browser_get(b, browser_at(b, "/desk/letters?member=%i", id.v)), 200);
    assert_true(browser_says(b, "これまでの発行"));
    assert_true(browser_says(b, "紙をなくした"));
    assert_true(browser_says(b, "初期パスワード、証明書インストール用ID 1台分"));
}

PAGE("the desk revokes a device and adds another")
{
    struct scene s = scene(world);
    member_id id = registered(world, &s);
    struct browser *b = s.b;
    struct tx *tx = world_read(world);
    struct device_list devices = device_list_of(tx, id);
    world_commit(world);
    browser_post(b, browser_at(b, "/desk/devices/%i/revoke", devices.at[0].id.v), "why", "紛失・盗難");
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "その端末を使えなくしました。"));
    assert_true(browser_says(b, "止めました"));
    browser_post(b, browser_at(b, "/desk/members/%i/devices", id.v), "kind", "iPhone・iPad", "owner",
                 "個人の端末");
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "iPhone・iPad"));
    assert_true(browser_says(b, "証明書を待っています"));
}

PAGE("the list of people offers the offices where somebody works; the form offers every open one")
{
    struct scene s = scene(world);
    struct tx *tx = world_write(world);
    given_office(tx, s.city.city.id, S("薬局つばめ"));
    world_commit(world);
    registered(world, &s);
    assert_int_equal(browser_get(s.b, "/desk/members"), 200);
    assert_true(browser_says(s.b, "訪問介護もり"));
    assert_false(browser_says(s.b, "薬局つばめ"));
    assert_int_equal(browser_get(s.b, "/desk/members/new"), 200);
    assert_true(browser_says(s.b, "訪問介護もり"));
    assert_true(browser_says(s.b, "薬局つばめ"));
    assert_true(browser_says(s.b, "介護支援課"));
}

PAGE("of more offices than fit a list, the form shows the one that registering began at, and says how to go on")
{
    world_without_sweep(world);
    struct scene s = scene(world);
    struct tx *tx = world_write(world);
    office_id last = {0};
    for (int i = 0; i < 1001; i++)
        last = given_office(tx, s.city.city.id, str_print(world_arena(world), "事業所%04d", i));
    world_commit(world);
    assert_int_equal(browser_get(s.b, browser_at(s.b, "/desk/members/new?office=%i", last.v)), 200);
    assert_true(browser_says(s.b, "事業所1000"));
    assert_false(browser_says(s.b, "事業所0500"));
    assert_true(browser_says(s.b, "その事業所のページから登録を始めてください。"));
}
