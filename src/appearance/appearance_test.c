// SPDX-License-Identifier: AGPL-3.0-or-later
#include "appearance/appearance.h"

#include "post/post.h"
#include "test/browser.h"

struct given_eyes {
    struct given_city city;
    struct given_person nurse, helper;
    struct peer phone; // a second device of the nurse
    room_id room;
};

static struct given_eyes given_eyes(struct world *world)
{
    struct tx *tx = world_write(world);
    struct given_eyes g = {.city = given_city(tx)};
    const struct acting *officer = &g.city.officer.acting;
    office_id office = given_office(tx, g.city.city.id, S("あおば"));
    g.nurse = given_member(tx, g.city.city.id, office, S("山田 花子"));
    g.helper = given_member(tx, g.city.city.id, office, S("加藤 美咲"));
    given_device(tx, g.city.city.id, g.nurse.acting.member, &g.phone);
    g.room = given_room(tx, officer, S("部屋 はな"));
    const struct seat *seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    post_id id;
    if (seat)
        post_write(tx, seat, &(struct post_new){.body = S("部屋の様子を投稿します")}, &id);
    world_commit(world);
    return g;
}

static bool looks(const struct browser *b, const char *classes)
{
    return str_contains(b->body, str_print(world_arena(b->world),
                                           "<html lang=\"ja\" class=\"%s\">", classes));
}

static bool is_plain(const struct browser *b)
{
    return str_contains(b->body, S("<html lang=\"ja\">")) && !str_contains(b->body, S("large-"));
}

static int choose(struct browser *b, const char *path, const char *size, const char *contrast)
{
    return browser_post(b, path, "size", size, "contrast", contrast, "keys", "1");
}

PAGE("type size and contrast are the member's own, and the same on each device")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse), *other = browser_of(world, &g.helper);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(is_plain(b) && str_contains(b->body, S("href=\"/settings\"")));
    assert_int_equal(choose(b, "/settings", "largest", "dark"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(looks(b, "type-largest contrast dark") && browser_says(b, "画面の設定を保存しました"));
    assert_true(str_contains(b->body, S("/assets/large-")) && str_contains(b->body, S("/assets/contrast-")));

    struct browser *phone = browser_on(world, &g.phone);
    assert_int_equal(browser_post(phone, "/signin", "personal_id", str_zero(world_arena(world), g.nurse.personal_id),
                                  "password", str_zero(world_arena(world), g.nurse.password)),
                     303);
    assert_int_equal(browser_follow(phone), 200);
    assert_true(looks(phone, "type-largest contrast dark"));
    assert_int_equal(browser_get(other, "/"), 200);
    assert_true(is_plain(other));
}

PAGE("before signing in the device remembers the choice, on both sites; after signing out it stays as it was left")
{
    struct given_eyes g = given_eyes(world);
    struct browser *sites[] = {browser_public(world), browser_on(world, &g.nurse.peer)};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(browser_get(sites[i], "/help"), 200);
        assert_true(is_plain(sites[i]) && str_contains(sites[i]->body, S("href=\"/settings/device\"")));
        assert_int_equal(choose(sites[i], "/settings/device", "large", "normal"), 303);
        assert_int_equal(browser_follow(sites[i]), 200);
        assert_true(looks(sites[i], "type-large"));
        assert_int_equal(browser_get(sites[i], "/help"), 200);
        assert_true(looks(sites[i], "type-large"));
    }
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(choose(b, "/settings", "larger", "light"), 303);
    assert_int_equal(browser_post(b, "/signout"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(looks(b, "type-larger contrast"));
}

PAGE("what is not a choice is refused beside its field, and a cookie that is none counts for nothing")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse), *device = browser_on(world, &g.nurse.peer);
    assert_int_equal(browser_post(b, "/settings", "size", "gigantic"), 422);
    assert_true(browser_says(b, "文字の大きさ") && browser_error(b, "size").n && browser_error(b, "contrast").n);
    assert_int_equal(browser_get(b, "/"), 200);
    assert_true(is_plain(b));
    static const char *const cookies[] = {"40000", "03000", "0000", "000000", "-1000", "a0000", "00020"};
    for (size_t i = 0; i < sizeof cookies / sizeof cookies[0]; i++) {
        device->cookies.n = 1;
        device->cookies.at[0] = (struct param){S("__Host-view"), str_of(cookies[i])};
        assert_int_equal(browser_get(device, "/signin"), 200);
        assert_true(is_plain(device));
    }
}

PAGE("ふりがな stands above the fixed words of the screen, never above what people write or are called")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *room = browser_at(b, "/rooms/%i", g.room.v);
    assert_int_equal(browser_get(b, room), 200);
    assert_false(str_contains(b->body, S("<ruby>")));
    assert_int_equal(browser_post(b, "/settings", "size", "normal", "contrast", "normal", "furigana", "1"), 303);
    assert_int_equal(browser_get(b, room), 200);
    assert_true(str_contains(b->body, S("<ruby>投稿<rt aria-hidden=\"true\">とうこう</rt></ruby>する</span></button>")));
    assert_true(str_contains(b->body, S("<ruby>検索<rt aria-hidden=\"true\">けんさく</rt></ruby>")));
    assert_true(str_contains(b->body, S("<div class=\"post-body\">部屋の様子を投稿します</div>")));
    assert_true(str_contains(b->body, S("部屋 はな")));
    assert_true(str_contains(b->body, S("aria-label=\"部屋の中のページ\"")));
    assert_true(str_contains(b->body, S("<title>部屋｜")));
}

PAGE("the days of the timeline have the era's year for whoever wants it, and for nobody else")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *room = browser_at(b, "/rooms/%i", g.room.v);
    assert_int_equal(browser_get(b, room), 200);
    assert_false(str_contains(b->body, S(">令和")));
    assert_int_equal(browser_post(b, "/settings", "size", "normal", "contrast", "normal", "wareki", "1"), 303);
    assert_int_equal(browser_get(b, room), 200);
    assert_true(str_contains(b->body, S(">令和8年")));
    assert_int_equal(browser_get(b, "/signins"), 200);
    assert_true(browser_says(b, "令和8年") && !browser_says(b, "2026年"));
}

PAGE("single letters are shortcuts unless they are switched off; the map of the keys says which")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, "/keys"), 200);
    assert_true(str_contains(b->body, S("/assets/keys-")) && browser_says(b, "次の投稿へ"));
    assert_int_equal(browser_post(b, "/settings", "size", "normal", "contrast", "normal"), 303);
    assert_int_equal(browser_get(b, "/keys"), 200);
    assert_false(str_contains(b->body, S("/assets/keys-")));
    assert_true(browser_says(b, "「使わない」に設定されています"));
}

PAGE("the hint about speaking stands by the box until it is put away, and settings do not bring it back")
{
    struct given_eyes g = given_eyes(world);
    struct browser *b = browser_of(world, &g.nurse);
    const char *room = browser_at(b, "/rooms/%i", g.room.v);
    assert_int_equal(browser_get(b, room), 200);
    assert_true(browser_says(b, "声でも書けます"));
    assert_int_equal(browser_post(b, "/settings/voice", "back", room), 303);
    assert_str(browser_went_to(b), str_of(room));
    assert_int_equal(choose(b, "/settings", "large", "normal"), 303);
    assert_int_equal(browser_get(b, room), 200);
    assert_false(browser_says(b, "声でも書けます"));
    assert_int_equal(browser_post(b, "/settings/voice", "back", "https://example.org/"), 303);
    assert_str(browser_went_to(b), S("/"));
}
